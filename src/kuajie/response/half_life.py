"""Half-lives of carry-overs with a window, and the priors that a believed half-life means for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from kuajie.domain.beliefs import Range
from kuajie.response.codes import WINDOW
from kuajie.response.prior import Floats, Prior
from kuajie.response.registry import CARRY_OVERS

SHORTEST, LONGEST = 0.55, 6.0
"""Half-lives (weeks) that a window of one quarter can show with some certainty: even an effect that is all
felt in its first week counts as half felt in the middle of it."""

ENDS = (0.05, 0.95)
SHIFTS, STRETCHES = (-12.0, 8.0), (0.02, 6.0)
BISECTIONS = 14

STEPS = (0.7548776662466927, 0.5698402909980532)
PAIRS = np.array(
    [[NormalDist().inv_cdf((place * step + 0.5) % 1.0) for place in range(1000)] for step in STEPS]
)
"""Equally likely pairs of prior z-scores, ``(2, pair)``, spread evenly by an additive recurrence (Roberts,
The unreasonable effectiveness of quasirandom sequences, 2018)."""


def half_lives(kind: str, first: Floats, second: Floats) -> Floats:
    """Return after how many weeks half of a week's input has been felt, from parameters of one shape.

    A week's share is taken to come evenly over the week, so that half-lives need not be whole.

    >>> float(half_lives("delayed_geometric", np.array([1e-6]), np.array([2.0])).round(3)[0])
    2.5
    """
    row = CARRY_OVERS[kind]
    weights = row.impulse(WINDOW, **dict(zip(row.parameter_names, (first, second), strict=True)))
    felt = np.cumsum(weights, axis=0)
    week = np.minimum((felt < 0.5).sum(axis=0), WINDOW - 1)
    share = np.take_along_axis(weights, week[None], axis=0)[0]
    before = np.take_along_axis(felt, week[None], axis=0)[0] - share
    return np.asarray(week + (0.5 - before) / share)


def believed_carry_over(kind: str, usual: Mapping[str, Prior], believed: Range) -> dict[str, Prior]:
    """Return the ``usual`` priors of a carry-over, shifted and stretched until the belief comes back.

    The half-life then has the ends of the belief, as far as the window can show them, for its 5 % and 95 %
    quantiles. Both parameters of a delayed geometric carry-over move; of a Weibull one the scale does, and
    its shape is stretched at most to its usual spread.
    """
    low = min(max(believed.low, SHORTEST), LONGEST / 1.1)
    high = min(max(believed.high, 1.1 * low), LONGEST)

    def placed(stretch: float) -> dict[str, Prior]:
        """Return the priors whose 95 % quantile is the upper end."""
        shift = _bisect(lambda shift: _ends(kind, _moved(kind, usual, shift, stretch))[1] - high, *SHIFTS)
        return _moved(kind, usual, shift, stretch)

    return placed(_bisect(lambda stretch: low - _ends(kind, placed(stretch))[0], *STRETCHES))


def _moved(kind: str, usual: Mapping[str, Prior], shift: float, stretch: float) -> dict[str, Prior]:
    first, second = usual["carry_0"], usual["carry_1"]
    own = (0.0, min(stretch, 1.0)) if kind == "weibull" else (shift, stretch)
    return {
        "carry_0": replace(first, location=first.location + own[0], spread=first.spread * own[1]),
        "carry_1": replace(second, location=second.location + shift, spread=second.spread * stretch),
    }


def _ends(kind: str, priors: Mapping[str, Prior]) -> Floats:
    values = [priors[slot].value(scores) for slot, scores in zip(("carry_0", "carry_1"), PAIRS, strict=True)]
    return np.asarray(np.quantile(half_lives(kind, values[0], values[1]), ENDS, method="hazen"))


def _bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that rises crosses zero; an end where it does not."""
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2
