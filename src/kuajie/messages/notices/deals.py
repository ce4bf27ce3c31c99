"""Notices about the clauses of a deal."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"deal.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


PAYS_ITSELF = _notice(
    "pays_itself",
    en=("{party} would pay itself.", "Name two different parties as payer and payee."),
    zh=("{party} 将向自己付款。", "付款方 payer 与收款方 payee 请填写不同的合作方。"),
)
THRESHOLDS_NOT_INCREASING = _notice(
    "thresholds_not_increasing",
    en=(
        "The tiers begin at {thresholds}; the first must begin at 0 and each at more than the one before.",
        'Put the tiers in order; the first is from = "0".',
    ),
    zh=(
        "各档起点为 {thresholds}；第一档须从 0 起，其后逐档升高。",
        '请按起点从低到高排列各档，第一档写 from = "0"。',
    ),
)
RECOUP_OF_WHAT = _notice(
    "recoup_of_what",
    en=(
        "Recoup repays either costs (up to a limit, if there is one) or a stated amount.",
        'Write costs = ["spend"] and perhaps limit, or write amount alone.',
    ),
    zh=(
        "先行回本要么偿还成本（可设上限），要么偿还约定金额，二者择一。",
        '请填写 costs = ["spend"]（可再写 limit），或只填写 amount。',
    ),
)
LEVERS_WITHOUT_SPEND = _notice(
    "levers_without_spend",
    en=("Levers are named, but spend is not among the costs.", 'Add "spend" to costs, or take levers out.'),
    zh=("列出了杠杆，但 costs 中没有投入（spend）。", '请在 costs 中加入 "spend"，或删去 levers。'),
)
NO_COSTS = _notice(
    "no_costs",
    en=("No costs are named.", 'Name "spend", "unit_costs" or both; without the key it is spend.'),
    zh=("没有列出任何成本。", '请填写 "spend"、"unit_costs" 或两者；省略该键即为投入。'),
)
RATE_ABOVE_ONE = _notice(
    "rate_above_one",
    en=("More than all of the costs would be reimbursed.", 'Write a rate from 0 to 1, such as "3/10".'),
    zh=("报销比例超过了全部成本。", '请填写 0 到 1 之间的比例，例如 "3/10"。'),
)
COURSE_SHARED_TWICE = _notice(
    "course_shared_twice",
    en=(
        "Revenue of {about} is shared by this clause and by {other}.",
        "Let each course stand in one share or tiers clause; name the courses where it is not for all.",
    ),
    zh=(
        "{about}的收入同时由本条与{other}分成。",
        "每门课程只能出现在一条 share 或 tiers 条款中；不适用于全部课程的条款请写明 courses。",
    ),
)
SAME_PROMISE = _notice(
    "same_promise",
    en=(
        "{other} already guarantees {about} revenue from the same payer on the same courses.",
        "Keep the clause that is meant.",
    ),
    zh=("{other}已由同一付款方就相同课程向 {about} 承诺保底。", "请只保留真正要用的一条。"),
)
CAPPED_TWICE = _notice(
    "capped_twice",
    en=("{other} already caps {about} on the same courses.", "Keep the lower cap."),
    zh=("{other}已就相同课程为 {about} 设置封顶。", "请只保留较低的封顶。"),
)
GUARANTEE_ABOVE_CAP = _notice(
    "guarantee_above_cap",
    en=(
        "{about} is guaranteed more than it may receive at most: this clause contradicts {other}.",
        "Lower the guarantee or raise the cap.",
    ),
    zh=("{about} 的保底金额高于其封顶金额：本条与{other}相矛盾。", "请降低保底或提高封顶。"),
)
REST_TO_CAPPED = _notice(
    "rest_to_capped",
    en=(
        "What is above the cap would go to {about}, which is capped itself.",
        "Name in “to” only parties without a cap.",
    ),
    zh=("超出封顶的部分将归 {about}，而它自己也有封顶。", "to 中请只写没有封顶的合作方。"),
)
NOBODY_TAKES_REST = _notice(
    "nobody_takes_rest",
    en=(
        "Every party is capped, so nobody takes what is above the cap of {about}.",
        "Leave at least one party without a cap.",
    ),
    zh=("所有合作方都有封顶，超出 {about} 封顶的部分无人承接。", "请至少让一方不设封顶。"),
)
COST_REIMBURSED_TWICE = _notice(
    "cost_reimbursed_twice",
    en=(
        "With the clauses before it, this one reimburses {about} more than its whole costs.",
        "Lower the rates until those on the same costs add up to at most 1.",
    ),
    zh=(
        "连同前面的条款，本条使 {about} 获得的报销超过其全部成本。",
        "请降低比例，使针对同一成本的比例合计不超过 1。",
    ),
)
LEVER_OF_ANOTHER = _notice(
    "lever_of_another",
    en=(
        "Lever “{about}” is not paid by the party whose costs this clause repays.",
        "Name levers of that party only.",
    ),
    zh=("杠杆“{about}”并非由本条所偿还成本的那一方投入。", "请只写该方自己的杠杆。"),
)
SHARES_BESIDE_CLAUSE = _notice(
    "shares_beside_clause",
    en=(
        "A clause shares the revenue of all courses, so nothing is left for revenue_shares.",
        "Take revenue_shares out, or name the clause's courses.",
    ),
    zh=(
        "已有一条条款对全部课程分成，revenue_shares 不再有可分的收入。",
        "请删去 revenue_shares，或为该条款写明 courses。",
    ),
)
OTHER_CURRENCY = _notice(
    "other_currency",
    en=(
        "The deal is in {currency}, the programme in {programme}.",
        "State the deal's amounts in {programme}; they are not converted.",
    ),
    zh=("条款以 {currency} 计，而合作项目以 {programme} 计。", "请以 {programme} 填写条款金额；不作换算。"),
)
ONLY_SHARES_COUNT = _notice(
    "only_shares_count",
    en=(
        "Under today's terms only shares of revenue are counted here; clauses of other kinds: {count}.",
        "See what all clauses together leave each party with “kuajie deal”.",
    ),
    zh=(
        "此处各方在现有条款下的所得只按收入分成计算；其他种类的条款有 {count} 条，未计入。",
        "请用“kuajie deal”查看全部条款下各方的所得。",
    ),
)
ENDS_BEFORE = _notice(
    "ends_before",
    en=("The clause would end before it begins on {since}.", "“until” is the first day it no longer holds."),
    zh=("条款在 {since} 生效之前就已终止。", "until 是条款不再适用的第一天，应晚于 from。"),
)
BUNDLE_OF_COURSES = _notice(
    "bundle_of_courses",
    en=(
        "A bundle has two courses or more, and stands in place of “courses”.",
        "Name the bundle's courses in “bundle” alone.",
    ),
    zh=("套餐至少含两门课程，且不能与 courses 同时填写。", "请只在 bundle 中列出套餐的课程。"),
)
RATE_OF_ALL = _notice(
    "rate_of_all",
    en=("A rate of more than 1 would take more than there is.", 'Write a rate from 0 to 1, such as "3/100".'),
    zh=("比例大于 1，超过了全部金额。", '请填写 0 到 1 之间的比例，例如 "3/100"。'),
)
THIRD_LEVEL = _notice(
    "third_level",
    en=(
        "At most two levels of referral are paid: three are a mark of pyramid selling.",
        "Write level = 1 (who brought the buyer) or level = 2 (who brought the promoter).",
    ),
    zh=(
        "推荐奖励最多两级：三级以上层级计酬属《禁止传销条例》所禁止的情形。",
        "请填写 level = 1（直接推荐人）或 level = 2（推荐人的上级）。",
    ),
)
RELEASED_ON = _notice(
    "released_on",
    en=('“{name}” goes with on = "{on}", and only with it.', "Add the key, or take it out."),
    zh=("{name} 只与 on = “{on}” 一起使用，且二者缺一不可。", "请补上该键或将其删去。"),
)
LATE_WITHOUT_WINDOW = _notice(
    "late_without_window",
    en=("There is no window after which refunds are late.", "Add refund_window_days, such as 30."),
    zh=("没有约定退款期限，无法判断何为逾期退款。", "请补充 refund_window_days，例如 30。"),
)
LESSONS_BESIDE_CASH = _notice(
    "lessons_beside_cash",
    en=(
        "Revenue counts when it is paid, so lessons consumed change nothing.",
        'Write base = "consumed" beside it, or take this out.',
    ),
    zh=("收入按收款计，课消不影响结算。", '请同时写明 base = "consumed"，或删去此项。'),
)
TAKEN_OFF_TWICE = _notice(
    "taken_off_twice",
    en=(
        "With the clauses before it, “{about}” takes more off sales than is paid.",
        "Lower the rates of deductions and referrals until they add up to at most 1.",
    ),
    zh=(
        "连同前面的条款，“{about}”使扣除合计超过了实付金额。",
        "请降低扣除与推荐奖励的比例，使合计不超过 1。",
    ),
)
HELD_TWICE = _notice(
    "held_twice",
    en=("With the clauses before it, more than all of the part of {about} is held back.", "Lower the rates."),
    zh=("连同前面的条款，{about} 的留存比例合计超过其全部所得。", "请降低留存比例。"),
)
HELD_OF_ALL = _notice(
    "held_of_all",
    en=(
        "Retroactive tiers ({other}) share all sales together, so no sale has a part of {about} to hold.",
        "Use marginal tiers, or name other courses.",
    ),
    zh=(
        "{other}为追溯阶梯，全部收入一并分成，单笔订单没有可留存的 {about} 所得。",
        "请改用分段阶梯，或写明其他课程。",
    ),
)
COUPON_TWICE = _notice(
    "coupon_twice",
    en=("{other} already says who bears these coupons.", "Name different coupons or courses."),
    zh=("{other}已约定这些优惠由谁承担。", "请写明不同的优惠券或课程。"),
)
SAME_LEVEL = _notice(
    "same_level",
    en=(
        "{other} already pays a referral of this level for the same sales.",
        "Name different channels or courses, or the other level.",
    ),
    zh=("{other}已就相同订单支付同一级推荐奖励。", "请写明不同的渠道或课程，或改为另一级。"),
)
CLAUSES_CHANGE = _notice(
    "clauses_change",
    en=(
        "Clauses that begin or end within the horizon: {count}. Plans take those of {start} throughout.",
        "Nothing need be done; “kuajie settle” applies every clause on its own days.",
    ),
    zh=(
        "有 {count} 条条款在计划期内开始或终止；规划全程按 {start} 当日生效的条款计算。",
        "无需处理；“kuajie settle”按每条条款各自的生效日期执行。",
    ),
)
NOT_FORESEEN = _notice(
    "not_foreseen",
    en=(
        "Only settlement applies clauses of these kinds: {kinds}; totals do not say what they leave whom.",
        "Take them out of a copy of the terms to compare deals; “kuajie settle” executes all of them.",
    ),
    zh=(
        "条款中有只能在结算时执行的种类：{kinds}。仅凭总额无法预估其对各方的影响。",
        "比较条款时请使用删去这些条款的副本；“kuajie settle”会执行全部条款。",
    ),
)
ALL_COURSES = Text(en="all courses", zh="全部课程")
