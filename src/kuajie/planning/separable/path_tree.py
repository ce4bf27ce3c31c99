"""Branch and bound over many weeks: spends by interval, use or not, and the price by interval.

Budgets and seats leave a duality gap that is large for few levers. Dividing closes it: in every part the
Lagrangian bound of ``many_weeks`` is taken anew, and the part is divided at what its mixture of paths leaves
open most: whether a lever is used, the price, or one week's spend.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.dual_search import Dual, first_paths, least_plan, search_multipliers
from kuajie.planning.separable.many_weeks import Paths, Prices
from kuajie.planning.separable.polish import polish
from kuajie.planning.separable.price_search import at_interval
from kuajie.planning.separable.problem import (
    SeparableProblem,
    best_price,
    demand,
    objective,
    responses,
    violations,
)
from kuajie.planning.separable.solved import Deadline, Found, Limits, Progress, silent
from kuajie.planning.separable.stock_grid import stock_grid

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NODES = 500
"""Nodes per lever of the grids."""
ENOUGH = 1e-4
"""Relative gap at which the search ends."""
SHARE = 0.2
"""Share of that gap to which every part's dual is solved."""
WHOLE = 1e-6
"""Shares of use this near to 0 or 1 are whole."""
EARLY, SELDOM = 20, 4
"""Every one of the first parts gives a plan; of the later ones, one in so many."""
POLISHES = 4
"""Rounds of polishing a part's plan."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PathPart:
    """A part of the plans: bounds on spends and uses in ``problem``, prices in [low, high]."""

    problem: SeparableProblem
    low: float
    high: float

    def fixed_price(self) -> SeparableProblem:
        """Return the part as a problem without price decision, no worse for any plan."""
        price = self.problem.price
        return self.problem if price is None else at_interval(self.problem, price, self.low, self.high)


@dataclass(order=True, slots=True)
class Entry:
    """A part in the queue, most promising first."""

    rank: float
    number: int
    part: PathPart = field(compare=False)
    dual: Dual = field(compare=False)


@dataclass(slots=True, kw_only=True, eq=False)
class Tree:
    """The queue of parts, the best plan so far, and what parts left aside could still hold."""

    whole: SeparableProblem
    deadline: Deadline
    spend: Floats
    price: float | None
    value: float
    queue: list[Entry] = field(default_factory=list)
    numbered: int = 0
    dropped: float = -np.inf

    @property
    def target(self) -> float:
        """The bound at which a part no longer matters."""
        return self.value + ENOUGH * max(abs(self.value), 1e-9)

    @property
    def bound(self) -> float:
        """What no plan can exceed."""
        return max(self.value, self.dropped, *(-entry.rank for entry in self.queue), -np.inf)

    def open(self, part: PathPart, paths: Paths | None, prices: Prices | None, ceiling: float) -> None:
        """Bound a part, take a plan from it, and queue it if it may hold a better one."""
        problem = part.fixed_price()
        if least_is_impossible(problem):
            return
        grid = stock_grid(problem, NODES)
        known = first_paths(problem, grid) if paths is None else inherited(problem, paths)
        dual = search_multipliers(
            problem,
            grid,
            paths=known,
            start=prices,
            tolerance=SHARE * ENOUGH,
            deadline=self.deadline,
            progress=silent,
        )
        dual.bound = min(dual.bound, ceiling)
        if dual.bound > self.target and (self.numbered < EARLY or self.numbered % SELDOM == 0):
            self.improve(problem, dual)
        if dual.bound <= self.target:
            self.dropped = max(self.dropped, dual.bound)
            return
        self.numbered += 1
        heapq.heappush(self.queue, Entry(-dual.bound, self.numbered, part, dual))

    def improve(self, problem: SeparableProblem, dual: Dual) -> None:
        """Take the mean of a part's mixture, and its weightiest paths, made locally best."""
        mean, likely = mixed(problem, dual)[0], weightiest(problem, dual)
        for plan in (mean, likely):
            if violations(self.whole, plan):
                continue
            price = best_price(self.whole, demand(self.whole, plan))
            at_price = self.whole
            if self.whole.price is not None and price is not None:
                at_price = at_interval(self.whole, self.whole.price, price, price)
            self.take(polish(at_price, plan, tolerance=1e-6, deadline=self.deadline, rounds=POLISHES))

    def take(self, spend: Floats) -> None:
        """Keep a plan if it is feasible and better."""
        price = best_price(self.whole, demand(self.whole, spend))
        value = objective(self.whole, spend, price)
        if value > self.value and not violations(self.whole, spend):
            self.spend, self.price, self.value = spend, price, value


def divide_paths(
    problem: SeparableProblem,
    *,
    limits: Limits,
    deadline: Deadline,
    progress: Progress = silent,
    start: Found | None = None,
) -> Found:
    """Return the best plan, from ``start`` on, proved to ``ENOUGH`` or until the time is over."""
    del limits
    first = least_plan(problem) if start is None else start.spend
    price = best_price(problem, demand(problem, first))
    tree = Tree(
        whole=problem, deadline=deadline, spend=first, price=price, value=objective(problem, first, price)
    )
    ends = (0.0, 0.0) if problem.price is None else (problem.price.lowest, problem.price.highest)
    ceiling = np.inf if start is None else start.bound
    tree.open(PathPart(problem=problem, low=ends[0], high=ends[1]), None, None, ceiling)
    turn = 0
    while tree.queue and not deadline.passed() and -tree.queue[0].rank > tree.target:
        entry = heapq.heappop(tree.queue)
        parts = list(divided(entry))
        for number, part in enumerate(parts):
            if deadline.passed():  # what was not looked at keeps the bound of the whole
                heapq.heappush(tree.queue, replace(entry, number=-1 - number))
                break
            tree.open(part, entry.dual.paths, entry.dual.prices, -entry.rank)
        turn += 1
        progress(1.0 - 1.0 / (1.0 + 0.05 * turn))
    bound = tree.bound
    finished = bound <= tree.value + 2.0 * ENOUGH * max(abs(tree.value), 1e-9)
    return Found(
        spend=tree.spend, price=tree.price, value=tree.value, bound=max(bound, tree.value), finished=finished
    )


def least_is_impossible(problem: SeparableProblem) -> bool:
    """Return whether a part's least spends overrun a budget, or a lever in use cannot reach its least."""
    least = np.where(problem.obliged, np.maximum(problem.lower.sum(axis=1), problem.min_if_used), 0.0)
    if (least > problem.upper.sum(axis=1) * (1.0 + 1e-9)).any():
        return True
    over = [least[b.members].sum() > b.limit * (1.0 + 1e-9) + 1e-9 for b in problem.budgets]
    weekly = problem.lower.sum(axis=0).max(initial=0.0) > problem.weekly_limit * (1.0 + 1e-9)
    return any(over) or bool(weekly)


def inherited(problem: SeparableProblem, paths: Paths) -> Paths:
    """Return the paths that a part still allows, with their costs in it, and its least plan."""
    kept = Paths()
    kept.add(problem, least_plan(problem))
    for k, spend, brought, cost in zip(paths.lever, paths.spend, paths.brought, paths.cost, strict=True):
        fits = bool(((spend >= problem.lower[k] - 1e-9) & (spend <= problem.upper[k] + 1e-9)).all())
        if fits and not (problem.obliged[k] and spend.sum() < problem.min_if_used[k] * (1.0 - 1e-9)):
            kept.lever.append(k)
            kept.spend.append(spend)
            kept.brought.append(brought)
            kept.cost.append(cost)
    return kept


def mixed(problem: SeparableProblem, dual: Dual) -> tuple[Floats, Floats, Floats]:
    """Return the mixture's mean spends and responses (L, T), and shares of use (L,)."""
    shape = problem.lower.shape
    spend, brought, use = np.zeros(shape), np.zeros(shape), np.zeros(shape[0])
    for place, weight in enumerate(dual.mixture.weights):
        if weight > 0.0:
            k = dual.paths.lever[place]
            spend[k] += weight * dual.paths.spend[place]
            brought[k] += weight * dual.paths.brought[place]
            use[k] += weight * float(dual.paths.spend[place].sum() > 0.0)
    return spend, brought, use


def weightiest(problem: SeparableProblem, dual: Dual) -> Floats:
    """Return the plan of every lever's weightiest path."""
    plan, most = np.zeros(problem.lower.shape), np.full(len(problem.levers), -1.0)
    for place, weight in enumerate(dual.mixture.weights):
        k = dual.paths.lever[place]
        if weight > most[k]:
            plan[k], most[k] = dual.paths.spend[place], weight
    return plan


def divided(entry: Entry) -> Iterator[PathPart]:
    """Yield parts that together hold every plan of a part."""
    part, problem = entry.part, entry.part.fixed_price()
    spend, brought, use = mixed(problem, entry.dual)
    costly = ~problem.obliged & ((problem.set_up_cost > 0.0) | (problem.min_if_used > 0.0))
    open_use = np.where(costly, np.minimum(use, 1.0 - use), 0.0)
    worth = entry.dual.prices.worth
    if open_use.max() > WHOLE:
        yield from by_use(part, int(np.argmax(open_use * (1.0 + brought @ worth))))
        return
    overstated = np.maximum(brought - responses(problem, spend), 0.0) @ worth
    negligible = SHARE * ENOUGH * abs(entry.dual.bound)
    if problem_price_gap(part, spend) > max(float(overstated.sum()), negligible):
        middle = 0.5 * (part.low + part.high)
        yield replace(part, high=middle)
        yield replace(part, low=middle)
        return
    lever = int(np.argmax(overstated))
    if overstated[lever] <= 0.0:
        lever = int(np.argmax((problem.upper - problem.lower).sum(axis=1)))
    yield from by_spend(part, lever, *widest_week(part.problem, entry.dual, lever, spend[lever]))


def problem_price_gap(part: PathPart, spend: Floats) -> float:
    """Return how much more a mean plan seems to earn over an interval of prices than at the best of them."""
    price = part.problem.price
    if price is None or part.high - part.low <= 1e-9 * part.high:
        return 0.0
    loose = part.fixed_price()
    true = replace(part.problem, price=replace(price, lowest=part.low, highest=part.high))
    wanted = demand(true, spend)
    return objective(loose, spend, None) - objective(true, spend, best_price(true, wanted))


def widest_week(problem: SeparableProblem, dual: Dual, lever: int, mean: Floats) -> tuple[int, float]:
    """Return the week in which a lever's mixed paths differ most, and where to cut its spends."""
    spread = np.zeros(problem.weeks)
    for place, weight in enumerate(dual.mixture.weights):
        if dual.paths.lever[place] == lever and weight > 0.0:
            spread += weight * (dual.paths.spend[place] - mean) ** 2
    width = problem.upper[lever] - problem.lower[lever]
    if spread.max() <= 0.0:
        spread = width
    week = int(np.argmax(np.where(width > 1e-9, spread, -1.0)))
    low, high = problem.lower[lever, week], problem.upper[lever, week]
    return week, float(np.clip(mean[week], low + 0.15 * (high - low), high - 0.15 * (high - low)))


def by_spend(part: PathPart, lever: int, week: int, cut: float) -> Iterator[PathPart]:
    """Yield the parts with one week's spend below and above a cut."""
    problem = part.problem
    upper, lower = problem.upper.copy(), problem.lower.copy()
    upper[lever, week], lower[lever, week] = cut, cut
    yield replace(part, problem=replace(problem, upper=upper))
    yield replace(part, problem=replace(problem, lower=lower))


def by_use(part: PathPart, lever: int) -> Iterator[PathPart]:
    """Yield the parts without and with a lever in use."""
    problem = part.problem
    upper = problem.upper.copy()
    upper[lever] = 0.0
    forced = (
        np.zeros(len(problem.levers), dtype=np.bool_) if problem.forced is None else problem.forced.copy()
    )
    forced[lever] = True
    # Left out for good: neither its least use nor its set-up cost matters any more.
    without = np.where(np.arange(len(problem.levers)) == lever, 0.0, 1.0)
    yield replace(
        part,
        problem=replace(
            problem,
            upper=upper,
            min_if_used=problem.min_if_used * without,
            set_up_cost=problem.set_up_cost * without,
        ),
    )
    yield replace(part, problem=replace(problem, forced=forced))
