"""Worlds drawn from the model's own priors: truth and model of one family, to prove calibration on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from benchmarks.prior_worlds import Truth, draw_outcome, draw_truth, true_weeks, with_coefficient
from kuajie.domain.calendar import Horizon
from kuajie.domain.course import Course
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.panel import Floats, Panel
from kuajie.domain.party import Party, Role
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Budgets, Terms
from kuajie.usecases.build_model import build_model
from kuajie.usecases.predict import Weeks
from kuajie.usecases.response_spec import ResponseSpec

WEEKS, HORIZON = 156, 12
PRICES = (299.0, 799.0)
TYPICAL_WEEK = (120.0, 60.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """A programme, its history, and the parameters that made it, as a posterior of one draw."""

    programme: Programme
    spec: ResponseSpec
    panel: Panel
    truth: Posterior
    returns: Floats


def draw_world(seed: int) -> World:
    """Return a world whose parameters come from the default priors and whose outcome from the model."""
    rng = np.random.default_rng(seed)
    start = date(2026, 11, 30)
    weeks = tuple(start - timedelta(weeks=back) for back in range(WEEKS, 0, -1))
    inputs = _spending(rng)
    programme = _programme(start, inputs)
    spec = ResponseSpec.of_programme(programme)
    price = np.stack([_price_path(rng, price) for price in PRICES])
    blank = _panel(programme, weeks, inputs=inputs, price=price, enrolments=np.ones((2, WEEKS)))
    model = build_model(spec, blank).model
    truth = _at_typical_level(draw_truth(model, rng), rng)
    outcome = draw_outcome(model, truth, seats=blank.seats, rng=rng)
    panel = _panel(programme, weeks, inputs=inputs, price=price, enrolments=outcome)
    returns = true_returns(true_weeks(model, truth), panel)
    return World(programme=programme, spec=spec, panel=panel, truth=truth.posterior, returns=returns)


def _at_typical_level(truth: Truth, rng: np.random.Generator) -> Truth:
    """Put the level where programmes are; a fit centres its vague prior of the level on its data anyhow."""
    coefficient = truth.posterior.variables["coefficient"].values.copy()
    coefficient[:, :, 0] = np.log(TYPICAL_WEEK) + 0.3 * rng.standard_normal(2)
    return Truth(scores=truth.scores, posterior=with_coefficient(truth.posterior, coefficient))


def true_returns(weeks: Weeks, panel: Panel) -> Floats:
    """Return net revenue per yuan of every lever, by taking each out of the product in turn."""
    net = panel.price * (panel.realised_rate * (1 - panel.refund_rate))[:, None]
    mean, model = weeks.mean[0], weeks.model
    found = []
    for lever, own in enumerate(weeks.lever_lift[0]):
        side = weeks.sides[0, :, int(model.training[lever])]
        share = np.where(model.acts[:, [lever]], own / (1 + side), 0.0)
        found.append((mean * share * net).sum() / panel.spend[lever].sum())
    return np.array(found)


LEVERS = (
    ("short_video", "p", LeverKind.MARKETING, 9000.0),
    ("search", "p", LeverKind.MARKETING, 6000.0),
    ("community", "p", LeverKind.MARKETING, 3000.0),
    ("tutoring", "e", LeverKind.TRAINING, 5000.0),
    ("live", "e", LeverKind.TRAINING, 4000.0),
    ("content", "e", LeverKind.TRAINING, 6000.0),
)


def _spending(rng: np.random.Generator) -> Floats:
    """Return flights, pulses and steady spends with independent variation, ``(lever, week)``."""
    rows = []
    for place, (_, _, _, level) in enumerate(LEVERS):
        wave = 1 + 0.4 * np.sin(2 * np.pi * (np.arange(WEEKS) / rng.uniform(17, 60) + rng.uniform()))
        noise = rng.lognormal(-0.125, 0.5, WEEKS)
        on = np.repeat(rng.random(WEEKS // 4) < (0.6 if place % 3 == 1 else 0.9), 4)
        rows.append(level * wave * noise * on)
    return np.round(np.stack(rows), 2)


def _price_path(rng: np.random.Generator, price: float) -> Floats:
    steps = rng.choice([0.85, 0.9, 1.0, 1.0, 1.1, 1.15], size=WEEKS // 13)
    return np.round(np.repeat(price * steps, 13), 2)


def _panel(
    programme: Programme, weeks: tuple[date, ...], *, inputs: Floats, price: Floats, enrolments: Floats
) -> Panel:
    return Panel(
        weeks=weeks,
        courses=programme.course_ids,
        levers=programme.lever_ids,
        controls=(),
        currency="CNY",
        enrolments=enrolments,
        price=price,
        seats=np.full(enrolments.shape, np.inf),
        inputs=inputs,
        spend=inputs,
        control_values=np.zeros((0, WEEKS)),
        refund_rate=np.full(2, 0.06),
        completion_rate=np.full(2, 0.5),
        realised_rate=np.full(2, 0.97),
    )


def _programme(start: date, inputs: Floats) -> Programme:
    none = Money.zero("CNY")
    last_year = inputs[:, -52 : -52 + HORIZON]
    budget = {
        party: Money.nearest(
            round(sum(row.sum() for row, lever in zip(last_year, LEVERS, strict=True) if lever[1] == party)),
            "CNY",
        )
        for party in ("p", "e")
    }
    return Programme(
        id="same-family",
        title="same family",
        currency="CNY",
        time_zone="Asia/Shanghai",
        country="CN",
        parties=(
            Party(id="p", name="P", role=Role.PLATFORM, outside_profit=none),
            Party(id="e", name="E", role=Role.INSTITUTION, outside_profit=none),
        ),
        courses=tuple(_course(f"J{place + 1}", price) for place, price in enumerate(PRICES)),
        levers=tuple(_lever(*row, top=float(inputs[place].max())) for place, row in enumerate(LEVERS)),
        horizon=Horizon(start, HORIZON),
        budgets=Budgets(by_party=budget),
        terms=Terms(revenue_shares={"p": Fraction(1, 2), "e": Fraction(1, 2)}),
    )


def _course(course_id: str, price: float) -> Course:
    menu = tuple(Money.nearest(round(price * step), "CNY") for step in (0.85, 0.92, 1.0, 1.08, 1.15))
    costs = {"p": Money.nearest(round(0.1 * price), "CNY"), "e": Money.nearest(round(0.25 * price), "CNY")}
    return Course(
        id=course_id,
        title=course_id,
        seller="p",
        requires=("p", "e"),
        price=Money.nearest(price, "CNY"),
        price_choices=menu,
        unit_costs=costs,
    )


def _lever(name: str, party: str, kind: LeverKind, level: float, *, top: float) -> Lever:
    none = Money.zero("CNY")
    return Lever(
        id=name,
        title=name,
        party=party,
        kind=kind,
        unit=Unit.MONEY,
        unit_cost=Money.of(1, "CNY"),
        weekly_min=none,
        weekly_max=Money.nearest(round(max(top, level)), "CNY"),
        set_up_cost=none,
        min_if_used=none,
    )
