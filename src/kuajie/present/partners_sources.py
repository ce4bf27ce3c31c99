"""Where scores and weights of candidates come from, in words."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.blocks import Column, Table
from kuajie.present.partners_tables import CRITERION
from kuajie.present.reader import Reader
from kuajie.usecases.partners_answer import GroupWeights, JudgeConsistency, PartnersAnswer
from kuajie.usecases.partners_question import Source, SourceKind

CAME_FROM = Text(en="Where from", zh="来源")
COUNTED = Text(en="{name}: {files}, {rows} rows", zh="{name}：{files}，{rows} 行")
COUNTED_ONE = Text(en="{name}: {files}, 1 row", zh="{name}：{files}，1 行")
PLANNED = Text(en="{name}: planned on the fit", zh="{name}：依据拟合结果测算")
WRITTEN = Text(en="{name}: {files}", zh="{name}：{files}")
STATED = Text(en="{name}: figure in {files}", zh="{name}：{files} 中填写的数值")
JUDGED = Text(en="{name}: scored by {scores}", zh="{name}：评委打分 {scores}")
SCORE = Text(en="{judge} {score}", zh="{judge} {score}")
METHODS = {
    "ahp": Text(
        en="How {group} weigh: by pairwise comparison (AHP), the judges' judgements joined by "
        "their geometric mean; consistency ratio together {ratio}, each: {judges}.",
        zh="{group}的权重：两两比较（AHP），各评委的判断取几何平均；"
        "合并后一致性比率 {ratio}，各评委：{judges}。",
    ),
    "best_worst": Text(
        en="How {group} weigh: by comparison with the best and the worst (linear model), "
        "averaged over the judges; consistency ratios: {judges}.",
        zh="{group}的权重：最优最劣法（线性模型），取各评委的平均；一致性比率：{judges}。",
    ),
    "stated": Text(en="The weights of {group} were stated outright.", zh="{group}的权重由文件直接给出。"),
}
RATIO = Text(en="{judge} {ratio}", zh="{judge} {ratio}")
NO_RATIO = Text(en="none (too few compared)", zh="不适用（比较的项太少）")
COMMA = Text(en=", ", zh="，")


def weights_told(answer: PartnersAnswer, reader: Reader) -> Iterator[str]:
    """Yield how each group of weights came about; equal ones are told as notes."""
    for group in answer.groups:
        if group.method in METHODS:
            yield _how(group, reader)


def _how(group: GroupWeights, reader: Reader) -> str:
    facts: dict[str, object] = {"group": reader.say(group.name)}
    if group.judges:
        facts["judges"] = reader.say(COMMA).join(_consistency(each, reader) for each in group.judges)
    if group.method == "ahp":
        facts["ratio"] = _ratio(group.ratio, reader)
    said = reader.say(METHODS[group.method], **facts)
    return said[0].upper() + said[1:]


def _consistency(judge: JudgeConsistency, reader: Reader) -> str:
    return reader.say(RATIO, judge=judge.judge, ratio=_ratio(judge.ratio, reader))


def _ratio(ratio: float | None, reader: Reader) -> str:
    return reader.say(NO_RATIO) if ratio is None else f"{ratio:.3f}"


def source_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return for every criterion where each candidate's score comes from."""
    rows = tuple(
        (reader.say(criterion.name), _sources(answer, criterion.id, reader)) for criterion in answer.criteria
    )
    return Table(columns=(Column(reader.say(CRITERION)), Column(reader.say(CAME_FROM))), rows=rows)


def _sources(answer: PartnersAnswer, criterion: str, reader: Reader) -> str:
    """Return the sources of one criterion's scores, candidates from the same file told together."""
    together: dict[object, list[str]] = {}
    found: dict[object, Source] = {}
    for candidate in answer.candidates:
        source = answer.sources.get((candidate.id, criterion))
        if source is not None:
            key = (source.kind, source.files) if source.kind is SourceKind.STATED else candidate.id
            together.setdefault(key, []).append(candidate.name)
            found[key] = source
    said = [_source(found[key], reader.listing(names), reader) for key, names in together.items()]
    return "\n".join(said)


def _source(source: Source, name: str, reader: Reader) -> str:
    if source.kind is SourceKind.JUDGED:
        scores = [reader.say(SCORE, judge=judge, score=f"{score:g}") for judge, score in source.scores]
        return reader.say(JUDGED, name=name, scores=reader.say(COMMA).join(scores))
    if not source.files:
        return reader.say(PLANNED, name=name)
    files = reader.listing(list(source.files))
    if source.kind is SourceKind.STATED:
        return reader.say(STATED, name=name, files=files)
    if not source.rows:
        return reader.say(WRITTEN, name=name, files=files)
    if source.rows == 1:
        return reader.say(COUNTED_ONE, name=name, files=files)
    return reader.say(COUNTED, name=name, files=files, rows=reader.count(source.rows))
