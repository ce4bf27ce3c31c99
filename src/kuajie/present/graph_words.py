"""What is said of a course graph, in words."""

from __future__ import annotations

from kuajie.knowledge.graph.relations import NodeKind
from kuajie.messages import Text

KINDS: dict[NodeKind, tuple[Text, Text]] = {
    NodeKind.COURSE: (Text(en="1 course", zh="1 门课程"), Text(en="{count} courses", zh="{count} 门课程")),
    NodeKind.CONCEPT: (Text(en="1 concept", zh="1 个概念"), Text(en="{count} concepts", zh="{count} 个概念")),
    NodeKind.SKILL: (Text(en="1 skill", zh="1 项技能"), Text(en="{count} skills", zh="{count} 项技能")),
    NodeKind.OCCUPATION: (
        Text(en="1 occupation", zh="1 种职业"),
        Text(en="{count} occupations", zh="{count} 种职业"),
    ),
    NodeKind.SUBJECT: (Text(en="1 subject", zh="1 个类别"), Text(en="{count} subjects", zh="{count} 个类别")),
    NodeKind.TEACHER: (Text(en="1 teacher", zh="1 位教师"), Text(en="{count} teachers", zh="{count} 位教师")),
    NodeKind.SCHOOL: (Text(en="1 school", zh="1 所院校"), Text(en="{count} schools", zh="{count} 所院校")),
    NodeKind.LANGUAGE: (
        Text(en="1 language", zh="1 种语言"),
        Text(en="{count} languages", zh="{count} 种语言"),
    ),
    NodeKind.LEVEL: (Text(en="1 level", zh="1 个级别"), Text(en="{count} levels", zh="{count} 个级别")),
    NodeKind.OTHER: (
        Text(en="1 other node", zh="1 个其他节点"),
        Text(en="{count} other nodes", zh="{count} 个其他节点"),
    ),
}
HOLDS = Text(en="The graph holds {nodes}, joined by {edges}.", zh="图谱含 {nodes}，共 {edges}。")
EMPTY = Text(
    en="The graph is empty: the sources hold no course and no edge.",
    zh="图谱是空的：各来源中没有任何课程或关系。",
)
EDGES = (Text(en="1 edge", zh="1 条边"), Text(en="{count} edges", zh="{count} 条边"))
"""One, and any other number."""
SOURCE, FORMAT, PROVIDER = (
    Text(en="Source", zh="来源"),
    Text(en="Read as", zh="识别为"),
    Text(en="Provider", zh="合作方"),
)
EDGE_COUNT = Text(en="Edges", zh="边数")
RELATION, COUNT = Text(en="A course or concept …", zh="关系"), Text(en="Edges", zh="边数")
KIND_NAMES: dict[NodeKind, Text] = {
    NodeKind.COURSE: Text(en="Courses", zh="课程"),
    NodeKind.CONCEPT: Text(en="Concepts", zh="概念"),
    NodeKind.SKILL: Text(en="Skills", zh="技能"),
    NodeKind.OCCUPATION: Text(en="Occupations", zh="职业"),
    NodeKind.SUBJECT: Text(en="Subjects", zh="类别"),
}
BARE = Text(en="Bare", zh="无特征")
SHARED_TITLE = Text(en="What providers share", zh="各方共有")
PAIR, MOST = Text(en="Providers", zh="合作方"), Text(en="Of most courses", zh="涉及课程最多的")
CYCLES = Text(en="Prerequisites that wait for themselves", zh="循环的先修要求")
CYCLE = Text(en="{way}, and so on round.", zh="{way}，如此循环。")
KNOT = Text(
    en="{way}, and so on round ({knot} hang together).", zh="{way}，如此循环（共 {knot} 个互相牵连）。"
)
MORE_CYCLES = Text(en="And {count} more.", zh="另有 {count} 处。")
ARROW = Text(en=" requires ", zh=" 需先修 ")
ABOUT_COURSE = Text(en="{label} ({id})", zh="{label}（{id}）")
POINTED = Text(en="… {name} it", zh="反向：{name}")
WHAT, WHICH = Text(en="It …", zh="关系"), Text(en="What", zh="对象")
NEAR = Text(en="Nearest courses of other providers", zh="其他合作方最接近的课程")
NONE_NEAR = Text(
    en="No course of another provider shares a concept, skill, subject or occupation with it.",
    zh="其他合作方没有与其共享概念、技能、类别或职业的课程。",
)
COURSE, NEARNESS, REASON = (
    Text(en="Course", zh="课程"),
    Text(en="Nearness", zh="接近度"),
    Text(en="Both are about", zh="共同内容"),
)
MERGED = Text(
    en="Taken as one because somebody confirmed that they are the same: {count}.",
    zh="经人工确认相同而合并的节点：{count} 个。",
)
WRITTEN = Text(en="Written: {files}.", zh="已写入：{files}。")
MORE_PAIRS = (
    Text(en="1 more pair shares less.", zh="另有 1 对合作方共有较少。"),
    Text(en="{count} more pairs share less.", zh="另有 {count} 对合作方共有较少。"),
)
BARE_PAIRS = (
    Text(en="1 pair shares nothing.", zh="有 1 对合作方没有共有内容。"),
    Text(en="{count} pairs share nothing.", zh="有 {count} 对合作方没有共有内容。"),
)
CYCLES_SHOWN, TAILS_SHOWN, PAIRS_SHOWN = 10, 12, 15
