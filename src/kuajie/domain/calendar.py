"""Weeks, time zones and holidays. Weeks run Monday to Sunday and are named by their Monday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

DAYS_OF_WEEK = 7


def monday_of(day: date) -> date:
    """Return the Monday of the week a day lies in.

    >>> monday_of(date(2026, 11, 22))
    datetime.date(2026, 11, 16)
    """
    return day - timedelta(days=day.weekday())


def week_of(moment: datetime, zone: str) -> date:
    """Return the Monday of the week in which a moment falls, seen from a time zone.

    Raises ``ValueError`` for a moment without a time zone: it would mean another instant on every computer.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a time zone, but got {moment!r}")
    return monday_of(moment.astimezone(ZoneInfo(zone)).date())


def is_time_zone(name: str) -> bool:
    """Say whether a name is a known IANA time zone."""
    try:
        ZoneInfo(name)
    except (
        ZoneInfoNotFoundError,
        ValueError,
        OSError,
    ):  # "Asia" is a folder of the data, a long name no file
        return False
    return True


@dataclass(frozen=True, slots=True)
class Horizon:
    """A run of ``count`` whole weeks from the Monday ``start``."""

    start: date
    count: int

    def __post_init__(self) -> None:
        """Refuse a start that is not a Monday and an empty horizon."""
        if self.start.weekday() != 0:
            raise ValueError(f"a horizon starts on a Monday, but {self.start} is not one")
        if self.count < 1:
            raise ValueError(f"a horizon has at least one week, but got {self.count}")

    @property
    def weeks(self) -> tuple[date, ...]:
        """The Mondays of the horizon."""
        return tuple(self.start + timedelta(weeks=step) for step in range(self.count))

    @property
    def end(self) -> date:
        """The last day (a Sunday) of the horizon."""
        return self.start + timedelta(days=DAYS_OF_WEEK * self.count - 1)


_FESTIVALS = {
    # Chinese New Year (Spring Festival) moves between 21 January and 20 February.
    "CN": MappingProxyType({"Chinese New Year": "spring_festival", "National Day": "national_day"}),
}
OTHER_HOLIDAYS = "other_holidays"


@cache
def _holiday_names(country: str, year: int) -> dict[date, str]:
    import holidays as library  # noqa: PLC0415 - slow to import, and only fits and plans need it

    found = library.country_holidays(country, years=year, language="en_US" if country == "CN" else None)
    return {day: found[day] for day in found}


def _festival(country: str, name: str) -> str:
    for words, festival in _FESTIVALS.get(country, {}).items():
        if words in name or (festival == "spring_festival" and "Spring Festival" in name):
            return festival
    return OTHER_HOLIDAYS


def festivals(country: str) -> tuple[str, ...]:
    """Return the names of the holiday features of a country, in a fixed order."""
    return (*dict.fromkeys(_FESTIVALS.get(country, {}).values()), OTHER_HOLIDAYS)


def holiday_shares(weeks: Sequence[date], country: str) -> dict[str, NDArray[np.float64]]:
    """Return for each festival the share of each week's days that belong to it, shape ``(week,)``.

    Statutory days come from the ``holidays`` library, which knows lunar dates of years ahead.
    """
    shares = {name: np.zeros(len(weeks)) for name in festivals(country)}
    for place, monday in enumerate(weeks):
        for step in range(DAYS_OF_WEEK):
            day = monday + timedelta(days=step)
            name = _holiday_names(country, day.year).get(day)
            if name is not None:
                shares[_festival(country, name)][place] += 1 / DAYS_OF_WEEK
    return shares


def is_working_day(day: date, country: str) -> bool:
    """Say whether people work on a day; China's moved working days are known for the published years.

    Outside the years that ``chinese_calendar`` covers, weekends and statutory days count as free.
    """
    if country == "CN":
        import chinese_calendar  # noqa: PLC0415 - only needed here

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:  # the State Council has not published that year yet
            pass
    return day.weekday() < 5 and day not in _holiday_names(country, day.year)
