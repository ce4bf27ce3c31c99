"""Joint plans and the frontiers around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Unpack

from kuajie import wiring
from kuajie.notebook.splits import Split
from kuajie.notebook.told import ShownOfProgramme
from kuajie.present.blocks import Block
from kuajie.present.shown import ChartRow
from kuajie.usecases.frontier_answer import CostFrontierAnswer, PartyFrontierAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.split_question import AskedOfSplit
from kuajie.usecases.truth_score import TruthScore

if TYPE_CHECKING:
    from kuajie.notebook.fits import Fit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Plan(ShownOfProgramme):
    """A joint plan; ``answer`` holds spend by lever and week, prices, profit, certificate and warnings."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {
        "spend": ("spend", "spend_chart"),
        "weeks": ("weekly", "weekly_plan_chart"),
        "profit": ("profit", "profit_chart"),
        "alternatives": ("intervals", "alternatives_chart"),
    }
    fit: Fit
    answer: PlanAnswer

    def cost_frontier(
        self,
        *,
        points: int = 12,
        draws: int = 100,
        certified: bool = True,
        profit: float | None = None,
        progress: Progress = silent,
    ) -> CostFrontier:
        """Return joint profit over joint cost around this plan; ``profit`` asks what it costs at least."""
        answer = wiring.cost_frontier(
            self.programme.project,
            self.fit.answer,
            self.answer,
            points=points,
            draws=draws,
            certified=certified,
            profit=profit,
            progress=progress,
        )
        return CostFrontier(programme=self.programme, answer=answer)

    def party_frontier(
        self,
        parties: tuple[str, str] | None = None,
        *,
        points: int = 12,
        draws: int = 100,
        certified: bool = True,
        progress: Progress = silent,
    ) -> PartyFrontier:
        """Return one party's profit over another's under today's terms; ``parties`` are two ids.

        Raises ``BadInput`` for parties that are not two of the programme's.
        """
        answer = wiring.party_frontier(
            self.programme.project,
            self.fit.answer,
            self.answer,
            points=points,
            draws=draws,
            certified=certified,
            parties=parties,
            progress=progress,
        )
        return PartyFrontier(programme=self.programme, answer=answer)

    def split(self, *, progress: Progress = silent, **asked: Unpack[AskedOfSplit]) -> Split:
        """Return who gets what of this plan's joint profit; see ``AskedOfSplit``."""
        answer = wiring.split(
            self.programme.project, self.fit.answer, self.answer, progress=progress, **asked
        )
        return Split(programme=self.programme, plan=self, answer=answer)

    def truth(self) -> TruthScore | None:
        """Return what the plan really earns where the truth is known: in simulated folders."""
        return wiring.truth_score(self.programme.project, self.fit.answer, self.answer)

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.plan import plan_blocks  # noqa: PLC0415 - only shells that show it need it

        return plan_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CostFrontier(ShownOfProgramme):
    """Joint profit over joint cost; ``answer`` holds every point with its bound, and where the plan lies."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {"frontier": ("frontier", "cost_frontier_chart")}
    answer: CostFrontierAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.frontier import cost_frontier_blocks  # noqa: PLC0415 - only shells need it

        return cost_frontier_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PartyFrontier(ShownOfProgramme):
    """One party's profit over another's under today's terms; ``answer`` holds the supported points."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {"frontier": ("frontier", "party_frontier_chart")}
    answer: PartyFrontierAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.frontier import party_frontier_blocks  # noqa: PLC0415 - only shells need it

        return party_frontier_blocks(self.answer, self.reader.locale)
