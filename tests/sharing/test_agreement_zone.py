"""Zones of agreement: ends by hand, none, unbroken ranges, and jumps."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.sharing.deals.agreement_zone import Zone, agreement_zone, furthest

ACCURACY = 1e-9


def zone(*gains: object, start: float = 5.0, least: float = 0.0, most: float = 10.0) -> Zone:
    def all_gains(value: float) -> np.ndarray:
        return np.array([gain(value) for gain in gains], dtype=np.float64)  # type: ignore[operator]

    return agreement_zone(all_gains, start=start, least=least, most=most, accuracy=ACCURACY)


def test_ends_by_hand() -> None:
    # The payee wants at least 2.5, the payer gives at most 7, a third does not care.
    found = zone(lambda value: value - 2.5, lambda value: 7.0 - value, lambda _: 1.0)
    assert (found.low, found.high) == (pytest.approx(2.5), pytest.approx(7.0))
    assert (found.stops_below, found.stops_above) == (0, 1)
    assert found.limits[2] == (0.0, 10.0)


def test_a_number_may_end_before_anybody_walks_away() -> None:
    found = zone(lambda value: value, lambda value: 20.0 - value)
    assert (found.low, found.high, found.stops_below, found.stops_above) == (0.0, 10.0, None, None)


@pytest.mark.parametrize(
    "gains",
    [
        (lambda value: value - 6.0, lambda value: 4.0 - value),  # what one needs the other does not give
        (lambda value: value, lambda _: -1.0),  # one never gains
    ],
)
def test_there_may_be_no_zone(gains: tuple[object, object]) -> None:
    found = zone(*gains)
    assert found.low is None
    assert found.high is None
    assert found.limits[0] is not None


def test_the_range_around_the_present_number_counts_where_there_are_two() -> None:
    def broken(value: float) -> float:
        return (value - 2.0) * (value - 4.0)

    assert zone(broken, start=5.0).limits == ((pytest.approx(4.0), 10.0),)
    assert zone(broken, start=1.0).limits == ((0.0, pytest.approx(2.0)),)
    assert zone(broken, start=2.2).limits == ((0.0, pytest.approx(2.0)),)


def test_gains_may_jump() -> None:
    found = zone(lambda value: -1.0 if value < 3.3 else 5.0)
    assert found.low == pytest.approx(3.3, abs=1e-6)


def test_the_furthest_possible_value() -> None:
    assert furthest(lambda value: value <= 0.7, start=0.2, end=1.0) == pytest.approx(0.7)
    assert furthest(lambda _: True, start=0.2, end=1.0) == 1.0
    assert furthest(lambda value: value >= 0.1, start=0.2, end=0.0) == pytest.approx(0.1)
