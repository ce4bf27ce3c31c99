"""Weeks, time zones and holidays. Weeks run Monday to Sunday and are named by their Monday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import BadInput
from kuajie.messages.notices.surfaces import UNKNOWN_COUNTRY

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
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: "Asia" is a folder of the time zone data, and a very long name can be no file.
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


OTHER_HOLIDAYS = "other_holidays"
_RUNS = {"CN": ("spring_festival", "national_day")}
SPRING_FESTIVAL_DAYS = 8
"""From New Year's Eve to the seventh day of the first lunar month (初七)."""

NATIONAL_DAYS = 7
"""1 to 7 October."""


@cache
def _require_country(country: str) -> None:
    import holidays as library  # noqa: PLC0415 - slow to import, and only fits and plans need it

    if country not in library.list_supported_countries(include_aliases=False):
        raise BadInput.of(UNKNOWN_COUNTRY, country=country)


@cache
def _holiday_names(country: str, year: int, *, observed: bool) -> Mapping[date, str]:
    """Return the days a country's law gives free; ``observed``: and those free in their stead."""
    import holidays as library  # noqa: PLC0415 - slow to import, and only fits and plans need it

    _require_country(country)
    language = "en_US" if country == "CN" else None
    found = library.country_holidays(country, years=year, language=language, observed=observed)
    return MappingProxyType({day: found[day] for day in found})


@cache
def _festival_days(country: str, year: int) -> Mapping[date, str]:
    names = _holiday_names(country, year, observed=False)
    if country != "CN":
        return MappingProxyType(dict.fromkeys(names, OTHER_HOLIDAYS))
    # Swapped and added days are known for published years only: they would tell history from horizon.
    moved = ("Day off", "Extended")
    days = {day: OTHER_HOLIDAYS for day, name in names.items() if not any(word in name for word in moved)}
    first_of_october = date(year, 10, 1)
    days |= {first_of_october + timedelta(days=step): "national_day" for step in range(NATIONAL_DAYS)}
    lunar = [day for day, name in names.items() if "Spring Festival" in name]
    if lunar:  # the library knows the years 1950 to 2099
        eve = min(lunar) - timedelta(days=1)
        days |= {eve + timedelta(days=step): "spring_festival" for step in range(SPRING_FESTIVAL_DAYS)}
    return MappingProxyType(days)


def festivals(country: str) -> tuple[str, ...]:
    """Return the names of the holiday features of a country, in a fixed order."""
    return (*_RUNS.get(country, ()), OTHER_HOLIDAYS)


def holiday_shares(weeks: Sequence[date], country: str) -> dict[str, NDArray[np.float64]]:
    """Return for each festival the share of each week's days that belong to it, shape ``(week,)``.

    Made by the same rule for every year, past or to come. China's two golden weeks are runs of days:
    Spring Festival from the eve to the seventh of the first lunar month, National Day from 1 to 7 October.
    Every other holiday is its statutory days, from the ``holidays`` library, which knows lunar dates ahead.
    Raises ``BadInput`` for a country whose holidays are not known.
    """
    shares = {name: np.zeros(len(weeks)) for name in festivals(country)}
    for place, monday in enumerate(weeks):
        for step in range(DAYS_OF_WEEK):
            day = monday + timedelta(days=step)
            festival = _festival_days(country, day.year).get(day)
            if festival is not None:
                shares[festival][place] += 1 / DAYS_OF_WEEK
    return shares


def is_working_day(day: date, country: str) -> bool:
    """Say whether people work on a day; China's moved working days are known for the published years.

    Outside the years that ``chinese_calendar`` covers, weekends and statutory days count as free. Raises
    ``BadInput`` for a country whose holidays are not known.
    """
    if country == "CN":
        import chinese_calendar  # noqa: PLC0415 - only needed here

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:  # the State Council has not published that year yet
            pass
    return day.weekday() < 5 and day not in _holiday_names(country, day.year, observed=True)
