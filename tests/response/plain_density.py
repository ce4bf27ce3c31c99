"""The log density of a response model, written plainly: the formulas of the registry and dense covariances.

One text serves two witnesses. On NumPy arrays the distributions are SciPy's; on PyTorch tensors they are
PyTorch's, and its autograd gives the gradient. Nothing here is taken from the compiled density but the names
of the parameters and the directions in which a sampled baseline is measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import array_api_compat.numpy as numpy_arrays
import numpy as np
from scipy import special, stats

from kuajie.response import codes
from kuajie.response.arrays import Array
from kuajie.response.baseline_basis import baseline_basis
from kuajie.response.layout import parameter_names
from kuajie.response.model import PRICE_SLOTS, SHARE_OF_ENROLMENTS, Prior, ResponseModel, Transform
from kuajie.response.prior import SLOTS
from kuajie.response.registry import CARRY_OVERS, PRICE_FACTORS, SATURATIONS
from kuajie.response.total_lift import total_lift_map


class OnScipy:
    """NumPy arrays and SciPy's distributions.

    They are asked in ways that hold for every number a float can carry: weeks of hardly any demand bring
    standard deviations a million times apart and means near nothing.
    """

    xp: Any = numpy_arrays

    def normal(self, x, mean, deviation):
        return stats.norm.logpdf(x, mean, deviation)

    def normals(self, x, mean, covariance):
        # Eigenvalues lose the small deviations beside the large ones; Cholesky's factor keeps every row's own
        # scale (Higham 2002, theorem 10.6), and is wrong only if correlations are near one.
        factor = stats.Covariance.from_cholesky(np.linalg.cholesky(covariance))
        return stats.multivariate_normal.logpdf(x, mean, factor)

    def negative_binomial(self, count, log_mean, concentration):
        # stats.nbinom takes the chance c / (c + mean), which rounds to one where means are small.
        log_odds = log_mean - np.log(concentration)
        ways = -np.log(concentration + count) - special.betaln(concentration, count + 1)
        return ways + concentration * special.log_expit(-log_odds) + count * special.log_expit(log_odds)

    def gamma(self, x, shape, mean):
        return stats.gamma.logpdf(x, shape, scale=mean / shape)

    def poisson_reaches(self, count, rate):
        """Return the log of the chance that a Poisson variable reaches ``count``."""
        return np.log(special.gammainc(count, rate))


class OnTorch:
    """PyTorch tensors and distributions."""

    def __init__(self) -> None:
        import array_api_compat.torch as torch_arrays
        import torch

        self.xp: Any = torch_arrays
        self.torch = torch

    def normal(self, x, mean, deviation):
        return self.torch.distributions.Normal(mean, deviation).log_prob(x)

    def normals(self, x, mean, covariance):
        return self.torch.distributions.MultivariateNormal(mean, covariance).log_prob(x)

    def negative_binomial(self, count, log_mean, concentration):
        odds = log_mean - self.torch.log(concentration)
        return self.torch.distributions.NegativeBinomial(concentration, logits=odds).log_prob(count)

    def gamma(self, x, shape, mean):
        return self.torch.distributions.Gamma(shape, shape / mean).log_prob(x)

    def poisson_reaches(self, count, rate):
        return self.torch.log(self.torch.special.gammainc(count, rate))


def by_code(table, code):
    return next(row for row in table.values() if row.code == code)


def plain_log_density(model: ResponseModel, z: Array, *, library: Any) -> Array:
    """Return the log density at ``z (parameter,)``, up to nothing: every constant is there."""
    world = World(model=model, z=z, library=library, names=parameter_names(model))
    standard = [place for place, name in enumerate(world.names) if not name.startswith("unmet")]
    total = library.xp.sum(library.normal(z[standard], world.number(0.0), world.number(1.0)))
    for course in range(len(model.courses)):
        total = total + world.course(course)
    for row in range(len(model.experiments)):
        total = total + world.experiment(row)
    return total


@dataclass(kw_only=True, eq=False)
class World:
    """A model at one point of its parameters."""

    model: ResponseModel
    z: Array
    library: Any
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        self.xp = self.library.xp
        self.values = [self.lever_values(lever) for lever in range(len(self.model.levers))]
        self.responses = [self.response(lever, self.model.inputs[lever]) for lever in range(len(self.values))]
        self.grow_to_total()
        self.strengths = [self.strength(lever) for lever in range(len(self.values))]

    def number(self, value: Any) -> Array:
        return self.xp.asarray(value, dtype=self.xp.float64)

    def parameter(self, entry: Prior | float, name: str) -> Array:
        """Return a parameter at the point, or the number that stands for it."""
        if not isinstance(entry, Prior):
            return self.number(entry)
        free = entry.location + entry.spread * self.z[self.names.index(name)]
        if entry.transform is Transform.LOG:
            return self.xp.exp(free)
        if entry.transform is Transform.LOGIT:
            return entry.span / (1.0 + self.xp.exp(-free))
        return free

    def lever_values(self, lever: int) -> dict[str, Array]:
        slots, family = self.model.lever_priors[lever].slots, self.model.families[lever]
        return {
            slot: self.parameter(entry, f"{slot}[{family}]") for slot, entry in zip(SLOTS, slots, strict=True)
        }

    def grow_to_total(self) -> None:
        """Give the total of usual lifts, by weeks of use and enrolments, the power and shift of its map."""
        model = self.model
        if model.total_lift_prior is None:
            return
        power, shift = total_lift_map(model)
        sold = np.where(model.acts.any(axis=1), np.nansum(model.outcome, axis=1), 0.0)
        weights = ((model.inputs > 0).mean(axis=1) * (sold @ model.acts) / sold.sum()).tolist()
        total = sum(
            weight * values["usual_lift"] for weight, values in zip(weights, self.values, strict=True)
        )
        grown = self.xp.exp(shift + power * self.xp.log(total))
        for values, weight in zip(self.values, weights, strict=True):
            if weight > 0:
                values["usual_lift"] = values["usual_lift"] * grown / total

    def saturated(self, lever: int, stock: Array) -> Array:
        row = by_code(SATURATIONS, self.model.saturation_kinds[lever])
        return row.value(stock, **{name: self.values[lever][name] for name in row.parameter_names})

    def carried(self, lever: int, series: Array, start: float) -> Array:
        row = by_code(CARRY_OVERS, self.model.carry_kinds[lever])
        slots = zip(row.parameter_names, ("carry_0", "carry_1"), strict=False)
        return row.carry(series, start=start, **{name: self.values[lever][slot] for name, slot in slots})

    def response(self, lever: int, inputs: np.ndarray) -> Array:
        """Return s(A(u)) by week; of a lever given as reach and frequency A(reach s(frequency))."""
        frequency = self.model.frequency[lever]
        if not np.isnan(frequency).all():
            return self.carried(
                lever, self.number(inputs) * self.saturated(lever, self.number(frequency)), 0.0
            )
        return self.saturated(lever, self.carried(lever, self.number(inputs), float(self.model.start[lever])))

    def strength(self, lever: int) -> Array:
        total = self.xp.sum(self.responses[lever])
        lift = self.values[lever]["usual_lift"]
        if bool(total > 0):
            return lift * max(int((self.model.inputs[lever] > 0).sum()), 1) / total
        return lift / self.saturated(lever, self.number(self.model.usual[lever]))

    def reach(self, course: int, lever: int) -> Array:
        name = f"reach[{self.model.courses[course]},{self.model.levers[lever]}]"
        if name not in self.names:
            return self.number(float(self.model.acts[course, lever]))
        pool = self.parameter(self.model.pool_priors[lever], f"pool[{self.model.families[lever]}]")
        return self.xp.exp(pool * self.z[self.names.index(name)])

    def side(self, course: int, *, training: bool) -> Array:
        """Return the lift of one side by week."""
        total = self.number(np.zeros(self.model.weeks))
        for lever in np.flatnonzero(self.model.training == training):
            total = (
                total + self.reach(course, lever) * self.strengths[int(lever)] * self.responses[int(lever)]
            )
        return total

    def halo(self, course: int) -> Array:
        total = self.number(np.zeros(self.model.weeks))
        for lever in np.flatnonzero(self.model.halo[course]):
            name = f"halo[{self.model.courses[course]},{self.model.levers[lever]}]"
            effect = self.parameter(self.model.halo_prior, name)
            total = total + effect * self.strengths[int(lever)] * self.responses[int(lever)]
        return total

    def factor(self, course: int) -> Array:
        row = by_code(PRICE_FACTORS, self.model.price_kinds[course])
        entries = zip(PRICE_SLOTS, row.parameter_names, self.model.price_priors[course], strict=False)
        named = {
            name: self.parameter(entry, f"{slot}[{self.model.courses[course]}]")
            for slot, name, entry in entries
        }
        return row.value(self.number(self.model.price[course]), **named)

    def own(self, what: str, course: int, prior: Prior | float) -> Array:
        return self.parameter(prior, f"{what}[{self.model.courses[course]}]")

    def drift(self, course: int) -> Array:
        return self.own("drift", course, self.model.drift_prior if self.model.drifting.any() else 0.0)

    def unmet(self, course: int) -> tuple[list[int], Array]:
        """Return the full weeks of a course and the latent score of each."""
        weeks = [int(week) for place, week in self.model.censored if place == course]
        return weeks, self.z[[self.names.index(f"unmet[{course},{week}]") for week in weeks]]

    def course(self, course: int) -> Array:
        kinds = {
            codes.LOG_NORMAL: self.log_normal,
            codes.NORMAL: self.normal,
            codes.NEGATIVE_BINOMIAL: self.negative_binomial,
        }
        return kinds[int(self.model.outcome_kinds[course])](course)

    def with_unmet(self, course: int, outcome: np.ndarray) -> Array:
        """Return the outcome with exp(w) of unmet demand added in full weeks."""
        weeks, scores = self.unmet(course)
        place = np.zeros((self.model.weeks, len(weeks)))
        place[weeks, range(len(weeks))] = 1.0
        return self.number(outcome) + self.number(place) @ self.xp.exp(scores)

    def baseline(self, course: int) -> tuple[Array, Array]:
        """Return prior mean and covariance of the baseline in observed weeks."""
        model, seen = self.model, self.model.observed[course]
        mean = model.design[course, seen] @ model.coefficient_location[course]
        bends = self.number(model.drifting.astype(float))
        stretch = self.number(model.coefficient_spread[course]) * (1 - bends + bends * self.drift(course))
        rows = self.number(model.design[course, seen]) * stretch
        return self.number(mean), rows @ rows.T

    def log_normal(self, course: int) -> Array:
        seen = np.flatnonzero(self.model.observed[course])
        sigma = self.own("sigma", course, self.model.sigma_prior)
        mean, covariance = self.baseline(course)
        lift = self.xp.log(1 + self.side(course, training=False)) + self.xp.log(
            1 + self.side(course, training=True)
        )
        lift = lift + self.halo(course) + self.xp.log(self.factor(course))
        demand = self.with_unmet(course, np.log(np.nan_to_num(self.model.outcome[course], nan=1.0)))
        covariance = covariance + sigma**2 * self.number(np.eye(len(seen)))
        found = self.library.normals(demand[seen], mean + lift[seen] - sigma**2 / 2, covariance)
        return found + self.xp.sum(self.unmet(course)[1])

    def normal(self, course: int) -> Array:
        """Return the density of the outcome itself, in units: its mean and covariance carry the factor."""
        seen = np.flatnonzero(self.model.observed[course])
        sigma = self.own("sigma", course, self.model.sigma_prior)
        mean, covariance = self.baseline(course)
        lift = self.side(course, training=False) + self.side(course, training=True) + self.halo(course)
        factor = self.factor(course)[seen]
        demand = self.with_unmet(course, np.nan_to_num(self.model.outcome[course]) / self.model.unit[course])
        covariance = covariance + sigma**2 * self.number(np.eye(len(seen)))
        scaled = factor[:, None] * covariance * factor[None, :]
        found = self.library.normals(demand[seen], factor * (mean + lift[seen]), scaled)
        return found + self.xp.sum(self.unmet(course)[1])

    def negative_binomial(self, course: int) -> Array:
        log_mean = (
            self.sampled_baseline(course)
            + self.xp.log(1 + self.side(course, training=False))
            + self.xp.log(1 + self.side(course, training=True))
            + self.halo(course)
            + self.xp.log(self.factor(course))
        )
        concentration = self.own("concentration", course, self.model.concentration_prior)
        full, scores = self.unmet(course)
        total = self.number(0.0)
        for week in set(np.flatnonzero(self.model.observed[course]).tolist()) - set(full):
            count = self.number(self.model.outcome[course, week])
            total = total + self.library.negative_binomial(count, log_mean[week], concentration)
        for place, week in enumerate(full):
            seats = self.number(self.model.outcome[course, week])
            rate = seats * self.xp.exp(scores[place])
            total = total + self.library.gamma(rate, concentration, self.xp.exp(log_mean[week]))
            total = total + self.xp.log(rate) + self.library.poisson_reaches(seats, rate)
        return total

    def sampled_baseline(self, course: int) -> Array:
        model, basis = self.model, baseline_basis(self.model)
        first = self.names.index(f"baseline[{model.courses[course]},0]")
        fixed, bent = int((~model.drifting).sum()), int(model.drifting.sum())
        directions = np.zeros((len(model.terms), fixed + bent))
        directions[np.ix_(~model.drifting, range(fixed))] = basis.fixed_turn[course]
        directions[np.ix_(model.drifting, range(fixed, fixed + bent))] = basis.drift_turn[course]
        turned = self.number(directions) @ self.z[first : first + fixed + bent]
        bends = self.number(model.drifting.astype(float))
        stretch = self.number(model.coefficient_spread[course]) * (1 - bends + bends * self.drift(course))
        coefficient = self.number(model.coefficient_location[course]) + stretch * turned
        return self.number(model.design[course]) @ coefficient

    def experiment(self, row: int) -> Array:
        table = self.model.experiments
        course, unit = int(table.course[row]), int(table.unit[row])
        window = np.arange(table.first[row], table.last[row] + 1)
        window = window[self.model.observed[course, window]]
        sold = self.number(self.model.outcome[course, window])
        brought = self.brought(row, window)
        lift = self.xp.sum(brought)
        if unit == SHARE_OF_ENROLMENTS:
            lift = lift / self.xp.sum(sold - brought)
        return self.library.normal(
            self.number(table.lift[row]), lift, self.number(math.fabs(table.error[row]))
        )

    def brought(self, row: int, window: np.ndarray) -> Array:
        """Return the enrolments of each week in the window that the experiment brought."""
        model, table = self.model, self.model.experiments
        lever, course = int(table.lever[row]), int(table.course[row])
        gain = self.responses[lever] - self.response(lever, table.without[row])
        gain = self.reach(course, lever) * self.strengths[lever] * gain
        if model.coupling == codes.SUM:
            return (float(model.unit[course]) * self.factor(course) * gain)[window]
        lift = self.side(course, training=bool(model.training[lever]))[window]
        without = self.number(model.outcome[course, window]) * (1 + lift - gain[window]) / (1 + lift)
        return self.number(model.outcome[course, window]) - without
