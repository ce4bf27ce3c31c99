"""What a plan may bring: random horizons as fitted, and the same ones when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.random_sales import random_sales
from kuajie.sharing.deals.deal_outcomes import outcomes_of
from kuajie.sharing.deals.deal_payoffs import Outcomes

TIMES = 8
"""Random horizons per posterior draw; the parts of variance are told apart without bias from two on."""

SEED = 20267
"""Every deal and scenario meets the same luck, so that differences are theirs."""

LOWER_DEMAND = 0.8
WEAKER_LEVER = 0.5
LOWER_PRICE = 0.9
MORE_REFUNDS = 2.0
LATE_PART = 6
"""A late start loses the first of so many equal parts of the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlannedWorld:
    """A problem with the plan that is carried out in it: ``spend`` (L, T) at ``prices`` (C,)."""

    problem: PlanningProblem
    spend: Floats
    prices: Floats

    def outcomes(self) -> Outcomes:
        """Return ``TIMES`` random horizons of every draw, those of one draw ``problem.draws`` apart."""
        judged = evaluate(self.problem, self.spend, self.prices)
        rng = np.random.default_rng(SEED)
        sold = random_sales(self.problem, judged.demand, self.prices, times=TIMES, rng=rng)
        return outcomes_of(self.problem, self.spend, self.prices, sold.sum(axis=2))

    def but(self, **changes: object) -> PlannedWorld:
        """Return the world with some of its problem changed; the plan is carried out all the same."""
        return replace(self, problem=replace(self.problem, **changes))  # type: ignore[arg-type]


def stressed(world: PlannedWorld, programme: Programme) -> Iterator[tuple[str, str, PlannedWorld]]:
    """Yield kind, subject and world of every scenario that changes something, the world as planned first."""
    problem = world.problem
    yield "as_planned", "", world
    yield "lower_demand", "", world.but(organic=LOWER_DEMAND * problem.organic)
    strongest = _strongest(world)
    if strongest is not None:
        strength = problem.strength.copy()
        strength[:, strongest] *= WEAKER_LEVER
        yield "weaker_lever", problem.lever_names[strongest], world.but(strength=strength)
    if world.prices.any():
        yield "lower_price", "", world.but(realised=LOWER_PRICE * problem.realised)
    if world.prices.any() and problem.refund.any():
        yield "more_refunds", "", world.but(refund=np.minimum(MORE_REFUNDS * problem.refund, 1.0))
    weeks = -(-programme.horizon.count // LATE_PART)
    late = problem.seats.copy()
    late[:, :weeks] = 0.0
    yield "late_start", str(weeks), world.but(seats=late)


def _strongest(world: PlannedWorld) -> int | None:
    """Return the lever without whose effect joint profit would fall most; ``None`` if none has any."""
    problem = world.problem
    losses = []
    for lever in range(problem.levers):
        strength = problem.strength.copy()
        strength[:, lever] = 0.0
        without = evaluate(replace(problem, strength=strength), world.spend, world.prices)
        losses.append(-float(without.joint_profit.mean()))
    best = int(np.argmax(losses)) if losses else None
    return None if best is None or not world.spend[best].any() else best
