"""Notices about programme.toml."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"files.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


TOML_SYNTAX = _notice(
    "toml_syntax",
    en=("The file is not valid TOML: {reason}.", "Compare it with the example in the documents."),
    zh=("文件不是有效的 TOML：{reason}。", "请对照文档中的示例修改。"),
)
UNKNOWN_KEY = _notice(
    "unknown_key",
    en=("The key is unknown. {hint}", "Correct it or take it out."),
    zh=("未知的键。{hint}", "请更正或删去。"),
)
MISSING_KEY = _notice(
    "missing_key",
    en=("The key is missing.", "Add it; it must be {expected}."),
    zh=("缺少该键。", "请补上；应为{expected}。"),
)
WRONG_TYPE = _notice(
    "wrong_type",
    en=("This is not {expected}.", "Write {expected}."),
    zh=("这不是{expected}。", "请写{expected}。"),
)
BAD_IDENTIFIER = _notice(
    "bad_identifier",
    en=("This cannot be an id.", "Use 1 to 64 letters, digits, “_”, “-” or “.”, not beginning with a point."),
    zh=("这不能作为编号。", "请用 1 至 64 个字母、汉字、数字、“_”、“-”或“.”，且不以点开头。"),
)
REPEATED_ID = _notice(
    "repeated_id",
    en=("The id appears twice.", "Give each its own id."),
    zh=("编号重复。", "请使用不同的编号。"),
)
NOT_MONDAY = _notice(
    "not_monday",
    en=("The horizon must start on a Monday.", "Use {before} or {after}."),
    zh=("计划期必须从星期一开始。", "请使用 {before} 或 {after}。"),
)
SHARES_NOT_ONE = _notice(
    "shares_not_one",
    en=("The shares add up to {total}, not to 1.", "Correct the shares; fractions such as 1/3 are exact."),
    zh=("各方比例合计为 {total}，不等于 1。", "请更正比例；可用 1/3 这样的分数精确表示。"),
)
CROSSED_BOUNDS = _notice(
    "crossed_bounds",
    en=("weekly_min {low} is above weekly_max {high}.", "Lower weekly_min or raise weekly_max."),
    zh=("weekly_min {low} 高于 weekly_max {high}。", "请降低 weekly_min 或提高 weekly_max。"),
)
MONEY_COSTS_ONE = _notice(
    "money_costs_one",
    en=("A unit of money costs exactly 1.", "Leave unit_cost out, or use another unit."),
    zh=("单位为金额时，单位成本恒为 1。", "请删去 unit_cost，或使用其他单位。"),
)
SELLER_NOT_REQUIRED = _notice(
    "seller_not_required",
    en=("The seller {seller} is not among the required parties.", "Add it to requires."),
    zh=("销售方 {seller} 不在必需的合作方之列。", "请把它加入 requires。"),
)
MIX_WITHOUT_WEIGHTS = _notice(
    "mix_without_weights",
    en=(
        "A mixed aim needs at least one weight above zero.",
        "Add weights for enrolments, completions, profit.",
    ),
    zh=("混合目标至少需要一个大于零的权重。", "请为 enrolments、completions、profit 添加权重。"),
)
CROSSED_RANGE = _notice(
    "crossed_range",
    en=(
        "The lower end {low} is not below the upper end {high}.",
        "Write the two ends between which the truth lies nine times out of ten, such as [0.5, 2.0].",
    ),
    zh=("下限 {low} 不低于上限 {high}。", "请写出十次有九次包含真值的两端，例如 [0.5, 2.0]。"),
)
SHARE_OF_ALL = _notice(
    "share_of_all",
    en=(
        "The share of enrolments due to the levers must stay below 1: some people come by themselves.",
        "Write a range such as [0.1, 0.4].",
    ),
    zh=("杠杆带来的报名占比必须小于 1，总有人自然报名。", "请写区间，例如 [0.1, 0.4]。"),
)
OUTCOME_OF_OTHER_COUPLING = _notice(
    "outcome_of_other_coupling",
    en=(
        "This outcome does not go with the coupling {coupling}.",
        "Use one of {fitting}, or change the coupling.",
    ),
    zh=("该结果分布不能与 {coupling} 耦合同用。", "请使用以下之一：{fitting}；或更改耦合方式。"),
)
HALF_LIFE_WITHOUT_CARRY_OVER = _notice(
    "half_life_without_carry_over",
    en=(
        "A half-life is believed of a lever whose effect ends with the week (carry_over none).",
        "Take one of the two out.",
    ),
    zh=("该杠杆的效果不延续到下周（carry_over 为 none），却给出了半衰期。", "请去掉其中一项。"),
)
PROMISE_OUTSIDE_HORIZON = Notice(
    "programme.promise_outside_horizon",
    Text(
        en="The promised week is not one of the horizon, which runs from {start} to the week of {last}.",
        zh="所承诺的周不在计划期内；计划期自 {start} 起，至 {last} 当周。",
    ),
    Text(en="Correct the week, or leave the promise out.", zh="请更正该周，或删除这项承诺。"),
)
PROMISE_ABOVE_MAXIMUM = Notice(
    "programme.promise_above_maximum",
    Text(
        en="More is promised than the lever's weekly_max of {most} allows.",
        zh="所承诺的投入超过该杠杆的每周上限 weekly_max（{most}）。",
    ),
    Text(en="Raise weekly_max, or correct the promise.", zh="请提高 weekly_max，或更正这项承诺。"),
)
PROMISED_TWICE = Notice(
    "programme.promised_twice",
    Text(
        en="Lever “{lever}” has two promises for the week of {week}.",
        zh="杠杆“{lever}”在 {week} 当周有两项承诺。",
    ),
    Text(en="Keep one of them.", zh="请只保留一项。"),
)
NO_LIMIT = Notice(
    "programme.no_limit",
    Text(
        en="This resource has neither a weekly nor a total limit.",
        zh="该资源既没有每周限额，也没有总限额。",
    ),
    Text(en="State weekly or total: how much of it there is.", zh="请填写 weekly 或 total：该资源共有多少。"),
)
RANGE_AND_CHOICES = Notice(
    "programme.range_and_choices",
    Text(
        en="This course has both a price range and a list of prices.",
        zh="该课程同时给出了价格区间和候选价列表。",
    ),
    Text(en="Keep price_range or price_choices.", zh="请只保留 price_range 或 price_choices。"),
)
TOO_MANY_PRICES = Notice(
    "programme.too_many_prices",
    Text(
        en="This range has {count} prices; at most {most} are searched.",
        zh="该区间含有 {count} 个价格，最多搜索 {most} 个。",
    ),
    Text(en="Take a longer step, or a narrower range.", zh="请加大步长，或缩小区间。"),
)
DEPTH_OUT_OF_RANGE = Notice(
    "programme.depth_out_of_range",
    Text(
        en="Depths are shares of the list price between 0 and 1, each once; these are not.",
        zh="优惠深度应为标价的比例，介于 0 与 1 之间且不重复；所填内容不符合。",
    ),
    Text(en='Write for instance depths = ["1/10", "1/5"].', zh='例如填写 depths = ["1/10", "1/5"]。'),
)
TAKEN_BY_OUT_OF_RANGE = Notice(
    "programme.taken_by_out_of_range",
    Text(
        en="The share of buyers who use an incentive lies above 0 and is at most 1.",
        zh="使用优惠的购买者比例应大于 0 且不超过 1。",
    ),
    Text(en='Write for instance taken_by = "1/2".', zh='例如填写 taken_by = "1/2"。'),
)
NOT_SOLD_YET = _notice(
    "not_sold_yet",
    en=(
        "“{title}” is not sold yet: {weekly} enrolments a week are expected. Fit and plan leave it out.",
        "Once it has sold, list it in its seller's courses.csv and take launch out.",
    ),
    zh=(
        "“{title}”尚未开售，预计每周报名 {weekly} 人；拟合与方案暂不计入。",
        "开售后，请把它列入销售方的 courses.csv，并删去 launch。",
    ),
)
