"""Summaries of a fitted response: what each lever brought and would bring, how well weeks are described."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.domain.posterior import Posterior
from kuajie.response.baseline import LOG_PRICE, Baseline
from kuajie.response.kernels import impulse_response, saturation_value
from kuajie.response.model import ResponseModel
from kuajie.usecases.fit_answer import (
    LOWER,
    UPPER,
    CourseSummary,
    Interval,
    LeverSummary,
    ResponseCurve,
    WeeklyFit,
)
from kuajie.usecases.predict import expected_demand, limited, predictive
from kuajie.usecases.response_spec import ResponseSpec

CURVE_POINTS = 41
CURVE_REACH = 2.0
LAGS = 104
STEP = 0.01
"""A marginal return is the gain from 1 % more of the usual input."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replay:
    """A thinned posterior replayed over history: lifts, organic and expected enrolments.

    ``lever_lift (draw, lever, week)``, ``side_lift (draw, course, 2, week)``, ``mean (draw, course, week)``.
    """

    spec: ResponseSpec
    panel: Panel
    baseline: Baseline
    model: ResponseModel
    posterior: Posterior
    lever_lift: Floats
    side_lift: Floats
    mean: Floats

    @property
    def net_price(self) -> Floats:
        """Revenue of one enrolment net of refunds and coupons, ``(course, week)``.

        A free course brings no revenue. Where no course has a price, or a table no currency (its outcome may
        itself be money), enrolments are counted instead: 1 each.
        """
        net = self.panel.price * (self.panel.realised_rate * (1 - self.panel.refund_rate))[:, None]
        counted = np.array([course.priced and bool(self.spec.currency) for course in self.spec.courses])
        return np.where(counted[:, None], net, 0.0) if counted.any() else np.ones(net.shape)

    def sold(self, demand: Floats) -> Floats:
        """Return expected enrolments of a demand, E[min(seats, N)], both ``(draw, course, week)``."""
        return limited(demand, self.posterior.get("sigma", self.model.courses), self.panel.seats)[0]

    @property
    def cost_of_input(self) -> Floats:
        """Money per unit of input, ``(lever,)``; 1 where history has no spend."""
        inputs, spend = self.panel.inputs.sum(axis=1), self.panel.spend.sum(axis=1)
        return np.where(inputs > 0, np.where(spend > 0, spend, inputs) / np.maximum(inputs, 1e-12), 1.0)


def replay(
    *,
    spec: ResponseSpec,
    panel: Panel,
    baseline: Baseline,
    model: ResponseModel,
    posterior: Posterior,
    lever_lift: Floats,
) -> Replay:
    """Return the posterior replayed over history."""
    side = side_lifts(model, lever_lift)
    coefficient = posterior.get("coefficient", model.courses, model.terms)
    return Replay(
        spec=spec,
        panel=panel,
        baseline=baseline,
        model=model,
        posterior=posterior,
        lever_lift=lever_lift,
        side_lift=side,
        mean=expected_demand(model.design, coefficient, side),
    )


def side_lifts(model: ResponseModel, lever_lift: Floats) -> Floats:
    """Return x and y of every course, ``(draw, course, 2, week)``, from every lever's lift."""
    on_side = np.stack([model.acts & ~model.training, model.acts & model.training], axis=1).astype(np.float64)
    return np.asarray(np.einsum("csl,dlt->dcst", on_side, lever_lift))


def contributions(history: Replay, lever: int) -> Floats:
    """Return what a lever brought, ``(draw, course, week)``: expected enrolments less those without it.

    Under the product coupling removing β s from x takes the share β s / (1 + x) off demand. Where seats are
    short, only what fits into them counts as brought.
    """
    side = history.side_lift[:, :, int(history.model.training[lever])]
    share = history.lever_lift[:, None, lever] / (1 + side)
    share = np.where(history.model.acts[:, lever][None, :, None], share, 0.0)
    brought = history.sold(history.mean) - history.sold(history.mean * (1 - share))
    return np.asarray(brought * history.panel.on_sale)


def summarise_levers(history: Replay) -> tuple[LeverSummary, ...]:
    """Return one summary per lever."""
    return tuple(_summarise_lever(history, lever) for lever in range(len(history.model.levers)))


def _summarise_lever(history: Replay, lever: int) -> LeverSummary:
    spec, panel, model = history.spec.levers[lever], history.panel, history.model
    brought = contributions(history, lever)
    spend = float(panel.spend[lever].sum()) or float(panel.inputs[lever].sum())
    value = np.einsum("dct,ct->d", brought, history.net_price)
    return LeverSummary(
        id=spec.id,
        title=spec.title,
        training=spec.training,
        spend=spend,
        enrolments=Interval.of(brought.sum(axis=(1, 2))),
        return_on_spend=Interval.of(value / spend) if spend else None,
        marginal_return=Interval.of(_marginal(history, lever)),
        prior_return=_prior_return(history, lever, brought=brought, value=value / spend) if spend else None,
        half_life=Interval.of(half_life(model, history.posterior, lever)),
        learned=_learned(model, history.posterior, lever),
    )


def _prior_return(history: Replay, lever: int, *, brought: Floats, value: Floats) -> Interval:
    """Return what the prior on the usual lift says of the return, all else at its posterior median."""
    del brought
    lift = history.posterior.get("usual_lift", history.model.levers)[:, lever]
    prior = history.model.lever_priors[lever].usual_lift
    per_lift = float(np.median(value / lift))
    scores = {"lower": -1.6448536, "median": 0.0, "upper": 1.6448536}
    ends = {name: per_lift * math.exp(prior.location + prior.spread * z) for name, z in scores.items()}
    return Interval(mean=per_lift * math.exp(prior.location + prior.spread**2 / 2), **ends)


def _learned(model: ResponseModel, posterior: Posterior, lever: int) -> float:
    spread = float(np.std(np.log(posterior.get("usual_lift", model.levers)[:, lever])))
    return max(0.0, 1.0 - spread / model.lever_priors[lever].usual_lift.spread)


def _steady_lift(history: Replay, lever: int, inputs: Floats) -> Floats:
    """Return the lift of constant inputs, ``(draw, point)``: carry-over is normalised, so stock = input."""
    draws, kind = history.posterior, int(history.model.saturation_kinds[lever])
    levers = history.model.levers
    strength, scale, slope = (draws.get(name, levers)[:, lever] for name in ("strength", "scale", "slope"))
    return np.array(
        [
            [beta * saturation_value(kind, float(level), k, h) for level in inputs]
            for beta, k, h in zip(strength, scale, slope, strict=True)
        ]
    )


def _typical_demand(history: Replay, lever: int) -> Floats:
    """Return mean weekly enrolments per unit of the lever's side, ``(draw, course)``: demand over 1 + x.

    The mean goes over the weeks in which a course was on sale. Where seats are short, further demand brings
    only the part that still finds a seat.
    """
    side = history.side_lift[:, :, int(history.model.training[lever])]
    sigma = history.posterior.get("sigma", history.model.courses)
    room = limited(history.mean, sigma, history.panel.seats)[1]
    on_sale = history.panel.on_sale
    typical = (history.mean * room / (1 + side) * on_sale).sum(axis=2) / np.maximum(on_sale.sum(axis=1), 1)
    return np.asarray(typical * history.model.acts[:, lever])


def _marginal(history: Replay, lever: int) -> Floats:
    usual = float(history.model.usual[lever])
    lift = _steady_lift(history, lever, np.array([usual, usual * (1 + STEP)]))
    price = history.net_price.mean(axis=1)
    gain = (lift[:, 1] - lift[:, 0]) * (_typical_demand(history, lever) @ price)
    return np.asarray(gain / (usual * STEP * history.cost_of_input[lever]))


def response_curves(history: Replay) -> tuple[ResponseCurve, ...]:
    """Return one curve per lever, from nothing to twice the largest weekly input of history."""
    return tuple(_response_curve(history, lever) for lever in range(len(history.model.levers)))


def _response_curve(history: Replay, lever: int) -> ResponseCurve:
    usual = float(history.model.usual[lever])
    top = max(float(history.panel.inputs[lever].max()), usual) * CURVE_REACH
    inputs = np.linspace(0.0, top, CURVE_POINTS)
    gain = _steady_lift(history, lever, inputs) * _typical_demand(history, lever).sum(axis=1)[:, None]
    cost = float(history.cost_of_input[lever])
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
    weights = np.empty(LAGS)
    found = []
    draws = (posterior.get(name, model.levers)[:, lever] for name in ("carry_0", "carry_1"))
    for first, second in zip(*draws, strict=True):
        impulse_response(int(model.carry_kinds[lever]), first, second, weights)
        reached = np.concatenate([[0.0], np.cumsum(weights)])
        found.append(float(np.interp(0.5, reached, np.arange(LAGS + 1))))
    return np.array(found)


def summarise_courses(history: Replay) -> tuple[CourseSummary, ...]:
    """Return one summary per course."""
    return tuple(_summarise_course(history, course) for course in range(len(history.model.courses)))


def _summarise_course(history: Replay, course: int) -> CourseSummary:
    model, draws, spec = history.model, history.posterior, history.spec.courses[course]
    both = (1 + history.side_lift[:, :, 0]) * (1 + history.side_lift[:, :, 1])
    weeks = history.panel.on_sale[course]
    sold = history.sold(history.mean)[:, course][:, weeks].sum(axis=1)
    brought = 1 - history.sold(history.mean / both)[:, course][:, weeks].sum(axis=1) / sold
    price_term = model.terms.index(LOG_PRICE)
    coefficient = draws.get("coefficient", model.courses, model.terms)[:, course, price_term]
    return CourseSummary(
        id=spec.id,
        title=spec.title,
        enrolments=float(np.nansum(history.panel.enrolments[course])),
        lever_share=Interval.of(brought),
        elasticity=Interval.of(-coefficient) if spec.elastic else None,
        sigma=Interval.of(draws.get("sigma", model.courses)[:, course]),
    )


def describe_weeks(history: Replay, *, rng: np.random.Generator) -> WeeklyFit:
    """Return observed and expected enrolments of every week with predictive intervals."""
    sigma = history.posterior.get("sigma", history.model.courses)
    draws = predictive(history.mean, sigma, seats=history.panel.seats, rng=rng)
    both = (1 + history.side_lift[:, :, 0]) * (1 + history.side_lift[:, :, 1])
    return WeeklyFit(
        observed=history.panel.enrolments,
        organic=history.sold(history.mean / both).mean(axis=0),
        mean=draws.mean(axis=0),
        lower=np.quantile(draws, LOWER, axis=0),
        upper=np.quantile(draws, UPPER, axis=0),
    )
