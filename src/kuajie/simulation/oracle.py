"""Scores any plan against the truth of a simulated world."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from kuajie.simulation.mechanism import Floats, Mechanism, carry_over, expected_minimum


def numbers(rows: object) -> Floats:
    """Return a nested list as an array; ``None`` stands for infinity, which JSON cannot write."""
    array = np.array(rows, dtype=object)
    return np.where(array == None, np.inf, array).astype(np.float64)  # noqa: E711 - elementwise


def mechanism_from(truth: Mapping[str, Any]) -> Mechanism:
    """Return the response formulas written in ``truth.json``."""
    levers, courses = truth["levers"], truth["courses"]
    return Mechanism(
        retention=numbers([lever["retention"] for lever in levers]),
        scale=numbers([lever["scale"] for lever in levers]),
        slope=numbers([lever["slope"] for lever in levers]),
        strength=numbers([lever["strength"] for lever in levers]),
        hill=np.array([lever["saturation"] == "hill" for lever in levers]),
        training=np.array([lever["kind"] == "training" for lever in levers]),
        factors=numbers(
            [[lever["factors"].get(course["id"], 0.0) for course in courses] for lever in levers]
        ),
        elasticity=numbers([course["elasticity"] for course in courses]),
        reference_price=numbers([course["reference_price"] for course in courses]),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrueWorld:
    """The truth of a simulated world over its horizon, as read from ``truth.json``.

    Shapes: ``baseline`` ``(course, horizon)``; ``before`` ``(lever,)``, the stock at the end of the history
    (money); ``history_spend`` ``(lever, history)``, yuan; ``sigma``, ``seats`` (infinite without a limit),
    ``unit_cost`` (of all parties together), ``refund_rate``, ``realised_rate``, ``completion_rate`` and
    ``list_price`` (today's) ``(course,)``; ``set_up_cost`` ``(lever,)``.
    """

    courses: tuple[str, ...]
    levers: tuple[str, ...]
    requires: tuple[frozenset[str], ...]
    lever_parties: tuple[str, ...]
    weeks: tuple[str, ...]
    mechanism: Mechanism
    baseline: Floats
    before: Floats
    history_spend: Floats
    sigma: Floats
    seats: Floats
    unit_cost: Floats
    refund_rate: Floats
    realised_rate: Floats
    completion_rate: Floats
    list_price: Floats
    set_up_cost: Floats

    @classmethod
    def from_truth(cls, truth: Mapping[str, Any]) -> Self:
        """Return the world that a parsed ``truth.json`` describes."""
        courses, levers, mechanism = truth["courses"], truth["levers"], mechanism_from(truth)
        spend = numbers([truth["history"]["spend"][lever["id"]] for lever in levers])
        started = numbers([lever["spend_before"] for lever in levers])

        def of_courses(name: str) -> Floats:
            return numbers([course[name] for course in courses])

        return cls(
            courses=tuple(course["id"] for course in courses),
            levers=tuple(lever["id"] for lever in levers),
            requires=tuple(frozenset(course["requires"]) for course in courses),
            lever_parties=tuple(lever["party"] for lever in levers),
            weeks=tuple(truth["weeks"]["horizon"]),
            mechanism=mechanism,
            baseline=numbers([truth["horizon"]["baseline"][course["id"]] for course in courses]),
            before=carry_over(spend, mechanism.retention, started)[:, -1],
            history_spend=spend,
            sigma=of_courses("sigma"),
            seats=of_courses("seats"),
            unit_cost=numbers([sum(course["unit_costs"].values()) for course in courses]),
            refund_rate=of_courses("refund_rate"),
            realised_rate=of_courses("realised_rate"),
            completion_rate=of_courses("completion_rate"),
            list_price=of_courses("reference_price"),
            set_up_cost=numbers([lever["set_up_cost"] for lever in levers]),
        )

    def expected_demand(self, spend: ArrayLike, prices: ArrayLike) -> Floats:
        """Return expected demand before seats, shape ``(course, horizon)``.

        ``spend`` is yuan of shape ``(lever, horizon)``; ``prices`` yuan of shape ``(course,)`` or
        ``(course, horizon)``. Carry-over of what was spent in the history is included.
        """
        return self.mechanism.demand(
            baseline=self.baseline, stock=self.stock(spend), price=self.weekly_prices(prices)
        )

    def expected_sales(self, spend: ArrayLike, prices: ArrayLike) -> Floats:
        """Return E[min(seats, demand)], shape ``(course, horizon)``."""
        demand = self.expected_demand(spend, prices)
        return expected_minimum(demand, self.sigma[:, None], self.seats[:, None])

    def expected_completions(self, spend: ArrayLike, prices: ArrayLike) -> Floats:
        """Return expected completions of each week's enrolments, shape ``(course, horizon)``."""
        return self.completion_rate[:, None] * self.expected_sales(spend, prices)

    def joint_profit(
        self, spend: ArrayLike, prices: ArrayLike, *, parties: Collection[str] | None = None
    ) -> float:
        """Return expected joint profit of a plan over the horizon, yuan.

        Revenue net of coupons and refunds, less unit costs of every seat sold, spend, and the set-up cost of
        each lever used. With ``parties`` only their levers act and only courses that require no one else are
        sold; the others spend nothing (``ValueError`` if they do), but what they spent before carries over.
        """
        planned = self.checked_spend(spend)
        keep = self.realised_rate * (1.0 - self.refund_rate)
        margin = self.weekly_prices(prices) * keep[:, None] - self.unit_cost[:, None]
        sold = self.expected_sales(planned, prices) * self.on_sale(planned, parties)[:, None]
        set_up = self.set_up_cost[planned.sum(axis=1) > 0].sum()
        return float((sold * margin).sum() - planned.sum() - set_up)

    def stock(self, spend: ArrayLike) -> Floats:
        """Return the stock of every lever over the horizon, shape ``(lever, horizon)``, yuan."""
        return carry_over(self.checked_spend(spend), self.mechanism.retention, self.before)

    def last_spend(self, weeks_ago: int = 52) -> Floats:
        """Return what was spent in the weeks of the history that lie ``weeks_ago`` before the horizon's.

        Shape ``(lever, horizon)``: the plan "repeat last year". Raises ``ValueError`` beyond the history.
        """
        first = self.history_spend.shape[1] - weeks_ago
        if first < 0 or weeks_ago < len(self.weeks):
            raise ValueError(f"the history does not hold the horizon {weeks_ago=} weeks ago")
        return self.history_spend[:, first : first + len(self.weeks)].copy()

    def on_sale(self, spend: Floats, parties: Collection[str] | None) -> Floats:
        """Return 1 for courses that the parties can sell and 0 for others, shape ``(course,)``."""
        if parties is None:
            return np.ones(len(self.courses))
        others = [place for place, party in enumerate(self.lever_parties) if party not in parties]
        if spend[others].any():
            raise ValueError(f"only {sorted(parties)} take part, but others' levers spend too")
        return np.array([float(required <= set(parties)) for required in self.requires])

    def checked_spend(self, spend: ArrayLike) -> Floats:
        """Return spend as an array; refuse other shapes, negative spend and NaN."""
        planned = np.asarray(spend, dtype=np.float64)
        shape = (len(self.levers), len(self.weeks))
        if planned.shape != shape or not (planned >= 0).all():
            raise ValueError(
                f"spend must be non-negative of shape {shape}, but got {planned.shape}: {planned}"
            )
        return planned

    def weekly_prices(self, prices: ArrayLike | Sequence[float]) -> Floats:
        """Return prices by week, shape ``(course, horizon)``."""
        given = np.asarray(prices, dtype=np.float64)
        by_week = given[:, None] if given.ndim == 1 else given
        return np.broadcast_to(by_week, (len(self.courses), len(self.weeks))).astype(np.float64)
