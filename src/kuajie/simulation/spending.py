"""How parties spent in the past: patterns with gaps, pulses and steps, in part correlated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np

from kuajie.simulation.mechanism import Floats

Pattern = Callable[[np.random.Generator, Sequence[date]], Floats]
"""Relative spend of every week, around 1 in a usual week, shape ``(week,)``."""

CAMPAIGN_DAYS = ((3, 8), (6, 18), (9, 10), (11, 11))  # spring hiring, 618, start of term, double eleven


def persistent_noise(rng: np.random.Generator, weeks: int, *, memory: float, spread: float) -> Floats:
    """Return a log-normal autoregressive series with median 1, shape ``(week,)``."""
    noise = rng.normal(size=weeks)
    series = np.empty(weeks)
    held = 0.0
    for week in range(weeks):
        held = memory * held + np.sqrt(1.0 - memory**2) * noise[week]
        series[week] = held
    return np.exp(spread * series)


def runs(rng: np.random.Generator, weeks: int, *, on: tuple[int, int], off: tuple[int, int]) -> Floats:
    """Return 1 in weeks of flight and 0 between flights; lengths are drawn from both ranges."""
    series = np.zeros(weeks)
    week = -int(rng.integers(0, on[1]))
    while week < weeks:
        length = int(rng.integers(on[0], on[1] + 1))
        series[max(week, 0) : max(week + length, 0)] = 1.0
        week += length + int(rng.integers(off[0], off[1] + 1))
    return series


def campaign_weeks(weeks: Sequence[date]) -> Floats:
    """Return 1 in the week of a campaign day and one half in the week before it, shape ``(week,)``."""
    places = {week: place for place, week in enumerate(weeks)}
    series = np.zeros(len(weeks))
    for week, place in places.items():
        for ahead, weight in ((0, 1.0), (7, 0.5)):
            ordinals = range(week.toordinal() + ahead, week.toordinal() + ahead + 7)
            days = {(day.month, day.day) for day in map(date.fromordinal, ordinals)}
            if days & set(CAMPAIGN_DAYS):
                series[place] = max(series[place], weight)
    return series


def always_on(rng: np.random.Generator, weeks: Sequence[date]) -> Floats:
    """Return steady spend that wanders slowly."""
    return persistent_noise(rng, len(weeks), memory=0.6, spread=0.38)


def flights(rng: np.random.Generator, weeks: Sequence[date]) -> Floats:
    """Return flights of some weeks at changing heights, with little between them."""
    heights = persistent_noise(rng, len(weeks), memory=0.5, spread=0.30)
    return heights * (0.12 + 1.35 * runs(rng, len(weeks), on=(4, 9), off=(2, 6)))


def pulses(rng: np.random.Generator, weeks: Sequence[date]) -> Floats:
    """Return little spend with short, high pulses."""
    heights = rng.uniform(1.6, 3.6, size=len(weeks))
    short = runs(rng, len(weeks), on=(1, 2), off=(3, 7))
    return 0.35 * persistent_noise(rng, len(weeks), memory=0.3, spread=0.2) + heights * short


def seasonal(rng: np.random.Generator, weeks: Sequence[date]) -> Floats:
    """Return spend that follows the school year, with its own noise."""
    days = np.array([week.timetuple().tm_yday for week in weeks])
    wave = 1.0 + 0.45 * np.cos(4.0 * np.pi * (days - 80) / 365.25)
    return wave * persistent_noise(rng, len(weeks), memory=0.4, spread=0.28)


def steps(rng: np.random.Generator, weeks: Sequence[date]) -> Floats:
    """Return spend agreed by the quarter: levels that jump about every ten weeks."""
    lengths = rng.integers(6, 15, size=len(weeks) // 6 + 1)
    levels = rng.uniform(0.35, 1.7, size=len(lengths))
    return np.repeat(levels, lengths)[: len(weeks)] * np.exp(0.08 * rng.normal(size=len(weeks)))


def on_off(rng: np.random.Generator, weeks: Sequence[date]) -> Floats:
    """Return spend that is either off or fully on."""
    switched = runs(rng, len(weeks), on=(6, 14), off=(4, 9))
    return 1.45 * switched * np.exp(0.15 * rng.normal(size=len(weeks)))


PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "always_on": always_on,
        "flights": flights,
        "pulses": pulses,
        "seasonal": seasonal,
        "steps": steps,
        "on_off": on_off,
    }
)
