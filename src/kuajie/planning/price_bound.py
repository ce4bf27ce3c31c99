"""The best bound over all price combinations, by branch and bound on linear majorants."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.ascent import ascend
from kuajie.planning.nearest_spend import best_vertex
from kuajie.planning.relaxation import Relaxation

Floats = NDArray[np.float64]
Choice = tuple[int, ...]
"""Menu positions of the first courses; courses beyond its end are still open."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tangent:
    """Every offer's value lies below ``height`` (Q,) + ``gradient`` (Q, L, T) · (outlay - least outlay)."""

    height: Floats
    gradient: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Peak:
    """The bound over all prices, the prices (C,) and outlay (L, T) of the relaxed plan that sets it.

    ``finished`` tells whether the search ended by itself rather than at its limit.
    """

    bound: float
    choice: Choice
    outlay: Floats
    finished: bool


@dataclass(slots=True, kw_only=True)
class PriceSearch:
    """Best-first search over price combinations of one relaxation.

    ``target`` is a value below which bounds no longer matter.
    """

    relaxation: Relaxation
    target: float
    tolerance: float
    limit: int
    tangents: list[Tangent] = field(default_factory=list)
    offers_of: list[NDArray[np.int64]] = field(default_factory=list)

    def run(self, first: Choice, outlay: Floats) -> Peak:
        """Return the bound over all combinations, starting at the relaxed optimum of ``first``."""
        courses = self.relaxation.offers.course
        self.offers_of = [np.flatnonzero(courses == c) for c in range(int(courses.max()) + 1)]
        best = self.solve(first, outlay)
        heap: list[tuple[float, int, Choice]] = [(-self.bound_of(()), 0, ())]
        looked = 0
        while heap:
            minus_bound, cuts, choice = heapq.heappop(heap)
            if -minus_bound <= max(best.bound, self.target):
                break
            if looked >= self.limit:
                return Peak(bound=-minus_bound, choice=best.choice, outlay=best.outlay, finished=False)
            looked += 1
            if cuts < len(self.tangents):
                fresh = min(-minus_bound, self.bound_of(choice))
                heapq.heappush(heap, (-fresh, len(self.tangents), choice))
            elif len(choice) == len(self.offers_of):
                if choice != first:
                    found = self.solve(choice, best.outlay)
                    best = max(best, found, key=lambda peak: peak.bound)
            else:
                for place in range(self.offers_of[len(choice)].size):
                    longer = (*choice, place)
                    bound = min(-minus_bound, self.bound_of(longer))
                    heapq.heappush(heap, (-bound, len(self.tangents), longer))
        left = max((-entry[0] for entry in heap), default=-np.inf)
        bound = max(best.bound, min(left, self.target))
        return Peak(bound=bound, choice=best.choice, outlay=best.outlay, finished=True)

    def solve(self, choice: Choice, outlay: Floats) -> Peak:
        """Maximise the relaxation at one price combination and keep the tangents there."""
        relaxation = self.relaxation
        weight = relaxation.problem.money_weight
        picked = [int(offers[place]) for offers, place in zip(self.offers_of, choice, strict=True)]
        offers = relaxation.offers._replace(
            base=np.ascontiguousarray(relaxation.offers.base[:, picked]),
            value=relaxation.offers.value[picked],
            course=relaxation.offers.course[picked],
            row=np.zeros(len(picked), dtype=np.int64),
        )

        def slope(there: Floats) -> tuple[float, Floats]:
            values, gradient = relaxation.values_at(there, offers, 1)
            return float(values.sum()) - weight * float(there.sum()), gradient[0] - weight

        ascent = ascend(slope, outlay, relaxation.limits, tolerance=self.tolerance)
        self.add_tangent(ascent.spend)
        bound = min(ascent.value + ascent.linear_gain, self.linear_bound(picked))
        return Peak(
            bound=bound - weight * relaxation.fixed,
            choice=choice,
            outlay=ascent.spend,
            finished=True,
        )

    def add_tangent(self, outlay: Floats) -> None:
        """Keep the tangent of every offer at ``outlay``."""
        values, gradient = self.relaxation.values_at(
            outlay, self.relaxation.offers, self.relaxation.offers.value.size
        )
        moved = outlay - self.relaxation.limits.lower
        height = values - np.tensordot(gradient, moved, axes=2)
        self.tangents.append(Tangent(height=height, gradient=gradient))

    def bound_of(self, choice: Choice) -> float:
        """Return a bound over every combination that starts with ``choice``, set-up costs included."""
        picked = [int(self.offers_of[c][place]) for c, place in enumerate(choice)]
        weight = self.relaxation.problem.money_weight
        return self.linear_bound(picked) - weight * self.relaxation.fixed

    def linear_bound(self, picked: list[int]) -> float:
        """Return the least bound that any tangent gives: open courses take their best height and slopes."""
        limits = self.relaxation.limits
        weight = self.relaxation.problem.money_weight
        bounds = []
        for tangent in self.tangents:
            height = float(tangent.height[picked].sum())
            gain = tangent.gradient[picked].sum(axis=0) - weight
            for offers in self.offers_of[len(picked) :]:
                # Outlay is never below its least, so the steepest slope of each cell bounds every price.
                height += float(tangent.height[offers].max())
                gain = gain + tangent.gradient[offers].max(axis=0)
            moved = best_vertex(gain, limits) - limits.lower
            bounds.append(height + float(np.vdot(gain, moved)) - weight * float(limits.lower.sum()))
        return min(bounds)
