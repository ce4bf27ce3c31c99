"""Planning again mid-way, as it shows itself in a notebook or a shell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from kuajie.messages import Locale
from kuajie.present.blocks import Block
from kuajie.present.reader import Reader
from kuajie.present.shown import ChartRow, Shown
from kuajie.usecases.replan_answer import ReplanAnswer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Replan(Shown):
    """What to change in the weeks that are left; ``answer`` holds progress, changes, and the rest's plan."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {"spend": ("replan", "rest_spend_chart")}
    answer: ReplanAnswer
    lang: Locale

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to."""
        return Reader(self.lang, self.answer.programme.currency)

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.replan import replan_blocks  # noqa: PLC0415 - only shells that show it need it

        return replan_blocks(self.answer, self.lang)
