"""The organic part of demand: level, trend, season, holidays, a known control and a hidden confounder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kuajie.domain.calendar import holiday_shares
from kuajie.simulation.blueprint import Blueprint, CourseBlueprint, Wave
from kuajie.simulation.mechanism import Floats

DAYS_OF_YEAR = 365.25
WEEKS_OF_YEAR = 365.25 / 7


def season_of(course: CourseBlueprint, weeks: Sequence[date]) -> Floats:
    """Return the yearly and half-yearly wave of log demand, shape ``(week,)``, highest at the peak day."""
    days = np.array([week.timetuple().tm_yday + 3 for week in weeks])
    angle = 2.0 * np.pi * (days - course.peak) / DAYS_OF_YEAR
    yearly, half_yearly = course.season
    wave: Floats = yearly * np.cos(angle) + half_yearly * np.cos(2.0 * angle)
    return wave


def trend_of(course: CourseBlueprint, *, weeks: int, history: int) -> Floats:
    """Return the trend of log demand, shape ``(week,)``: zero in the last week of the history."""
    since = np.arange(weeks, dtype=np.float64) - (history - 1)
    return course.trend * since / WEEKS_OF_YEAR


def holidays_of(blueprint: Blueprint, weeks: Sequence[date]) -> Floats:
    """Return the effect of holidays on log demand, shape ``(week,)``, by each week's share of free days."""
    shares = holiday_shares(weeks, blueprint.country)
    effects = [blueprint.holidays.get(name, 0.0) * share for name, share in shares.items()]
    total: Floats = np.sum(effects, axis=0)
    return total


def draw_wave(rng: np.random.Generator, wave: Wave, *, history: int, horizon: int) -> Floats:
    """Return a persistent series, shape ``(history + horizon,)``: mean 0 and deviation 1 over the history.

    Over the horizon it falls back to its mean, which is what one would expect of it.
    """
    noise = rng.normal(size=history)
    series = np.empty(history)
    held = noise[0]
    for week in range(history):
        held = wave.memory * held + np.sqrt(1.0 - wave.memory**2) * noise[week]
        series[week] = held
    series = np.round((series - series.mean()) / series.std(), 2)  # as exact as it is reported
    return np.concatenate([series, series[-1] * wave.memory ** np.arange(1, horizon + 1)])


def wave_effect(wave: Wave | None, series: Floats, course: str) -> Floats:
    """Return a wave's effect on the log demand of one course, shape ``(week,)``."""
    acts = wave is not None and (not wave.courses or course in wave.courses)
    return wave.effect * series if wave is not None and acts else np.zeros(len(series))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waves:
    """The series nobody decides, shape ``(history + horizon,)``; zero where a world has none."""

    control: Floats
    confounder: Floats


def log_baseline_of(
    blueprint: Blueprint, course: CourseBlueprint, *, weeks: Sequence[date], history: int, waves: Waves
) -> Floats:
    """Return what moves the log of a course's organic demand around its level, shape ``(week,)``."""
    return (
        trend_of(course, weeks=len(weeks), history=history)
        + season_of(course, weeks)
        + holidays_of(blueprint, weeks)
        + wave_effect(blueprint.control, waves.control, course.id)
        + wave_effect(blueprint.confounder, waves.confounder, course.id)
    )


def baseline_of(
    blueprint: Blueprint, *, weeks: Sequence[date], history: int, waves: Waves, scale: float
) -> Floats:
    """Return organic demand at the reference price, shape ``(course, week)``, history then horizon."""
    rows = []
    for course in blueprint.courses:
        moved = log_baseline_of(blueprint, course, weeks=weeks, history=history, waves=waves)
        rows.append(scale * course.weekly * np.exp(moved))
    return np.array(rows)
