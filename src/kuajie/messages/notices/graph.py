"""Notices about partners' catalogues and the course graph they make."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"graph.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


NOT_FOUND = _notice(
    "not_found",
    en=("There is no such file or folder.", "Check the path; in NAME=PATH the path follows the first “=”."),
    zh=("没有这个文件或文件夹。", "请检查路径；写作 名称=路径 时，第一个“=”之后是路径。"),
)
NOTHING_IN_FILE = _notice(
    "nothing_in_file",
    en=("The file is empty.", "Give a file with at least a header line."),
    zh=("文件是空的。", "请提供至少含表头的文件。"),
)
NOTHING_RECOGNISED = _notice(
    "nothing_recognised",
    en=(
        "Nothing here is a catalogue of courses or a list of edges.",
        "See docs/graph.md for what is read: {formats}.",
    ),
    zh=("这里没有课程目录，也没有关系列表。", "可读取的格式见 docs/graph.md：{formats}。"),
)
LEFT_ASIDE = _notice(
    "left_aside",
    en=(
        "Files of the folder left aside, because they are no part of a graph: {count} ({files}).",
        "Nothing to do, unless one of them lists courses or edges.",
    ),
    zh=(
        "文件夹中有 {count} 个文件与图谱无关，未读取（{files}）。",
        "若其中有课程目录或关系列表，请检查其列名。",
    ),
)
BROKEN_JSON = _notice(
    "broken_json",
    en=(
        "This is not JSON from character {column} of the row on: {reason}.",
        "Mend the file, or export it again.",
    ),
    zh=("从该行第 {column} 个字符起不是合法的 JSON：{reason}。", "请改正文件，或重新导出。"),
)
NESTED_TOO_DEEPLY = _notice(
    "nested_too_deeply",
    en=("The JSON is nested too deeply to be read.", "Export it again in a flatter form."),
    zh=("JSON 嵌套过深，无法读取。", "请以较浅的结构重新导出。"),
)
EMPTY_CELLS = _notice(
    "empty_cells",
    en=(
        "Rows left out because one of {columns} is empty: {count}, of which this is the first.",
        "Fill them in, if they matter.",
    ),
    zh=("有 {count} 行的 {columns} 不全，未采用，这是第一行。", "如有需要，请补全。"),
)
UNKNOWN_RELATION = _notice(
    "unknown_relation",
    en=(
        "The relation “{relation}” is not known; its edges are kept as “related”: {count}.",
        "Use a relation of docs/graph.md, if it means one of them.",
    ),
    zh=(
        "未知的关系“{relation}”，其 {count} 条边按“相关”保留。",
        "若与 docs/graph.md 中的某种关系相同，请改用该名称。",
    ),
)
UNKNOWN_KIND = _notice(
    "unknown_kind",
    en=("“{kind}” is no kind of node.", "Use one of {known}."),
    zh=("“{kind}”不是节点的种类。", "请使用以下之一：{known}。"),
)
SPLIT_AT_COMMAS = _notice(
    "split_at_commas",
    en=(
        "The column has no “;” between values, so commas part them.",
        "Write “;” between values, if their names hold commas.",
    ),
    zh=("该列的值之间没有“；”，因此按逗号分开。", "若名称本身含逗号，请用“；”分隔各值。"),
)
NEEDS_NO_COURSE = _notice(
    "needs_no_course",
    en=(
        "Prerequisites that are no course of this list, taken as concepts: {count}, “{example}” the first.",
        "Where a course is meant, write its id or its exact title.",
    ),
    zh=(
        "有 {count} 项先修要求不是本目录中的课程，按概念处理，第一项是“{example}”。",
        "若指的是课程，请写课程编号或完整名称。",
    ),
)
PRICES_LEFT_OUT = _notice(
    "prices_left_out",
    en=(
        "Prices left out because they or their currency cannot be read: {count}, “{example}” the first.",
        "Write plain amounts, and the currency in a column of its own.",
    ),
    zh=("有 {count} 个价格或其币种无法读取，未采用，第一个是“{example}”。", "请写纯数字金额，并另设币种列。"),
)
NAME_NOT_NEEDED = _notice(
    "name_not_needed",
    en=(
        "The name “{name}” is not used: a programme folder names its parties itself.",
        "Nothing to do; leave the name out.",
    ),
    zh=("未使用名称“{name}”：合作项目文件夹已写明各合作方。", "无需处理，可省去该名称。"),
)
SAME_NAME_TWICE = _notice(
    "same_name_twice",
    en=(
        "“{first}” and “{second}” would both be called “{name}”.",
        "Name them yourself: NAME={first}; the same name joins both into one catalogue.",
    ),
    zh=("“{first}”和“{second}”都会叫作“{name}”。", "请自行命名，如 名称={first}；用同一名称则合为一份目录。"),
)
UNKNOWN_COURSES = _notice(
    "unknown_courses",
    en=(
        "Edges left out because no catalogue lists their course: {count}, “{example}” the first.",
        "Add the courses to the catalogue, or correct their ids.",
    ),
    zh=(
        "有 {count} 条边的课程不在任何目录中，未采用，第一条是“{example}”。",
        "请把课程补入目录，或更正编号。",
    ),
)
REPEATED_EDGES = _notice(
    "repeated_edges",
    en=(
        "Edges that stand more than once: {count}.",
        "Nothing to do: each counts once, with its largest weight.",
    ),
    zh=("有 {count} 条边重复出现。", "无需处理：每条只计一次，权重取最大值。"),
)
REPEATED_COURSES = _notice(
    "repeated_courses",
    en=(
        "Courses listed again: {count}; the first row of each counts, the others fill in what it lacks.",
        "Remove the others.",
    ),
    zh=("有 {count} 行重复列出已有课程，以首行为准，其余各行只补其空缺。", "请删去其余各行。"),
)
LOOPS = _notice(
    "loops",
    en=("Edges left out because they lead from something to itself: {count}.", "Correct one of their ends."),
    zh=("有 {count} 条边的两端是同一对象，未采用。", "请更正其中一端。"),
)
WITHOUT_FEATURES = _notice(
    "without_features",
    en=(
        "Courses of which no concept, skill, subject or occupation is known: {count}, “{example}” the first.",
        "Say what they are about, so that they meet other courses in the graph.",
    ),
    zh=(
        "有 {count} 门课程没有任何概念、技能、类别或职业，第一门是“{example}”。",
        "请补充课程内容，否则它们在图谱中与其他课程没有联系。",
    ),
)
NOT_SHARED = _notice(
    "not_shared",
    en=(
        "The providers share no concept, skill, subject or occupation, so their courses do not meet.",
        "Write concepts under the same names, or confirm which mean the same (--links).",
    ),
    zh=(
        "各方没有共同的概念、技能、类别或职业，课程之间没有联系。",
        "请统一概念名称，或用 --links 确认哪些含义相同。",
    ),
)
UNKNOWN_COURSE = _notice(
    "unknown_course",
    en=("There is no course “{course}”. {hint}", "Give an id of a catalogue, or PROVIDER:ID."),
    zh=("没有课程“{course}”。{hint}", "请给出目录中的课程编号，或写作 合作方:编号。"),
)
SEVERAL_COURSES = _notice(
    "several_courses",
    en=("Several providers have a course “{course}”: {providers}.", "Say which: PROVIDER:{course}."),
    zh=("有多个合作方都有课程“{course}”：{providers}。", "请写明是哪一方：合作方:{course}。"),
)
NOT_WRITTEN = _notice(
    "not_written",
    en=("The graph cannot be written: {reason}.", "Name another place in a folder that you may write to."),
    zh=("图谱无法写入：{reason}。", "请指定有写入权限的文件夹中的位置。"),
)
PAIRS_LEFT_OUT = _notice(
    "pairs_left_out",
    en=(
        "Pairs left out that do not join a course to a concept, school or teacher: {count}.",
        "Nothing to do, unless ids were damaged.",
    ),
    zh=("有 {count} 对编号不是课程与概念、院校或教师之间的关系，未采用。", "若编号没有损坏，无需处理。"),
)
LINES_LEFT_OUT = _notice(
    "lines_left_out",
    en=("Lines left out that are no entry of MOOCCubeX: {count}, this the first.", "Check these lines."),
    zh=("有 {count} 行不是 MOOCCubeX 的条目，未采用，这是第一行。", "请检查这些行。"),
)
NEITHER_ESSENTIAL_NOR_OPTIONAL = _notice(
    "neither_essential_nor_optional",
    en=(
        "Relations neither essential nor optional, taken as optional: {count}, “{example}” the first.",
        "Write essential or optional.",
    ),
    zh=(
        "有 {count} 条关系既非 essential 也非 optional，按 optional 处理，第一条是“{example}”。",
        "请写 essential 或 optional。",
    ),
)
OBJECTS_LEFT_OUT = _notice(
    "objects_left_out",
    en=(
        "Objects left out because they or their ends have no identifier: {count}, {path} the first.",
        "Add the missing uri or identifier.",
    ),
    zh=("有 {count} 个对象自身或两端没有标识，未采用，第一个是 {path}。", "请补上 uri 或 identifier。"),
)
UNKNOWN_ASSOCIATION = _notice(
    "unknown_association",
    en=(
        "The association at {path} is of no type of CASE (“{relation}”) and is kept as “related”.",
        "Use a type of CASE 1.1, or one that begins with “ext:”.",
    ),
    zh=(
        "{path} 处的关联类型“{relation}”不属于 CASE，按“相关”保留。",
        "请使用 CASE 1.1 的类型，或以 ext: 开头的类型。",
    ),
)
COURSES_WITHOUT_ID = _notice(
    "courses_without_id",
    en=(
        "Courses left out that have neither a code nor @id, url or name: {count}, at {path} the first.",
        "Give each at least a name.",
    ),
    zh=("有 {count} 门课程没有编号、@id、网址或名称，未采用，第一门在 {path}。", "请至少写明名称。"),
)
PRICE_LEFT_OUT = _notice(
    "price_left_out",
    en=(
        "This price cannot be read and is left out.",
        "Write a plain amount, and its currency in priceCurrency.",
    ),
    zh=("该价格无法读取，未采用。", "请写纯数字金额，并在 priceCurrency 中写明币种。"),
)
NO_RELATION = _notice(
    "no_relation",
    en=("“{kind}” is no relation of a graph.", "Use one of {known}."),
    zh=("“{kind}”不是图谱中的关系。", "请使用以下之一：{known}。"),
)
REPEATED_HEADER = _notice(
    "repeated_header",
    en=("Several columns have this name; the first counts.", "Rename or remove the others."),
    zh=("有多列同名，以第一列为准。", "请改名或删去其余各列。"),
)
DAMAGED_LETTERS = _notice(
    "damaged_letters",
    en=("Letters that are damaged, replaced by “\ufffd”: {count}.", "Export the file again, if they matter."),
    zh=("有 {count} 个字符已损坏，以“\ufffd”代替。", "如有影响，请重新导出文件。"),
)
WIDE_IDS = _notice(
    "wide_ids",
    en=(
        "Cells in full-width characters, read as half-width ones: {count}, “{example}” the first.",
        "Nothing to do, unless both forms are meant to differ.",
    ),
    zh=(
        "有 {count} 个单元格用全角字符书写，按半角读取，第一个是“{example}”。",
        "无需处理，除非全角与半角含义不同。",
    ),
)
WITHOUT_WEIGHT = _notice(
    "without_weight",
    en=(
        "Edges left out because their weight is zero: {count}.",
        "Nothing to do; an empty weight counts as one.",
    ),
    zh=("有 {count} 条边的权重为零，未采用。", "无需处理；权重留空时按 1 计。"),
)
