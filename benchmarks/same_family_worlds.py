"""Worlds drawn from the model's own priors: truth and model of one family, to prove calibration on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from kuajie.domain.calendar import Horizon
from kuajie.domain.course import Course
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.panel import Floats, Panel
from kuajie.domain.party import Party, Role
from kuajie.domain.posterior import Labelled, Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Budgets, Terms
from kuajie.response.draws import decode, lever_lifts
from kuajie.response.model import SLOTS, ResponseModel
from kuajie.usecases.build_model import BuiltModel, build_model
from kuajie.usecases.fit_summary import side_lifts
from kuajie.usecases.predict import expected_demand
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
    built = build_model(spec, blank)
    z = rng.standard_normal((1, len(built.model.parameters)))
    values = _truth(built, z, rng)
    model = built.model
    lifts = lever_lifts(model, z)
    side = side_lifts(model, lifts)
    mean = expected_demand(model.design, values["coefficient"], side)[0]
    sigma = values["sigma"][0][:, None]
    outcome = mean * np.exp(sigma * rng.standard_normal(mean.shape) - sigma**2 / 2)
    panel = _panel(programme, weeks, inputs=inputs, price=price, enrolments=outcome)
    returns = true_returns(model, panel, lifts[0], side[0], mean)
    return World(
        programme=programme, spec=spec, panel=panel, truth=as_posterior(model, values), returns=returns
    )


def _truth(built: BuiltModel, z: Floats, rng: np.random.Generator) -> dict[str, Floats]:
    """Decode prior z-scores; the baseline, which decoding would draw given data, is drawn from its prior."""
    values = decode(built.model, z, rng=rng)
    shape = built.model.coefficient_location.shape
    coefficient = built.model.coefficient_location + built.model.coefficient_spread * rng.standard_normal(
        shape
    )
    coefficient[:, 0] = np.log(TYPICAL_WEEK) + 0.3 * rng.standard_normal(2)
    return values | {"coefficient": coefficient[None]}


def as_posterior(model: ResponseModel, values: dict[str, Floats]) -> Posterior:
    """Return true parameters as a posterior of one draw."""
    dims: dict[str, tuple[str, ...]] = dict.fromkeys((*SLOTS, "strength"), ("draw", "lever"))
    dims |= {"sigma": ("draw", "course"), "coefficient": ("draw", "course", "term")}
    return Posterior(
        coords={"lever": model.levers, "course": model.courses, "term": model.terms},
        chain=(0,),
        variables={name: Labelled(axes, values[name]) for name, axes in dims.items()},
    )


def true_returns(model: ResponseModel, panel: Panel, lifts: Floats, side: Floats, mean: Floats) -> Floats:
    """Return net revenue per yuan of every lever, by taking each out of the product in turn."""
    net = panel.price * (panel.realised_rate * (1 - panel.refund_rate))[:, None]
    found = []
    for lever in range(len(model.levers)):
        own = side[:, int(model.training[lever])]
        without = mean * (1 + own - lifts[lever]) / (1 + own)
        lost = np.where(model.acts[:, [lever]], mean - without, 0.0)
        found.append((lost * net).sum() / panel.spend[lever].sum())
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
