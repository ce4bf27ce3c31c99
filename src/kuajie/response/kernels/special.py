"""Compiled special functions of counts: digamma, ratios of gamma functions, the incomplete gamma function.

Each is arranged so that no two large numbers are subtracted where the arguments are large, since sampling a
negative binomial visits its Poisson limit, where ordinary differences of log-gamma lose every digit. Formulas
by number from Abramowitz and Stegun, Handbook of Mathematical Functions (1964).
"""

from __future__ import annotations

import math
from typing import Final

from kuajie.response.kernels.compile import compiled

ASYMPTOTIC_FROM: Final = 10.0
"""Where seven terms of the asymptotic series reach rounding (the eighth is below 1e-16)."""

STIRLING: Final = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
"""Coefficients of Stirling's series for log-gamma, lowest power first (6.1.41)."""

DIGAMMA: Final = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)
"""Coefficients of log x - 1 / (2x) - digamma(x) in x^-2, lowest power first (6.3.18)."""

ODD_RECIPROCALS: Final = (1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17)
"""Coefficients of log(1 + x) = 2 (r + r³/3 + r⁵/5 + ...), r = x / (2 + x), after the first (4.1.29)."""

NEAR_ONE: Final = 0.2
"""Up to here eight terms of that series reach rounding; past it, plain subtraction loses one digit only."""

ROUNDING: Final = 4e-16
"""Where a series or fraction stops: two units in the last place."""

MOST_TERMS: Final = 1e6
"""Where a fraction stops at the latest, should its last digit never settle."""

SMALLEST: Final = 1e-300
LARGEST_SHAPE: Final = 1e8
"""Beyond this the series of the incomplete gamma function would take more than 100,000 terms."""

HALF_LOG_TWO_PI: Final = 0.5 * math.log(2.0 * math.pi)


@compiled
def polynomial(coefficients: tuple[float, ...], x: float) -> float:
    """Return the polynomial with ``coefficients``, lowest power first, by Horner's rule."""
    total = 0.0
    for k in range(len(coefficients) - 1, -1, -1):
        total = total * x + coefficients[k]
    return total


@compiled
def excess_over_log(x: float, log_one_plus_x: float) -> float:
    """Return x - log(1 + x) >= 0 for x > -1, to its own relative accuracy however small ``x`` is.

    Uses x - 2r = rx in that series. The caller knows the logarithm more exactly than ``x`` tells when x is
    near -1, so it hands it in.
    """
    if not abs(x) < NEAR_ONE:
        return x - log_one_plus_x
    r = x / (2.0 + x)
    square = r * r
    return r * (x - 2.0 * square * polynomial(ODD_RECIPROCALS, square))


@compiled
def stirling_error(x: float) -> float:
    """Return log-gamma(x) - ((x - 1/2) log x - x + log(2π) / 2) for x > 0, NaN elsewhere."""
    if not x > 0.0:
        return math.nan
    shifted, product = x, 1.0
    while shifted < ASYMPTOTIC_FROM:
        product *= shifted
        shifted += 1.0
    error = polynomial(STIRLING, 1.0 / (shifted * shifted)) / shifted
    if shifted > x:
        error += (shifted - 0.5) * math.log(shifted) - (x - 0.5) * math.log(x) - (shifted - x)
        error -= math.log(product)
    return error


@compiled
def log_less_digamma(x: float) -> float:
    """Return log x - digamma(x), which falls like 1 / (2x), for x > 0, NaN elsewhere."""
    if not x > 0.0:
        return math.nan
    shifted, reciprocals = x, 0.0
    while shifted < ASYMPTOTIC_FROM:
        reciprocals += 1.0 / shifted
        shifted += 1.0
    inverse_square = 1.0 / (shifted * shifted)
    gap = 0.5 / shifted + inverse_square * polynomial(DIGAMMA, inverse_square)
    return gap + reciprocals - math.log(shifted / x) if shifted > x else gap


@compiled
def digamma(x: float) -> float:
    """Return the derivative of log-gamma for x > 0, NaN elsewhere (6.3.5 and 6.3.18).

    Accurate to 1e-14, relative, and absolute about its root at 1.4616.
    """
    return math.log(x) - log_less_digamma(x) if x > 0.0 else math.nan


@compiled
def digamma_rise(count: float, shape: float) -> float:
    """Return digamma(shape + count) - digamma(shape) - log(1 + count / shape) >= 0, without cancellation.

    For large shapes it is near count / (2 shape (shape + count)).
    """
    if not shape > 0.0:
        return math.nan
    low, high, rise = shape, shape + count, 0.0
    while low < ASYMPTOTIC_FROM:
        rise += count / (low * high)
        low += 1.0
        high += 1.0
    if low > shape:
        rise += math.log1p(count / low) - math.log1p(count / shape)
    at_low, at_high = 1.0 / (low * low), 1.0 / (high * high)
    rest = at_low * polynomial(DIGAMMA, at_low) - at_high * polynomial(DIGAMMA, at_high)
    return rise + 0.5 * count / (low * high) + rest


@compiled
def log_gamma_ratio(count: float, shape: float) -> tuple[float, float]:
    """Return log-gamma(count + shape) - log-gamma(shape), and its derivative in ``shape``.

    ``count`` >= 0 and ``shape`` > 0. Stirling's formula is subtracted term by term.
    """
    growth = math.log1p(count / shape)
    after = count + shape
    value = (shape - 0.5) * growth + count * (math.log(after) - 1.0)
    value += stirling_error(after) - stirling_error(shape)
    return value, growth + digamma_rise(count, shape)


@compiled
def lower_gamma_series(shape: float, x: float) -> float:
    """Return 1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + ... for a = ``shape``, all terms positive (6.5.29)."""
    total, term, above = 1.0, 1.0, shape
    while term > 0.1 * ROUNDING * total:
        above += 1.0
        term *= x / above
        total += term
    return total


@compiled
def upper_gamma_fraction(shape: float, x: float) -> float:
    """Return the continued fraction of the upper incomplete gamma function for x > shape + 1 (6.5.31).

    Evaluated from the front by Lentz's method (Thompson and Barnett, 1986).
    """
    step = x + 1.0 - shape
    numerator, denominator = 1.0 / SMALLEST, 1.0 / step
    fraction = denominator
    change, k = 2.0, 0.0
    while abs(change - 1.0) > ROUNDING and k < MOST_TERMS:
        k += 1.0
        part = k * (shape - k)
        step += 2.0
        denominator = part * denominator + step
        numerator = step + part / numerator
        denominator = 1.0 / denominator if abs(denominator) > SMALLEST else 1.0 / SMALLEST
        numerator = numerator if abs(numerator) > SMALLEST else SMALLEST
        change = numerator * denominator
        fraction *= change
    return fraction


@compiled
def log_lower_gamma(shape: float, x: float) -> tuple[float, float]:
    """Return log P(shape, x), P the regularised lower incomplete gamma function, and its derivative in x.

    P(s, λ) is the chance that a Poisson count of mean λ reaches s. ``shape`` > 0 up to ``LARGEST_SHAPE`` and
    ``x`` > 0; NaN elsewhere.
    """
    if not 0.0 < x < math.inf:
        return math.nan, math.nan
    value, by_log = log_lower_gamma_at(shape, x, math.log(x))
    return value, by_log / x


@compiled
def log_lower_gamma_at(shape: float, x: float, log_x: float) -> tuple[float, float]:
    """Return log P(shape, x) and its derivative in log x, for callers who hold ``log_x``.

    The logarithm carries the answer where ``x`` itself has underflowed to zero: it is never minus infinity.
    """
    if not (0.0 < shape <= LARGEST_SHAPE and x < math.inf):
        return math.nan, math.nan
    # log of x^a e^-x / Gamma(a + 1), by deviance from the mode (Loader, 2000)
    log_density = -shape * excess_over_log((x - shape) / shape, log_x - math.log(shape))
    log_density -= 0.5 * math.log(shape) + HALF_LOG_TWO_PI + stirling_error(shape)
    if x < shape + 1.0:
        series = lower_gamma_series(shape, x)
        return log_density + math.log(series), shape / series
    slope = shape * math.exp(log_density)
    value = math.log1p(-slope * upper_gamma_fraction(shape, x))
    return value, slope * math.exp(-value)


@compiled
def beta_fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the regularised incomplete beta function I_x(a, b) (26.5.8).

    To be multiplied by x^a (1 - x)^b / (a B(a, b)). Quick for x < (a + 1) / (a + b + 2); evaluated as
    ``upper_gamma_fraction`` is.
    """
    numerator, denominator = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    fraction = denominator
    change, k = 2.0, 0.0
    while abs(change - 1.0) > ROUNDING and k < MOST_TERMS:
        k += 1.0
        even = k * (b - k) * x / ((a + 2.0 * k - 1.0) * (a + 2.0 * k))
        odd = -(a + k) * (a + b + k) * x / ((a + 2.0 * k) * (a + 2.0 * k + 1.0))
        denominator = 1.0 / (1.0 + even * denominator)
        numerator = 1.0 + even / numerator
        fraction *= numerator * denominator
        denominator = 1.0 / (1.0 + odd * denominator)
        numerator = 1.0 + odd / numerator
        change = numerator * denominator
        fraction *= change
    return fraction
