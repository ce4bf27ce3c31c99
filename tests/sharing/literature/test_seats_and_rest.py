"""Seats, sharing rates, boxes and weight decay: each beside an answer found another way."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad

from kuajie.planning.first_order import Sgd, descend
from kuajie.sharing.literature import demand_law
from kuajie.sharing.literature.outcome import NoEquilibrium
from kuajie.sharing.literature.registry import MODELS, solve, values
from kuajie.sharing.literature.structures import (
    COOPERATION,
    COORDINATED,
    INSTITUTION_LEADS,
    NASH,
    PLATFORM_LEADS,
    SECOND_BEST,
)

LAWS = {
    "normal": demand_law.normal(1000.0, 300.0),
    "uniform": demand_law.uniform(100.0, 500.0),
    "exponential": demand_law.exponential(800.0),
    "gamma": demand_law.gamma(4.0, 250.0),
    "lognormal": demand_law.lognormal(6.9, 0.4),
    "weibull": demand_law.weibull(1.7, 600.0),
}
SCIPY = {
    "normal": stats.norm(1000.0, 300.0),
    "uniform": stats.uniform(100.0, 400.0),
    "exponential": stats.expon(scale=800.0),
    "gamma": stats.gamma(4.0, scale=250.0),
    "lognormal": stats.lognorm(0.4, scale=np.exp(6.9)),
    "weibull": stats.weibull_min(1.7, scale=600.0),
}


def answered(name: str, structure: str, **inputs: Any) -> dict[str, Any]:
    model = MODELS[name]
    return values(model, solve(model, model.make(**inputs), structure))


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("seats", [-5.0, 90.0, 450.0, 1400.0])
def test_a_law_is_what_another_library_says_of_it(name: str, seats: float) -> None:
    law, other = LAWS[name], SCIPY[name]
    low = float(other.ppf(1e-15))
    missed, _ = quad(other.cdf, min(low, seats), seats, epsabs=1e-11, epsrel=1e-13, limit=400)
    assert law.expected_sales(seats) == pytest.approx(seats - missed, rel=1e-10, abs=1e-9)
    assert law.survival(seats) == pytest.approx(other.sf(seats), rel=1e-12)
    assert law.density(seats) == pytest.approx(other.pdf(seats), rel=1e-12)
    assert law.quantile(0.3) == pytest.approx(other.ppf(0.3), rel=1e-12)


@pytest.mark.parametrize(
    ("by_moments", "mean", "sd"),
    [(demand_law.gamma_by_moments, 900.0, 300.0), (demand_law.lognormal_by_moments, 900.0, 300.0)],
)
def test_moments_are_those_asked_for(by_moments: Any, mean: float, sd: float) -> None:
    law = by_moments(mean, sd)
    assert law.mean_up_to(1e6) == pytest.approx(mean)
    square, _ = quad(lambda q: 2 * q * law.survival(q), 0.0, 20_000.0, limit=400)
    assert square == pytest.approx(mean**2 + sd**2)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_seats_are_best_for_both_and_p_orders_them_of_its_own_accord(law: demand_law.DemandLaw) -> None:
    given_inputs = {"price": 100.0, "c_E": 30.0, "c_P": 10.0, "dist": law, "phi": 0.6}
    said = answered("RS", COORDINATED, **given_inputs)
    assert said["joint"] == answered("RS", COOPERATION, **given_inputs)["joint"]
    assert said["profit_P"] + said["profit_E"] == pytest.approx(said["joint"])
    for seats in said["q"] * np.array([0.8, 0.99, 1.01, 1.2]):
        own = 0.6 * 100.0 * law.expected_sales(seats) - (said["w"] + 10.0) * seats
        assert own <= said["profit_P"] + 1e-9
        assert 100.0 * law.expected_sales(seats) - 40.0 * seats <= said["joint"] + 1e-9


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_wholesale_price_is_the_best_one_and_loses_sales(law: demand_law.DemandLaw) -> None:
    given_inputs = {"price": 100.0, "c_E": 30.0, "c_P": 10.0, "dist": law}
    said = answered("RS", INSTITUTION_LEADS, **given_inputs)
    assert said["q"] == pytest.approx(law.quantile(1 - (said["w"] + 10.0) / 100.0), rel=1e-9)
    assert said["joint"] < answered("RS", COOPERATION, **given_inputs)["joint"]
    for wholesale in np.linspace(30.0, 89.9, 400):
        order = max(0.0, law.quantile(1 - (wholesale + 10.0) / 100.0))
        assert (wholesale - 30.0) * order <= said["profit_E"] + 1e-9


def test_a_price_below_cost_is_said() -> None:
    with pytest.raises(NoEquilibrium) as refused:
        answered("RS", COOPERATION, price=40.0, c_E=30.0, c_P=10.0, dist=LAWS["normal"])
    assert refused.value.findings[0].notice.code == "games.no_interior"


@given(
    b_p=st.floats(0.0, 5.0),
    b_e=st.floats(0.0, 5.0),
    c_p=st.floats(0.1, 5.0),
    c_e=st.floats(0.1, 5.0),
    rate=st.floats(0.0, 1.0),
)
def test_no_other_sharing_rate_is_better(b_p: float, b_e: float, c_p: float, c_e: float, rate: float) -> None:
    inputs = {"A": 10.0, "b_P": b_p, "b_E": b_e, "c_P": c_p, "c_E": c_e}
    best = answered("DMH", SECOND_BEST, **inputs)
    other = answered("DMH", NASH, **inputs, phi=rate)
    assert other["joint"] <= best["joint_second_best"] * (1 + 1e-12)
    assert best["loss"] == pytest.approx(best["joint_first_best"] - best["joint_second_best"], abs=1e-9)
    both_costs = b_p**2 / c_p + b_e**2 / c_e
    assert best["joint_first_best"] == pytest.approx(10.0 + both_costs / 2)


def test_a_useless_effort_leaves_all_to_the_other() -> None:
    said = answered("DMH", SECOND_BEST, A=5.0, b_P=0.0, b_E=2.0, c_P=1.0, c_E=1.0)
    assert (said["phi"], said["x"], said["y"], said["loss"]) == (0.0, 0.0, 2.0, 0.0)
    neither = answered("DMH", SECOND_BEST, A=5.0, b_P=0.0, b_E=0.0, c_P=1.0, c_E=1.0)
    assert (neither["phi"], neither["loss"]) == (0.5, 0.0)


BOXES = st.tuples(st.floats(-3.0, 1.0), st.floats(0.0, 3.0)).map(lambda ends: (ends[0], ends[0] + ends[1]))


@settings(max_examples=80)
@given(
    k_p=st.sampled_from([0.0, 300.0, 900.0, 4000.0]),
    k_e=st.sampled_from([0.0, 300.0, 900.0, 4000.0]),
    phi=st.floats(0.1, 0.9),
    x_box=BOXES,
    y_box=BOXES,
)
def test_in_a_box_no_grid_finds_better(
    k_p: float, k_e: float, phi: float, x_box: tuple[float, float], y_box: tuple[float, float]
) -> None:
    inputs = {"N": 100.0, "price": 10.0, "F_P": 2.0, "F_E": 3.0, "k_P": k_p, "k_E": k_e, "phi": phi}
    boxes = {"x_box": x_box, "y_box": y_box}
    x, y = np.linspace(*x_box, 61), np.linspace(*y_box, 61)
    whole = 1000.0 * np.outer(1 + x, 1 + y)
    of_p = phi * whole - k_p * x[:, None] ** 2 / 2 - 200.0
    of_e = (1 - phi) * whole - k_e * y[None, :] ** 2 / 2 - 300.0
    together = answered("BRIEF", COOPERATION, **inputs, **boxes)
    assert (of_p + of_e).max() <= together["joint"] + 1e-6
    nash = answered("BRIEF", NASH, **inputs, **boxes)
    row, column = 1000.0 * (1 + x) * (1 + nash["y"]), 1000.0 * (1 + nash["x"]) * (1 + y)
    assert (phi * row - k_p * x**2 / 2 - 200.0).max() <= nash["profit_P"] + 1e-6
    assert ((1 - phi) * column - k_e * y**2 / 2 - 300.0).max() <= nash["profit_E"] + 1e-6
    first = answered("BRIEF", PLATFORM_LEADS, **inputs, **boxes)
    assert first["profit_P"] >= nash["profit_P"] - 1e-6
    for own in x:
        pull = (1 - phi) * 1000.0 * (1 + own)
        reply = np.clip(pull / k_e, *y_box) if k_e else y_box[1 if pull > 0 else 0]
        other = phi * 1000.0 * (1 + own) * (1 + reply) - k_p * own**2 / 2 - 200.0
        assert other <= first["profit_P"] + 1e-6


def test_the_printed_formula_is_best_at_a_corner() -> None:
    box = {"x_box": (-4.0, 0.5), "y_box": (-3.0, 0.2)}
    said = answered("BASE", COOPERATION, N=100.0, price=10.0, F_P=2.0, F_E=3.0, **box)
    best = max(1000.0 * (1 + x) * (1 + y) - 500.0 for x, y in product(*box.values()))
    assert (said["x"], said["y"], said["joint"]) == (-4.0, -3.0, best)


@pytest.mark.parametrize("decay", [0.0, 150.0, 900.0])
def test_steps_with_decay_come_to_rest_where_it_says(decay: float) -> None:
    inputs = {"N": 100.0, "price": 10.0, "k_P": 4000.0, "k_E": 5000.0, "eta": 5e-5, "lam": decay}
    said = answered("WD", "weight_decay", **inputs)
    path = descend(
        lambda at: -np.array([1000.0 * (1 + at[1]) - 4000.0 * at[0], 1000.0 * (1 + at[0]) - 5000.0 * at[1]]),
        np.zeros(2),
        rule=Sgd(rate=5e-5, decay=decay),
        project=lambda at: at,
        steps=2000,
    )
    assert (said["x"], said["y"]) == pytest.approx(tuple(path.end), rel=1e-10)
    assert said["profit_lost"] >= 0.0
    assert (said["profit_lost"] > 0.0) == (decay > 0.0)
