"""What a fitted response expects of given weeks, draw by draw, and how far weeks scatter around that."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.response import codes
from kuajie.response.baseline import LOG_PRICE
from kuajie.response.expected_sales import (
    expected_sales_lognormal,
    expected_sales_negative_binomial,
    expected_sales_normal,
)
from kuajie.response.model import ResponseModel
from kuajie.response.registry import PRICE_FACTORS

MOST_CONCENTRATION = 1e8
"""Above this a negative binomial is Poisson to the last digit, and samplers of it overflow."""

FEWEST_EXPECTED = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weeks:
    """Some weeks under a posterior: what demand is made of.

    ``base (draw, course, week)`` is the baseline on its own scale; ``log_price`` log g, same shape;
    ``lever_lift (draw, lever, week)`` the weekly lifts; ``reach`` and ``halo (draw, course, lever)``;
    ``scatter (draw, course)`` σ, or the concentration of counted courses.
    """

    model: ResponseModel
    base: Floats
    log_price: Floats
    lever_lift: Floats
    reach: Floats
    halo: Floats
    scatter: Floats

    @classmethod
    def of(
        cls, model: ResponseModel, posterior: Posterior, *, design: Floats, price: Floats, lever_lift: Floats
    ) -> Weeks:
        """Return the weeks of ``design (course, week, term)`` at ``price (course, week)``."""
        coefficient = posterior.get("coefficient", model.courses, model.terms)
        sigma = posterior.get("sigma", model.courses)
        return cls(
            model=model,
            base=np.einsum("ctp,dcp->dct", design, coefficient),
            log_price=log_price_factor(model, posterior, price),
            lever_lift=lever_lift,
            reach=posterior.get("reach", model.courses, model.levers),
            halo=posterior.get("halo", model.courses, model.levers),
            scatter=np.where(model.counted, posterior.get("concentration", model.courses), sigma),
        )

    @property
    def sides(self) -> Floats:
        """x, y and the sum of effects of either sign of every course, ``(draw, course, 3, week)``."""
        training = self.model.training
        parts = (self.reach * ~training, self.reach * training, self.halo)
        return np.stack([np.matmul(part, self.lever_lift) for part in parts], axis=2)

    @property
    def mean(self) -> Floats:
        """Expected demand μ, ``(draw, course, week)``."""
        return self._mean(self.sides)

    @property
    def organic(self) -> Floats:
        """Expected demand without any lever."""
        return self._mean(np.zeros((*self.base.shape[:2], 3, self.base.shape[2])))

    def without(self, lever: int) -> Floats:
        """Return expected demand had one lever never been used."""
        lift = self.lever_lift.copy()
        lift[:, lever] = 0.0
        return replace(self, lever_lift=lift).mean

    def _mean(self, sides: Floats) -> Floats:
        marketing, training, halo = sides[:, :, 0], sides[:, :, 1], sides[:, :, 2]
        if self.model.coupling == codes.SUM:
            linear = self.base + marketing + training + halo
            return np.asarray(self.model.unit[:, None] * np.exp(self.log_price) * linear)
        return np.asarray(np.exp(self.base + self.log_price + halo) * (1 + marketing) * (1 + training))

    def per_lift(self, lever: int) -> Floats:
        """Return the slope of expected demand in a lever's weekly lift, ``(draw, course, week)``."""
        reach, halo = self.reach[:, :, lever, None], self.halo[:, :, lever, None]
        if self.model.coupling == codes.SUM:
            return np.asarray(self.model.unit[:, None] * np.exp(self.log_price) * (reach + halo))
        side = self.sides[:, :, int(self.model.training[lever])]
        return np.asarray(self.mean * (reach / (1 + side) + halo))

    def sold(self, demand: Floats, seats: Floats) -> tuple[Floats, Floats]:
        """Return E[min(seats, N)] of a demand with mean ``demand``, and its slope in it.

        ``seats (course, week)``, infinite where there is no limit; courses without one need no formula.
        """
        sold, slope = demand.copy(), np.ones(demand.shape)
        for course in np.flatnonzero(np.isfinite(seats).any(axis=1)):
            sold[:, course], slope[:, course] = self._limited(int(course), demand[:, course], seats[course])
        return sold, slope

    def _limited(self, course: int, demand: Floats, seats: Floats) -> tuple[Floats, Floats]:
        spread = np.repeat(self.scatter[:, course, None], demand.shape[1], axis=1)
        kind = int(self.model.outcome_kinds[course])
        if kind == codes.NORMAL:
            spread = spread * self.model.unit[course] * np.exp(self.log_price[:, course])
            found = expected_sales_normal(demand, sigma=spread, seats=seats)
        elif kind == codes.NEGATIVE_BINOMIAL:
            spread = np.minimum(spread, MOST_CONCENTRATION)
            found = expected_sales_negative_binomial(demand, concentration=spread, seats=seats)
        else:
            found = expected_sales_lognormal(demand, sigma=spread, seats=seats)
        return np.asarray(found.value), np.asarray(found.by_mean)

    def outcomes(self, *, seats: Floats, rng: np.random.Generator) -> Floats:
        """Return draws of weekly enrolments around the mean, cut at the seats, ``(draw, course, week)``."""
        mean = self.mean
        found = np.empty(mean.shape)
        for course, kind in enumerate(self.model.outcome_kinds):
            found[:, course] = self._scattered(course, int(kind), mean[:, course], rng)
        return np.minimum(found, seats)

    def _scattered(self, course: int, kind: int, mean: Floats, rng: np.random.Generator) -> Floats:
        spread = self.scatter[:, course, None]
        if kind == codes.NEGATIVE_BINOMIAL:
            shape = np.minimum(spread, MOST_CONCENTRATION)
            rate = rng.gamma(np.broadcast_to(shape, mean.shape)) * (mean / shape)
            return rng.poisson(np.minimum(rate, MOST_CONCENTRATION)).astype(np.float64)
        noise = rng.standard_normal(mean.shape)
        if kind == codes.NORMAL:
            unit = self.model.unit[course] * np.exp(self.log_price[:, course])
            return np.asarray(mean + unit * spread * noise)
        return np.asarray(mean * np.exp(spread * noise - spread**2 / 2))


def log_price_factor(model: ResponseModel, posterior: Posterior, price: Floats) -> Floats:
    """Return log g at ``price (course, week)``, ``(draw, course, week)``; 0 where no price effect is sampled.

    A price effect that is linear in logs is in the baseline's design and not here.
    """
    values = [posterior.get(f"price_{place}", model.courses) for place in range(3)]
    found = np.zeros((posterior.draws, *price.shape))
    for course, code in enumerate(model.price_kinds):
        if code != codes.ABSENT:
            factor = next(row for row in PRICE_FACTORS.values() if row.code == code)
            named = {
                name: value[:, course, None]
                for name, value in zip(factor.parameter_names, values, strict=False)
            }
            found[:, course] = np.log(np.maximum(factor.value(price[course], **named), FEWEST_EXPECTED))
    return found


def elasticity_at(model: ResponseModel, posterior: Posterior, course: int, price: float) -> Floats:
    """Return minus the elasticity of demand in price at ``price``, ``(draw,)``: per cent lost per cent."""
    if model.price_kinds[course] == codes.ABSENT:
        coefficient = posterior.get("coefficient", model.courses, model.terms)
        return -coefficient[:, course, model.terms.index(LOG_PRICE)]
    prices = np.full((len(model.courses), 2), price) * np.array([1.0, 1.001])
    factor = log_price_factor(model, posterior, prices)[:, course]
    return np.asarray((factor[:, 0] - factor[:, 1]) / np.log(1.001))


def crps(draws: Floats, observed: Floats) -> Floats:
    """Return the continuous ranked probability score of ensembles (Gneiting and Raftery 2007).

    ``draws (draw, ...)``, ``observed (...)``: E|X - y| - E|X - X'| / 2, the second term from sorted draws.
    """
    count = draws.shape[0]
    ordered = np.sort(draws, axis=0)
    weights = (2 * np.arange(1, count + 1) - count - 1).reshape(-1, *([1] * (draws.ndim - 1)))
    spread = (weights * ordered).sum(axis=0) / count**2
    return np.asarray(np.abs(draws - observed).mean(axis=0) - spread)
