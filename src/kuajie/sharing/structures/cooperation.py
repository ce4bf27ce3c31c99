"""Cooperation: everybody decides as one, for joint profit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kuajie.planning.certificate import certify
from kuajie.planning.parties import known_parties
from kuajie.planning.party_frontier import joint_plan
from kuajie.planning.profit_floor import profit_only
from kuajie.planning.solution import Start
from kuajie.sharing.structures.game import Game, Profile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cooperation:
    """The plan of highest joint profit found; none earns more than ``bound`` (``None``: nothing proved)."""

    profile: Profile
    joint: float
    bound: float | None = None


def cooperate(game: Game, starts: Sequence[Start], *, certified: bool = False) -> Cooperation:
    """Return the best joint plan found from ``starts`` and the planner's own, never worse than any of them.

    Raises ``InfeasiblePlan`` when least spends overrun a budget.
    """
    parties = replace(known_parties(game.problem), floor=None)
    goal = profit_only(replace(game.problem, parties=parties))
    plan = joint_plan(goal, starts)
    bound = certify(goal, plan) if certified else None
    return Cooperation(
        profile=Profile(spend=plan.spend, prices=plan.prices),
        joint=plan.value,
        bound=None if bound is None or bound.method == "none" else max(bound.value, plan.value),
    )
