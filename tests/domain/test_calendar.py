"""Weeks as people live them: from Monday, in their own time zone, with holidays that move."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.calendar import (
    Horizon,
    festivals,
    holiday_shares,
    is_time_zone,
    is_working_day,
    monday_of,
    week_of,
)
from kuajie.messages import BadInput

ROUNDING = 1e-12
"""Shares are sums of at most seven sevenths."""

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
mondays = days.map(monday_of)


def weeks_of_year(year: int) -> list[date]:
    """Return the Mondays of every week that touches a year."""
    first = monday_of(date(year, 1, 1))
    return [first + timedelta(weeks=step) for step in range(54)]


def free_days(festival: str, year: int) -> dict[date, int]:
    """Return how many days of each week belong to a festival, weeks without any left out."""
    weeks = weeks_of_year(year)
    counts = np.round(holiday_shares(weeks, "CN")[festival] * 7).astype(int).tolist()
    return {week: count for week, count in zip(weeks, counts, strict=True) if count}


@given(day=days)
def test_the_monday_of_a_day_starts_the_seven_days_it_lies_in(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert monday <= day < monday + timedelta(days=7)


def test_a_late_sunday_in_london_is_monday_in_shanghai() -> None:
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert week_of(moment, "UTC") == date(2026, 11, 16)
    assert week_of(moment, "Asia/Shanghai") == date(2026, 11, 23)
    assert week_of(moment, "America/New_York") == date(2026, 11, 16)
    early = datetime(2026, 11, 23, 0, 30, tzinfo=timezone(timedelta(hours=8)))
    assert week_of(early, "Asia/Shanghai") == date(2026, 11, 23)
    assert week_of(early, "UTC") == date(2026, 11, 16)


@given(
    moment=st.datetimes(datetime(1990, 1, 2), datetime(2090, 1, 1)),
    offset=st.integers(-12, 14),
    zone=st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"]),
)
def test_a_week_does_not_depend_on_how_the_moment_is_written(
    moment: datetime, offset: int, zone: str
) -> None:
    here = moment.replace(tzinfo=UTC)
    assert week_of(here.astimezone(timezone(timedelta(hours=offset))), zone) == week_of(here, zone)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"needs a time zone, but got datetime.datetime\(2026, 11, 22"):
        week_of(datetime(2026, 11, 22, 23, 30), "UTC")


@pytest.mark.parametrize("name", ["UTC", "Asia/Shanghai", "America/Argentina/Ushuaia"])
def test_time_zones_are_known(name: str) -> None:
    assert is_time_zone(name)


@pytest.mark.parametrize(
    "name", ["", ".", "Asia", "America/Argentina", "China", "../UTC", "/etc/passwd", "x" * 5000, "UTC\0"]
)
def test_what_is_no_time_zone_is_said_to_be_none(name: str) -> None:
    assert not is_time_zone(name)


def test_a_horizon_by_hand() -> None:
    horizon = Horizon(date(2026, 12, 21), 3)
    assert horizon.weeks == (date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4))
    assert horizon.end == date(2027, 1, 10)


@given(start=mondays, count=st.integers(1, 200))
def test_a_horizon_is_whole_weeks(start: date, count: int) -> None:
    horizon = Horizon(start, count)
    assert len(horizon.weeks) == count
    assert all(week.weekday() == 0 for week in horizon.weeks)
    assert horizon.weeks[0] == start
    assert (horizon.end - start).days == 7 * count - 1
    assert horizon.end.weekday() == 6


def test_a_horizon_refuses_other_starts_and_no_weeks() -> None:
    with pytest.raises(ValueError, match="starts on a Monday, but 2026-11-22"):
        Horizon(date(2026, 11, 22), 3)
    with pytest.raises(ValueError, match="at least one week, but got 0"):
        Horizon(date(2026, 11, 16), 0)


SPRING_FESTIVALS = {
    # New Year's Eve to the seventh of the first lunar month, days counted in a paper calendar.
    2024: {date(2024, 2, 5): 3, date(2024, 2, 12): 5},  # Fri 9 to Fri 16 February
    2025: {date(2025, 1, 27): 6, date(2025, 2, 3): 2},  # Tue 28 January to Tue 4 February
    2026: {date(2026, 2, 16): 7, date(2026, 2, 23): 1},  # Mon 16 to Mon 23 February
    2027: {date(2027, 2, 1): 3, date(2027, 2, 8): 5},  # Fri 5 to Fri 12 February
}
NATIONAL_DAYS = {
    2024: {date(2024, 9, 30): 6, date(2024, 10, 7): 1},  # 1 October is a Tuesday
    2025: {date(2025, 9, 29): 5, date(2025, 10, 6): 2},  # Wednesday
    2026: {date(2026, 9, 28): 4, date(2026, 10, 5): 3},  # Thursday
    2027: {date(2027, 9, 27): 3, date(2027, 10, 4): 4},  # Friday
}


@pytest.mark.parametrize("year", SPRING_FESTIVALS)
def test_golden_weeks_by_hand(year: int) -> None:
    assert free_days("spring_festival", year) == SPRING_FESTIVALS[year]
    assert free_days("national_day", year) == NATIONAL_DAYS[year]


NEW_YEARS = {
    2000: date(2000, 2, 5),
    2008: date(2008, 2, 7),
    2010: date(2010, 2, 14),
    2020: date(2020, 1, 25),
    2023: date(2023, 1, 22),
    2030: date(2030, 2, 3),
    2033: date(2033, 1, 31),  # after a leap month that many tables got wrong
}


@pytest.mark.parametrize("year", NEW_YEARS)
def test_spring_festival_starts_on_the_eve_of_the_lunar_year(year: int) -> None:
    eve = NEW_YEARS[year] - timedelta(days=1)
    assert min(free_days("spring_festival", year)) == monday_of(eve)
    assert free_days("spring_festival", year)[monday_of(eve)] == 7 - eve.weekday()


@pytest.mark.parametrize("year", range(2000, 2061))
def test_a_festival_counts_the_same_in_every_year(year: int) -> None:
    """A coefficient learned in published years must mean the same in years not published yet."""
    assert sum(free_days("spring_festival", year).values()) == 8
    assert sum(free_days("national_day", year).values()) == 7
    assert 4 <= sum(free_days("other_holidays", year).values()) <= 8


def test_other_holidays_of_a_year_by_hand() -> None:
    """New Year, Tomb-Sweeping, 1 and 2 May, Dragon Boat; Mid-Autumn 2025 lies within the National Day run."""
    assert free_days("other_holidays", 2025) == {
        date(2024, 12, 30): 1,
        date(2025, 3, 31): 1,
        date(2025, 4, 28): 2,
        date(2025, 5, 26): 1,
        date(2025, 12, 29): 1,  # New Year 2026, a week that touches 2025
    }


@given(start=mondays, count=st.integers(1, 60), cut=st.integers(0, 60))
def test_shares_of_a_week_do_not_depend_on_the_weeks_around_it(start: date, count: int, cut: int) -> None:
    weeks = [start + timedelta(weeks=step) for step in range(count)]
    whole, first, rest = (holiday_shares(part, "CN") for part in (weeks, weeks[:cut], weeks[cut:]))
    total = sum(whole.values())
    assert list(whole) == list(festivals("CN"))
    assert np.all((total >= 0) & (total <= 1 + ROUNDING))
    for name, share in whole.items():
        np.testing.assert_array_equal(share, np.concatenate([first[name], rest[name]]))


def test_another_country_has_its_own_days() -> None:
    """United States 2025: eleven federal holidays, in eleven weeks, and New Year of 2026."""
    weeks = weeks_of_year(2025)
    shares = holiday_shares(weeks, "US")
    assert list(shares) == ["other_holidays"]
    counted = [week for week, share in zip(weeks, shares["other_holidays"], strict=True) if share > 0]
    assert len(counted) == 12
    assert shares["other_holidays"].sum() == pytest.approx(12 / 7, abs=ROUNDING)
    assert monday_of(date(2025, 7, 4)) in counted
    assert monday_of(date(2025, 11, 27)) in counted


@pytest.mark.parametrize("country", ["XX", "us", "CHN", "China", "HolidayBase", ""])
def test_an_unknown_country_is_refused_by_name(country: str) -> None:
    for ask in (
        lambda: holiday_shares([date(2025, 1, 6)], country),
        lambda: is_working_day(date(2025, 1, 7), country),
    ):
        with pytest.raises(BadInput) as error:
            ask()
        assert f"“{country}”" in error.value.say("zh")
        assert f"“{country}”" in error.value.say("en")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 9), True),  # the eve, a working day in 2024
        (date(2024, 2, 12), False),
        (date(2024, 2, 15), False),  # swapped for Sunday 4 February
        (date(2024, 2, 4), True),  # a Sunday people worked
        (date(2024, 2, 18), True),  # and another
        (date(2025, 1, 26), True),  # a Sunday before Spring Festival 2025
        (date(2025, 1, 28), False),  # the eve, free since 2025
        (date(2025, 9, 28), True),  # a Sunday before National Day 2025
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),  # a Saturday
        (date(2025, 3, 12), True),
        (date(2025, 3, 15), False),
    ],
)
def test_working_days_of_published_years(day: date, works: bool) -> None:
    assert is_working_day(day, "CN") is works


def test_working_days_of_years_not_published_follow_the_law() -> None:
    assert not is_working_day(date(2045, 2, 17), "CN")  # lunar new year
    assert not is_working_day(date(2045, 10, 2), "CN")
    assert not is_working_day(date(2045, 3, 4), "CN")  # a Saturday
    assert is_working_day(date(2045, 3, 6), "CN")


def test_working_days_elsewhere() -> None:
    assert not is_working_day(date(2025, 7, 4), "US")
    assert is_working_day(date(2025, 7, 4), "GB")
    assert not is_working_day(date(2021, 7, 5), "US")  # in the stead of Sunday 4 July
    assert not is_working_day(date(2025, 7, 5), "US")


@given(day=days)
def test_weekends_elsewhere_are_free(day: date) -> None:
    assert day.weekday() < 5 or not is_working_day(day, "US")
