"""What courses not sold yet would bring, by hand; seats bound it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kuajie.domain.beliefs import Range
from kuajie.domain.course import Course
from kuajie.domain.launch import Launch
from kuajie.domain.money import Money
from kuajie.exchange.reading import read_folder
from kuajie.usecases.plan_launches import launch_outlooks
from kuajie.wiring import new


def launch(weekly: float, seats: int | None, party: str) -> Launch:
    def yuan(amount: int) -> Money:
        return Money(100 * amount, "CNY")

    course = Course(
        id="N1",
        title="N1",
        seller=party,
        requires=(party,),
        price=yuan(300),
        seats=seats,
        unit_costs={party: yuan(100)},
    )
    return Launch(course=course, weekly=weekly, weekly_range=Range(weekly / 2, weekly * 2))


def test_a_launch_brings_its_margin_over_the_horizon_within_its_seats(tmp_path):
    new(tmp_path / "demo", template="online-course", weeks=30, scale=0.1)
    programme = read_folder(tmp_path / "demo").programme
    assert launch_outlooks(programme) == ()
    party = programme.party_ids[0]
    launches = (launch(4.0, None, party), replace(launch(4.0, 5, party)))
    free, bound = (launch_outlooks(replace(programme, launches=(each,)))[0] for each in launches)
    weeks = programme.horizon.count
    assert free.enrolments == pytest.approx(4 * weeks)
    assert free.profit == pytest.approx(4 * weeks * 200)
    assert free.profit_range == pytest.approx((2 * weeks * 200, 8 * weeks * 200))
    assert bound.profit == pytest.approx(free.profit)
    assert bound.enrolments_range == pytest.approx((2 * weeks, 5 * weeks))
