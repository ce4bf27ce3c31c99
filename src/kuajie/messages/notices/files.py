"""Notices about partners' files: how they are written, what their cells hold, weekly tables included."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"files.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


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
    en=("The file cannot be opened: {reason}.", "Check its name; save tables as CSV (UTF-8) or XLSX."),
    zh=("文件无法打开：{reason}。", "请检查文件名；表格请存为 CSV（UTF-8）或 XLSX。"),
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
CLOCKS_CHANGED = _notice(
    "clocks_changed",
    en=(
        "The clocks of the time zone changed then: this local time was there twice or not at all.",
        "Write the moment with its offset, such as 2026-10-25 02:30:00+01:00.",
    ),
    zh=(
        "该时刻正值所在时区调整时钟，当地时间出现两次或不存在。",
        "请写明与 UTC 的时差，例如 2026-10-25 02:30:00+01:00。",
    ),
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
COLUMN_NOT_THERE = _notice(
    "column_not_there",
    en=("The table has no such column. {hint}", "Choose from {present}."),
    zh=("表中没有该列。{hint}", "请从以下列中选择：{present}。"),
)
COLUMN_NAMED_TWICE = _notice(
    "column_named_twice",
    en=(
        "The column is named more than once.",
        "Give each column one part: outcome, date, series, lever, reach, frequency, control, price.",
    ),
    zh=(
        "该列被多次指定。",
        "每列只能担任一个角色：结果、日期、序列、杠杆、触达人数、频次、控制变量或价格。",
    ),
)
REPEATED_HEADER = _notice(
    "repeated_header",
    en=("Two columns of the table have this name.", "Rename one of them."),
    zh=("表中有两列同名。", "请给其中一列改名。"),
)
IRREGULAR_WEEKS = _notice(
    "irregular_weeks",
    en=(
        "{after} does not follow {before} by whole weeks.",
        "Name every week by the same day of the week; give one row for every week, without gaps.",
    ),
    zh=(
        "{after} 与 {before} 相隔的不是整周。",
        "请每周都用同一个星期几的日期，并逐周给出数据，中间不要缺周。",
    ),
)
MISSING_WEEKS = _notice(
    "missing_weeks",
    en=(
        "{count} weeks are missing between {before} and {after}.",
        "Add their rows; a week in which nothing was sold or spent is a row with zeros, not a gap.",
    ),
    zh=("{before} 与 {after} 之间缺少 {count} 周。", "请补上这些周；没有销售或投入的周应写零，而不是缺行。"),
)
REPEATED_WEEK = _notice(
    "repeated_week",
    en=(
        "The week also stands in row {other}.",
        "Keep one row per week; where regions or courses have rows each, name their column as series.",
    ),
    zh=(
        "该周在第 {other} 行已出现。",
        "每周只保留一行；若各地区或各课程分行列出，请把区分它们的列指定为序列。",
    ),
)
NEGATIVE_OUTCOME = _notice(
    "negative_outcome",
    en=(
        "The outcome is negative, which no fit takes, the normal outcome of the sum coupling included.",
        "Give enrolments or revenue before refunds and corrections.",
    ),
    zh=(
        "结果为负数；任何拟合都不接受，包括 sum 耦合的正态分布。",
        "请给出扣除退款和更正之前的报名数或收入。",
    ),
)
FREQUENCY_ZERO = _notice(
    "frequency_zero",
    en=(
        "People were reached in this week, but the frequency is zero.",
        "Give exposures per person reached, usually 1 or more; where nobody was reached both are zero.",
    ),
    zh=("该周有触达人数，频次却为零。", "请填写人均接触次数，通常不低于 1；无人触达时两者都填零。"),
)
CONTROL_DIFFERS = _notice(
    "control_differs",
    en=(
        "The control differs between series in the week of {week} (row {other}); controls act on all alike.",
        "Give every series the same value, such as the mean, or leave the control out.",
    ),
    zh=(
        "控制变量在 {week} 这一周各序列的值不同（见第 {other} 行）；控制变量对所有序列是同一个。",
        "请让各序列取相同的值，例如平均值，或不使用该控制变量。",
    ),
)
SERIES_LACKS_WEEKS = _notice(
    "series_lacks_weeks",
    en=(
        "Series {series} has no row in {count} of {weeks} weeks; it counts as not on sale there.",
        "If it was on sale, add the rows.",
    ),
    zh=("序列 {series} 在 {weeks} 周中有 {count} 周没有数据，按未上架处理。", "若当时在售，请补上这些行。"),
)
