"""A price over many weeks: intervals of price, each bounded as a problem without a price decision.

With p in an interval and a(p) = unit(p) g(p), a week earns min(unit(p) seats, a(p) N), which is at most
min(largest unit · seats, largest a · N): a problem with margin max a and seats scaled by max unit / max a.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import replace

from kuajie.planning.separable.price_range import PriceRange
from kuajie.planning.separable.problem import SeparableProblem, best_price, demand, objective
from kuajie.planning.separable.solved import Deadline, Found, Limits, Progress, silent

Search = Callable[..., Found]

INTERVAL_SHARE = 0.15
"""Share of the time left that one interval may take."""
LOOSE = 0.3
"""Intervals are bounded to this share of the tolerance."""
ENOUGH = 1e-4
"""Relative gap at which the search of prices ends: each interval is a problem of its own."""
TURNS = 6
"""Turns between the best plan at a price and the best price for a plan."""


def at_interval(problem: SeparableProblem, price: PriceRange, low: float, high: float) -> SeparableProblem:
    """Return a problem without price decision that no plan with a price in [low, high] beats."""
    peak = min(max(price.free_price(), low), high)
    largest = max(price.unit(p) * price.share(p) for p in (low, peak, high))
    if largest <= 0.0:
        return replace(problem, price=None, unit_margin=0.0)
    seats = problem.seats * price.unit(high) / largest
    return replace(problem, price=None, unit_margin=largest, seats=seats)


def search_price(
    problem: SeparableProblem,
    search: Search,
    *,
    limits: Limits,
    deadline: Deadline,
    progress: Progress = silent,
) -> Found:
    """Return the best plan and price, with a bound over all prices; ``search`` solves it at known prices."""
    price = problem.price
    if price is None:
        raise ValueError("there is no price to search")
    inner = replace(limits, tolerance=max(limits.tolerance, LOOSE * ENOUGH))

    def solved(low: float, high: float) -> Found:
        own = Deadline(
            end=min(deadline.end, deadline.clock() + INTERVAL_SHARE * limits.seconds), clock=deadline.clock
        )
        return search(at_interval(problem, price, low, high), limits=inner, deadline=own)

    whole = solved(price.lowest, price.highest)
    best = settled(problem, whole, solved)
    queue = [(-whole.bound, price.lowest, price.highest)]
    while -queue[0][0] - best.value > ENOUGH * abs(best.value) and not deadline.passed():
        _, low, high = queue[0]
        middle = 0.5 * (low + high)
        halves = [(solved(*half), *half) for half in ((low, middle), (middle, high))]
        heapq.heappop(queue)
        for part, lower, upper in halves:
            best = better(best, priced(problem, part))
            heapq.heappush(queue, (-part.bound, lower, upper))
        progress(1.0 - 1.0 / (1.0 + 0.1 * len(queue)))
    bound = max(best.value, -queue[0][0])
    finished = bound - best.value <= 2.0 * ENOUGH * abs(best.value)
    return replace(best, bound=bound, finished=finished)


def settled(problem: SeparableProblem, found: Found, solved: Callable[[float, float], Found]) -> Found:
    """Return a plan with its best price, plan and price chosen in turns until neither gains."""
    current = priced(problem, found)
    for _ in range(TURNS):
        if current.price is None:
            break
        again = priced(problem, solved(current.price, current.price))
        if again.value <= current.value * (1.0 + 1e-9):
            break
        current = again
    return current


def priced(problem: SeparableProblem, found: Found) -> Found:
    """Return a plan with the price that is best for it."""
    price = best_price(problem, demand(problem, found.spend))
    return replace(found, price=price, value=objective(problem, found.spend, price))


def better(best: Found, found: Found) -> Found:
    """Return the better of two plans."""
    return found if found.value > best.value else best
