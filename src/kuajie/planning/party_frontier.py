"""One party's profit against another's under the terms as they stand.

Weights on the two find the points of the frontier's convex hull (supported points); where the frontier bends
inwards between two of them, plans may exist that no weights find. Each next weight is the normal of the
segment that could hide most (Cohon 1978).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.certificate import certify
from kuajie.planning.participation import expected_party_profits, party_names
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.profit_floor import profit_only
from kuajie.planning.solution import Progress, Solution, Start, silent
from kuajie.planning.solver import maximise

Floats = NDArray[np.float64]

TIE = 1e-4
"""Weight of the other party at an end point: it only tells apart plans that are equal otherwise."""

SAME = 1e-4
"""Points closer than this share of the frontier's extent are one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartyPoint:
    """A plan on the frontier: the first party's weight (the other has the rest), and expected profits (P,).

    ``bound``, where known: weight · first + (1 - weight) · second is no larger for any plan that leaves the
    other parties what this frontier leaves them.
    """

    weight: float
    profits: Floats
    plan: Solution
    bound: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartyFrontier:
    """Supported points from the first party's worst to its best, and where the joint plan lies, (P,)."""

    first: int
    second: int
    points: tuple[PartyPoint, ...]
    joint: Floats


def party_frontier(
    problem: PlanningProblem,
    first: int,
    second: int,
    *,
    points: int = 12,
    starts: Sequence[Start] = (),
    certified: bool = True,
    progress: Progress = silent,
) -> PartyFrontier:
    """Return at most ``points`` supported points of two parties' profits; the others keep what they have.

    The others' floors are their profits in the best joint plan found, which therefore lies on the frontier.
    Raises ``InfeasiblePlan`` when least spends overrun a budget, ``ValueError`` without two parties.
    """
    if points < 2 or first == second or not {first, second} <= set(range(len(party_names(problem)))):
        raise ValueError(f"a frontier needs two parties and two points, got {first}, {second}, {points}")
    joint = joint_plan(problem, starts)
    at_joint = expected_party_profits(problem, joint.spend, joint.prices)
    search = PartySearch(problem=problem, pair=(first, second), at_joint=at_joint)
    # Half of joint profit: every other party's floor binds with the same weight.
    others = np.where(np.isin(np.arange(at_joint.size), (first, second)), 0.0, 0.5)
    middle = PartyPoint(weight=0.5, profits=at_joint, plan=replace(joint, party_multipliers=others))
    found = [search.at(TIE, [middle]), middle, search.at(1.0 - TIE, [middle])]
    while len(found) < points:
        progress(0.7 * len(found) / points)
        grown = search.refine(found)
        if grown is None:
            break
        found = grown
    kept = not_dominated(found, first, second)
    if certified:
        kept = [search.bounded(point) for point in kept]
    progress(1.0)
    return PartyFrontier(first=first, second=second, points=tuple(kept), joint=at_joint)


def joint_plan(problem: PlanningProblem, starts: Sequence[Start]) -> Solution:
    """Return the plan of highest joint profit, from the given starts and from the planner's own."""
    goal = profit_only(problem)
    if goal.parties is not None:
        goal = replace(goal, parties=replace(goal.parties, floor=None))
    plans = [maximise(goal, starts=some) for some in (starts, ())]
    return max(plans, key=lambda plan: plan.value)


@dataclass(slots=True, kw_only=True)
class PartySearch:
    """The search for weights of one pair of parties; ``done`` are segments that hide nothing more."""

    problem: PlanningProblem
    pair: tuple[int, int]
    at_joint: Floats

    def goal(self, weight: float) -> PlanningProblem:
        """Return the problem that counts the pair alone and leaves the others what the joint plan does."""
        parties = self.problem.parties
        if parties is None:
            raise ValueError("this problem does not say whose money is whose")
        weights = np.zeros(self.at_joint.size)
        weights[list(self.pair)] = (weight, 1.0 - weight)
        floor = self.at_joint.copy()
        floor[list(self.pair)] = -np.inf
        return replace(
            self.problem,
            parties=replace(parties, floor=floor),
            party_weight=weights,
            money_weight=0.0,
            bonus=np.zeros(self.problem.courses),
            profit_floor=None,
        )

    def at(self, weight: float, near: Sequence[PartyPoint]) -> PartyPoint:
        """Return the best plan found at a weight, from plans near it."""
        starts = [Start(spend=point.plan.spend, prices=point.plan.prices) for point in near]
        plan = maximise(self.goal(weight), starts=starts)
        profits = expected_party_profits(self.problem, plan.spend, plan.prices)
        return PartyPoint(weight=weight, profits=profits, plan=plan)

    def refine(self, found: Sequence[PartyPoint]) -> list[PartyPoint] | None:
        """Return the points with one more, on the segment that could hide most; nothing if none hides any."""
        ordered = sorted(found, key=lambda point: (point.profits[self.pair[0]], -point.profits[self.pair[1]]))
        extent = np.ptp([point.profits[list(self.pair)] for point in ordered], axis=0)
        gaps = [hidden(left, right, self.pair) for left, right in itertools.pairwise(ordered)]
        for place in np.argsort(gaps)[::-1]:
            if gaps[place] <= SAME * float(np.linalg.norm(extent)):
                return None
            left, right = ordered[place], ordered[place + 1]
            point = self.at(normal(left, right, self.pair), [left, right])
            if all(far(point, other, extent, self.pair) for other in ordered):
                return [*ordered, point]
            # The same plan again: the segment is part of the hull; its ends take its normal as their weight.
            ordered[place], ordered[place + 1] = seen_at(left, point), seen_at(right, point)
        return None

    def bounded(self, point: PartyPoint) -> PartyPoint:
        """Return the point with a proved bound of its weighted profits."""
        goal = self.goal(point.weight)
        value = np.array([point.weight, 1.0 - point.weight]) @ point.profits[list(self.pair)]
        proved = certify(goal, replace(point.plan, value=float(value)))
        if proved.method == "none":
            return point
        return replace(point, bound=max(proved.value, float(value)))


def seen_at(end: PartyPoint, point: PartyPoint) -> PartyPoint:
    """Return an end of a segment with the weights found for its normal, at which it is best as well."""
    plan = replace(end.plan, party_multipliers=point.plan.party_multipliers)
    return replace(end, weight=point.weight, plan=plan)


def hidden(left: PartyPoint, right: PartyPoint, pair: tuple[int, int]) -> float:
    """Return how far beyond the segment between two points the frontier could reach, by their weights.

    No plan lies beyond the lines through the points with their own weights as normals; those lines meet at
    the furthest place.
    """
    one, other = left.profits[list(pair)], right.profits[list(pair)]
    normals = np.array([[left.weight, 1.0 - left.weight], [right.weight, 1.0 - right.weight]])
    across = np.linalg.norm(other - one)
    if across == 0.0 or abs(np.linalg.det(normals)) < 1e-12:
        return 0.0
    corner = np.linalg.solve(normals, [normals[0] @ one, normals[1] @ other])
    tilt = np.array([one[1] - other[1], other[0] - one[0]]) / across
    return float(max(0.0, tilt @ (corner - one)))


def normal(left: PartyPoint, right: PartyPoint, pair: tuple[int, int]) -> float:
    """Return the first party's weight at which both points count the same."""
    fall = left.profits[pair[1]] - right.profits[pair[1]]
    gain = right.profits[pair[0]] - left.profits[pair[0]]
    return float(np.clip(fall / max(fall + gain, 1e-300), TIE, 1.0 - TIE))


def far(point: PartyPoint, other: PartyPoint, extent: Floats, pair: tuple[int, int]) -> bool:
    """Return whether two points differ by more than rounding and tolerance of the search."""
    apart = np.abs(point.profits[list(pair)] - other.profits[list(pair)])
    return bool(np.any(apart > SAME * np.maximum(extent, 1e-300)))


def not_dominated(points: Sequence[PartyPoint], first: int, second: int) -> list[PartyPoint]:
    """Return the points that no other point beats for both parties, the first's profit rising."""
    kept = []
    for point in sorted(points, key=lambda one: (one.profits[first], one.profits[second])):
        beaten = any(
            other is not point
            and other.profits[first] >= point.profits[first]
            and other.profits[second] >= point.profits[second]
            and (other.profits[first] > point.profits[first] or other.profits[second] > point.profits[second])
            for other in points
        )
        if not beaten:
            kept.append(point)
    return kept
