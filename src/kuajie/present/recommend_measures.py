"""How well recommendations are tested, and of what the chosen model is made, in words and as plain values."""

from __future__ import annotations

from typing import Any

from kuajie.knowledge.linear_items import Form
from kuajie.knowledge.parts import FOLLOWS, POPULARITY, SHARED, TITLE, TOGETHER
from kuajie.knowledge.ranking_measures import Measured, RankingMeasures
from kuajie.messages import Text
from kuajie.present.blocks import Column, Table
from kuajie.present.reader import Reader

TESTED = Text(
    en="Tested on last courses hidden from the model and not used to choose it, one of each of {learners} "
    "learners, among all courses:",
    zh="以 {learners} 位学员各自的最后一门课程检验（对模型隐去，也未用于选择模型），在全部课程中排序：",
)
UNTESTED = Text(
    en="Too few learners took two courses, so nothing could be tested; "
    "who has no history gets what is popular.",
    zh="学过两门及以上课程的学员太少，无从检验；没有学习记录者推荐热门课程。",
)
MEASURE, VALUE, RANGE = (
    Text(en="Measure", zh="指标"),
    Text(en="Value", zh="数值"),
    Text(en="90 % interval", zh="90% 区间"),
)
NAMES = {
    "ndcg_at_10": Text(en="NDCG@10", zh="NDCG@10"),
    "recall_at_10": Text(en="Found among the first 10", zh="前 10 门命中率"),
    "recall_at_20": Text(en="Found among the first 20", zh="前 20 门命中率"),
    "mrr": Text(en="Mean of 1 / place (MRR)", zh="排名倒数的均值（MRR）"),
}
COVERAGE = Text(en="Courses in somebody’s first 10", zh="进入任一学员前 10 的课程占比")
CHOSEN = Text(
    en="The model {how}: a regression on what is taken together and in order (order "
    "counts {order} %, penalty {penalty}); {recency}{parts}.",
    zh="{how}的模型：以共同选学与先后次序做回归（先后占 {order}%，正则强度 {penalty}）；{recency}{parts}。",
)
BY_HIDDEN = Text(en="chosen on hidden courses", zh="按隐去的课程选定")
BY_DEFAULT = Text(en="as it stands without a choice", zh="未经选择、按默认设定")
FADING = Text(
    en="a course counts {recency} times as much as the one taken after it",
    zh="学得越早影响越小，每往前一门乘以 {recency}",
)
UNFADING = Text(en="recent and early courses count alike", zh="先学与后学的课程同等看待")
BESIDE = Text(en="; beside it {parts}", zh="；另外计入{parts}")
WEIGHED = Text(en="{part} ({weight})", zh="{part}（{weight}）")
PARTS = {
    FOLLOWS: Text(en="what follows what", zh="先后次序"),
    TOGETHER: Text(en="what goes together", zh="常一起选学的课程"),
    POPULARITY: Text(en="popularity", zh="热门程度"),
    TITLE: Text(en="words of titles", zh="标题用词"),
}
SHARING = Text(en="shared {relation}", zh="相同的{relation}")
RELATIONS = {
    "category": Text(en="category", zh="类别"),
    "concept": Text(en="concepts", zh="知识点"),
    "field": Text(en="field", zh="领域"),
    "language": Text(en="language", zh="语言"),
    "level": Text(en="level", zh="级别"),
    "school": Text(en="school", zh="学校"),
    "target_audience": Text(en="audience", zh="目标人群"),
    "teacher": Text(en="teacher", zh="教师"),
}
"""Relations by the names that public data give them; others are told as they stand."""


def tested_sentence(measures: RankingMeasures | None, reader: Reader) -> str:
    """Return on what the model is tested, or why it is not."""
    if measures is None:
        return reader.say(UNTESTED)
    return reader.say(TESTED, learners=reader.count(measures.learners))


def measures_table(measures: RankingMeasures, reader: Reader) -> Table:
    """Return the measures with their intervals."""
    rows = [(reader.say(name), *_cells(getattr(measures, key))) for key, name in NAMES.items()]
    rows.append((reader.say(COVERAGE), f"{measures.coverage:.3f}", "–"))
    columns = (
        Column(reader.say(MEASURE)),
        Column(reader.say(VALUE), number=True),
        Column(reader.say(RANGE), number=True),
    )
    return Table(columns=columns, rows=tuple(rows))


def _cells(measured: Measured) -> tuple[str, str]:
    return f"{measured.mean:.3f}", f"{measured.lower:.3f} – {measured.upper:.3f}"


def model_sentence(form: Form, reader: Reader, *, chosen: bool) -> str:
    """Return of what the model is made, and whether hidden courses chose it."""
    weighed = [
        reader.say(WEIGHED, part=part_name(name, reader), weight=f"{weight:g}")
        for name, weight in form.weights.items()
    ]
    fading = form.recency < 1.0
    return reader.say(
        CHOSEN,
        how=reader.say(BY_HIDDEN if chosen else BY_DEFAULT),
        order=f"{100 * form.order_share:g}",
        penalty=f"{form.penalty:g}",
        recency=reader.say(FADING, recency=f"{form.recency:g}") if fading else reader.say(UNFADING),
        parts=reader.say(BESIDE, parts=reader.listing(weighed)) if weighed else "",
    )


def part_name(name: str, reader: Reader) -> str:
    """Return what a part of the model is called."""
    if name.startswith(SHARED):
        relation = name.removeprefix(SHARED)
        known = RELATIONS.get(relation)
        return reader.say(SHARING, relation=f"“{relation}”" if known is None else known)
    return reader.say(PARTS[name])


def measures_record(measures: RankingMeasures | None) -> dict[str, Any] | None:
    """Return the measures as plain values."""
    if measures is None:
        return None
    found = {key: getattr(measures, key) for key in NAMES}
    return {
        "learners": measures.learners,
        **{key: {"mean": it.mean, "lower": it.lower, "upper": it.upper} for key, it in found.items()},
        "coverage_at_10": measures.coverage,
    }


def model_record(form: Form) -> dict[str, Any]:
    """Return the model's form as plain values."""
    return {
        "penalty": form.penalty,
        "order_share": form.order_share,
        "recency": form.recency,
        "weights": dict(form.weights),
    }
