"""Spend as it is booked: exact minor units by day or week, some weeks in a foreign currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.lever import LeverKind, Unit
from kuajie.simulation.blueprint import Blueprint, LeverBlueprint
from kuajie.simulation.mechanism import Floats
from kuajie.simulation.spending import PATTERNS, campaign_weeks

MINOR = 100  # fen in a yuan, cents in a dollar: all currencies here have two digits
DAY_WEIGHTS = (0.15, 0.15, 0.14, 0.14, 0.14, 0.14, 0.14)
STEP_OF = {Unit.MONEY: 10.0, Unit.HOURS: 0.5, Unit.SESSIONS: 1.0}  # what a party books in
FIRST_RATE = {"USD": 7.12, "HKD": 0.915}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One row of a spend or training file: ``minor`` units of ``currency``, worth ``home`` minor units."""

    day: date
    week: int
    lever: int
    amount: float
    minor: int
    currency: str
    home: int


def rate_table(rng: np.random.Generator, currency: str, days: Sequence[date]) -> dict[date, Decimal]:
    """Return a rate with four digits for each day, wandering slowly."""
    drift = np.cumsum(rng.normal(scale=0.0015, size=len(days)))
    rates = FIRST_RATE[currency] * np.exp(drift)
    return {day: Decimal(f"{rate:.4f}") for day, rate in zip(days, rates, strict=True)}


def wanted_spend(
    rng: np.random.Generator, blueprint: Blueprint, *, weeks: Sequence[date], confounder: Floats, scale: float
) -> Floats:
    """Return what each party meant to spend, shape ``(lever, week)``, yuan."""
    campaigns = campaign_weeks(weeks)
    rows = []
    for lever in blueprint.levers:
        pattern = PATTERNS[lever.pattern](rng, weeks)
        joint = (1.0 + lever.campaign * campaigns) * np.exp(lever.confounded * confounder)
        rows.append(scale * lever.usual * pattern * joint)
    wanted = np.array(rows)
    for experiment in blueprint.experiments:
        first = len(weeks) - experiment.weeks_ago
        if first >= 0:
            place = blueprint.lever_place(experiment.lever)
            boosted = slice(first, first + experiment.weeks)
            floor = 0.5 * scale * blueprint.levers[place].usual  # an experiment on nothing shows nothing
            wanted[place, boosted] = np.maximum(wanted[place, boosted], floor) * (1.0 + experiment.boost)
    return wanted


def foreign_days(lever: LeverBlueprint, weeks: Sequence[date]) -> dict[int, str]:
    """Return the weeks (by place) that a lever reports in a foreign currency."""
    if lever.foreign is None:
        return {}
    currency, first, last = lever.foreign
    return {len(weeks) - ago: currency for ago in range(last, first + 1) if ago <= len(weeks)}


def rates_of(
    rng: np.random.Generator, blueprint: Blueprint, weeks: Sequence[date]
) -> dict[str, dict[date, Decimal]]:
    """Return the rates of every foreign currency on every day that needs one."""
    needed: dict[str, set[date]] = {}
    for lever in blueprint.levers:
        for place, currency in foreign_days(lever, weeks).items():
            needed.setdefault(currency, set()).update(
                weeks[place] + timedelta(days=step) for step in range(7)
            )
    return {currency: rate_table(rng, currency, sorted(days)) for currency, days in sorted(needed.items())}


def split_days(minor: int) -> NDArray[np.int64]:
    """Return a week's spend by day, in whole minor units that add up to it.

    >>> int(split_days(1001).sum())
    1001
    """
    ends = np.rint(minor * np.cumsum(DAY_WEIGHTS)).astype(np.int64)
    days: NDArray[np.int64] = np.diff(ends, prepend=0)
    return days


def booked_amount(lever: LeverBlueprint, wanted: float) -> float:
    """Return the units (money, hours or sessions) a party books for what it meant to spend."""
    if lever.daily:
        return round(wanted, 2)
    step = STEP_OF[lever.unit]
    return float(np.rint(wanted / lever.unit_cost / step) * step)


def abroad(minor: int, rate: Decimal) -> tuple[int, int]:
    """Return an amount in foreign minor units, and what exactly that is worth at home."""
    foreign = int((Decimal(minor) / rate).to_integral_value(rounding=ROUND_HALF_EVEN))
    return foreign, int((foreign * rate).to_integral_value(rounding=ROUND_HALF_EVEN))


def book_week(
    blueprint: Blueprint,
    *,
    lever: int,
    week: int,
    monday: date,
    wanted: float,
    rates: Mapping[date, Decimal] | None,
    currency: str,
) -> list[Booking]:
    """Return the rows that report one lever's spend of one week; none where nothing was spent."""
    given = blueprint.levers[lever]
    amount = booked_amount(given, wanted)
    total = round(amount * given.unit_cost * MINOR)
    weekday = 0 if given.kind is LeverKind.MARKETING else 4  # training is reported on Fridays
    parts = split_days(total) if given.daily else [total]
    rows = []
    for step, part in enumerate(parts):
        day = monday + timedelta(days=step if given.daily else weekday)
        minor, home = (int(part), int(part)) if rates is None else abroad(int(part), rates[day])
        if home:
            rows.append(
                Booking(
                    day=day, week=week, lever=lever, amount=amount, minor=minor, currency=currency, home=home
                )
            )
    return rows


def book(
    blueprint: Blueprint,
    *,
    weeks: Sequence[date],
    wanted: Floats,
    rates: Mapping[str, Mapping[date, Decimal]],
) -> tuple[Booking, ...]:
    """Return every row of the spend and training files, lever by lever."""
    rows: list[Booking] = []
    for place, lever in enumerate(blueprint.levers):
        abroad_weeks = foreign_days(lever, weeks)
        for week, monday in enumerate(weeks):
            currency = abroad_weeks.get(week, blueprint.currency)
            rows += book_week(
                blueprint,
                lever=place,
                week=week,
                monday=monday,
                wanted=float(wanted[place, week]),
                rates=rates.get(currency),
                currency=currency,
            )
    return tuple(rows)


def booked_spend(bookings: Sequence[Booking], *, levers: int, weeks: int) -> Floats:
    """Return spend as booked, shape ``(lever, week)``, yuan: what truly acts on demand."""
    minor = np.zeros((levers, weeks), dtype=np.int64)
    for row in bookings:
        minor[row.lever, row.week] += row.home
    return minor / MINOR
