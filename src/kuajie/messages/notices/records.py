"""Notices about records: rows that repeat or contradict each other, and files that do not agree."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"files.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


ROWS_REPEATED = _notice(
    "rows_repeated",
    en=("{count} rows repeat earlier ones exactly and count once.", "Nothing needs to be done."),
    zh=("有 {count} 行与前面的行完全相同，只计一次。", "无需处理。"),
)
KEY_CONFLICT = _notice(
    "key_conflict",
    en=("The row has the same {key} as row {other}, but other content.", "Keep the right one of the two."),
    zh=("该行与第 {other} 行的 {key} 相同，但内容不同。", "请保留其中正确的一行。"),
)
ROWS_SKIPPED = _notice(
    "rows_skipped",
    en=("{count} rows with a state to skip are left out.", "Nothing needs to be done."),
    zh=("有 {count} 行的状态属于跳过之列，未读取。", "无需处理。"),
)
ROWS_OF_OTHER_PROGRAMMES = _notice(
    "rows_of_other_programmes",
    en=("{count} rows belong to other programmes and are left out.", "Nothing needs to be done."),
    zh=("有 {count} 行属于其他合作项目，未读取。", "无需处理。"),
)
OUT_OF_HORIZON = _notice(
    "out_of_horizon",
    en=(
        "The date lies after {end}, when the horizon ends.",
        "Correct the date, or move the horizon in programme.toml.",
    ),
    zh=("日期晚于 {end}，即计划期的最后一天。", "请更正日期，或在 programme.toml 中调整计划期。"),
)
TOO_EARLY = _notice(
    "too_early",
    en=("The date lies before the year 2000.", "Correct the date."),
    zh=("日期早于 2000 年。", "请更正日期。"),
)
END_BEFORE_START = _notice(
    "end_before_start",
    en=("This lies before “{start}” of the same row.", "Exchange or correct the two."),
    zh=("早于同一行的“{start}”。", "请对调或更正这两个值。"),
)
LIFT_OUTSIDE_INTERVAL = _notice(
    "lift_outside_interval",
    en=("lower <= lift <= upper does not hold.", "Correct the result of this test."),
    zh=("不满足 lower <= lift <= upper。", "请更正该次实验的结果。"),
)
INTERVAL_WITHOUT_WIDTH = _notice(
    "interval_without_width",
    en=(
        "lower and upper are equal, as if the test were exact.",
        "Give the interval the analysis of the test reports, with its level.",
    ),
    zh=("lower 与 upper 相等，等于说实验毫无误差。", "请填写实验分析给出的区间及其置信水平。"),
)
LEVEL_NOT_INSIDE = _notice(
    "level_not_inside",
    en=("The level of an interval lies between 0 and 1, both excluded.", "Write 0.9 for a 90 % interval."),
    zh=("区间的置信水平必须大于 0 且小于 1。", "90% 区间请写 0.9。"),
)
ZERO_CHANGE = _notice(
    "zero_change",
    en=(
        "spend_change is zero, so nothing was tested.",
        "Give the money spent more over the whole window; below zero where spend was cut.",
    ),
    zh=("spend_change 为零，等于没有实验。", "请填写整个实验期多投入的金额；削减投入时填负数。"),
)
LEVER_NOT_ON_COURSE = _notice(
    "lever_not_on_course",
    en=(
        "Lever {lever} does not act on this course.",
        "Correct the row, or add the course to the lever's courses in programme.toml.",
    ),
    zh=(
        "杠杆 {lever} 不作用于该课程。",
        "请更正该行，或在 programme.toml 中把该课程加入这个杠杆的 courses。",
    ),
)
SHARE_BELOW_MINUS_ONE = _notice(
    "share_below_minus_one",
    en=(
        "Enrolments cannot fall by more than all of them.",
        "Write a share such as -0.08 for 8 % fewer, or set unit to enrolments.",
    ),
    zh=("报名数的降幅不可能超过 100%。", "请写比例，例如减少 8% 写 -0.08；或把 unit 改为 enrolments。"),
)
SHARE_ABOVE_ONE = _notice(
    "share_above_one",
    en=(
        "The lift is taken as {percent} more enrolments.",
        "If that is too much, write 0.08 for 8 %, or set unit to enrolments.",
    ),
    zh=("该增量按报名数增加 {percent} 理解。", "如果不符，8% 请写 0.08，或把 unit 改为 enrolments。"),
)
TEST_TOLD_DIFFERENTLY = _notice(
    "test_told_differently",
    en=(
        "{other} gives the same test with other figures.",
        "Agree on one result, and keep it in one of the files.",
    ),
    zh=("{other} 中同一次实验的数字不同。", "请双方核对出一个结果，只保留在其中一个文件里。"),
)


UNKNOWN_COURSE = _notice(
    "unknown_course",
    en=("The course is not in {catalogue}. {hint}", "Add the course there, or correct the id."),
    zh=("{catalogue} 中没有该课程。{hint}", "请在其中补上该课程，或更正编号。"),
)
COURSE_OF_OTHER_SELLER = _notice(
    "course_of_other_seller",
    en=(
        "{seller} sells this joint course, so this order counts among the party's own business only.",
        "If it is a sale of the programme, move it to {seller}/orders.csv.",
    ),
    zh=(
        "该合作课程由 {seller} 销售，这笔订单不计入合作项目。",
        "若属于合作项目，请移到 {seller}/orders.csv。",
    ),
)
REFUND_WITHOUT_ORDER = _notice(
    "refund_without_order",
    en=("No order has this order_id and line.", "Correct them, or add the order to {orders}."),
    zh=("没有这个 order_id 和 line 的订单。", "请更正，或在 {orders} 中补上该订单。"),
)
REFUND_ABOVE_PAID = _notice(
    "refund_above_paid",
    en=(
        "Refunds of order {order} line {line} come to {refunded}, but {paid} was paid.",
        "Correct the refund or the order.",
    ),
    zh=("订单 {order} 第 {line} 行共退 {refunded}，而实付为 {paid}。", "请更正退款或订单。"),
)
PAID_ABOVE_LIST = _notice(
    "paid_above_list",
    en=("More was paid than list_price times quantity.", "See whether list_price is the price of one unit."),
    zh=("实付金额高于 list_price 乘以数量。", "请确认 list_price 是单件价格。"),
)
UNKNOWN_LEVER = _notice(
    "unknown_lever",
    en=("programme.toml has no such lever. {hint}", "Correct the id, or add the lever to programme.toml."),
    zh=("programme.toml 中没有该杠杆。{hint}", "请更正编号，或在 programme.toml 中补上该杠杆。"),
)
LEVER_OF_OTHER_PARTY = _notice(
    "lever_of_other_party",
    en=("The lever belongs to {owner}.", "Move the row to {owner}'s file, or correct programme.toml."),
    zh=("该杠杆属于 {owner}。", "请把该行移到 {owner} 的文件，或更正 programme.toml。"),
)
LEVER_OF_OTHER_KIND = _notice(
    "lever_of_other_kind",
    en=("The lever is a {kind} lever, whose rows stand in {right}.", "Move the row to {right}."),
    zh=("该杠杆的类型为 {kind}，其记录应写在 {right}。", "请把该行移到 {right}。"),
)
UNIT_DIFFERS = _notice(
    "unit_differs",
    en=("programme.toml counts this lever in {unit}.", "Convert the amount, or correct one of the units."),
    zh=("programme.toml 中该杠杆的单位是 {unit}。", "请换算数量，或更正其中一处单位。"),
)
UNKNOWN_PARTY = _notice(
    "unknown_party",
    en=("programme.toml has no such party. {hint}", "Correct the id, or add the party to programme.toml."),
    zh=("programme.toml 中没有该合作方。{hint}", "请更正编号，或在 programme.toml 中补上该合作方。"),
)
CONSENT_TO_ONESELF = _notice(
    "consent_to_oneself",
    en=(
        "A party needs no consent to use its own data.",
        "Name the party that receives the data, or take the row out.",
    ),
    zh=("使用自己的数据无需授权。", "请填写接收数据的合作方，或删去该行。"),
)
ALL_ZERO = _notice(
    "all_zero",
    en=(
        "Nothing was ever sold under “{name}”.",
        "Give its past orders; a response cannot be learnt without.",
    ),
    zh=("“{name}”没有任何销售记录。", "请提供其历史订单；没有记录就无法估计响应。"),
)
FEW_WEEKS = _notice(
    "few_weeks",
    en=("There are orders from {weeks} weeks only.", "Give at least {least} weeks before fitting."),
    zh=("订单只覆盖 {weeks} 周。", "拟合前请至少提供 {least} 周。"),
)
LEVER_NEVER_USED = _notice(
    "lever_never_used",
    en=(
        "Nothing was ever put into lever {lever}, so its response rests on assumptions alone.",
        "Give its history, or take the lever out.",
    ),
    zh=("杠杆 {lever} 从未有过投入，其响应只能依靠先验假设。", "请提供历史投入，或去掉该杠杆。"),
)
INFEASIBLE_SEATS = _notice(
    "infeasible_seats",
    en=(
        "The course has no seats, yet it is to be sold.",
        "Give its seats per week, or leave the cell empty.",
    ),
    zh=("该课程没有名额，却要销售。", "请填写每周名额；不限名额则留空。"),
)
TIGHT_SEATS = _notice(
    "tight_seats",
    en=(
        "{weeks} weeks had more enrolments than the {seats} seats.",
        "See whether seats is the number for one week.",
    ),
    zh=("有 {weeks} 周的报名数超过 {seats} 个名额。", "请确认 seats 是每周的名额。"),
)
BUDGET_BELOW_FLOOR = _notice(
    "budget_below_floor",
    en=(
        "The least spend of the levers is {floor}; that of {levers} alone exceeds the budget of {budget}.",
        "Raise the budget, or lower weekly_min, min_if_used or set_up_cost.",
    ),
    zh=(
        "各杠杆的最低投入合计 {floor}；仅 {levers} 就已超出预算 {budget}。",
        "请提高预算，或降低 weekly_min、min_if_used 或 set_up_cost。",
    ),
)
PRICE_BELOW_COST = _notice(
    "price_below_cost",
    en=(
        "{price} is below the cost of one enrolment, {cost}.",
        "Take it off the menu, or correct unit_costs.",
    ),
    zh=("{price} 低于每次报名的成本 {cost}。", "请从可选价格中去掉，或更正 unit_costs。"),
)
