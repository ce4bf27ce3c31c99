"""Candidate partners ranked, as blocks for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Heading, Paragraph
from kuajie.present.findings import finding_blocks
from kuajie.present.partners_tables import ranking_table, score_table, weight_table
from kuajie.present.reader import Reader
from kuajie.usecases.partners_answer import PartnersAnswer

RANKING = Text(en="Ranking", zh="排名")
SCORES = Text(en="Scores", zh="各项得分")
WEIGHTS = Text(en="Weights", zh="权重")
FIRST = Text(
    en="{name} ranks first of {count} candidates: it comes nearest to the best of every criterion together "
    "(closeness {closeness}, from 0 to 1).",
    zh="{count} 个候选方中，{name}排名第一：综合各评价项，它最接近各项最优（贴近度 {closeness}，取值 0 至 1）。",
)


def partners_blocks(answer: PartnersAnswer, locale: Locale) -> Iterator[Block]:
    """Return a ranking of candidates for an 80-column terminal."""
    reader = Reader(locale, "")
    first = int(answer.topsis.ranking.argmin())
    facts = {
        "name": answer.candidates[first].name,
        "count": len(answer.candidates),
        "closeness": f"{answer.topsis.closeness[first]:.3f}",
    }
    if answer.title:
        yield Heading(answer.title)
    yield Paragraph(reader.say(FIRST, **facts))
    yield Heading(reader.say(RANKING))
    yield ranking_table(answer, reader)
    yield Heading(reader.say(WEIGHTS))
    yield weight_table(answer, reader)
    yield Heading(reader.say(SCORES))
    yield score_table(answer, reader)
    yield from finding_blocks(answer.warnings, locale)
