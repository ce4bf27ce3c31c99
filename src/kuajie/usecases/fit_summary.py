"""Summaries of a fitted response: what each lever brought and would bring, how well weeks are described."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.domain.posterior import Posterior
from kuajie.response import codes
from kuajie.response.kernels import impulse_response
from kuajie.response.model import ResponseModel
from kuajie.response.registry import SATURATIONS
from kuajie.usecases.fit_answer import (
    LOWER,
    UPPER,
    Contributions,
    CourseSummary,
    Interval,
    LeverSummary,
    ResponseCurve,
    WeeklyFit,
)
from kuajie.usecases.predict import Weeks, elasticity_at
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.usecases.value import cost_of_input, net_price

CURVE_POINTS = 41
CURVE_REACH = 2.0
LAGS = 104
LEAST_RETENTION, MOST_RETENTION = 1e-12, 1.0 - 1e-12
STEP = 0.01
"""A marginal return is the gain from 1 % more of the usual input."""


@dataclass(frozen=True, kw_only=True, eq=False)  # without slots: derived arrays are kept
class Replay:
    """A thinned posterior replayed over history."""

    spec: ResponseSpec
    panel: Panel
    model: ResponseModel
    posterior: Posterior
    weeks: Weeks

    @cached_property
    def mean(self) -> Floats:
        """Expected demand, ``(draw, course, week)``."""
        return self.weeks.mean

    @cached_property
    def sold(self) -> Floats:
        """Expected enrolments, E[min(seats, N)], ``(draw, course, week)``."""
        return self.weeks.sold(self.mean, self.panel.seats)[0]

    def brought(self, lever: int) -> Floats:
        """Return what a lever brought, ``(draw, course, week)``: expected enrolments less those without it.

        Where seats are short, only what fits into them counts as brought.
        """
        without = self.weeks.sold(self.weeks.without(lever), self.panel.seats)[0]
        return np.asarray((self.sold - without) * self.panel.on_sale)


def replay(
    *, spec: ResponseSpec, panel: Panel, model: ResponseModel, posterior: Posterior, lever_lift: Floats
) -> Replay:
    """Return the posterior replayed over history."""
    weeks = Weeks.of(model, posterior, design=model.design, price=panel.price, lever_lift=lever_lift)
    return Replay(spec=spec, panel=panel, model=model, posterior=posterior, weeks=weeks)


def summarise_levers(
    history: Replay, *, prior_returns: tuple[Interval | None, ...] = ()
) -> tuple[tuple[LeverSummary, ...], Contributions]:
    """Return one summary per lever, and what each brought week by week."""
    known = prior_returns or (None,) * len(history.model.levers)
    summaries, weekly = [], []
    for lever, prior_return in enumerate(known):
        brought = history.brought(lever)
        summaries.append(_summarise_lever(history, lever, brought, prior_return))
        weekly.append(describe(brought.sum(axis=1)))
    arrays = np.stack(weekly) if weekly else np.zeros((0, 3, history.model.weeks))
    return tuple(summaries), Contributions(mean=arrays[:, 0], lower=arrays[:, 1], upper=arrays[:, 2])


def describe(draws: Floats) -> Floats:
    """Return mean and ends of the 90 % interval over draws, stacked first; ``draws (draw, ...)``."""
    return np.stack([draws.mean(axis=0), *np.quantile(draws, [LOWER, UPPER], axis=0)])


def spend_of(panel: Panel, lever: int) -> float:
    """Return what went into a lever over history, in money, or in its own unit where no money is known."""
    return float(panel.spend[lever].sum()) or float(panel.inputs[lever].sum())


def returns(history: Replay, lever: int, brought: Floats) -> Floats | None:
    """Return the return on spend, ``(draw,)``; ``None`` where nothing was spent."""
    spend = spend_of(history.panel, lever)
    value = np.einsum("dct,ct->d", brought, net_price(history.spec, history.panel))
    return np.asarray(value / spend) if spend else None


def _summarise_lever(
    history: Replay, lever: int, brought: Floats, prior_return: Interval | None
) -> LeverSummary:
    spec, model = history.spec.levers[lever], history.model
    back = returns(history, lever, brought)
    return LeverSummary(
        id=spec.id,
        title=spec.title,
        training=spec.training,
        spend=spend_of(history.panel, lever),
        enrolments=Interval.of(brought.sum(axis=(1, 2))),
        return_on_spend=Interval.of(back) if back is not None else None,
        marginal_return=Interval.of(_marginal(history, lever)),
        prior_return=prior_return,
        half_life=Interval.of(half_life(model, history.posterior, lever)),
        learned=_learned(model, history.posterior, lever),
    )


def _learned(model: ResponseModel, posterior: Posterior, lever: int) -> float:
    spread = float(np.std(np.log(posterior.get("usual_lift", model.levers)[:, lever])))
    return max(0.0, 1.0 - spread / model.lever_priors[lever].usual_lift.spread)


def _steady_lift(history: Replay, lever: int, inputs: Floats) -> Floats:
    """Return the lift of constant inputs, ``(draw, point)``: carry-over is normalised, so stock = input.

    A lever given as reach saturates in frequency, which stays at its usual value: its lift grows with reach.
    """
    draws, model = history.posterior, history.model
    levers = model.levers
    row = next(row for row in SATURATIONS.values() if row.code == model.saturation_kinds[lever])
    values = {name: draws.get(name, levers)[:, lever, None] for name in ("scale", "slope")}
    named = {name: values[name] for name in row.parameter_names}
    strength = draws.get("strength", levers)[:, lever, None]
    if np.isnan(model.frequency[lever]).all():
        return np.asarray(strength * row.value(inputs[None], **named))
    return np.asarray(strength * row.value(model.usual[lever : lever + 1], **named) * inputs)


def _typical_demand(history: Replay, lever: int) -> Floats:
    """Return mean weekly enrolments per unit of the lever's lift, ``(draw, course)``.

    The mean goes over the weeks in which a course was on sale. Where seats are short, further demand brings
    only the part that still finds a seat.
    """
    room = history.weeks.sold(history.mean, history.panel.seats)[1]
    on_sale = history.panel.on_sale
    per_lift = history.weeks.per_lift(lever) * room * on_sale
    return np.asarray(per_lift.sum(axis=2) / np.maximum(on_sale.sum(axis=1), 1))


def _marginal(history: Replay, lever: int) -> Floats:
    usual = usual_week(history, lever)
    lift = _steady_lift(history, lever, np.array([usual, usual * (1 + STEP)]))
    price = net_price(history.spec, history.panel).mean(axis=1)
    gain = (lift[:, 1] - lift[:, 0]) * (_typical_demand(history, lever) @ price)
    return np.asarray(gain / (usual * STEP * cost_of_input(history.panel)[lever]))


def usual_week(history: Replay, lever: int) -> float:
    """Return a lever's usual weekly input: its mean over the weeks in which it was used."""
    inputs = history.panel.inputs[lever]
    return float(inputs[inputs > 0].mean()) if inputs.any() else float(history.model.usual[lever])


def response_curves(history: Replay) -> tuple[ResponseCurve, ...]:
    """Return one curve per lever, from nothing to twice the largest weekly input of history."""
    return tuple(_response_curve(history, lever) for lever in range(len(history.model.levers)))


def _response_curve(history: Replay, lever: int) -> ResponseCurve:
    usual = usual_week(history, lever)
    top = max(float(history.panel.inputs[lever].max()), usual) * CURVE_REACH
    inputs = np.linspace(0.0, top, CURVE_POINTS)
    gain = _steady_lift(history, lever, inputs) * _typical_demand(history, lever).sum(axis=1)[:, None]
    cost = float(cost_of_input(history.panel)[lever])
    return ResponseCurve(
        lever=history.model.levers[lever],
        spend=inputs * cost,
        mean=gain.mean(axis=0),
        lower=np.quantile(gain, LOWER, axis=0),
        upper=np.quantile(gain, UPPER, axis=0),
        usual_spend=usual * cost,
    )


def half_life(model: ResponseModel, posterior: Posterior, lever: int) -> Floats:
    """Return in how many weeks half of a spend's effect has come, ``(draw,)``.

    For geometric carry-over this is log(1/2) / log(retention); others are read off the impulse response.
    """
    first, second = (posterior.get(name, model.levers)[:, lever] for name in ("carry_0", "carry_1"))
    kind = int(model.carry_kinds[lever])
    if kind == codes.GEOMETRIC:
        return np.asarray(np.log(0.5) / np.log(np.clip(first, LEAST_RETENTION, MOST_RETENTION)))
    weights, found = np.empty(LAGS), []
    for p0, p1 in zip(first, second, strict=True):
        impulse_response(kind, p0, p1, weights)
        reached = np.concatenate([[0.0], np.cumsum(weights)])
        found.append(float(np.interp(0.5, reached, np.arange(LAGS + 1))))
    return np.array(found)


def summarise_courses(history: Replay) -> tuple[CourseSummary, ...]:
    """Return one summary per course."""
    organic = history.weeks.sold(history.weeks.organic, history.panel.seats)[0]
    return tuple(
        _summarise_course(history, course, organic[:, course]) for course in range(len(history.model.courses))
    )


def _summarise_course(history: Replay, course: int, organic: Floats) -> CourseSummary:
    model, draws, spec = history.model, history.posterior, history.spec.courses[course]
    weeks = history.panel.on_sale[course]
    sold = history.sold[:, course][:, weeks].sum(axis=1)
    price = float(np.exp(np.log(history.panel.price[course]).mean())) if spec.elastic else 0.0
    elasticity = elasticity_at(model, draws, course, price) if spec.elastic else None
    return CourseSummary(
        id=spec.id,
        title=spec.title,
        enrolments=float(np.nansum(history.panel.enrolments[course])),
        lever_share=Interval.of(1 - organic[:, weeks].sum(axis=1) / sold),
        elasticity=Interval.of(elasticity) if elasticity is not None else None,
        sigma=Interval.of(draws.get("sigma", model.courses)[:, course]),
    )


def describe_weeks(history: Replay, *, rng: np.random.Generator) -> tuple[WeeklyFit, Floats]:
    """Return observed and expected enrolments of every week, and the predictive draws behind them."""
    draws = history.weeks.outcomes(seats=history.panel.seats, rng=rng)
    mean, lower, upper = describe(draws)
    organic = history.weeks.sold(history.weeks.organic, history.panel.seats)[0].mean(axis=0)
    weekly = WeeklyFit(
        observed=history.panel.enrolments, organic=organic, mean=mean, lower=lower, upper=upper
    )
    return weekly, draws
