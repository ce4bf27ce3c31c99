"""Small worlds that go through all that a model may hold: formulas, pooling, full weeks, experiments.

What a world contains is drawn by its seed and known to the fit; its parameters come from the model's own
priors and its outcome from the model, so that fits of many worlds must be calibrated exactly (Talts et al.
2018).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.prior_worlds import World, draw_truth, with_measured_lifts, with_outcome
from kuajie.domain.beliefs import FitChoices, Range
from kuajie.domain.panel import Floats, Panel
from kuajie.response import codes
from kuajie.response.model import MeasuredLifts, ResponseModel
from kuajie.response.registry import CARRY_OVERS, SATURATIONS
from kuajie.usecases.build_model import build_model
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec

WEEKS = 104
COURSES = ("J1", "J2")
LEVERS = ("a", "b", "c", "d")
KINDS = ("log_normal", "normal", "negative_binomial")
TYPICAL_WEEK = {"log_normal": 120.0, "normal": 120.0, "negative_binomial": 20.0}
PRICES = (299.0, 799.0)
PRICE_FACTORS = ("constant_elasticity", "logit", "linear_power")
SEATED_WEEKS = 8
MISSING_WEEKS = 5
EXPERIMENTS = 3
EXPERIMENT_WEEKS = 6
FIRST_EXPERIMENT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What a world has beyond levers, courses, season, drift and prices."""

    pooled: bool
    families: bool
    own_sales: bool
    seats: bool
    experiments: bool
    frequency: bool
    share_belief: bool
    missing_weeks: bool

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Features:
        """Return features, each in about four worlds of ten; families only where joint courses pool.

        A belief about the levers' share of enrolments weighs levers by the enrolments of their courses, which
        is no prior known before the data unless every lever acts on every joint course: so it does there.
        """
        has = {field.name: bool(rng.random() < 0.4) for field in fields(cls)}
        apart = has["own_sales"] or has["share_belief"]
        families = has["pooled"] and not apart and bool(rng.random() < 0.7)
        return cls(**{**has, "families": families})

    @property
    def names(self) -> tuple[str, ...]:
        """The features this world has."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A world with what a fit of it is told by: its specification, panel and features."""

    spec: ResponseSpec
    panel: Panel
    features: Features
    world: World


def draw_case(kind: str, seed: int) -> Case:
    """Return the world of a kind of outcome and a seed."""
    rng = np.random.default_rng([KINDS.index(kind), seed])
    features = Features.drawn(rng)
    spec = _spec(kind, features, rng)
    panel = _panel(kind, features, rng)
    model = build_model(spec, panel).model
    if features.experiments:
        model = replace(model, experiments=_experiments(model, panel, rng))
    truth = draw_truth(model, rng)
    seats = _seats(kind, rng) if features.seats else panel.seats
    world = with_measured_lifts(with_outcome(model, truth, seats=seats, rng=rng), rng)
    # A panel holds no negative enrolments, which normal worlds may have; only its prices and seats are used.
    sold = np.maximum(world.model.outcome, 0.0)
    return Case(spec=spec, panel=replace(panel, seats=seats, enrolments=sold), features=features, world=world)


def _spec(kind: str, features: Features, rng: np.random.Generator) -> ResponseSpec:
    levers = [
        LeverSpec(
            id=name,
            title=name,
            training=bool(rng.random() < 0.5),
            carry_over=str(rng.choice(list(CARRY_OVERS))),
            saturation=str(rng.choice(list(SATURATIONS))),
        )
        for name in LEVERS
    ]
    if features.families:  # one lever in two places: the same formulas, one course each
        first = replace(levers[0], family="both", courses=(COURSES[0],))
        levers[:2] = [first, replace(first, id=LEVERS[1], courses=(COURSES[1],))]
    elif not features.share_belief and rng.random() < 0.3:
        levers[3] = replace(levers[3], courses=(COURSES[0],))
    own = (False, features.own_sales)
    return ResponseSpec(
        levers=tuple(levers),
        courses=tuple(
            CourseSpec(
                id=course,
                title=course,
                priced=True,
                price_factor=str(rng.choice(PRICE_FACTORS)),
                own_sales=is_own,
            )
            for course, is_own in zip(COURSES, own, strict=True)
        ),
        country="CN",
        currency="CNY",
        choices=FitChoices(
            coupling="sum" if kind == "normal" else "product",
            outcome=kind,
            pooled=features.pooled,
            marketing_share=Range(0.15, 0.5) if features.share_belief else None,
        ),
    )


def _panel(kind: str, features: Features, rng: np.random.Generator) -> Panel:
    """Return a history whose enrolments are typical in every week: the scale that priors take from data."""
    first = date(2025, 1, 6)
    enrolments = np.full((2, WEEKS), TYPICAL_WEEK[kind])
    if features.missing_weeks:
        for row in enrolments:
            row[rng.choice(FIRST_EXPERIMENT, MISSING_WEEKS, replace=False)] = np.nan
    inputs = spending(len(LEVERS), WEEKS, rng)
    frequency = None
    if features.frequency:
        frequency = np.full(inputs.shape, np.nan)
        frequency[0] = rng.gamma(8.0, 0.4, WEEKS)
    return Panel(
        weeks=tuple(first + timedelta(weeks=week) for week in range(WEEKS)),
        courses=COURSES,
        levers=LEVERS,
        controls=(),
        currency="CNY",
        enrolments=enrolments,
        price=np.stack([price_path(price, WEEKS, rng) for price in PRICES]),
        seats=np.full(enrolments.shape, np.inf),
        inputs=inputs,
        spend=inputs,
        control_values=np.zeros((0, WEEKS)),
        refund_rate=np.full(2, 0.06),
        completion_rate=np.full(2, 0.5),
        realised_rate=np.full(2, 0.97),
        frequency=frequency,
    )


def spending(levers: int, weeks: int, rng: np.random.Generator) -> Floats:
    """Return waves with noise, some in flights of four weeks, ``(lever, week)``."""
    rows = []
    for _ in range(levers):
        level = rng.uniform(2000, 10000)
        wave = 1 + 0.4 * np.sin(2 * np.pi * (np.arange(weeks) / rng.uniform(17, 60) + rng.uniform()))
        on = np.repeat(rng.random(-(-weeks // 4)) < rng.uniform(0.4, 1.0), 4)[:weeks]
        on[rng.integers(8)] = True
        rows.append(level * wave * rng.lognormal(-0.125, 0.5, weeks) * on)
    return np.round(np.stack(rows), 2)


def price_path(price: float, weeks: int, rng: np.random.Generator) -> Floats:
    """Return a list price that changes every quarter, ``(week,)``."""
    steps = rng.choice([0.8, 0.9, 1.0, 1.1, 1.2], size=-(-weeks // 13))
    return np.round(np.repeat(price * steps, 13)[:weeks], 2)


def _seats(kind: str, rng: np.random.Generator) -> Floats:
    """Return seats: limits near a typical week in a few weeks, none in the others."""
    seats = np.full((2, WEEKS), np.inf)
    for row in seats:
        row[rng.choice(WEEKS, SEATED_WEEKS, replace=False)] = round(
            TYPICAL_WEEK[kind] * rng.uniform(0.8, 2.0)
        )
    return seats


def _experiments(model: ResponseModel, panel: Panel, rng: np.random.Generator) -> MeasuredLifts:
    """Return experiments not yet read out: cuts and rises of a lever for some weeks.

    Their errors follow from what is known before the data speak: a third of what the prior expects. A
    normal outcome may drift below zero, of which a lift can be no share: there lifts are enrolments.
    """
    shares = (model.outcome_kinds != codes.NORMAL).all()
    rows: list[dict[str, Any]] = []
    for _ in range(EXPERIMENTS):
        lever = int(rng.integers(len(LEVERS)))
        course = int(rng.choice(np.flatnonzero(model.acts[:, lever])))
        first = int(rng.integers(FIRST_EXPERIMENT, WEEKS - EXPERIMENT_WEEKS))
        last, unit = first + EXPERIMENT_WEEKS - 1, int(rng.integers(2)) * int(shares)
        without = model.inputs[lever].copy()
        without[first : last + 1] *= rng.choice([0.0, 0.5, 2.0])
        lift = np.exp(model.lever_priors[lever].usual_lift.location)
        sold = panel.enrolments[course, first : last + 1].sum()
        error = (0.3 * lift + 0.01) * (1.0 if unit else sold)
        rows.append(
            {
                "lever": lever,
                "course": course,
                "first": first,
                "last": last,
                "unit": unit,
                "error": error,
                "without": without,
            }
        )
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return MeasuredLifts(lift=np.zeros(EXPERIMENTS), **columns)
