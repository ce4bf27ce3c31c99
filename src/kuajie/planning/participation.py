"""No party below its floor: floors on parties' own profits, by a weight on each (Everett 1963).

The best plan for outcome + Σ weight · (profit - floor) bounds every plan that keeps the floors, whatever the
weights; the least such bound is found by cutting planes (Kelley 1960), every plan met being one cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from kuajie.messages import Finding, InfeasiblePlan
from kuajie.messages.notices import participation as notices
from kuajie.planning.feasibility import money
from kuajie.planning.objective import evaluate
from kuajie.planning.parties import party_profits
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.profit_floor import Solve, weighted
from kuajie.planning.solution import Progress, Settings, Solution, Start, silent
from kuajie.planning.starting_points import plan_from

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

TURNS = 20
"""Weights tried at most in each of both searches; on smooth frontiers cuts close in much sooner."""

HALVINGS = 30
"""Halvings of the line between two plans: to 1e-9 of its length."""

KEPT = 1e-9
"""Relative slack up to which a floor counts as kept: profits are sums of many floats."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Met:
    """A plan met on the way, valued in the outcome alone, and what it leaves above each floor (R,)."""

    plan: Solution
    slack: Floats

    def keeps(self, problem: PlanningProblem) -> bool:
        """Return whether no party is below its floor."""
        return all(self.keeps_row(problem, row) for row in range(self.slack.size))

    def keeps_row(self, problem: PlanningProblem, row: int) -> bool:
        """Return whether one floor is kept."""
        return bool(self.slack[row] >= -KEPT * max(1.0, abs(float(floors_of(problem)[row]))))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuts:
    """The least bound that the plans met so far leave possible: its weights (R,), and their mix."""

    bound: float
    weights: Floats
    mix: Floats


def meet_floors(
    problem: PlanningProblem,
    *,
    starts: Sequence[Start],
    progress: Progress,
    settings: Settings,
    solve: Solve,
) -> Solution:
    """Return the best plan found that leaves every party its floor.

    Raises ``InfeasiblePlan`` naming the parties out of reach, their floors and the best each can have.
    """
    search = Search(problem=problem, settings=settings, solve=solve)
    first = search.at(np.zeros(floors_of(problem).size), starts, progress=progress)
    if first.keeps(problem):
        return first.plan
    given = [one for start in starts if (one := as_given(problem, start)) is not None]
    known = [first, *given]
    if not any(one.keeps(problem) for one in given):
        known = search.reach([*known, *search.best_of_each(first, starts)])
    known, cuts = search.close_in(known)
    best = search.best_keeping(known, cuts)
    progress(1.0)
    return replace(best.plan, party_multipliers=spread(problem, cuts.weights))


def floors_of(problem: PlanningProblem) -> Floats:
    """Return the floors of the parties that have one, (R,)."""
    if problem.parties is None or problem.parties.floor is None:
        raise ValueError("this problem has no floors for its parties")
    return np.asarray(problem.parties.floor[floored(problem)])


def floored(problem: PlanningProblem) -> Codes:
    """Return the parties that a plan must leave something, (R,)."""
    if problem.parties is None or problem.parties.floor is None:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.isfinite(problem.parties.floor))


def spread(problem: PlanningProblem, weights: Floats) -> Floats:
    """Return weights of the parties with floors as weights of all parties, (P,)."""
    every = np.zeros(len(party_names(problem)))
    every[floored(problem)] = weights
    return every


def weighing(problem: PlanningProblem, weights: Floats, *, outcome: bool = True) -> PlanningProblem:
    """Return the problem without floors whose objective adds ``weights`` (P,) times the parties' profits.

    Without ``outcome`` these profits are all that counts.
    """
    if problem.parties is None:
        raise ValueError("this problem does not say whose money is whose")
    bare = replace(problem, parties=replace(problem.parties, floor=None))
    if not outcome:
        return replace(bare, party_weight=weights, money_weight=0.0, bonus=np.zeros(problem.courses))
    given = 0.0 if problem.party_weight is None else problem.party_weight
    return replace(bare, party_weight=weights + given)


def without_floors(problem: PlanningProblem, plan: Solution) -> tuple[PlanningProblem, float, float]:
    """Return what to bound instead of a problem with floors: goal, value of ``plan`` in it, and what is owed.

    With weight w on a floor F, a plan that keeps it is worth no more than its value + w (profit - F); so a
    bound of the goal, which adds w · profit, less w · F, bounds every plan (Lagrange).
    """
    if problem.profit_floor is not None:
        weight = plan.floor_multiplier
        goal = weighted(problem, weight)
        return goal, plan.value + weight * plan.profit, weight * problem.profit_floor
    if not floored(problem).size:
        return problem, plan.value, 0.0
    weights = plan.party_multipliers
    weights = np.zeros(len(party_names(problem))) if weights is None else weights
    profits = expected_party_profits(problem, plan.spend, plan.prices)
    owed = float(weights[floored(problem)] @ floors_of(problem))
    return weighing(problem, weights), plan.value + float(weights @ profits), owed


def party_names(problem: PlanningProblem) -> tuple[str, ...]:
    """Return the names of the parties; raises ``ValueError`` where the problem has none."""
    if problem.parties is None:
        raise ValueError("this problem does not say whose money is whose")
    return problem.parties.names


def expected_party_profits(problem: PlanningProblem, spend: Floats, prices: Floats) -> Floats:
    """Return each party's expected profit under the terms, (P,)."""
    result = evaluate(problem, spend, prices)
    means: Floats = party_profits(problem, spend, prices, result).mean(axis=1)
    return means


def keeps_floors(problem: PlanningProblem, spend: Floats, prices: Floats) -> bool:
    """Return whether a plan leaves every party its floor, up to rounding of floats."""
    rows = floored(problem)
    if not rows.size:
        return True
    floors = floors_of(problem)
    reached = expected_party_profits(problem, spend, prices)[rows]
    return bool(np.all(reached >= floors - KEPT * np.maximum(1.0, np.abs(floors))))


def met(problem: PlanningProblem, plan: Solution) -> Met:
    """Return the plan valued in the outcome alone, with what it leaves above each floor."""
    result = evaluate(problem, plan.spend, plan.prices)
    profits = party_profits(problem, plan.spend, plan.prices, result).mean(axis=1)
    return Met(
        plan=replace(plan, value=result.objective, profit=result.expected_profit),
        slack=profits[floored(problem)] - floors_of(problem),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """The search for weights, and for plans that keep the floors, on one problem."""

    problem: PlanningProblem
    settings: Settings
    solve: Solve

    def at(
        self,
        weights: Floats,
        starts: Sequence[Start],
        *,
        outcome: bool = True,
        progress: Progress = silent,
    ) -> Met:
        """Return the best plan found at ``weights`` (R,) on profits above floors."""
        goal = weighing(self.problem, spread(self.problem, weights), outcome=outcome)
        found = self.solve(goal, starts=starts, progress=progress, settings=self.settings)
        return met(self.problem, found)

    def best_of_each(self, first: Met, starts: Sequence[Start]) -> list[Met]:
        """Return the best plan found for each party that ``first`` leaves below its floor.

        Raises ``InfeasiblePlan`` for parties whose floor is out of reach even then.
        """
        plans, findings = [], []
        for row in np.flatnonzero(first.slack < 0.0):
            weights = np.zeros(first.slack.size)
            weights[row] = 1.0
            own = [self.at(weights, some, outcome=False) for some in ([*starts, *as_starts([first])], ())]
            best = max(own, key=lambda one: one.slack[row])
            plans.append(best)
            if not best.keeps_row(self.problem, int(row)):
                findings.append(out_of_reach(self.problem, int(row), float(best.slack[row])))
        if findings:
            raise InfeasiblePlan(findings)
        return plans

    def reach(self, known: list[Met]) -> list[Met]:
        """Return the plans with some among them that, alone or mixed, keep every floor.

        Raises ``InfeasiblePlan`` when the floors cannot be kept together.
        """
        for _ in range(TURNS):
            if any(one.keeps(self.problem) for one in known):
                return known
            cuts = nearest_to_all(known)
            blends = list(blended(self.problem, known, cuts.mix))
            known = [*known, *blends]
            if any(one.keeps(self.problem) for one in blends):
                return known
            found = self.at(cuts.weights, as_starts(mixed(known, cuts.mix)), outcome=False)
            known = [*known, found]
            if float(cuts.weights @ found.slack) <= cuts.bound + self.settings.tolerance * abs(cuts.bound):
                break
        if any(one.keeps(self.problem) for one in known):
            return known
        raise InfeasiblePlan(together_out_of_reach(self.problem, max(known, key=lambda one: one.slack.min())))

    def close_in(self, known: list[Met]) -> tuple[list[Met], Cuts]:
        """Return the plans met while the least bound is sought, and the cuts at the end."""
        cuts = least_bound(known)
        for _ in range(TURNS):
            found = self.at(cuts.weights, as_starts(mixed(known, cuts.mix)))
            reached = found.plan.value + float(cuts.weights @ found.slack)
            known = [*known, found]
            if reached <= cuts.bound + self.settings.tolerance * max(abs(cuts.bound), 1e-9):
                break
            cuts = least_bound(known)
        return known, cuts

    def best_keeping(self, known: list[Met], cuts: Cuts) -> Met:
        """Return the best plan that keeps the floors: met, mixed, or on the way between two met."""
        problem = self.problem
        every = [*known, *blended(problem, known, padded(cuts.mix, len(known)))]
        keeping = [one for one in every if one.keeps(problem)]
        best = max(keeping, key=lambda one: one.plan.value)
        for one in every:
            if one.plan.value > best.plan.value and not one.keeps(problem):
                for end in (best, *keeping):
                    best = max(best, between(problem, end, one), key=lambda found: found.plan.value)
        return best


def mixed(known: Sequence[Met], mix: Floats) -> list[Met]:
    """Return the plans that a mix is made of."""
    return [one for one, share in zip(known, mix, strict=False) if share > KEPT]


def padded(mix: Floats, size: int) -> Floats:
    """Return a mix with zeros for the plans met since."""
    return np.concatenate([mix, np.zeros(size - mix.size)])


def as_starts(plans: Sequence[Met]) -> list[Start]:
    """Return plans as starts."""
    return [Start(spend=one.plan.spend, prices=one.plan.prices) for one in plans]


def least_bound(known: Sequence[Met]) -> Cuts:
    """Return the least value over weights of the largest outcome + Σ weight · slack among plans met.

    Its dual mixes the plans so that the floors are kept on average (Kelley 1960).
    """
    slack = np.stack([one.slack for one in known])
    value = np.array([one.plan.value for one in known])
    money_scale = max(float(np.abs(slack).max()), 1e-12)
    worth = max(float(np.abs(value).max()), 1e-12)
    # min θ  subject to  value + weights · slack <= θ, in units in which both sides are about one
    solved = linprog(
        np.concatenate([[1.0], np.zeros(slack.shape[1])]),
        A_ub=np.column_stack([-np.ones(value.size), slack / money_scale]),
        b_ub=-value / worth,
        bounds=[(None, None), *[(0.0, None)] * slack.shape[1]],
        method="highs",
    )
    if solved.status != 0:
        raise ArithmeticError(f"no mix of the plans met keeps the floors: {solved.message}")
    return Cuts(
        bound=float(solved.x[0]) * worth,
        weights=np.asarray(solved.x[1:]) * worth / money_scale,
        mix=np.maximum(-solved.ineqlin.marginals, 0.0),
    )


def nearest_to_all(known: Sequence[Met]) -> Cuts:
    """Return the weights, adding up to one, at which the plans met leave least above the floors."""
    slack = np.stack([one.slack for one in known])
    scale = max(float(np.abs(slack).max()), 1e-12)
    count = slack.shape[1]
    solved = linprog(
        np.concatenate([[1.0], np.zeros(count)]),
        A_ub=np.column_stack([-np.ones(len(known)), slack / scale]),
        b_ub=np.zeros(len(known)),
        A_eq=np.concatenate([[0.0], np.ones(count)])[None],
        b_eq=[1.0],
        bounds=[(None, None), *[(0.0, None)] * count],
        method="highs",
    )
    return Cuts(
        bound=float(solved.x[0]) * scale,
        weights=np.asarray(solved.x[1:]),
        mix=np.maximum(-solved.ineqlin.marginals, 0.0),
    )


def blended(problem: PlanningProblem, known: Sequence[Met], mix: Floats) -> Iterator[Met]:
    """Yield the mix of plans met as one plan, for every set of prices and levers it is made of.

    Where parties' profits are concave in spend, a mix that keeps the floors on average keeps them so.
    """
    left = [(one, share) for one, share in zip(known, mix, strict=False) if share > KEPT]
    while left:
        head = left[0][0]
        alike = [(one, share) for one, share in left if same_kind(one, head)]
        left = [pair for pair in left if not same_kind(pair[0], head)]
        if len(alike) > 1:
            total = sum(share for _, share in alike)
            spend = sum((share / total) * one.plan.spend for one, share in alike)
            yield met(problem, replace(head.plan, spend=np.asarray(spend)))


def same_kind(first: Met, second: Met) -> bool:
    """Return whether two plans differ in spend alone."""
    return np.array_equal(first.plan.prices, second.plan.prices) and np.array_equal(
        first.plan.used, second.plan.used
    )


def between(problem: PlanningProblem, keeping: Met, missing: Met) -> Met:
    """Return the plan furthest from ``keeping`` towards ``missing`` that keeps the floors."""
    if not same_kind(keeping, missing):
        return keeping
    near, far, best = 0.0, 1.0, keeping
    for _ in range(HALVINGS):
        share = 0.5 * (near + far)
        spend = (1.0 - share) * keeping.plan.spend + share * missing.plan.spend
        found = met(problem, replace(keeping.plan, spend=spend))
        if found.keeps(problem):
            near, best = share, max(best, found, key=lambda one: one.plan.value)
        else:
            far = share
    return best


def as_given(problem: PlanningProblem, start: Start) -> Met | None:
    """Return a start as it stands when it fits, so that the answer is never worse."""
    plan = plan_from(problem, start)
    if plan is None:
        return None
    bare = Solution(spend=plan.spend, prices=plan.prices, used=plan.used, value=plan.value, profit=0.0)
    return met(problem, bare)


def out_of_reach(problem: PlanningProblem, row: int, slack: float) -> Finding:
    """Return that one party's floor is out of reach even where nothing else counts."""
    return Finding(notice=notices.PARTY_FLOOR_OUT_OF_REACH, facts=shortfall(problem, row, slack))


def together_out_of_reach(problem: PlanningProblem, nearest: Met) -> list[Finding]:
    """Return the parties that the plan nearest to all floors leaves short, one finding each."""
    return [
        Finding(notice=notices.FLOORS_IN_CONFLICT, facts=shortfall(problem, int(row), float(slack)))
        for row, slack in enumerate(nearest.slack)
        if slack < 0.0
    ]


def shortfall(problem: PlanningProblem, row: int, slack: float) -> dict[str, object]:
    """Return a party, its floor and what it reaches."""
    party = party_names(problem)[floored(problem)[row]]
    floor = float(floors_of(problem)[row])
    return {"party": party, "floor": money(floor), "best": money(floor + slack), "missing": money(-slack)}
