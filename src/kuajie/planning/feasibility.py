"""Budgets that cannot hold what must be spent, named before any search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kuajie.messages import Finding, InfeasiblePlan, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.conflicts import smallest_conflict
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.spend_limits import SpendLimits, limits_when_used, optional_levers


def require_feasible(problem: PlanningProblem) -> None:
    """Raise ``InfeasiblePlan`` naming every budget and lever in conflict when no plan exists.

    The plan that spends least uses no optional lever, so if that one does not fit, none does.
    """
    limits = limits_when_used(problem, ~optional_levers(problem))
    findings = [*lever_conflicts(problem, limits), *budget_conflicts(problem, limits)]
    if not findings and not limits.feasible():
        together = smallest_conflict(problem, limits).listed()
        findings = [Finding(notice=notices.LIMITS_CONTRADICT, facts={"limits": together})]
    if findings:
        raise InfeasiblePlan(findings)


def lever_conflicts(problem: PlanningProblem, limits: SpendLimits) -> list[Finding]:
    """Return the levers that must be used but cannot reach their least spend."""
    room = limits.upper.sum(axis=1)
    return [
        Finding(
            notice=notices.LEAST_SPEND_OUT_OF_REACH,
            facts={
                "lever": problem.lever_name(int(k)),
                "needed": money(limits.least[k]),
                "limit": money(room[k]),
            },
        )
        for k in np.flatnonzero(must_spend(problem) & (limits.least > room))
    ]


def must_spend(problem: PlanningProblem) -> np.ndarray:
    """Return which levers have a weekly minimum somewhere, (L,)."""
    forced: np.ndarray = problem.lower.sum(axis=1) > 0.0
    return forced


def budget_conflicts(problem: PlanningProblem, limits: SpendLimits) -> list[Finding]:
    """Return the budgets that even the least spends overrun, set-up costs included."""
    groups, total = limits.violations()
    needed = np.maximum(limits.lower.sum(axis=1), limits.least)
    needed = needed + np.where(optional_levers(problem), 0.0, problem.set_up_cost)
    findings = []
    for g in groups:
        group = problem.budget_groups[g]
        facts = {"group": group.name, **shortage(problem, needed * group.levers, group.limit)}
        findings.append(Finding(notice=notices.GROUP_BUDGET_TOO_SMALL, facts=facts))
    if total and problem.total_budget is not None:
        facts = shortage(problem, needed, problem.total_budget)
        findings.append(Finding(notice=notices.TOTAL_BUDGET_TOO_SMALL, facts=facts))
    return findings


def shortage(problem: PlanningProblem, needed: Sequence[float], limit: float) -> dict[str, object]:
    """Return the facts of a budget conflict, and the fewest levers whose least spends are too much for it."""
    total = float(sum(needed))
    levers = [
        f"{problem.lever_name(place)} ({money(needed[place])})" for place in smallest_excess(needed, limit)
    ]
    return {
        "needed": money(total),
        "limit": money(limit),
        "missing": money(total - limit),
        "levers": Text(en=", ".join(levers), zh="、".join(levers)),
    }


def smallest_excess(needed: Sequence[float], limit: float) -> list[int]:
    """Return the fewest places whose amounts together exceed ``limit``; without any of them they do not.

    >>> smallest_excess([10.0, 40.0, 30.0], 60.0)
    [1, 2]
    """
    chosen: list[int] = []
    for place in sorted(range(len(needed)), key=lambda place: -needed[place]):
        if sum(needed[each] for each in chosen) > limit:
            break
        chosen.append(place)
    return sorted(chosen)


def money(amount: float) -> str:
    """Return an amount with thousands separated, to the hundredth."""
    return f"{amount:,.2f}"
