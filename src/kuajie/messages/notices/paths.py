"""Notices about learning paths."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"paths.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


UNKNOWN_TARGET = _notice(
    "unknown_target",
    en=(
        "“{name}” is no course, concept, skill or occupation of these catalogues. {hint}",
        "Name it by its id or title.",
    ),
    zh=("课程目录中没有名为“{name}”的课程、概念、技能或职业。{hint}", "请使用其编号或名称。"),
)
SEVERAL_TARGETS = _notice(
    "several_targets",
    en=("“{name}” may be any of {found}.", "Write the party before the id, such as {example}."),
    zh=("“{name}”可能指 {found}。", "请在编号前写明合作方，例如 {example}。"),
)
UNKNOWN_TAKEN = _notice(
    "unknown_taken",
    en=(
        "“{name}” is no course or concept of these catalogues. {hint}",
        "Correct it: a course by its id or title, a concept by its name.",
    ),
    zh=("课程目录中没有名为“{name}”的课程或概念。{hint}", "请更正：课程用编号或标题，概念用名称。"),
)
UNKNOWN_LEARNER = _notice(
    "unknown_learner",
    en=(
        "Learner “{name}” stands in no orders.csv and no learning.csv.",
        "Correct the id, or name what was taken with --taken.",
    ),
    zh=("orders.csv 与 learning.csv 中都没有学员“{name}”。", "请更正编号，或用 --taken 写明已学课程。"),
)
LEARNER_WITHOUT_FOLDER = _notice(
    "learner_without_folder",
    en=(
        "What “{learner}” took is only known of a programme folder.",
        "Name it with --taken, or give the folder.",
    ),
    zh=("只有合作项目文件夹中才有学员“{learner}”的记录。", "请用 --taken 写明已学课程，或给出文件夹。"),
)
UNKNOWN_WISH = _notice(
    "unknown_wish",
    en=("No course is in {what} “{name}”; there are {known}.", "Ask for one of those."),
    zh=("没有课程的{what}是“{name}”，现有：{known}。", "请从中选择。"),
)
LANGUAGE = Text(en="language", zh="语言")
LEVEL = Text(en="level", zh="级别")
PARTY = Text(en="the catalogue of", zh="合作方")
NO_PREREQUISITES = _notice(
    "no_prerequisites",
    en=(
        "No prerequisites are known, so a path only covers what is wanted.",
        "Say in graph.csv what requires what.",
    ),
    zh=("先修关系未知，路径只覆盖所求内容。", "请在 graph.csv 中写明先修关系。"),
)
SET_ASIDE = _notice(
    "set_aside",
    en=(
        "On the way prerequisites run in a circle. Set aside, as weighing least: “{head}” requires “{tail}”.",
        "Correct it in the files; kuajie graph names every circle.",
    ),
    zh=(
        "途中的先修关系成环，已搁置权重最小的一条：“{head}”先修“{tail}”。",
        "请在文件中更正；kuajie graph 会列出每一个环。",
    ),
)
SIDE_BY_SIDE = _notice(
    "side_by_side",
    en=(
        "“{course}” needs “{thing}” first, yet whatever gives it waits for other topics of “{course}”.",
        "Take these courses side by side, or part the course in two.",
    ),
    zh=(
        "“{course}”需先掌握“{thing}”，而教它的课程又依赖“{course}”的其他内容。",
        "请并行学习，或把该课程拆成两门。",
    ),
)
NOT_PROVED = _notice(
    "not_proved",
    en=(
        "The path may not be the best: another could cost up to {gap} less.",
        "Give it more time with --seconds.",
    ),
    zh=("该路径未必最优：其他路径最多可能再省 {gap}。", "可用 --seconds 延长计算时间。"),
)
NOTHING_PROVED = _notice(
    "nothing_proved",
    en=(
        "{count} courses could help: too many to prove that no other path is better.",
        "Narrow the search by --provider, --language or --level.",
    ),
    zh=("可用的课程多达 {count} 门，无法证明没有更好的路径。", "可用 --provider 等条件缩小范围。"),
)
UNKNOWN_PRICES = _notice(
    "unknown_prices",
    en=(
        "Prices of {count} of {among} courses are not known; they count as nothing.",
        "Add them to the catalogue.",
    ),
    zh=("{among} 门课程中有 {count} 门价格未知，按零计。", "请在课程目录中补充价格。"),
)
