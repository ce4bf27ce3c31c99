"""Small valid values of the domain, to be spoilt one field at a time."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from kuajie.domain.calendar import Horizon
from kuajie.domain.course import Course
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.panel import Panel
from kuajie.domain.party import Party, Role
from kuajie.domain.posterior import DRAW, Labelled, Posterior
from kuajie.domain.programme import Programme


def yuan(amount: str | int) -> Money:
    return Money.of(amount, "CNY")


@pytest.fixture
def platform() -> Party:
    return Party(id="P", name="知行", role=Role.PLATFORM, outside_profit=yuan(0))


@pytest.fixture
def course() -> Course:
    return Course(
        id="J1",
        title="Python",
        seller="P",
        requires=("P", "E"),
        price=yuan(300),
        unit_costs={"P": yuan(20), "E": yuan("35.50")},
    )


@pytest.fixture
def lever() -> Lever:
    return Lever(
        id="ads",
        title="Search",
        party="P",
        kind=LeverKind.MARKETING,
        unit=Unit.MONEY,
        unit_cost=yuan(1),
        weekly_max=yuan(5000),
        weekly_min=yuan(0),
        set_up_cost=yuan(100),
        min_if_used=yuan(200),
    )


@pytest.fixture
def programme(platform: Party, course: Course, lever: Lever) -> Programme:
    institution = Party(id="E", name="明德", role=Role.INSTITUTION, outside_profit=yuan(1000))
    return Programme(
        id="autumn",
        title="秋季",
        currency="CNY",
        time_zone="Asia/Shanghai",
        country="CN",
        parties=(platform, institution),
        courses=(course,),
        levers=(lever,),
        horizon=Horizon(date(2026, 11, 23), 4),
    )


@pytest.fixture
def panel() -> Panel:
    return Panel(
        weeks=(date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)),
        courses=("J1", "J2"),
        levers=("ads",),
        controls=("exam",),
        currency="CNY",
        enrolments=np.array([[5.0, 8.0, np.nan], [0.0, 3.0, 4.0]]),
        price=np.full((2, 3), 300.0),
        seats=np.array([[8.0, 8.0, 8.0], [0.0, np.inf, 3.0]]),
        inputs=np.array([[0.0, 100.0, 50.0]]),
        spend=np.array([[0.0, 100.0, 50.0]]),
        control_values=np.array([[-1.0, 0.0, 1.0]]),
        refund_rate=np.array([0.1, 0.0]),
        completion_rate=np.array([0.5, 1.0]),
        realised_rate=np.array([0.9, 1.0]),
        frequency=np.array([[0.0, 2.5, 1.5]]),
    )


@pytest.fixture
def posterior() -> Posterior:
    return Posterior(
        coords={"lever": ("ads", "live"), "course": ("J1",)},
        chain=(0, 0, 0, 1, 1, 1),
        variables={
            "lift": Labelled((DRAW, "lever"), np.arange(12.0).reshape(6, 2)),
            "sigma": Labelled((DRAW, "course"), np.arange(6.0).reshape(6, 1)),
        },
    )
