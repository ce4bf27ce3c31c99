"""Notices about what a country's law forbids joint programmes."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"guards.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


CLAIM = _notice(
    "claim",
    en=("This {why} ({basis}).", "{instead}"),
    zh=("该用语{why}（{basis}）。", "{instead}"),
)
CLAIM_QUOTED = _notice(
    "claim_quoted",
    en=(
        "In quotation marks; if it is not only cited, this {why} ({basis}).",
        "If it is meant: {instead}",
    ),
    zh=("该词在引号内；若并非仅作引述，该用语{why}（{basis}）。", "若为宣传用语：{instead}"),
)
PREPAID_AMOUNT = _notice(
    "prepaid_amount",
    en=(
        "Order {order} charges {learner} {total} at once at {party}, over {most} ({basis}).",
        "Charge less at once, the next part when earlier lessons have been taught, and refund the rest.",
    ),
    zh=(
        "订单 {order} 在{party}一次性向 {learner} 收取 {total}，超过 {most}（{basis}）。",
        "请分次收费：已付课时上完后再收下一笔，并退还超出部分。",
    ),
)
PREPAID_STANDING = _notice(
    "prepaid_standing",
    en=(
        "Order {order} takes {learner} at {party} from {before} to {total} prepaid, over {most} ({basis}).",
        "The limit is on one charge; several may be taken for one that was split. Charge after teaching.",
    ),
    zh=(
        "订单 {order} 使 {learner} 在{party}的预收费由 {before} 增至 {total}，超过 {most}（{basis}）。",
        "该上限针对一次性收费，多次收费可能被视为拆分；请在此前课时上完后再收下一笔。",
    ),
)
PREPAID_LESSONS = _notice(
    "prepaid_lessons",
    en=(
        "Order {order} prepays {count} lessons at once; at most {most} may be ({basis}).",
        "Sell the course in parts of at most {most} lessons.",
    ),
    zh=(
        "订单 {order} 一次性预收 {count} 课时，上限为 {most} 课时（{basis}）。",
        "请拆分课程，每次收费不超过 {most} 课时。",
    ),
)
PREPAID_MONTHS = _notice(
    "prepaid_months",
    en=(
        "Order {order} prepays {count} months at once; at most {most} may be ({basis}).",
        "Sell the course in parts of at most {most} months.",
    ),
    zh=(
        "订单 {order} 一次性预收 {count} 个月，上限为 {most} 个月（{basis}）。",
        "请拆分课程，每次收费不超过 {most} 个月。",
    ),
)
LENGTH_UNKNOWN = _notice(
    "length_unknown",
    en=(
        "How many lessons or months “{course}” has is not known; only the amount prepaid is checked.",
        "Add it under [guards.lessons] or [guards.months] of programme.toml.",
    ),
    zh=(
        "不知道“{course}”有多少课时或几个月，目前只核对预收金额。",
        "请在 programme.toml 的 [guards.lessons] 或 [guards.months] 中补充。",
    ),
)
OTHER_CURRENCY = _notice(
    "other_currency",
    en=(
        "The limit is {most}, but the programme is in {currency}; the amount prepaid is not checked.",
        "Check it by hand, or keep the programme in {limit_currency}.",
    ),
    zh=(
        "上限为 {most}，而项目币种为 {currency}，未核对预收金额。",
        "请人工核对，或以 {limit_currency} 记账。",
    ),
)
LEVEL_TOO_MANY = _notice(
    "level_too_many",
    en=(
        "Clause {clause} pays level {level} of referral; at most {most} may be paid ({basis}).",
        "Take the clause out, or pay its party for work of its own.",
    ),
    zh=(
        "第 {clause} 条支付第 {level} 级推荐奖励，最多只能支付 {most} 级（{basis}）。",
        "请删去该条款，或改为按其实际工作付费。",
    ),
)
LEVEL_AT_LIMIT = _notice(
    "level_at_limit",
    en=(
        "Clause {clause} pays level {level} of referral, the most that may be paid. {caution}",
        "Have a lawyer see who is paid for what.",
    ),
    zh=(
        "第 {clause} 条支付第 {level} 级推荐奖励，已达上限。{caution}",
        "请由律师确认奖励的对象与依据。",
    ),
)
LEVEL_BY_NAME = _notice(
    "level_by_name",
    en=(
        "Deduction “{name}” (clause {clause}) reads like referral level {level} of {most} allowed ({basis}).",
        "Take it out, or name what it truly pays for.",
    ),
    zh=(
        "扣除项“{name}”（第 {clause} 条）疑为第 {level} 级推荐奖励，最多只能支付 {most} 级（{basis}）。",
        "请删去该扣除项，或写明其真实用途。",
    ),
)
SHARED_WITHOUT = _notice(
    "shared_without",
    en=(
        "{recipient} gets “{field}” of {party} for “{purpose}” without consent: {standing} ({basis}).",
        "Stop sharing it until learners consent, and add the consent to consents.csv.",
    ),
    zh=(
        "{recipient}获得{party}的“{field}”用于“{purpose}”，但没有有效同意：{standing}（{basis}）。",
        "在取得学员同意并记入 consents.csv 之前，请停止共享。",
    ),
)
CONSENT_ENDS = _notice(
    "consent_ends",
    en=(
        "Consent to “{field}” of {party} for “{purpose}” by {recipient} ends on {day}, within {days} days.",
        "Ask again in time, or stop sharing on that day.",
    ),
    zh=(
        "{recipient}将{party}的“{field}”用于“{purpose}”的同意将于 {day} 到期（{days} 天之内）。",
        "请及时续签，或自该日起停止共享。",
    ),
)
CONSENT_UNBOUNDED = _notice(
    "consent_unbounded",
    en=(
        "The consent of {party} to {recipient} for field “{field}” and purpose “{purpose}” names no {lacks}.",
        "Ask for consent to named fields, for a named purpose, with an end ({basis}).",
    ),
    zh=(
        "{party}给{recipient}的同意（字段“{field}”，用途“{purpose}”）未写明{lacks}。",
        "请写明具体字段、用途与到期日（{basis}）。",
    ),
)
NOT_LOOKED_AT = _notice(
    "not_looked_at",
    en=(
        "{recipient} has no consent to use the orders of {party} for recommendation: {standing}.",
        "Nothing is wrong: recommendations leave these records out. With consent they would use them.",
    ),
    zh=(
        "{recipient}没有将{party}的订单用于推荐的同意：{standing}。",
        "这不是问题：推荐时不会使用这些记录；取得同意后才会使用。",
    ),
)
LOOKED_AT_ALONG = _notice(
    "looked_at_along",
    en=(
        "For {recipient} the learning of {party} is looked at too; consent names orders only ({basis}).",
        "Ask for consent to the field “learning” too, and add it to consents.csv.",
    ),
    zh=(
        "为{recipient}推荐时会一并使用{party}的学习记录，但同意中只写明了订单（{basis}）。",
        "请就字段“learning”一并取得同意，并记入 consents.csv。",
    ),
)
NOTHING_ON_RECORD = _notice(
    "nothing_on_record",
    en=(
        "No consent is on record: recommendations use orders and learning of all parties together ({basis}).",
        "Write down in consents.csv what learners agreed to; then only that is looked at.",
    ),
    zh=(
        "没有任何同意记录，因此推荐会合并使用各合作方的订单与学习记录（{basis}）。",
        "请将学员的同意记入 consents.csv；记录之后只使用获得同意的部分。",
    ),
)
RELEASE_SHOWS = _notice(
    "release_shows",
    en=(
        (
            "Clause {clause}: postings show {recipient} when “{field}” of {party} released money, by order; "
            "no consent for “settlement”: {standing} ({basis})."
        ),
        "Ask for it and add it to consents.csv, or release after a number of days. Settlement goes on.",
    ),
    zh=(
        (
            "第 {clause} 条：分录会按订单向{recipient}显示依据{party}的“{field}”释放暂扣款的日期，"
            "但没有用于“settlement”的有效同意：{standing}（{basis}）。"
        ),
        "请取得同意并记入 consents.csv，或改为到期释放。结算不受影响。",
    ),
)
OFF_WITHOUT_REASON = _notice(
    "off_without_reason",
    en=("The guard “{guard}” is switched off without a reason.", "Write why; the reason is shown."),
    zh=("停用检查“{guard}”时没有写明理由。", "请写明理由，报告中会显示。"),
)
SEVERAL_FOUND = _notice(
    "several_found",
    en=(
        "{guard}: {against} against the rules, {look} to look at; among them {where}.",
        "`kuajie guard` tells all; this command goes on.",
    ),
    zh=(
        "{guard}：违反规则 {against} 处，需要留意 {look} 处，如 {where}。",
        "运行 kuajie guard 可逐条查看；本命令照常执行。",
    ),
)
NO_COUNTRY_CODE = _notice(
    "no_country_code",
    en=("This is no code of a country.", "Write two letters, such as “CN”."),
    zh=("这不是国家代码。", "请写两位字母代码，如“CN”。"),
)
NO_OWN_RULES = _notice(
    "no_own_rules",
    en=(
        "There are no rules of {country} here, only cautions that cite no law. Known: {known}.",
        "Ask a lawyer what holds in {country}.",
    ),
    zh=(
        "没有 {country} 的专门规则，仅按一般提示检查，不引用法律。已有规则：{known}。",
        "请咨询律师，了解 {country} 的规定。",
    ),
)
SHARES_WITH_ITSELF = _notice(
    "shares_with_itself",
    en=("{party} cannot share with itself.", "Name another recipient."),
    zh=("{party} 不能与自己共享数据。", "请写明另一个接收方。"),
)
NOT_COPY = _notice(
    "not_copy",
    en=("This is not a text file of copy.", "Give .txt or .md files: export pages and pictures as text."),
    zh=("这不是文案文本文件。", "请提供 .txt 或 .md 文件；网页与图片请先导出为文本。"),
)
