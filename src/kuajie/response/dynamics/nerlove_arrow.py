"""Goodwill that effort builds and time wears away: dG/dt = effort - decay G (Nerlove and Arrow, 1962).

With effort constant inside each period the differential equation is solved exactly, whatever the length of
the period. decay × G is then the geometric carry-over of effort with retention exp(-decay × duration).
"""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.response.arrays import Array, float_arrays

SMALL_DECAY = 1e-5
"""Decay × duration below which the derivative in decay is taken from its series, whose next term is below
1e-16."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGradient:
    """Goodwill at the end of a step and its derivatives in starting goodwill, effort and decay."""

    value: Array
    by_goodwill: Array
    by_effort: Array
    by_decay: Array


def step(goodwill: Array, *, effort: Array, decay: Array, duration: Array = 1.0) -> Array:
    """Return goodwill after ``duration`` of constant ``effort``; effort and ``decay`` are per unit of time.

    >>> import math
    >>> round(float(step(10.0, effort=0.0, decay=math.log(2.0))), 6)
    5.0
    """
    return step_gradient(goodwill, effort=effort, decay=decay, duration=duration).value


def step_gradient(goodwill: Array, *, effort: Array, decay: Array, duration: Array = 1.0) -> StepGradient:
    """Return G exp(-decay d) + effort (1 - exp(-decay d)) / decay with its derivatives."""
    xp, (goodwill, effort, decay, duration) = float_arrays(goodwill, effort, decay, duration)
    wear = decay * duration
    small = wear < SMALL_DECAY
    safe = xp.where(small, xp.ones_like(wear), wear)
    kept = xp.exp(-wear)
    # (1 - e^-w) / w and its derivative; by series where w is small.
    built = xp.where(small, 1.0 - wear / 2.0 + wear**2 / 6.0, -xp.expm1(-safe) / safe)
    by_wear = xp.where(
        small, -0.5 + wear / 3.0 - wear**2 / 8.0, (xp.exp(-safe) * (1.0 + safe) - 1.0) / safe**2
    )
    return StepGradient(
        value=goodwill * kept + effort * duration * built,
        by_goodwill=kept,
        by_effort=duration * built,
        by_decay=duration * (effort * duration * by_wear - goodwill * kept),
    )


def path(effort: Array, *, start: Array, decay: Array, duration: Array = 1.0) -> Array:
    """Return goodwill at the end of every period, shape ``(periods, ...)`` of ``effort``."""
    xp, (effort, start, decay) = float_arrays(effort, start, decay)
    levels, goodwill = [], start
    for t in range(effort.shape[0]):
        goodwill = step(goodwill, effort=effort[t, ...], decay=decay, duration=duration)
        levels.append(goodwill)
    return xp.stack(levels, axis=0)


def steady_state(effort: Array, *, decay: Array) -> Array:
    """Return the goodwill that constant effort keeps for ever, effort / decay (``decay`` > 0).

    >>> float(steady_state(6.0, decay=0.5))
    12.0
    """
    _, (effort, decay) = float_arrays(effort, decay)
    return effort / decay
