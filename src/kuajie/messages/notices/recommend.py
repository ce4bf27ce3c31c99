"""Notices about recommending courses to learners."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NO_HISTORY = Notice(
    "recommend.no_history",
    Text(en="Nobody has taken any course yet.", zh="还没有任何人学过任何课程。"),
    Text(
        en="Give a file of what learners took, a row each, in order of time.",
        zh="请提供学员的学习记录，每行一条，按时间先后排列。",
    ),
)
WITHOUT_HISTORY = Notice(
    "recommend.without_history",
    Text(
        en="{count} learners have no history and get what is popular.",
        zh="{count} 位学员没有学习记录，为其推荐热门课程。",
    ),
    Text(en="Ask them what they look for.", zh="可询问他们想学什么。"),
)
MISSING_COLUMN = Notice(
    "recommend.missing_column",
    Text(
        en="The file has no column “{column}”; it has {found}.", zh="文件中没有“{column}”列；现有 {found}。"
    ),
    Text(en="Name the column {column}.", zh="请把该列命名为 {column}。"),
)
NOT_A_TABLE = Notice(
    "recommend.not_a_table",
    Text(en="The file cannot be read as CSV: {reason}.", zh="无法按 CSV 读取该文件：{reason}。"),
    Text(en="Save it again as CSV (UTF-8).", zh="请重新另存为 CSV（UTF-8）。"),
)
EMPTY_CELLS = Notice(
    "recommend.empty_cells",
    Text(
        en="{count} rows lack a learner or a course and were left out.",
        zh="有 {count} 行缺少学员或课程，未采用。",
    ),
    Text(en="Fill them in, if they matter.", zh="如有需要，请补全。"),
)
UNKNOWN_COURSES = Notice(
    "recommend.unknown_courses",
    Text(
        en="{count} rows name courses that are not in {file} (such as {example}) and were left out.",
        zh="有 {count} 行的课程不在 {file} 中（如 {example}），未采用。",
    ),
    Text(en="Add the courses to {file}.", zh="请把这些课程补入 {file}。"),
)
NOT_WRITTEN = Notice(
    "recommend.not_written",
    Text(en="The recommendations cannot be written: {reason}.", zh="推荐结果无法写入：{reason}。"),
    Text(en="Name another file in a folder that you may write to.", zh="请指定有写入权限的文件夹中的文件。"),
)
