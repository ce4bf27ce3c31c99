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
from kuajie.simulation.calendar_effects import Waves, baseline_of, draw_wave
from kuajie.simulation.coupons import realised_rate
from kuajie.simulation.ledger import Booking, book, booked_spend, rates_of, wanted_spend
from kuajie.simulation.mechanism import Floats, Mechanism, carry_over
from kuajie.simulation.pricing import draw_prices

Counts = NDArray[np.int64]
WEEKS_BEFORE = 8  # spend before the history is taken constant, at the mean of its first weeks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spending:
    """What was booked, at which rates, and what that makes by lever and week (yuan)."""

    bookings: tuple[Booking, ...]
    rates: Mapping[str, Mapping[date, Decimal]]
    spend: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """Everything that is true in a simulated programme.

    ``weeks`` are the Mondays of the history, ``horizon`` those to plan. ``baseline`` has shape
    ``(course, history + horizon)``; ``before`` ``(lever,)``, weekly spend before the history, and ``price``
    ``(course, history)`` are yuan; ``demand`` is drawn demand before seats and ``enrolments`` after, both
    ``(course, history)``; ``seats`` ``(course,)`` is infinite without a limit; ``contributions``
    ``(lever, course, history)``.
    """

    blueprint: Blueprint
    scale: float
    weeks: tuple[date, ...]
    horizon: tuple[date, ...]
    waves: Waves
    spending: Spending
    mechanism: Mechanism
    baseline: Floats
    before: Floats
    price: Floats
    expected: Floats
    demand: Counts
    seats: Floats
    enrolments: Counts
    contributions: Floats

    @property
    def spend(self) -> Floats:
        """What was spent, shape ``(lever, history)``, yuan."""
        return self.spending.spend

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


def draw_waves(rng: np.random.Generator, blueprint: Blueprint, *, history: int) -> Waves:
    """Return the known control and the hidden confounder of a world."""
    horizon = blueprint.horizon_weeks
    control = draw_wave(rng, blueprint.control, history=history, horizon=horizon)
    hidden = blueprint.confounder
    if hidden is None:
        return Waves(control=control, confounder=np.zeros(len(control)))
    return Waves(control=control, confounder=draw_wave(rng, hidden, history=history, horizon=horizon))


def draw_spending(
    rng: np.random.Generator,
    blueprint: Blueprint,
    *,
    weeks: tuple[date, ...],
    confounder: Floats,
    scale: float,
) -> Spending:
    """Return the parties' spend of the history; ``confounder`` has shape ``(history,)``."""
    wanted = wanted_spend(rng, blueprint, weeks=weeks, confounder=confounder, scale=scale)
    rates = rates_of(rng, blueprint, weeks)
    bookings = book(blueprint, weeks=weeks, wanted=wanted, rates=rates)
    spend = booked_spend(bookings, levers=len(blueprint.levers), weeks=len(weeks))
    return Spending(bookings=bookings, rates=rates, spend=spend)


def draw_world(
    rng: np.random.Generator, blueprint: Blueprint, *, start: date, weeks: int, scale: float
) -> World:
    """Return a world whose horizon begins on the Monday ``start`` after ``weeks`` weeks of history."""
    days = tuple(start + timedelta(weeks=step) for step in range(-weeks, blueprint.horizon_weeks))
    waves = draw_waves(rng, blueprint, history=weeks)
    past_wave = waves.confounder[:weeks]
    spending = draw_spending(rng, blueprint, weeks=days[:weeks], confounder=past_wave, scale=scale)
    price = np.array([draw_prices(rng, course, weeks) for course in blueprint.courses])
    baseline = baseline_of(blueprint, weeks=days, history=weeks, waves=waves, scale=scale)
    mechanism, past, spend = mechanism_of(blueprint, scale), baseline[:, :weeks], spending.spend
    before = spend[:, :WEEKS_BEFORE].mean(axis=1)
    stock = carry_over(spend, mechanism.retention, before)
    expected = mechanism.demand(baseline=past, stock=stock, price=price)
    demand = draw_demand(rng, blueprint.courses, expected)
    seats = np.array([seats_of(course, row) for course, row in zip(blueprint.courses, demand, strict=True)])
    return World(
        blueprint=blueprint,
        scale=scale,
        weeks=days[:weeks],
        horizon=days[weeks:],
        waves=waves,
        spending=spending,
        mechanism=mechanism,
        baseline=baseline,
        before=before,
        price=price,
        expected=expected,
        demand=demand,
        seats=seats,
        enrolments=np.minimum(demand, seats[:, None]).astype(np.int64),
        contributions=mechanism.contributions(baseline=past, spend=spend, before=before, price=price),
    )
