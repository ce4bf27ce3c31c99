"""Integer codes by which compiled kernels choose a formula, and the constants both forms share.

The codes are stored with posteriors, so a code never changes its meaning; new formulas get new codes.
"""

from __future__ import annotations

from typing import Final

NONE: Final = 0
GEOMETRIC: Final = 1
DELAYED_GEOMETRIC: Final = 2
WEIBULL: Final = 3

IDENTITY: Final = 0
SQUARE_ROOT: Final = 1
POWER: Final = 2
LOG: Final = 3
EXPONENTIAL: Final = 4
LOGISTIC: Final = 5
TANH: Final = 6
HILL: Final = 7

ABSENT: Final = 0
CONSTANT_ELASTICITY: Final = 1
LOGIT: Final = 2
LINEAR_POWER: Final = 3

PRODUCT: Final = 0
SUM: Final = 1

LOG_NORMAL: Final = 0
NORMAL: Final = 1
NEGATIVE_BINOMIAL: Final = 2

WINDOW: Final = 13
"""Lags (weeks) over which delayed geometric and Weibull carry-over act: one quarter."""

STOCK_FLOOR: Final = 1e-9
"""Stock, as a fraction of the scale, below which square root, power and Hill are replaced by their chord.

Their true slope at zero is infinite for exponents below one. A week without spend has a stock of exactly
zero, and there the chain rule would give infinity times zero, which is not a number: one such week would
poison the whole gradient. The chord from the origin to the curve's value at the floor is steep but finite,
keeps the curve continuous and concave curves concave, and keeps value and gradient consistent, which a
sampler needs. Above the floor both are exact.
"""

RETENTION_FLOOR: Final = 1e-9
"""Retention below which delayed geometric carry-over no longer changes.

Between two whole weeks of delay its weights are infinitely steep at a retention of zero, and a sampler's
transform may underflow to zero. Below the floor the derivative in retention is zero, as the constant weights
say.
"""

SURE: Final = 1e-12
"""Spread of demand (log-sd, or sd in enrolments) up to which demand counts as certain: far below rounding."""

LOG_CEILING: Final = 300.0
"""Largest exponent taken where a term may overflow; a product of two such terms is still finite."""
