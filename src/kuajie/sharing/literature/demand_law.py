"""Laws of random demand by name, with what a newsvendor needs of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, expm1, inf, log, log1p, pi, sqrt
from math import gamma as factorial
from typing import Final

from scipy.special import gammainc, gammaincc, gammaincinv, gammaln, ndtr, ndtri

Curve = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandLaw:
    """A law of demand: quantile by chance; survival P(demand > q), density and E[demand; demand ≤ q] by q."""

    name: str
    quantile: Curve
    survival: Curve
    density: Curve
    mean_up_to: Curve

    def expected_sales(self, seats: float) -> float:
        """Return E[min(seats, demand)]."""
        return self.mean_up_to(seats) + seats * self.survival(seats)


def normal(mu: float, sigma: float) -> DemandLaw:
    """Return normal demand by mean and standard deviation; what it has below zero is left as it is."""

    def density(q: float) -> float:
        z = (q - mu) / sigma
        return exp(-z * z / 2.0) / (sigma * sqrt(2.0 * pi))

    return DemandLaw(
        name="normal",
        quantile=lambda chance: mu + sigma * float(ndtri(chance)),
        survival=lambda q: float(ndtr((mu - q) / sigma)),
        density=density,
        mean_up_to=lambda q: mu * float(ndtr((q - mu) / sigma)) - sigma**2 * density(q),
    )


def uniform(a: float, b: float) -> DemandLaw:
    """Return demand spread evenly between two ends."""

    def inside(q: float) -> float:
        return min(max(q, a), b)

    return DemandLaw(
        name="uniform",
        quantile=lambda chance: a + chance * (b - a),
        survival=lambda q: (b - inside(q)) / (b - a),
        density=lambda q: 1.0 / (b - a) if a <= q <= b else 0.0,
        mean_up_to=lambda q: (inside(q) - a) * (inside(q) + a) / (2.0 * (b - a)),
    )


def exponential(mean: float) -> DemandLaw:
    """Return exponential demand by its mean."""
    return DemandLaw(
        name="exponential",
        quantile=lambda chance: -mean * log1p(-chance),
        survival=lambda q: exp(-max(q, 0.0) / mean),
        density=lambda q: exp(-q / mean) / mean if q >= 0.0 else 0.0,
        mean_up_to=lambda q: -mean * expm1(-q / mean) - q * exp(-q / mean) if q > 0.0 else 0.0,
    )


def gamma(shape: float, scale: float) -> DemandLaw:
    """Return gamma demand with mean shape · scale."""

    def density(q: float) -> float:
        if q <= 0.0:
            return 0.0
        return exp((shape - 1.0) * log(q / scale) - q / scale - float(gammaln(shape))) / scale

    return DemandLaw(
        name="gamma",
        quantile=lambda chance: scale * float(gammaincinv(shape, chance)),
        survival=lambda q: float(gammaincc(shape, max(q, 0.0) / scale)),
        density=density,
        mean_up_to=lambda q: shape * scale * float(gammainc(shape + 1.0, max(q, 0.0) / scale)),
    )


def lognormal(mu: float, sigma: float) -> DemandLaw:
    """Return demand whose logarithm is normal with mean ``mu`` and standard deviation ``sigma``."""
    of_log = normal(mu, sigma)
    mean = exp(mu + sigma**2 / 2.0)

    def logarithm(q: float) -> float:
        return log(q) if q > 0.0 else -inf

    return DemandLaw(
        name="lognormal",
        quantile=lambda chance: exp(of_log.quantile(chance)),
        survival=lambda q: of_log.survival(logarithm(q)),
        density=lambda q: of_log.density(log(q)) / q if q > 0.0 else 0.0,
        mean_up_to=lambda q: mean * float(ndtr((logarithm(q) - mu) / sigma - sigma)),
    )


def weibull(shape: float, scale: float) -> DemandLaw:
    """Return Weibull demand: (demand / scale)^shape is exponential with mean one."""
    whole = 1.0 + 1.0 / shape

    def power(q: float) -> float:
        return float((max(q, 0.0) / scale) ** shape)

    return DemandLaw(
        name="weibull",
        quantile=lambda chance: float(scale * (-log1p(-chance)) ** (1.0 / shape)),
        survival=lambda q: exp(-power(q)),
        density=lambda q: shape / q * power(q) * exp(-power(q)) if q > 0.0 else 0.0,
        mean_up_to=lambda q: scale * factorial(whole) * float(gammainc(whole, power(q))),
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
