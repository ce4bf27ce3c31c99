"""Answers as the library's pages and JSON show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import takewhile
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Alert, Block, Heading, Paragraph, Table
from kuajie.present.page import Figure, KeyFigure, KeyFigures, PageTable, Part
from kuajie.present.reader import Reader
from kuajie.present.record import as_record
from kuajie.usecases.published import published


def page_parts(answer: Any, locale: Locale) -> tuple[Part, ...]:
    """Return what a page shows of an answer that notebooks show too: its blocks and charts."""
    from kuajie.present.notebook_html import answer_parts

    return answer_parts(answer, locale)


def parts_of_blocks(
    view: Callable[[Any, Locale], Iterable[Block]],
) -> Callable[[Any, Locale], tuple[Part, ...]]:
    """Return how a page shows an answer that a terminal shows by ``view``."""

    def parts(answer: Any, locale: Locale) -> tuple[Part, ...]:
        return tuple(map(as_part, view(answer, locale)))

    return parts


def as_part(block: Block) -> Part:
    """Return a block as a page sets it."""
    return PageTable(table=block) if isinstance(block, Table) else block


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart by its module and function in ``kuajie.present.charts``; ``where`` says whether there is one.

    ``title`` stands above it, ``label`` says in words what it shows to those who cannot see it.
    """

    module: str
    function: str
    title: Text
    label: Text
    caption: Text
    where: Callable[[Any], bool] = lambda _: True


def with_charts(
    charts: Iterable[Chart],
    reader: Callable[[Any, Locale], Reader],
    *,
    figures: Callable[[Any, Reader], Iterable[KeyFigure]] | None = None,
) -> Callable[[Any, Locale], tuple[Part, ...]]:
    """Return how a page shows an answer: key figures, what a notebook says first, its charts, the rest.

    Further charts stand below the table of the same title, or with their title at the end.
    """

    def parts(answer: Any, locale: Locale) -> tuple[Part, ...]:
        reading = reader(answer, locale)
        shown = list(charts_early(page_parts(answer, locale)))
        if figures is not None:
            shown.insert(0, KeyFigures(tuple(figures(answer, reading))))
        for chart in charts:
            if chart.where(answer):
                place_chart(_drawn(chart, answer, reading), Heading(reading.say(chart.title)), shown)
        return tuple(shown)

    return parts


def charts_early(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the opening sentences, then the charts that a notebook shows last, then tables and the rest."""
    every = list(parts)
    opening = list(takewhile(lambda part: isinstance(part, Paragraph | Alert), every))
    yield from opening
    yield from (part for part in every if isinstance(part, Figure))
    yield from (part for part in every[len(opening) :] if not isinstance(part, Figure))


def place_chart(drawn: Figure, title: Heading, shown: list[Part]) -> None:
    """Put a chart below the table that stands under its title, or at the end under its title."""
    at = shown.index(title) + 1 if title in shown else 0
    if at and at < len(shown) and isinstance(shown[at], PageTable):
        shown.insert(at + 1, drawn)
    else:
        shown += [title, drawn]


def _drawn(chart: Chart, answer: Any, reader: Reader) -> Figure:
    from kuajie.present.charts import chart_svg

    draw = getattr(import_module(f"kuajie.present.charts.{chart.module}"), chart.function)
    svg = chart_svg(draw(answer, reader))
    return Figure(svg=svg, label=reader.say(chart.label), caption=reader.say(chart.caption))


def of_programme(answer: Any, locale: Locale) -> Reader:
    """Return whom an answer about a programme is told to."""
    return Reader(locale, answer.programme.currency)


def plain_record(answer: Any, locale: Locale) -> object:
    """Return an answer as plain values, without what is never published."""
    return as_record(published(answer), locale)


def record_without(*names: str) -> Callable[[Any, Locale], object]:
    """Return how an answer is told without some of its fields."""

    def record(answer: Any, locale: Locale) -> object:
        told = plain_record(answer, locale)
        if isinstance(told, Mapping):
            return {name: value for name, value in told.items() if name not in names}
        return told

    return record
