"""How spend and price make demand in a simulated world: the truth, written apart from the fitted model.

The formulas here are a second, independent writing of DESIGN section 3 (product coupling), so that a
mistake in ``kuajie.response`` cannot hide in the data it is tested on.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def carry_over(spend: Floats, retention: Floats, before: Floats) -> Floats:
    """Return the stock A_t = ρ A_{t-1} + (1 - ρ) u_t of every lever, shape ``(lever, week)``, in money.

    ``spend`` has shape ``(lever, week)``; ``retention`` and the stock ``before`` the first week ``(lever,)``.
    Normalised so that constant spend is its own stock (Koyck 1954, geometric lag).

    >>> carry_over(np.array([[8.0, 0.0, 0.0]]), np.array([0.5]), np.array([0.0]))
    array([[4., 2., 1.]])
    """
    stock = np.empty(spend.shape)
    held = np.asarray(before, dtype=np.float64)
    for week in range(spend.shape[1]):
        held = retention * held + (1.0 - retention) * spend[:, week]
        stock[:, week] = held
    return stock


def exponential_saturation(ratio: Floats) -> Floats:
    """Return 1 - exp(-stock/scale), which rises from 0 towards 1."""
    return -np.expm1(-ratio)


def hill_saturation(ratio: Floats, slope: Floats) -> Floats:
    """Return r^n / (1 + r^n) of r = stock/scale: S-shaped for slopes above 1 (Hill 1910)."""
    powered = np.power(np.maximum(ratio, 0.0), slope)
    return powered / (1.0 + powered)


def expected_minimum(mean: Floats, sigma: Floats, seats: Floats) -> Floats:
    """Return E[min(seats, N)] of log-normal demand N with the given mean and spread of its logarithm.

    E[min(s, N)] = m Φ((ln s - λ)/σ - σ) + s (1 - Φ((ln s - λ)/σ)) with λ = ln m - σ²/2 (the limited expected
    value of the log-normal, Klugman, Panjer and Willmot 2012, appendix A). ``seats`` may be infinite.
    """
    standard = (np.log(seats / mean) + sigma**2 / 2.0) / sigma
    taken = np.where(np.isfinite(seats), seats, 0.0) * (1.0 - normal_share(standard))
    return mean * normal_share(standard - sigma) + taken


def normal_share(values: Floats) -> Floats:
    """Return the standard normal distribution function Φ of every value."""
    flat = [0.5 * (1.0 + erf(value / sqrt(2.0))) for value in np.ravel(values)]
    return np.array(flat).reshape(np.shape(values))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mechanism:
    """The true response of every course to every lever and to price.

    Shapes: ``retention``, ``scale`` (money), ``slope``, ``strength``, ``hill`` and ``training`` (both bool)
    are ``(lever,)``; ``factors`` ``(lever, course)``, zero where a lever does not act; ``elasticity`` and
    ``reference_price`` (money) ``(course,)``.
    """

    retention: Floats
    scale: Floats
    slope: Floats
    strength: Floats
    hill: NDArray[np.bool_]
    training: NDArray[np.bool_]
    factors: Floats
    elasticity: Floats
    reference_price: Floats

    def saturation(self, stock: Floats) -> Floats:
        """Return how far each lever's stock is saturated, shape ``(lever, week)``."""
        ratio = stock / self.scale[:, None]
        s_shaped = hill_saturation(ratio, self.slope[:, None])
        return np.where(self.hill[:, None], s_shaped, exponential_saturation(ratio))

    def lifts(self, stock: Floats) -> tuple[Floats, Floats]:
        """Return the marketing lift x and the training lift y, each of shape ``(course, week)``."""
        effect = self.strength[:, None] * self.saturation(stock)
        marketing = np.where(self.training[:, None], 0.0, self.factors)
        training = np.where(self.training[:, None], self.factors, 0.0)
        return marketing.T @ effect, training.T @ effect

    def price_factor(self, price: Floats) -> Floats:
        """Return (p/p0)^-e, shape ``(course, week)``; 1 for a free course."""
        paid_for = self.reference_price[:, None] > 0.0
        ratio = np.divide(price, self.reference_price[:, None], out=np.ones(price.shape), where=paid_for)
        return np.power(ratio, -self.elasticity[:, None])

    def demand(self, *, baseline: Floats, stock: Floats, price: Floats) -> Floats:
        """Return expected demand before seats, shape ``(course, week)``: b (1 + x)(1 + y) g(p)."""
        marketing, training = self.lifts(stock)
        return baseline * (1.0 + marketing) * (1.0 + training) * self.price_factor(price)

    def contributions(self, *, baseline: Floats, spend: Floats, before: Floats, price: Floats) -> Floats:
        """Return what each lever brought, shape ``(lever, course, week)``.

        A contribution is demand as it was less demand had this lever never spent anything, also not before
        the first week. Under the product coupling contributions overlap and do not add up to the total lift.
        """
        stock = carry_over(spend, self.retention, before)
        now = self.demand(baseline=baseline, stock=stock, price=price)
        brought = np.empty((len(self.strength), *now.shape))
        for lever in range(len(self.strength)):
            without = stock.copy()
            without[lever] = 0.0
            brought[lever] = now - self.demand(baseline=baseline, stock=without, price=price)
        return brought
