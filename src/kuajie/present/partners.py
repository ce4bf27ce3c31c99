"""Candidate partners ranked, as blocks for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Severity, Text
from kuajie.present.blocks import Block, Heading, Paragraph
from kuajie.present.findings import finding_blocks
from kuajie.present.partners_sources import source_table, weights_told
from kuajie.present.partners_tables import (
    firm_table,
    margin_table,
    normalization_table,
    ranking_table,
    score_table,
    weight_table,
)
from kuajie.present.reader import Reader
from kuajie.usecases.partners_answer import BestWorstAnswer, PairwiseAnswer, PartnersAnswer
from kuajie.usecases.partners_question import PROMETHEE, TOPSIS

RANKING = Text(en="Ranking", zh="排名")
SCORES = Text(en="Scores", zh="各项得分")
SOURCES = Text(en="Where the scores come from", zh="得分的来源")
WEIGHTS = Text(en="Weights", zh="权重")
KNOWN_ONLY = Text(
    en="Weights in this table are brought to 100 % over the criteria known of every candidate.",
    zh="本表中的权重只在每个候选方都有数据的评价项之间折算为 100%。",
)
CHANGES = Text(en="What would change the first place", zh="什么会改变第一名")
NOTE = Severity.NOTE
ACROSS = 4
"""Candidates side by side in a table of scores, so that it fits on 80 columns."""
FIRST = {
    TOPSIS: Text(
        en="{name} ranks first of {count} candidates: over all criteria by their weights, it "
        "comes closer to the best scores and keeps farther from the worst than any other "
        "(TOPSIS closeness {figure}, between 0 and 1).",
        zh="{count} 个候选方中，{name}排名第一：按权重综合各评价项，"
        "与其他候选方相比，它更接近最优、更远离最差（TOPSIS 贴近度 {figure}，"
        "介于 0 与 1 之间）。",
    ),
    PROMETHEE: Text(
        en="{name} ranks first of {count} candidates: compared with each of the others in turn, "
        "it is preferred most (PROMETHEE net flow {figure}, between -1 and 1).",
        zh="{count} 个候选方中，{name}排名第一：逐一与其他候选方比较，"
        "它最占优（PROMETHEE 净流 {figure}，介于 -1 与 1 之间）"
        "。",
    ),
}
TIED = Text(en="{names} share the first rank.", zh="{names}并列第一。")
NORMALIZATIONS = {
    "vector": Text(
        en="Normalisation: vector (each score divided by the root of the sum of squares of its criterion).",
        zh="归一化：向量法（得分除以该项平方和的平方根）。",
    ),
    "minmax": Text(
        en="Normalisation: minmax (the lowest score of a criterion is 0, the highest 1).",
        zh="归一化：极差法（每项最低为 0、最高为 1）。",
    ),
    "max": Text(
        en="Normalisation: max (each score divided by the highest of its criterion).",
        zh="归一化：最大值法（得分除以该项最高分）。",
    ),
    "sum": Text(
        en="Normalisation: sum (each score divided by the sum of its criterion, of inverses "
        "where less is better).",
        zh="归一化：总和法（得分除以该项总和，越少越好的项取倒数）。",
    ),
}
SAME_BY_ALL = Text(
    en="{normalization} Every normalisation that can be used gives this order.",
    zh="{normalization}换用其他适用的归一化方法，次序相同。",
)
OTHER_BY_SOME = Text(
    en="{normalization} The order depends on it; ranks by each that can be used:",
    zh="{normalization}次序取决于归一化方法；各适用方法下的名次：",
)
AGREE = Text(
    en="The two methods order the candidates alike to a Kendall tau of {tau} (1: the same "
    "order, -1: reversed). TOPSIS weighs by how much candidates differ; PROMETHEE "
    "compares them two by two, by each criterion's preference function.",
    zh="两种方法的次序一致程度：肯德尔 τ = {tau}（1 为完全相同，"
    "-1 为完全相反）。TOPSIS 看差距大小；PROMETHEE 按各项的偏好函数两两比较。",
)
INCOMPARABLE = Text(
    en="PROMETHEE I leaves these pairs without an order, as each has its strengths: {pairs}.",
    zh="PROMETHEE I 认为以下各对各有所长、难分高下：{pairs}。",
)
PAIR = Text(en="{first} and {second}", zh="{first}与{second}")
NEXT = Text(en="; ", zh="；")
NEAREST = Text(
    en="The first place hangs most on “{criterion}”: at a weight of {end} instead of "
    "{weight} ({change} points), the others keeping their proportions, {other} would come "
    "first.",
    zh="第一名最取决于“{criterion}”的权重：若由 {weight} 变为 {end}（相差 {change} 个百分点）"
    "，其余权重按比例调整，则{other}升至第一。",
)
ROBUST = Text(
    en="No change of a single weight puts another candidate first.",
    zh="无论单独改变哪一项权重，第一名都不变。",
)
ANY_CHANGE = Text(
    en="The first place is shared: the smallest change of a weight on which they differ decides it.",
    zh="目前并列第一：只要稍微调整任一有差别的评价项的权重，即可分出先后。",
)
UNMOVED = Text(
    en="Whatever the weight of {criteria} alone, the first place stays.",
    zh="单独改变{criteria}的权重，第一名都不变。",
)
SAMPLED = Text(
    en="Of {samples} sets of weights drawn around these (a weight of 20 % strays by about 6 "
    "points), {near} keep {name} first; of as many drawn from all weights there are, "
    "{anywhere}.",
    zh="在现有权重附近随机抽取 {samples} 组权重（20% 的权重约上下浮动 6 个百分点）"
    "，{name}在其中 {near} 仍居首；从全部可能的权重中抽取同样多组，"
    "则为 {anywhere}。",
)


def partners_blocks(
    answer: PartnersAnswer | PairwiseAnswer | BestWorstAnswer, locale: Locale
) -> Iterator[Block]:
    """Return a ranking of candidates, or weights from judgements, for an 80-column terminal."""
    reader = Reader(locale, "")
    graver = [each for each in answer.warnings if each.severity is not NOTE]
    if isinstance(answer, PartnersAnswer):
        yield from _ranked(answer, reader, finding_blocks(graver, locale))
    else:
        from kuajie.present.judgements import judgement_blocks  # noqa: PLC0415 - only plain judgements need it

        yield from judgement_blocks(answer, reader)
        yield from finding_blocks(graver, locale)
    yield from finding_blocks([each for each in answer.warnings if each.severity is NOTE], locale)


def _ranked(answer: PartnersAnswer, reader: Reader, graver: Iterator[Block]) -> Iterator[Block]:
    if answer.title is not None:
        yield Heading(reader.say(answer.title))
    yield Paragraph(say_first(answer, reader))
    yield from graver
    yield Heading(reader.say(RANKING))
    yield ranking_table(answer, reader)
    yield from _by_normalization(answer, reader)
    yield from (Paragraph(text) for text in _about_methods(answer, reader))
    yield Heading(reader.say(CHANGES))
    yield Paragraph(say_nearest(answer, reader))
    if answer.leading.nearest_margin is not None:
        yield margin_table(answer, reader)
        if answer.missing:
            yield Paragraph(reader.say(KNOWN_ONLY))
    unmoved = _unmoved(answer, reader)
    if unmoved and answer.leading.nearest_margin is not None:
        yield Paragraph(reader.say(UNMOVED, criteria=unmoved))
    yield Paragraph(say_sampled(answer, reader))
    yield firm_table(answer, reader)
    yield Heading(reader.say(WEIGHTS))
    yield from (Paragraph(text) for text in weights_told(answer, reader))
    yield weight_table(answer, reader)
    yield Heading(reader.say(SCORES))
    for first in range(0, len(answer.candidates), ACROSS):
        yield score_table(answer, reader, first=first, last=first + ACROSS)
    if any(each.files != _only_file(answer) for each in answer.sources.values()):
        yield Heading(reader.say(SOURCES))
        yield source_table(answer, reader)


def _only_file(answer: PartnersAnswer) -> tuple[str, ...]:
    files = {each.files for each in answer.sources.values()}
    return files.pop() if len(files) == 1 else ()


def _leaders(answer: PartnersAnswer) -> list[int]:
    ranking = answer.leading.ranking
    return [place for place in range(len(ranking)) if ranking[place] == 1]


def say_first(answer: PartnersAnswer, reader: Reader) -> str:
    """Return who ranks first."""
    leaders = _leaders(answer)
    names = [answer.candidates[place].name for place in leaders]
    if len(leaders) > 1:
        return reader.say(TIED, names=reader.listing(names))
    result = answer.leading.result
    figure = getattr(result, "closeness", getattr(result, "phi", None))
    shown = "" if figure is None else f"{figure[leaders[0]]:.3f}"
    return reader.say(FIRST[answer.method], name=names[0], count=len(answer.candidates), figure=shown)


def _by_normalization(answer: PartnersAnswer, reader: Reader) -> Iterator[Block]:
    """Return how scores were put on one scale, and the ranks by every way to do so where they differ."""
    if TOPSIS not in answer.rankings:
        return
    told = reader.say(NORMALIZATIONS[answer.normalization])
    ranks = [each.tolist() for each in answer.by_normalization.values()]
    same = all(each == ranks[0] for each in ranks)
    yield Paragraph(reader.say(SAME_BY_ALL if same else OTHER_BY_SOME, normalization=told))
    if not same:
        yield normalization_table(answer, reader)


def _about_methods(answer: PartnersAnswer, reader: Reader) -> Iterator[str]:
    if answer.agreement is not None:
        yield reader.say(AGREE, tau=f"{answer.agreement:.2f}")
    names = {candidate.id: candidate.name for candidate in answer.candidates}
    apart = () if answer.partial_order is None else answer.partial_order.incomparable
    pairs = [reader.say(PAIR, first=names[one], second=names[two]) for one, two in apart]
    if pairs:
        yield reader.say(INCOMPARABLE, pairs=reader.say(NEXT).join(pairs))


def say_nearest(answer: PartnersAnswer, reader: Reader) -> str:
    """Return which change of one weight would put another candidate first."""
    if len(_leaders(answer)) > 1:
        return reader.say(ANY_CHANGE)
    nearest = answer.leading.nearest_margin
    if nearest is None or nearest.smallest_change is None:
        return reader.say(ROBUST)
    falls = nearest.below is not None and nearest.weight - nearest.lower <= nearest.smallest_change
    other = nearest.below if falls else nearest.above
    criteria = {criterion.id: criterion.name for criterion in answer.criteria}
    return reader.say(
        NEAREST,
        criterion=reader.say(criteria[nearest.criterion]),
        weight=reader.share(nearest.weight),
        end=reader.share(nearest.lower if falls else nearest.upper),
        change=reader.tenth(100 * nearest.smallest_change),
        other={candidate.id: candidate.name for candidate in answer.candidates}[other or ""],
    )


def _unmoved(answer: PartnersAnswer, reader: Reader) -> str:
    """Return the criteria whose weight alone never changes who is first."""
    criteria = {criterion.id: criterion.name for criterion in answer.criteria}
    names = [
        reader.say(criteria[each.criterion])
        for each in answer.leading.margins
        if each.smallest_change is None
    ]
    return reader.listing(names)


def say_sampled(answer: PartnersAnswer, reader: Reader) -> str:
    """Return how often the first stays first under other weights."""
    first = _leaders(answer)[0]
    return reader.say(
        SAMPLED,
        samples=reader.count(answer.samples),
        name=answer.candidates[first].name,
        near=reader.share(float(answer.leading.first_near[first])),
        anywhere=reader.share(float(answer.leading.first_anywhere[first])),
    )
