"""A world drawn from a blueprint: what was spent, charged and expected, and how many truly enrolled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.lever import LeverKind
from kuajie.simulation.blueprint import Blueprint, CourseBlueprint
from kuajie.simulation.calendar_effects import baseline_of, draw_wave
from kuajie.simulation.coupons import realised_rate
from kuajie.simulation.ledger import Booking, book, booked_spend, rates_of, wanted_spend
from kuajie.simulation.mechanism import Floats, Mechanism, carry_over
from kuajie.simulation.pricing import draw_prices

Counts = NDArray[np.int64]
WEEKS_BEFORE = 8  # spend before the history is taken constant, at the mean of its first weeks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """Everything that is true in a simulated programme.

    ``weeks`` are the Mondays of the history, ``horizon`` those to plan. ``baseline`` has shape
    ``(course, history + horizon)``; ``spend`` ``(lever, history)`` and ``price`` ``(course, history)`` are
    yuan; ``demand`` is drawn demand before seats and ``enrolments`` after, both ``(course, history)``;
    ``seats`` ``(course,)`` is infinite without a limit; ``contributions`` ``(lever, course, history)``.
    """

    blueprint: Blueprint
    scale: float
    weeks: tuple[date, ...]
    horizon: tuple[date, ...]
    control: Floats
    confounder: Floats
    bookings: tuple[Booking, ...]
    rates: Mapping[str, Mapping[date, Decimal]]
    mechanism: Mechanism
    baseline: Floats
    before: Floats
    spend: Floats
    price: Floats
    expected: Floats
    demand: Counts
    seats: Floats
    enrolments: Counts
    contributions: Floats

    @property
    def history_baseline(self) -> Floats:
        """Organic demand of the weeks of the history, shape ``(course, history)``."""
        return self.baseline[:, : len(self.weeks)]

    @property
    def returns(self) -> Floats:
        """True return on spend of every lever over the history: net revenue brought for a yuan spent."""
        net = np.array([net_rate(course) for course in self.blueprint.courses])
        value = np.einsum("kct,ct->k", self.contributions, self.price * net[:, None])
        spent = self.spend.sum(axis=1)
        earned: Floats = np.divide(value, spent, out=np.zeros(len(spent)), where=spent > 0)
        return earned


def net_rate(course: CourseBlueprint) -> float:
    """Return the share of the list price that stays after coupons and refunds."""
    return realised_rate(course) * (1.0 - course.refund_rate)


def mechanism_of(blueprint: Blueprint, scale: float) -> Mechanism:
    """Return the true response formulas of a blueprint, levers and courses in its order."""
    levers, courses = blueprint.levers, blueprint.courses
    return Mechanism(
        retention=np.array([lever.retention for lever in levers]),
        scale=np.array([lever.scale * lever.usual * scale for lever in levers]),
        slope=np.array([lever.slope for lever in levers]),
        strength=np.array([lever.strength for lever in levers]),
        hill=np.array([lever.saturation == "hill" for lever in levers]),
        training=np.array([lever.kind is LeverKind.TRAINING for lever in levers]),
        factors=np.array([[lever.factors.get(course.id, 0.0) for course in courses] for lever in levers]),
        elasticity=np.array([course.elasticity for course in courses]),
        reference_price=np.array([float(course.price) for course in courses]),
    )


def draw_demand(rng: np.random.Generator, courses: tuple[CourseBlueprint, ...], expected: Floats) -> Counts:
    """Return whole log-normal demand around its mean, shape ``(course, week)``; never zero."""
    sigma = np.array([course.sigma for course in courses])[:, None]
    drawn = expected * np.exp(sigma * rng.normal(size=expected.shape) - sigma**2 / 2.0)
    return np.maximum(np.rint(drawn), 1.0).astype(np.int64)


def seats_of(course: CourseBlueprint, demand: Counts) -> float:
    """Return the seats a week that make about ``full_weeks`` of the history full; infinite for no limit."""
    if course.full_weeks == 0:
        return float("inf")
    return float(np.sort(demand)[-min(course.full_weeks, len(demand))])


def draw_world(
    rng: np.random.Generator, blueprint: Blueprint, *, start: date, weeks: int, scale: float
) -> World:
    """Return a world whose horizon begins on the Monday ``start`` after ``weeks`` weeks of history."""
    history = tuple(start - timedelta(weeks=ago) for ago in range(weeks, 0, -1))
    horizon = tuple(start + timedelta(weeks=step) for step in range(blueprint.horizon_weeks))
    control = draw_wave(rng, blueprint.control, history=weeks, horizon=len(horizon))
    confounder = np.zeros(len(control))
    if blueprint.confounder is not None:
        confounder = draw_wave(rng, blueprint.confounder, history=weeks, horizon=len(horizon))
    wanted = wanted_spend(rng, blueprint, weeks=history, confounder=confounder[:weeks], scale=scale)
    rates = rates_of(rng, blueprint, history)
    bookings = book(blueprint, weeks=history, wanted=wanted, rates=rates)
    spend = booked_spend(bookings, levers=len(blueprint.levers), weeks=weeks)
    before = spend[:, :WEEKS_BEFORE].mean(axis=1)
    price = np.array([draw_prices(rng, course, weeks) for course in blueprint.courses])
    mechanism = mechanism_of(blueprint, scale)
    baseline = baseline_of(
        blueprint,
        weeks=(*history, *horizon),
        history=weeks,
        control=control,
        confounder=confounder,
        scale=scale,
    )
    past = baseline[:, :weeks]
    expected = mechanism.demand(
        baseline=past, stock=carry_over(spend, mechanism.retention, before), price=price
    )
    demand = draw_demand(rng, blueprint.courses, expected)
    seats = np.array([seats_of(course, row) for course, row in zip(blueprint.courses, demand, strict=True)])
    return World(
        blueprint=blueprint,
        scale=scale,
        weeks=history,
        horizon=horizon,
        control=control,
        confounder=confounder,
        bookings=bookings,
        rates=rates,
        mechanism=mechanism,
        baseline=baseline,
        before=before,
        spend=spend,
        price=price,
        expected=expected,
        demand=demand,
        seats=seats,
        enrolments=np.minimum(demand, seats[:, None]).astype(np.int64),
        contributions=mechanism.contributions(baseline=past, spend=spend, before=before, price=price),
    )
