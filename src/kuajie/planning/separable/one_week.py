"""Branch and bound for one week: intervals of spend, use or not, and boxes of a product's sides.

Every part of the plans gets the exact Lagrangian bound of ``relaxation``; parts that could still hold a
better plan are divided where the mixture promises most above what it truly brings.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.kernels import inflection, response
from kuajie.planning.separable.outcome import (
    LogOutcome,
    Outcome,
    ProductOutcome,
    SumOutcome,
    by_logarithm,
    demand_of,
    from_logarithm,
)
from kuajie.planning.separable.problem import (
    SeparableProblem,
    best_price,
    demand,
    objective,
    outlay,
    violations,
)
from kuajie.planning.separable.relaxation import Columns, Node, Relaxed, relax, side_bases
from kuajie.planning.separable.solved import Deadline, Found, Limits, Progress, silent

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Number = TypeVar("Number", np.float64, np.int64)

RELAXED = 0.2
"""Share of the tolerance to which every part is relaxed."""
POLISHED = 1e-10
"""Relative tolerance of the last improvement of a plan."""
BOXES_TOLERANCE = 1e-5
"""Relative gap to which boxes of a product's sides are divided: planes close it slowly."""
SAME = 1e-9
"""Shares of use this near to 0 or 1 are whole."""


@dataclass(order=True, slots=True)
class Part:
    """A part of the plans in the queue, most promising first."""

    rank: float
    number: int
    node: Node = field(compare=False)
    relaxed: Relaxed = field(compare=False)
    columns: Columns = field(compare=False)


def branch_and_bound(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Return the best plan of one week, proved to the tolerance or until the time is over."""
    if problem.product and not by_logarithm(problem):
        limits = replace(limits, tolerance=max(limits.tolerance, BOXES_TOLERANCE))
    search = Search(problem=problem, limits=limits)
    search.open(root(problem), None)
    rounds = 0
    while search.queue and not deadline.passed():
        part = heapq.heappop(search.queue)
        if -part.rank <= search.target:
            heapq.heappush(search.queue, part)
            break
        for child in divide(problem, part):
            search.open(child, part.columns)
        rounds += 1
        progress(1.0 - 1.0 / (1.0 + 0.05 * rounds))
    return search.result()


@dataclass(slots=True, kw_only=True, eq=False)
class Search:
    """The queue of parts and the best plan so far; bounds are in the relaxation's own units."""

    problem: SeparableProblem
    limits: Limits
    queue: list[Part] = field(default_factory=list)
    spend: Floats | None = None
    value: float = -np.inf
    numbered: int = 0
    dropped: float = -np.inf

    @property
    def target(self) -> float:
        """The bound below which a part no longer matters."""
        if self.spend is None:
            return -np.inf
        return self.value + self.limits.tolerance * max(abs(self.value), 1e-9)

    def open(self, node: Node, columns: Columns | None) -> None:
        """Relax a part, take a plan from it, and queue it if it may hold a better one."""
        found = relax(
            self.problem,
            node,
            columns=columns,
            tolerance=RELAXED * self.limits.tolerance,
            floor=self.target,
        )
        if found is None:
            return
        relaxed, known = found
        if relaxed.bound > self.target:
            self.improve(node, relaxed, known)
        if relaxed.bound <= self.target:
            self.dropped = max(self.dropped, relaxed.bound)
            return
        self.numbered += 1
        heapq.heappush(self.queue, Part(-relaxed.bound, self.numbered, node, relaxed, known))

    def improve(self, node: Node, relaxed: Relaxed, columns: Columns) -> None:
        """Take the best plan near a part's mixture."""
        for near in neighbours(self.problem, node, relaxed):
            found = relax(self.problem, near, columns=columns, tolerance=POLISHED, floor=self.value)
            if found is not None:
                self.take(within_budgets(found[0].spend[:, None], self.problem))

    def take(self, spend: Floats) -> None:
        """Keep a plan if it is feasible and better."""
        value = score(self.problem, spend)
        if value > self.value and not violations(self.problem, spend):
            self.spend, self.value = spend, value

    def result(self) -> Found:
        """Return the plan and its bound in money."""
        bound = max([self.value, self.dropped, *(-part.rank for part in self.queue)])
        if self.spend is None:
            raise ValueError("no feasible plan was found, although the limits were checked")
        price = best_price(self.problem, demand(self.problem, self.spend))
        if by_logarithm(self.problem):
            bound = from_logarithm(self.problem, bound)
        value = objective(self.problem, self.spend, price)
        finished = bound - value <= 2.0 * self.limits.tolerance * max(abs(value), 1e-9)
        return Found(spend=self.spend, price=price, value=value, bound=max(bound, value), finished=finished)


def score(problem: SeparableProblem, spend: Floats) -> float:
    """Return a plan's objective in the relaxation's own units."""
    wanted = demand(problem, spend)
    if by_logarithm(problem):
        return float(np.log(wanted[0] / problem.organic))
    return demand_of(problem).value(float(wanted[0])) - outlay(problem, spend)


def within_budgets(spend: Floats, problem: SeparableProblem) -> Floats:
    """Return a spend without the solver's rounding beyond its bounds; unused levers at exactly zero."""
    least = np.maximum(problem.lower, problem.min_if_used[:, None] if spend.shape[1] == 1 else 0.0)
    used = spend.sum(axis=1) > 0.0
    return np.where(used[:, None], np.clip(spend, least, np.maximum(problem.upper, least)), problem.lower)


def root(problem: SeparableProblem) -> Node:
    """Return all plans as one part."""
    costly = (problem.set_up_cost > 0.0) | (problem.min_if_used > 0.0)
    low = np.maximum(problem.lower[:, 0], problem.min_if_used)
    high = problem.upper[:, 0]
    state = np.where(problem.obliged | ~costly, 1, 0)
    state = np.where(low > high, np.where(problem.obliged, 1, -1), state).astype(np.int64)
    return Node(
        low=low, high=np.maximum(high, low), state=state, outcome=outcome_of(problem, low, high, state)
    )


def outcome_of(problem: SeparableProblem, low: Floats, high: Floats, state: Codes) -> Outcome:
    """Return the outcome over the sums that spends can reach."""
    least, most = np.array(side_bases(problem)), np.array(side_bases(problem))
    for k, side in enumerate(problem.side):
        ends = (low[k] if state[k] > 0 else 0.0, 0.0 if state[k] < 0 else high[k])
        shape = (problem.kind[k], problem.size[k], problem.scale[k], problem.slope[k])
        least[side] += problem.season[k, 0] * response(*shape, ends[0])
        most[side] += problem.season[k, 0] * response(*shape, ends[1])
    if not problem.product:
        return SumOutcome(demand=demand_of(problem), low=least, high=most)
    if by_logarithm(problem):
        return LogOutcome(low=least, high=most)
    return ProductOutcome(demand=demand_of(problem), organic=problem.organic, low=least, high=most)


def neighbours(problem: SeparableProblem, node: Node, relaxed: Relaxed) -> Iterator[Node]:
    """Yield parts on which every lever is concave around a mixture, uses rounded in several ways."""
    seen = set()
    for threshold in (0.5, 0.01, 0.99):
        on = (node.state > 0) | ((node.state == 0) & (relaxed.use > threshold))
        if on.tobytes() in seen:
            continue
        seen.add(on.tobytes())
        low, high = node.low.copy(), node.high.copy()
        for k in np.flatnonzero(on):
            bend = inflection(problem.kind[k], problem.scale[k], problem.slope[k])
            spend = relaxed.spend[k] / max(relaxed.use[k], SAME)
            if high[k] <= bend:
                low[k] = high[k] = low[k] if spend < 0.5 * (low[k] + high[k]) else high[k]
            elif spend >= bend or spend > 0.5 * (low[k] + bend):
                low[k] = max(low[k], bend)
            elif low[k] < bend:
                high[k] = low[k]
        state = np.where(on, 1, -1).astype(np.int64)
        yield Node(low=low, high=high, state=state, outcome=node.outcome)


def divide(problem: SeparableProblem, part: Part) -> Iterator[Node]:
    """Yield two parts that together hold every plan of a part."""
    node, relaxed = part.node, part.relaxed
    open_use = (
        (node.state == 0) * relaxed.worth * relaxed.brought * np.minimum(relaxed.use, 1.0 - relaxed.use)
    )
    if open_use.max() > SAME * max(1.0, float(np.abs(relaxed.worth * relaxed.brought).max())):
        lever = int(np.argmax(open_use))
        for state in (-1, 1):
            yield with_outcome(problem, replace(node, state=put(node.state, lever, state)))
        return
    promise = promises(problem, node, relaxed)
    lever = int(np.argmax(promise))
    box = box_to_divide(problem, node, relaxed)
    if box is not None and box[0] > promise[lever]:
        yield from halves_of_box(node, box[1], relaxed.sums[box[1]])
    else:
        spend = relaxed.spend[lever] / max(relaxed.use[lever], SAME)
        width = node.high[lever] - node.low[lever]
        cut = float(np.clip(spend, node.low[lever] + 0.1 * width, node.high[lever] - 0.1 * width))
        yield with_outcome(problem, replace(node, high=put(node.high, lever, cut)))
        yield with_outcome(problem, replace(node, low=put(node.low, lever, cut)))


def promises(problem: SeparableProblem, node: Node, relaxed: Relaxed) -> Floats:
    """Return by how much every lever's mixture overstates what its mean spend brings, (L,).

    Where none does, the widest interval comes first.
    """
    promise = np.zeros(len(problem.levers))
    for k in range(promise.size):
        shape = (problem.kind[k], problem.size[k], problem.scale[k], problem.slope[k])
        true = problem.season[k, 0] * response(*shape, relaxed.spend[k])
        promise[k] = relaxed.worth[k] * (relaxed.brought[k] - relaxed.use[k] * true)
    if promise.max() > SAME * max(1.0, float(np.abs(relaxed.worth * relaxed.brought).max())):
        return promise
    return np.where(node.state >= 0, (node.high - node.low) / np.maximum(problem.upper[:, 0], SAME), 0.0)


def put(values: NDArray[Number], place: int, value: float) -> NDArray[Number]:
    """Return a copy with one value changed."""
    changed = values.copy()
    changed[place] = value
    return changed


def with_outcome(problem: SeparableProblem, node: Node) -> Node:
    """Return a part whose box of sums is no larger than its spends can reach."""
    reach = outcome_of(problem, node.low, node.high, node.state)
    low, high = np.maximum(reach.low, node.outcome.low), np.minimum(reach.high, node.outcome.high)
    return replace(node, outcome=node.outcome.within(low, np.maximum(low, high)))


def box_to_divide(problem: SeparableProblem, node: Node, relaxed: Relaxed) -> tuple[float, int] | None:
    """Return by how much the planes above a product overstate it, and the wider side; ``None`` for sums."""
    outcome = node.outcome
    if not isinstance(outcome, ProductOutcome):
        return None
    height, slopes = outcome.plane(relaxed.sums)
    true = outcome.demand.value(problem.organic * float((1.0 + relaxed.sums).prod()))
    width = (outcome.high - outcome.low) / (1.0 + outcome.low)
    return height + float(slopes @ relaxed.sums) - true, int(np.argmax(width))


def halves_of_box(node: Node, side: int, at: float) -> Iterator[Node]:
    """Yield the parts below and above a sum of one side."""
    outcome = node.outcome
    width = outcome.high[side] - outcome.low[side]
    cut = float(np.clip(at, outcome.low[side] + 0.2 * width, outcome.high[side] - 0.2 * width))
    yield replace(node, outcome=outcome.within(outcome.low, put(outcome.high, side, cut)))
    yield replace(node, outcome=outcome.within(put(outcome.low, side, cut), outcome.high))
