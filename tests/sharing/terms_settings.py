"""Settings to design terms for: random programmes of any number of parties, and one by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.deal import Deal
from kuajie.sharing.deals.deal_payoffs import Outcomes
from kuajie.sharing.terms.families.setting import Setting

Floats = NDArray[np.float64]


def random_setting(seed: int, *, parties: int = 3, draws: int = 400, revenue: float = 1e6) -> Setting:
    """Return courses and levers handed out at random; the target gives everybody a part of joint profit."""
    rng = np.random.default_rng(seed)
    names = tuple(f"p{place}" for place in range(parties))
    courses, levers = int(rng.integers(1, 4)), int(rng.integers(1, 6))
    takes = rng.lognormal(0.0, 0.3, (courses, draws)) * revenue * rng.uniform(0.5, 2.0, (courses, 1))
    costs = rng.uniform(0.0, 0.2 / parties, (parties, courses, 1)) * takes
    spend = rng.uniform(0.0, 0.3, (levers, 1)) * takes.sum(axis=0).mean() / levers * np.ones((1, draws))
    outcomes = Outcomes(
        revenue=takes,
        enrolments=takes / 100.0,
        let_off=np.zeros((parties, draws)),
        unit_costs=costs,
        spend=spend,
    )
    joint = float(outcomes.joint_profit.mean())
    return Setting(
        bare=Deal(
            parties=names,
            sellers={f"c{place}": names[rng.integers(parties)] for place in range(courses)},
            owners={f"l{place}": names[rng.integers(parties)] for place in range(levers)},
        ),
        outcomes=outcomes,
        target=rng.dirichlet(np.full(parties, 3.0)) * joint,
        currency="CNY",
    )


def retargeted(setting: Setting, shares: Floats) -> Setting:
    """Return a setting in which each party is to have a share of joint profit, which may be below zero."""
    return Setting(
        bare=setting.bare,
        outcomes=setting.outcomes,
        target=shares * setting.joint,
        currency=setting.currency,
    )


def two_by_hand(target: tuple[float, float], *, revenue: float = 1000.0) -> Setting:
    """Return a sure revenue sold by P, who spends 100 on its lever and 50 on seats; E spends 250."""
    outcomes = Outcomes(
        revenue=np.array([[revenue]]),
        enrolments=np.array([[10.0]]),
        let_off=np.zeros((2, 1)),
        unit_costs=np.array([[[50.0]], [[0.0]]]),
        spend=np.array([[100.0], [250.0]]),
    )
    return Setting(
        bare=Deal(parties=("P", "E"), sellers={"c": "P"}, owners={"x": "P", "y": "E"}),
        outcomes=outcomes,
        target=np.array(target),
        currency="CNY",
    )
