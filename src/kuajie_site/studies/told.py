"""Answers as the library's pages and JSON show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kuajie.messages import Locale
from kuajie.present.blocks import Block, Table
from kuajie.present.page import PageTable, Part
from kuajie.present.record import as_record
from kuajie.usecases.published import published


def page_parts(answer: Any, locale: Locale) -> tuple[Part, ...]:
    """Return what a page shows of an answer that notebooks show too: its blocks and charts."""
    from kuajie.present.notebook_html import answer_parts  # loads charts

    return answer_parts(answer, locale)


def parts_of_blocks(
    view: Callable[[Any, Locale], Iterable[Block]],
) -> Callable[[Any, Locale], tuple[Part, ...]]:
    """Return how a page shows an answer that a terminal shows by ``view``."""

    def parts(answer: Any, locale: Locale) -> tuple[Part, ...]:
        return tuple(
            PageTable(table=block) if isinstance(block, Table) else block for block in view(answer, locale)
        )

    return parts


def plain_record(answer: Any, locale: Locale) -> object:
    """Return an answer as plain values, without what is never published."""
    return as_record(published(answer), locale)
