"""Laws of random demand by name, with what a newsvendor needs of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any, Final

from scipy import stats


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandLaw:
    """A law of demand: its name, SciPy's frozen form, and E[demand; demand ≤ q] as a function of q."""

    name: str
    frozen: Any
    mean_up_to: Callable[[float], float]

    def quantile(self, chance: float) -> float:
        """Return the demand not exceeded with a chance."""
        return float(self.frozen.ppf(chance))

    def survival(self, seats: float) -> float:
        """Return the chance that demand exceeds the seats."""
        return float(self.frozen.sf(seats))

    def density(self, seats: float) -> float:
        """Return the density of demand."""
        return float(self.frozen.pdf(seats))

    def expected_sales(self, seats: float) -> float:
        """Return E[min(seats, demand)]."""
        return self.mean_up_to(seats) + seats * self.survival(seats)

    @property
    def range(self) -> tuple[float, float]:
        """The demands worth a search, from the least to nearly the largest."""
        low, high = (float(end) for end in self.frozen.support())
        return max(low, self.quantile(1e-12)), min(high, self.quantile(1.0 - 1e-12))


def normal(mu: float, sigma: float) -> DemandLaw:
    """Return normal demand by mean and standard deviation; what it has below zero is left as it is."""
    law = stats.norm(mu, sigma)
    return DemandLaw(
        name="normal",
        frozen=law,
        mean_up_to=lambda q: float(mu * law.cdf(q) - sigma**2 * law.pdf(q)),
    )


def uniform(a: float, b: float) -> DemandLaw:
    """Return demand spread evenly between two ends."""

    def mean_up_to(q: float) -> float:
        top = min(max(q, a), b)
        return (top - a) * (top + a) / (2.0 * (b - a))

    return DemandLaw(name="uniform", frozen=stats.uniform(a, b - a), mean_up_to=mean_up_to)


def gamma(shape: float, scale: float) -> DemandLaw:
    """Return gamma demand with mean shape · scale."""
    longer = stats.gamma(shape + 1.0, scale=scale)
    return DemandLaw(
        name="gamma",
        frozen=stats.gamma(shape, scale=scale),
        mean_up_to=lambda q: float(shape * scale * longer.cdf(q)),
    )


def exponential(mean: float) -> DemandLaw:
    """Return exponential demand by its mean."""
    law = gamma(1.0, mean)
    return DemandLaw(name="exponential", frozen=stats.expon(scale=mean), mean_up_to=law.mean_up_to)


def lognormal(mu: float, sigma: float) -> DemandLaw:
    """Return demand whose logarithm is normal with mean ``mu`` and standard deviation ``sigma``."""
    shifted = stats.norm(mu + sigma**2, sigma)
    mean = exp(mu + sigma**2 / 2.0)
    return DemandLaw(
        name="lognormal",
        frozen=stats.lognorm(sigma, scale=exp(mu)),
        mean_up_to=lambda q: mean * float(shifted.cdf(log(q))) if q > 0.0 else 0.0,
    )


def weibull(shape: float, scale: float) -> DemandLaw:
    """Return Weibull demand."""
    law = stats.weibull_min(shape, scale=scale)
    part = stats.gamma(1.0 + 1.0 / shape)
    mean = float(law.mean())
    return DemandLaw(
        name="weibull",
        frozen=law,
        mean_up_to=lambda q: mean * float(part.cdf((q / scale) ** shape)) if q > 0.0 else 0.0,
    )


def gamma_by_moments(mean: float, sd: float) -> DemandLaw:
    """Return gamma demand by mean and standard deviation."""
    return gamma((mean / sd) ** 2, sd**2 / mean)


def lognormal_by_moments(mean: float, sd: float) -> DemandLaw:
    """Return lognormal demand by its own mean and standard deviation, not those of its logarithm."""
    spread = log(1.0 + (sd / mean) ** 2)
    return lognormal(log(mean) - spread / 2.0, sqrt(spread))


def exponential_by_rate(rate: float) -> DemandLaw:
    """Return exponential demand by the inverse of its mean."""
    return exponential(1.0 / rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """One way to state a law: the names of its parameters, each with other names for it."""

    names: tuple[tuple[str, ...], ...]
    make: Callable[..., DemandLaw]


_MEAN, _SD = ("mean",), ("sd", "std", "stdev")
_SCALE = ("scale", "theta")
LAWS: Final[Mapping[str, tuple[Parameters, ...]]] = {
    "normal": (Parameters(names=(("mu", *_MEAN), ("sigma", *_SD)), make=normal),),
    "uniform": (
        Parameters(
            names=(("a", "low", "lo", "min", "lower"), ("b", "high", "hi", "max", "upper")), make=uniform
        ),
    ),
    "exponential": (
        Parameters(names=(("mean", "mu", "scale", "beta"),), make=exponential),
        Parameters(names=(("rate", "lam", "lambda"),), make=exponential_by_rate),
    ),
    "gamma": (
        Parameters(names=(("shape", "k", "a", "alpha"), (*_SCALE, "beta")), make=gamma),
        Parameters(names=(("mean", "mu"), (*_SD, "sigma")), make=gamma_by_moments),
    ),
    "lognormal": (
        Parameters(names=(("mu", "meanlog", "mu_log"), ("sigma", "sdlog", "s", "sigma_log")), make=lognormal),
        Parameters(names=(_MEAN, _SD), make=lognormal_by_moments),
    ),
    "weibull": (Parameters(names=(("shape", "k", "c"), (*_SCALE, "lambda", "lam")), make=weibull),),
}
"""Every law, and the ways its parameters may be stated, the usual one first."""
OTHER_NAMES: Final[Mapping[str, str]] = {
    "norm": "normal",
    "gaussian": "normal",
    "expon": "exponential",
    "exp": "exponential",
    "lognorm": "lognormal",
    "log-normal": "lognormal",
    "log_normal": "lognormal",
    "weibull_min": "weibull",
}
SIGNED: Final = frozenset({"mu", "meanlog", "mu_log", "a", "low", "lo", "min", "lower"})
"""Parameters that may be zero or negative, where the law allows it; all others are positive."""
