"""Agreements between the parties: structures of deciding, terms that reach a split, deals tried, partners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from kuajie.notebook.told import ShownOfProgramme
from kuajie.present.blocks import Block
from kuajie.present.shown import ChartRow
from kuajie.usecases.deal_answer import DealAnswer
from kuajie.usecases.structures_answer import StructuresAnswer
from kuajie.usecases.terms_answer import TermsAnswer
from kuajie.wiring.terms import write_terms

if TYPE_CHECKING:
    from kuajie.wiring.partners import Answer as PartnersAnswer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Structures(ShownOfProgramme):
    """Deciding together, alone, and behind each leader; ``answer`` holds one line for each."""

    answer: StructuresAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.structures import structures_blocks  # noqa: PLC0415 - only shells need it

        return structures_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Terms(ShownOfProgramme):
    """Terms that reach a split; ``answer`` holds families of terms, the recommended one first told."""

    answer: TermsAnswer

    def save(self, file: str | PathLike[str]) -> Path:
        """Write the recommended terms as a file that ``Fit.deal`` takes, in place of what is there."""
        write_terms(self.answer, Path(file))
        return Path(file)

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.terms_design import terms_blocks  # noqa: PLC0415 - only shells need it

        return terms_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Deals(ShownOfProgramme):
    """Deals tried on a plan; ``answer`` holds every party's outcomes, risks and limits under each."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {"parties": ("deals", "deals_chart")}
    answer: DealAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.deal import deal_blocks  # noqa: PLC0415 - only shells need it

        return deal_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Partners(ShownOfProgramme):
    """Candidates scored as partners; ``answer`` holds ranks, weights and where every score comes from."""

    answer: PartnersAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.partners import partners_blocks  # noqa: PLC0415 - only shells need it

        return partners_blocks(self.answer, self.reader.locale)
