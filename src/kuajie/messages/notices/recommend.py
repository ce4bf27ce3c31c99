"""Notices about recommending courses to learners."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"recommend.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


NO_HISTORY = _notice(
    "no_history",
    en=(
        "Nobody has taken any course yet.",
        "Give a file of what learners took, a row each, in order of time.",
    ),
    zh=("还没有任何人学过任何课程。", "请提供学员的学习记录，每行一条，按时间先后排列。"),
)
WITHOUT_HISTORY = _notice(
    "without_history",
    en=("Learners without a history, who get what is popular: {count}.", "Ask them what they look for."),
    zh=("{count} 位学员没有学习记录，为其推荐热门课程。", "可询问他们想学什么。"),
)
NOTHING_LEFT = _notice(
    "nothing_left",
    en=(
        "Learners to whom nothing can be recommended: {count}, “{example}” the first.",
        "They took every course, or limits rule out the others: loosen limits, or take in further providers.",
    ),
    zh=(
        "有 {count} 位学员没有可推荐的课程，第一位是“{example}”。",
        "他们已学过全部课程，或其余课程不符合限制：请放宽限制，或纳入更多合作方的课程。",
    ),
)
UNKNOWN_PROVIDER = _notice(
    "unknown_provider",
    en=("No course has the provider “{provider}”.", "Ask for one of those there are: {known}."),
    zh=("没有课程的合作方（provider 列）是“{provider}”。", "请指定已有的合作方：{known}。"),
)
NO_PROVIDERS = _notice(
    "no_providers",
    en=(
        "No provider of courses is given, so one cannot be asked for.",
        "Give a file of courses with a column provider (--items).",
    ),
    zh=("没有给出课程的合作方，无法只推荐某一方的课程。", "请用 --items 提供含 provider 列的课程文件。"),
)
MISSING_COLUMN = _notice(
    "missing_column",
    en=("The file has no column “{column}”; it has {found}.", "Name the column {column}."),
    zh=("文件中没有“{column}”列；现有 {found}。", "请把该列命名为 {column}。"),
)
EMPTY_CELLS = _notice(
    "empty_cells",
    en=(
        "Rows left out because one of {columns} is empty: {count}, of which this is the first.",
        "Fill them in, if they matter.",
    ),
    zh=("有 {count} 行的 {columns} 不全，未采用，这是第一行。", "如有需要，请补全。"),
)
UNKNOWN_COURSES = _notice(
    "unknown_courses",
    en=(
        "Rows left out because their course is not in {where}: {count}, “{example}” the first.",
        "Add the courses there, if they should count.",
    ),
    zh=("有 {count} 行的课程不在{where}中，未采用，第一个是“{example}”。", "如应计入，请把这些课程补入。"),
)
COURSES_THERE_ARE = Text(en="the list of courses", zh="课程清单")
REPEATED_ROWS = _notice(
    "repeated_rows",
    en=(
        "Rows of a course that the learner took again: {count}.",
        "Nothing to do: each counts once, where it stands last.",
    ),
    zh=("有 {count} 行是同一学员重复学习同一课程。", "无需处理：每门只计一次，以最后一次为准。"),
)
REPEATED_COURSES = _notice(
    "repeated_courses",
    en=(
        "Courses listed again: {count}, from this row on; the first row of each counts.",
        "Remove the others.",
    ),
    zh=("有 {count} 行重复列出已有课程（从这一行起），以首行为准。", "请删去其余各行。"),
)
REPEATED_EDGES = _notice(
    "repeated_edges",
    en=("Rows that say again what is known of a course: {count}.", "Nothing to do: each counts once."),
    zh=("有 {count} 行重复说明课程的同一特征。", "无需处理：每条只计一次。"),
)
UNKNOWN_FEATURES = _notice(
    "unknown_features",
    en=(
        "Courses with neither a title nor a feature: {count}, “{example}” the first.",
        "Say what they are about, so that they can be recommended before many took them.",
    ),
    zh=(
        "有 {count} 门课程既无标题也无特征，第一门是“{example}”。",
        "请补充课程内容，否则少有人学时难以推荐。",
    ),
)
UNREADABLE_TIMES = _notice(
    "unreadable_times",
    en=(
        "Rows whose time cannot be read, “{example}” the first: {count}. They stay after the row before.",
        "Write times as seconds, or as 2026-01-05 09:30.",
    ),
    zh=(
        "有 {count} 行的时间无法读取，第一个是“{example}”；这些行按文件中的位置排列。",
        "请把时间写成秒数，或 2026-01-05 09:30 的形式。",
    ),
)
REPEATED_LEARNERS = _notice(
    "repeated_learners",
    en=("Rows of a learner listed before: {count}; the first row of each counts.", "Remove the others."),
    zh=("有 {count} 行重复列出同一学员，以首行为准。", "请删去其余各行。"),
)
NOT_A_PRICE = _notice(
    "not_a_price",
    en=(
        "“{value}” is not a price.",
        "Write the most the learner pays, such as 299.00, or leave the cell empty.",
    ),
    zh=("“{value}”不是价格。", "请填写学员最多愿付的金额，如 299.00；不限则留空。"),
)
KIND_NAMES = {
    "language": Text(en="language", zh="授课语言"),
    "level": Text(en="level", zh="难度级别"),
}
NOBODY_OFFERS = _notice(
    "nobody_offers",
    en=("No course has the {kind} “{value}”.", "Ask for one of those there are: {known}."),
    zh=("没有课程的{kind}是“{value}”。", "请指定已有的：{known}。"),
)
NO_CONSENTS = _notice(
    "no_consents",
    en=(
        "No consent is on record (consents.csv), so the orders of all parties were looked at together.",
        "Make sure that learners agreed, and write it down (docs/programme-folder.md, consents.csv).",
    ),
    zh=(
        "没有任何授权记录（consents.csv），因此合并使用了各合作方的订单。",
        "请确认学员已授权并加以记录（docs/programme-folder.md，consents.csv）。",
    ),
)
ROWS_OF_UNKNOWN = _notice(
    "rows_of_unknown",
    en=(
        "Orders and learning records of courses that no catalogue lists: {count}.",
        "Add them to courses.csv.",
    ),
    zh=("有 {count} 条订单或学习记录的课程不在任何课程目录中。", "请补入 courses.csv。"),
)
LIMITS_OF_FOLDER = _notice(
    "limits_of_folder",
    en=(
        "Limits of language, level and price are for programme folders, whose courses tell them.",
        "Give a folder instead of --train, or leave the limits out.",
    ),
    zh=(
        "语言、级别与价格的限制用于合作项目文件夹，其课程有这些信息。",
        "请以文件夹代替 --train，或去掉这些限制。",
    ),
)
ONE_SOURCE = _notice(
    "one_source",
    en=(
        "Recommendations come either from a programme folder or from files (--train).",
        "Give one of the two.",
    ),
    zh=("推荐依据或是合作项目文件夹，或是文件（--train）。", "请二选一。"),
)
NOT_WRITTEN = _notice(
    "not_written",
    en=(
        "The recommendations cannot be written: {reason}.",
        "Name another file in a folder that you may write to.",
    ),
    zh=("推荐结果无法写入：{reason}。", "请指定有写入权限的文件夹中的文件。"),
)
