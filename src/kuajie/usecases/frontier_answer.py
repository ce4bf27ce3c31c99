"""What a frontier answers: the best trade-offs point by point, how sure each is, and where the plan lies."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.domain.programme import Programme
from kuajie.messages import Finding


def gap_of(value: float, bound: float | None) -> float | None:
    """Return how far a bound lies above a value, relative to it; ``None`` where nothing is proved."""
    return None if bound is None else max(0.0, bound - value) / max(abs(value), 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFrontierPoint:
    """The best plan found within one total budget, set-up costs included.

    ``profit`` is expected joint profit on the draws that found it, ``held_out`` on others; no plan within the
    budget earns more than ``bound`` on the former (``None``: nothing is proved), a share ``gap`` more.
    ``one_more`` is the profit that a further yuan brought on the way from the point before, itself
    subtracted; ``None`` at the first.
    """

    budget: float
    cost: float
    profit: float
    held_out: float
    bound: float | None
    gap: float | None
    one_more: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastCost:
    """The cheapest plan found that earns a stated profit; no plan that costs less than ``no_less`` does.

    ``cost`` is ``None`` where no plan of the frontier earns as much; ``most`` is what the best one earns.
    """

    profit: float
    cost: float | None
    no_less: float | None
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFrontierAnswer:
    """Joint profit over joint cost, budgets rising; ``plan_cost`` and ``plan_profit`` are today's plan.

    ``total_budget`` is what the programme allows today, ``None`` without a total.
    """

    key: str
    programme: Programme
    draws: int
    points: tuple[CostFrontierPoint, ...]
    plan_cost: float
    plan_profit: float
    total_budget: float | None
    least_cost: LeastCost | None
    warnings: tuple[Finding, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFrontierPoint:
    """A plan that no other beats for both parties: expected profit of each party under today's terms.

    ``weight`` is the first party's weight at which it is best, the second has the rest. ``bound`` bounds the
    weighted sum of both, ``value``, over all plans that leave the others what the joint plan does.
    """

    weight: float
    profits: dict[str, float]
    cost: float
    bound: float | None
    value: float
    gap: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFrontierAnswer:
    """One party's profit over another's under today's terms, from the first one's worst to its best.

    All points are supported: found by weights, so on the convex hull. ``plan`` and ``joint`` are every
    party's profit in today's plan and in the plan of highest joint profit; ``floors`` what each takes part
    for.
    """

    key: str
    programme: Programme
    draws: int
    first: str
    second: str
    points: tuple[PartyFrontierPoint, ...]
    plan: dict[str, float]
    joint: dict[str, float]
    floors: dict[str, float]
    warnings: tuple[Finding, ...]
    seconds: float
