"""Answers as the library's pages and JSON show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Heading, Table
from kuajie.present.page import Figure, PageTable, Part
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
    charts: Iterable[Chart], reader: Callable[[Any, Locale], Reader]
) -> Callable[[Any, Locale], tuple[Part, ...]]:
    """Return how a page shows an answer: as a notebook does, then with further charts, each with a title."""

    def parts(answer: Any, locale: Locale) -> tuple[Part, ...]:
        drawn = (_drawn(chart, answer, reader(answer, locale)) for chart in charts if chart.where(answer))
        return (*page_parts(answer, locale), *(part for pair in drawn for part in pair))

    return parts


def _drawn(chart: Chart, answer: Any, reader: Reader) -> Iterator[Part]:
    from kuajie.present.charts import chart_svg

    draw = getattr(import_module(f"kuajie.present.charts.{chart.module}"), chart.function)
    yield Heading(reader.say(chart.title))
    svg = chart_svg(draw(answer, reader))
    yield Figure(svg=svg, label=reader.say(chart.label), caption=reader.say(chart.caption))


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
