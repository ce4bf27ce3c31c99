"""Why a link is proposed, in words: what speaks for it, and what against."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.evidence import PLACE
from kuajie.messages import Text

Values = Mapping[str, float]

NOT_CLOSE, CLOSE = 0.3, 0.6


def _over(feature: str, bound: float = 0.5) -> Callable[[Values], bool]:
    return lambda values: values[feature] > bound


def _similar(values: Values) -> bool:
    return not values["same_name"] and values["words"] > CLOSE


def _spelt(values: Values) -> bool:
    return not values["same_name"] and values["words"] <= CLOSE < values["characters"]


def _partly(values: Values) -> bool:
    return not values["same_name"] and max(values["words"], values["characters"]) <= CLOSE


REASONS: tuple[tuple[Callable[[Values], bool], Text], ...] = (
    (_over("same_name"), Text(en="the names say the same", zh="名称相同")),
    (_similar, Text(en="most words of the names agree", zh="名称用词大多相同")),
    (_spelt, Text(en="the names are spelt alike", zh="名称写法相近")),
    (_partly, Text(en="the names agree in part", zh="名称部分相同")),
    (_over("two_languages"), Text(en="one name is a translation", zh="名称中英对译")),
    (_over("numbers_differ"), Text(en="but other numbers in the names", zh="但名称中的编号不同")),
    (_over("number_missing"), Text(en="but only one name has a number", zh="但只有一方名称带编号")),
    (_over("years_differ"), Text(en="but other years", zh="但年份不同")),
    (_over("grades_differ"), Text(en="but for other levels by name", zh="但名称中的难度不同")),
    (_over("who_shared", 0.0), Text(en="teachers or schools in common", zh="有相同的教师或院校")),
    (_over("who_differ"), Text(en="but other teachers and schools", zh="但教师与院校均不同")),
    (_over("what_shared", NOT_CLOSE), Text(en="concepts or skills in common", zh="概念或技能相近")),
    (_over("what_differ"), Text(en="but no concept or skill in common", zh="但没有相同的概念或技能")),
    (_over("level_differs"), Text(en="but another level", zh="但难度级别不同")),
    (_over("language_differs"), Text(en="but taught in another language", zh="但授课语言不同")),
    (_over("text", NOT_CLOSE), Text(en="descriptions alike", zh="简介相近")),
    (_over("rivals"), Text(en="but others fit as well", zh="但还有同样相近的其他条目")),
)
OF_OTHERS: Mapping[str, Text] = {
    "concepts or skills in common": Text(en="stand beside the same entries", zh="关联的条目相近"),
    "but no concept or skill in common": Text(en="but stand beside other entries", zh="但关联的条目均不同"),
}
"""What is said instead of entries that are not courses."""


def reasons_for(kind: NodeKind, features: list[float]) -> tuple[Text, ...]:
    """Return in words what the features of a pair say, what speaks for it first."""
    values = {name: features[place] for name, place in PLACE.items()}
    said = [text for holds, text in REASONS if holds(values)]
    if kind is not NodeKind.COURSE:
        said = [OF_OTHERS.get(text.en, text) for text in said]
    return tuple(sorted(said, key=lambda text: text.en.startswith("but ")))
