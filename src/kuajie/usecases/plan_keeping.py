"""Would the plan happen by itself? What each party gains by leaving it alone under today's terms."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.domain.deal import deal_of
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.sharing.terms.deviations import Deviation
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.terms_answer import LeverChange
from kuajie.usecases.terms_stage import Stage, stage_of
from kuajie.usecases.terms_telling import lever_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Temptation:
    """What one party gains by leaving the plan alone, and what it would do.

    ``others`` is what the others together have more (below zero: they lose); ``most`` is what no deviation
    gains more than (``None``: not proved).
    """

    party: str
    name: str
    gain: float
    others: float
    most: float | None
    changes: tuple[LeverChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingAnswer:
    """Every party's temptation under today's terms, in the order of the parties.

    ``joint`` is the plan's joint profit on the draws that found it, by which deviations are judged too.
    """

    joint: float
    temptations: tuple[Temptation, ...]


def who_would_leave(
    programme: Programme, fit: FitAnswer, plan: PlanAnswer, *, draws: int = 100, test_draws: int = 400
) -> KeepingAnswer | None:
    """Return what each party gains by leaving the plan under the programme's terms.

    Nothing is returned for a programme that does not aim at profit: its parties do not either.
    """
    if programme.objective.aim is not Aim.PROFIT:
        return None
    stage = stage_of(programme, fit, plan.plan, draws=draws, test_draws=test_draws, certified=True)
    deviations = stage.bench.deviations(deal_of(programme))
    joint = float(stage.bench.outcomes(stage.bench.plan).joint_profit.mean())
    return KeepingAnswer(
        joint=joint, temptations=tuple(_temptation(stage, deviation) for deviation in deviations)
    )


def _temptation(stage: Stage, deviation: Deviation) -> Temptation:
    party = stage.programme.parties[deviation.party]
    return Temptation(
        party=party.id,
        name=party.name,
        gain=deviation.gain,
        others=deviation.others,
        most=deviation.most,
        changes=tuple(lever_changes(stage, deviation)),
    )
