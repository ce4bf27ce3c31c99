"""Notices about partners' files: how they are written, what their cells hold, and whether they agree."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"files.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


# --- a folder and its files ---------------------------------------------------------------------------------

NOT_A_FOLDER = _notice(
    "not_a_folder",
    en=("There is no programme folder here.", "Give a folder that holds a programme.toml."),
    zh=("这里没有合作项目文件夹。", "请指定一个含有 programme.toml 的文件夹。"),
)
FOLDER_NOT_EMPTY = _notice(
    "folder_not_empty",
    en=("The folder already holds something.", "Choose a new folder; nothing is ever overwritten."),
    zh=("目标文件夹里已有内容。", "请换一个新文件夹；已有内容绝不会被覆盖。"),
)
MISSING_FILE = _notice(
    "missing_file",
    en=("The file is missing; {reason}.", "Add it with these columns: {columns}."),
    zh=("缺少该文件：{reason}。", "请补上该文件，列为：{columns}。"),
)
TWO_FORMS = _notice(
    "two_forms",
    en=("The same file is there twice, as CSV and as XLSX.", "Keep one of {first} and {second}."),
    zh=("同一文件同时有 CSV 和 XLSX 两份。", "请只保留 {first} 和 {second} 中的一份。"),
)
UNKNOWN_FILE = _notice(
    "unknown_file",
    en=("This file is not read.", "{hint}"),
    zh=("该文件不会被读取。", "{hint}"),
)
UNREADABLE = _notice(
    "unreadable",
    en=("The file cannot be opened: {reason}.", "Save it again as CSV (UTF-8) or XLSX."),
    zh=("文件无法打开：{reason}。", "请重新另存为 CSV（UTF-8）或 XLSX。"),
)
NOT_TEXT = _notice(
    "not_text",
    en=(
        "From this row on the text is neither UTF-8 nor GB18030.",
        "Save the file again as CSV (UTF-8) from where it comes.",
    ),
    zh=("从这一行起，文字既不是 UTF-8 也不是 GB18030 编码。", "请从源头重新另存为 CSV（UTF-8）。"),
)
EMPTY_FILE = _notice(
    "empty_file",
    en=("The file holds no header line.", "The first line must name the columns: {columns}."),
    zh=("文件中没有表头。", "第一行必须写列名：{columns}。"),
)
OPEN_QUOTE = _notice(
    "open_quote",
    en=(
        "The quotation marks from this row on do not pair up.",
        "Close the quote, or double it inside a cell.",
    ),
    zh=("从这一行起，引号不成对。", "请补上缺少的引号；单元格内的引号须写成两个。"),
)
WRONG_CELL_COUNT = _notice(
    "wrong_cell_count",
    en=(
        "The row has {found} cells, the header {expected}.",
        "Quote cells that contain a comma, and give every row as many cells as the header.",
    ),
    zh=(
        "该行有 {found} 个单元格，表头有 {expected} 个。",
        "含逗号的单元格请加引号，并让每行的单元格数与表头一致。",
    ),
)
SEVERAL_SHEETS = _notice(
    "several_sheets",
    en=("The workbook holds several filled sheets: {sheets}.", "Keep one, or name the right one “{name}”."),
    zh=("工作簿里有多张非空工作表：{sheets}。", "请只保留一张，或把要读取的那张命名为“{name}”。"),
)
MORE_FINDINGS = _notice(
    "more_findings",
    en=("{count} more places of this file are not listed.", "Mend those listed first, then check again."),
    zh=("该文件另有 {count} 处未列出。", "请先改正已列出的各处，再重新检查。"),
)

# --- columns ------------------------------------------------------------------------------------------------

UNKNOWN_COLUMN = _notice(
    "unknown_column",
    en=("The column is unknown. {hint}", "Rename it, or map or ignore it in {map}."),
    zh=("未知的列。{hint}", "请改名，或在 {map} 中指定对应的列或忽略它。"),
)
MISSING_COLUMN = _notice(
    "missing_column",
    en=("The column is missing; the file has {present}.", "Add it, or say in {map} which column it is."),
    zh=("缺少该列；文件现有 {present}。", "请补上该列，或在 {map} 中说明是哪一列。"),
)
SAME_COLUMN_TWICE = _notice(
    "same_column_twice",
    en=("“{first}” and “{second}” both stand for this column.", "Remove one, or ignore it in {map}."),
    zh=("“{first}”和“{second}”都对应该列。", "请删去其一，或在 {map} 中忽略它。"),
)

# --- cells --------------------------------------------------------------------------------------------------

EMPTY_CELL = _notice(
    "empty_cell",
    en=("The cell is empty.", "Fill it in; this column must not have empty cells."),
    zh=("单元格为空。", "请填写；该列不允许空单元格。"),
)
NOT_A_NUMBER = _notice(
    "not_a_number",
    en=("This is not a number.", "Write digits with a decimal point, such as 1299.00."),
    zh=("这不是数字。", "请用数字和小数点书写，例如 1299.00。"),
)
NOT_WHOLE = _notice(
    "not_whole",
    en=("This is not a whole number.", "Write a whole number such as 3."),
    zh=("这不是整数。", "请写整数，例如 3。"),
)
NOT_POSITIVE = _notice(
    "not_positive",
    en=("This must be greater than zero.", "Correct it at its source."),
    zh=("必须大于零。", "请在源头更正。"),
)
NEGATIVE = _notice(
    "negative",
    en=("This must not be negative.", "Correct it at its source; money going back belongs in refunds."),
    zh=("不能为负数。", "请在源头更正；退回的款项应写入 refunds。"),
)
NOT_A_SHARE = _notice(
    "not_a_share",
    en=("This must lie between 0 and 1.", "Write a share such as 0.8, or 80%."),
    zh=("必须在 0 到 1 之间。", "请写比例，例如 0.8 或 80%。"),
)
OUT_OF_RANGE = _notice(
    "out_of_range",
    en=("This must lie between {low} and {high}.", "Correct it at its source."),
    zh=("必须在 {low} 到 {high} 之间。", "请在源头更正。"),
)
DECIMAL_COMMA = _notice(
    "decimal_comma",
    en=(
        "It cannot be told whether the comma separates thousands or decimals.",
        "Write decimals with a point and leave out thousands separators.",
    ),
    zh=("无法判断逗号是千位分隔符还是小数点。", "小数请用“.”，并去掉千位分隔符。"),
)
SIGN_AGAINST_CURRENCY = _notice(
    "sign_against_currency",
    en=("The sign does not belong to {currency}.", "Correct the sign or the currency column."),
    zh=("货币符号与 {currency} 不符。", "请更正货币符号或货币列。"),
)
DAMAGED_IDENTIFIER = _notice(
    "damaged_identifier",
    en=(
        "A spreadsheet has shortened this number; its last digits are lost.",
        "Export again with this column formatted as text.",
    ),
    zh=("该编号被电子表格改写成科学计数法，末尾数字已丢失。", "请把该列设为文本格式后重新导出。"),
)
NOT_A_DAY = _notice(
    "not_a_day",
    en=("This is not a date.", "Write dates like 2026-01-05."),
    zh=("这不是日期。", "请把日期写成 2026-01-05 的形式。"),
)
AMBIGUOUS_DAYS = _notice(
    "ambiguous_days",
    en=(
        "It cannot be told which part of the dates in this column is the month.",
        "Write dates like 2026-01-05.",
    ),
    zh=("无法判断该列日期中哪一部分是月份。", "请把日期写成 2026-01-05 的形式。"),
)
NOT_A_MOMENT = _notice(
    "not_a_moment",
    en=("This is not a date with a time.", "Write moments like 2026-01-05 09:30:00."),
    zh=("这不是日期加时间。", "请把时刻写成 2026-01-05 09:30:00 的形式。"),
)
TWO_PARTS = _notice(
    "two_parts",
    en=(
        "The cell holds a state and a moment at once.",
        'Split it, or list states in {map}: “{header}” = {{ column = "{column}", take = ["{state}"] }}.',
    ),
    zh=(
        "单元格里同时有状态和时间。",
        '请拆成两列，或在 {map} 中列出状态：“{header}” = {{ column = "{column}", take = ["{state}"] }}。',
    ),
)
UNKNOWN_STATE = _notice(
    "unknown_state",
    en=("The state is neither taken nor skipped.", "Add it to take or skip in {map}."),
    zh=("该状态既不在保留之列，也不在跳过之列。", "请在 {map} 的 take 或 skip 中加上它。"),
)
UNKNOWN_WORD = _notice(
    "unknown_word",
    en=("This word is not one of those allowed. {hint}", "Use one of {known}."),
    zh=("该词不在允许的范围内。{hint}", "请使用以下之一：{known}。"),
)

# --- rows ---------------------------------------------------------------------------------------------------

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
        "The date must lie before {end}, when the horizon starts.",
        "Correct the date, or move the start of the horizon in programme.toml.",
    ),
    zh=("日期必须早于 {end}。", "请更正日期，或在 programme.toml 中调整计划期的开始日。"),
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

# --- files that must agree ----------------------------------------------------------------------------------

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
        "The budget is {budget}, but the least spend of its levers comes to {floor}.",
        "Raise the budget, or lower weekly_min, min_if_used or set_up_cost.",
    ),
    zh=(
        "预算为 {budget}，而各杠杆的最低投入合计 {floor}。",
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

# --- programme.toml and columns.toml ------------------------------------------------------------------------

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

# --- weekly tables ------------------------------------------------------------------------------------------

COLUMN_NOT_THERE = _notice(
    "column_not_there",
    en=("The table has no such column. {hint}", "Choose from {present}."),
    zh=("表中没有该列。{hint}", "请从以下列中选择：{present}。"),
)
COLUMN_NAMED_TWICE = _notice(
    "column_named_twice",
    en=(
        "The column is named more than once.",
        "Give each column one part: outcome, date, lever, control, price.",
    ),
    zh=("该列被多次指定。", "每列只能担任一个角色：结果、日期、杠杆、控制变量或价格。"),
)
REPEATED_HEADER = _notice(
    "repeated_header",
    en=("Two columns of the table have this name.", "Rename one of them."),
    zh=("表中有两列同名。", "请给其中一列改名。"),
)
IRREGULAR_WEEKS = _notice(
    "irregular_weeks",
    en=("{after} does not follow {before} by seven days.", "Give one row for every week, without gaps."),
    zh=("{after} 与 {before} 不是相隔七天。", "请逐周给出数据，中间不要缺周。"),
)
REPEATED_WEEK = _notice(
    "repeated_week",
    en=("The week also stands in row {other}.", "Keep one row per week; add up regions or products first."),
    zh=("该周在第 {other} 行已出现。", "每周只保留一行；请先汇总各地区或各产品。"),
)
