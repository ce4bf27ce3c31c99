"""The bound over all price combinations of one relaxation, best first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.ascent import ascend
from kuajie.planning.nearest_spend import most_promised
from kuajie.planning.relaxation import Relaxation
from kuajie.planning.tangents import Choice, Tangents

Floats = NDArray[np.float64]


PATIENCE = 0.1
"""Share of the gap that stays open whatever the price, within which prices are not told apart."""


GLANCE = 150
"""Combinations looked at before a relaxation is worth solving."""

UNSEEN = -1
"""Marks a combination bounded by the latest tangent alone; the others are consulted when its turn comes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Peak:
    """A bound over all prices; ``choice`` and ``outlay`` (L, T) are the relaxed plan behind it.

    ``outlay`` is missing while only tangents found elsewhere were consulted; ``thorough`` tells that prices
    were searched as far as they will be.
    """

    bound: float
    choice: Choice
    outlay: Floats | None = None
    thorough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSearch:
    """How to search one relaxation's prices.

    Bounds at most ``target`` no longer matter, nor differences up to ``slack``; ``tolerance`` is that of one
    concave maximum and ``limit`` the most combinations, whole or begun, that are looked at.
    """

    relaxation: Relaxation
    tangents: Tangents
    target: float
    slack: float
    tolerance: float
    limit: int

    def consult(self) -> Peak:
        """Return the bound that the tangents known so far give, without solving anything."""
        bound, choice = next(self.descend(GLANCE))
        first = (0,) * len(self.tangents.offers_of)
        return Peak(bound=bound, choice=choice if self.whole(choice) else first)

    def visit(self, choice: Choice, outlay: Floats) -> Peak:
        """Return the bound after one concave maximum, at ``choice``."""
        solved = self.solve(choice, outlay)
        return replace(self.consult(), outlay=solved.outlay, choice=choice)

    def run(self, first: Choice, outlay: Floats) -> Peak:
        """Return the bound over all combinations, concave maxima taken where tangents promise more."""
        best = self.solve(first, outlay)
        start = outlay if best.outlay is None else best.outlay
        for bound, choice in self.descend(self.limit):
            near = best.bound + max(self.slack, PATIENCE * (best.bound - self.target))
            if bound <= max(near, self.target) or not self.whole(choice):
                return replace(best, bound=max(best.bound, bound), thorough=True)
            if choice != first:
                best = max(best, self.solve(choice, start), key=lambda peak: peak.bound)
        return replace(best, thorough=True)

    def whole(self, choice: Choice) -> bool:
        """Return whether every course has its price."""
        return len(choice) == len(self.tangents.offers_of)

    def descend(self, limit: int) -> Iterator[tuple[float, Choice]]:
        """Yield whole combinations with their bounds, the largest bound first.

        Past ``limit`` combinations the largest bound still standing is yielded, with one that is not whole.
        """
        heap: list[tuple[float, int, Choice]] = [(-np.inf, UNSEEN, ())]
        for _ in range(limit):
            if not heap:
                return
            minus_bound, tangents, choice = heapq.heappop(heap)
            next_bound = -heap[0][0] if heap else -np.inf
            if tangents < self.tangents.made:
                fresh = self.tangents.bound(self.relaxation, choice, enough=max(self.target, next_bound))
                heapq.heappush(heap, (-min(fresh, -minus_bound), self.tangents.made, choice))
            elif self.whole(choice):
                yield -minus_bound, choice
            else:
                for place in range(self.tangents.offers_of[len(choice)].size):
                    longer = (*choice, place)
                    rough = self.tangents.latest_bound(self.relaxation, longer)
                    heapq.heappush(heap, (-min(rough, -minus_bound), UNSEEN, longer))
        if heap:
            yield -heap[0][0], ()

    def solve(self, choice: Choice, outlay: Floats) -> Peak:
        """Maximise the relaxation at one price combination and keep the tangents there."""
        relaxation = self.relaxation
        problem = relaxation.problem
        weight = problem.spend_weight[:, None]
        offers = relaxation.offers_picked(self.tangents.offers(choice))

        def slope(there: Floats) -> tuple[float, Floats]:
            values, gradient = relaxation.values_at(there, offers, 1)
            return float(values.sum()) - problem.spend_counts(there), gradient[0] - weight

        ascent = ascend(slope, outlay, relaxation.limits, tolerance=self.tolerance)
        multipliers = most_promised(ascent.gradient, relaxation.limits)[1]
        self.tangents.add(relaxation, ascent.spend, multipliers)
        own = ascent.value + ascent.linear_gain - relaxation.fixed
        bound = min(own, self.tangents.bound(relaxation, choice))
        return Peak(bound=bound, choice=choice, outlay=ascent.spend)
