"""What knowing more is worth, as it shows itself in a notebook or a shell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kuajie.messages import Locale
from kuajie.present.blocks import Block
from kuajie.present.reader import Reader
from kuajie.present.shown import Shown
from kuajie.usecases.learn_answer import LearnAnswer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Learning(Shown):
    """Which test would pay; ``answer`` holds levers, the most worth knowing first, and a test of each."""

    answer: LearnAnswer
    lang: Locale

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to."""
        return Reader(self.lang, self.answer.programme.currency)

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.learn import learn_blocks  # noqa: PLC0415 - only shells that show it need it

        return learn_blocks(self.answer, self.lang)
