"""Answers of every model are optima of its accounts: stationary, not to be improved upon, best together."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_models import PLAIN, Decisions, decided, earned, replied, slope

from kuajie.sharing.literature.outcome import NoEquilibrium
from kuajie.sharing.literature.registry import MODELS, solve, values
from kuajie.sharing.literature.structures import (
    COOPERATION,
    INSTITUTION_LEADS,
    NASH,
    PLATFORM_LEADS,
    PLATFORM_MARGIN,
    PLATFORM_PRICE,
)

STATIONARY = 1e-9
"""A marginal profit times its decision, beside profits and costs: the answers claim full precision."""
ROUNDING = 1e-9
"""Profits are sums of larger numbers, relative to which they may differ."""
FLAT_STEP = 1e-4
"""A relative step either way: its square is what a difference errs by."""
SOME = st.floats(0.2, 1.5)
MONEY = st.floats(0.5, 20.0)

INPUTS = {
    "HL": st.fixed_dictionaries(
        {
            "alpha": st.floats(100.0, 900.0),
            "beta": st.floats(5.0, 40.0),
            "gamma": SOME,
            "delta": SOME,
            "rho_P": MONEY,
            "rho_E": MONEY,
        }
    ),
    "PV": st.fixed_dictionaries(
        {
            "alpha": st.floats(1.0, 50.0),
            "beta": st.floats(0.2, 5.0),
            "v": st.floats(0.3, 3.0),
            "k_P": st.floats(0.05, 3.0),
            "k_E": st.floats(0.05, 3.0),
        }
    ),
    "XN": st.fixed_dictionaries(
        {
            "alpha": st.floats(14.0, 40.0),
            "beta": st.floats(0.3, 1.2),
            "A": st.floats(10.0, 40.0),
            "B": st.floats(1.0, 6.0),
            "gamma": SOME,
            "delta": SOME,
        }
    ),
    "YUE": st.fixed_dictionaries(
        {
            "alpha": st.floats(100.0, 900.0),
            "beta": st.floats(5.0, 40.0),
            "gamma": SOME,
            "delta": SOME,
            "rho_P": st.floats(0.5, 4.0),
            "rho_E": st.floats(0.5, 5.5),
            "P0": st.just(10.0),
            "e": st.floats(0.5, 4.0),
        }
    ),
    "BRIEF": st.fixed_dictionaries(
        {
            "N": st.just(100.0),
            "price": st.floats(1.0, 20.0),
            "F_P": st.floats(0.0, 5.0),
            "F_E": st.floats(0.0, 5.0),
            "k_P": st.floats(2500.0, 9000.0),
            "k_E": st.floats(2500.0, 9000.0),
            "phi": st.floats(0.05, 0.95),
        }
    ),
    "DMH": st.fixed_dictionaries(
        {
            "A": st.floats(0.0, 100.0),
            "b_P": st.floats(0.1, 5.0),
            "b_E": st.floats(0.1, 5.0),
            "c_P": st.floats(0.1, 3.0),
            "c_E": st.floats(0.1, 3.0),
            "phi": st.floats(0.05, 0.95),
        }
    ),
    "NA": st.fixed_dictionaries(
        {
            "piP": st.floats(0.1, 5.0),
            "piE": st.floats(0.0, 5.0),
            "theta": st.floats(0.1, 3.0),
            "lP": SOME,
            "lE": SOME,
            "uP": SOME,
            "uE": SOME,
            "delta": st.floats(0.05, 0.5),
            "r": st.floats(0.02, 0.2),
            "G0": st.floats(0.0, 50.0),
        }
    ),
    "SE": st.fixed_dictionaries(
        {
            "mP": st.floats(0.1, 5.0),
            "mE": st.floats(0.0, 8.0),
            "rho": st.floats(0.1, 2.0),
            "delta": st.floats(0.02, 0.5),
            "r": st.floats(0.02, 0.2),
            "x0": st.floats(0.0, 1.0),
        }
    ),
}
CASES = st.sampled_from(sorted(INPUTS)).flatmap(lambda name: st.tuples(st.just(name), INPUTS[name]))
LEADERS = {INSTITUTION_LEADS: 1, PLATFORM_LEADS: 0, PLATFORM_MARGIN: 0}


def answered(name: str, inputs: dict[str, float], structure: str) -> dict[str, Any]:
    model = MODELS[name]
    return values(model, solve(model, model.make(**inputs), structure))


def size(name: str, inputs: dict[str, float], decisions: Decisions) -> float:
    """Return the size of what profits are sums of."""
    costs = [abs(value) for key, value in decisions.items() if key in ("a", "A", "q")]
    return sum(map(abs, earned(name, inputs, decisions))) + sum(costs) + 1e-9


def variables(name: str, party: int) -> tuple[str, ...]:
    return PLAIN[name].of_p if party == 0 else PLAIN[name].of_e


def is_stationary(
    name: str, inputs: dict[str, float], decisions: Decisions, variable: str, *, party: int
) -> bool:
    if variable == "price_factor" and decisions[variable] == 1.0:
        return slope(name, inputs, decisions, variable, party=party) >= -STATIONARY
    pull = slope(name, inputs, decisions, variable, party=party) * max(abs(decisions[variable]), 1e-3)
    return abs(pull) <= STATIONARY * size(name, inputs, decisions)


@settings(max_examples=150)
@given(CASES)
def test_accounts_agree_with_what_the_answers_say_is_earned(case: tuple[str, dict[str, float]]) -> None:
    name, inputs = case
    model = MODELS[name]
    for structure in model.structures:
        if structure in ("second_best_share",):
            continue
        said = answered(name, inputs, structure)
        decisions = decided(name, said)
        reached = earned(name, inputs, decisions)
        scale = size(name, inputs, decisions)
        assert said["joint"] == pytest.approx(sum(reached), rel=0, abs=ROUNDING * scale)
        for party, symbol in enumerate(model.profit_symbols.values()):
            if symbol in said:
                assert said[symbol] == pytest.approx(reached[party], rel=0, abs=ROUNDING * scale)


@settings(max_examples=150)
@given(CASES)
def test_cooperation_is_stationary_together_and_never_below(case: tuple[str, dict[str, float]]) -> None:
    name, inputs = case
    said = answered(name, inputs, COOPERATION)
    decisions = decided(name, said)
    for variable in (*PLAIN[name].of_p, *PLAIN[name].of_e):
        assert is_stationary(name, inputs, decisions, variable, party=2), variable
    for structure in MODELS[name].structures:
        other = answered(name, inputs, structure)["joint"]
        assert other <= said["joint"] + ROUNDING * size(name, inputs, decisions)


@settings(max_examples=150)
@given(CASES)
def test_nobody_gains_by_leaving_a_nash_equilibrium(case: tuple[str, dict[str, float]]) -> None:
    name, inputs = case
    decisions = decided(name, answered(name, inputs, NASH))
    reached = earned(name, inputs, decisions)
    slack = ROUNDING * size(name, inputs, decisions)
    for party in (0, 1):
        own = variables(name, party)
        for variable in own:
            assert is_stationary(name, inputs, decisions, variable, party=party), variable
        for factors in product((0.3, 0.9, 0.999, 1.001, 1.1, 3.0), repeat=len(own)):
            moved = {**decisions, **{key: decisions[key] * f for key, f in zip(own, factors, strict=True)}}
            if moved.get("price_factor", 1.0) <= 1.0 and moved.get("m", 0.0) >= 0.0:
                assert earned(name, inputs, moved)[party] <= reached[party] + slack


@settings(max_examples=120)
@given(CASES, st.sampled_from([0.5, 0.9, 0.99, 1.01, 1.1, 2.0]), st.data())
def test_a_leader_cannot_do_better_by_another_announcement(
    case: tuple[str, dict[str, float]], factor: float, data: st.DataObject
) -> None:
    name, inputs = case
    structure = data.draw(st.sampled_from([s for s in MODELS[name].structures if s in LEADERS]))
    if name == "SE":  # leading by a rule for every moment is tested by its value equations
        return
    leader = LEADERS[structure]
    decisions = decided(name, answered(name, inputs, structure))
    reached = earned(name, inputs, decisions)[leader]
    slack = 1e-8 * size(name, inputs, decisions)
    assert reached >= earned(name, inputs, decided(name, answered(name, inputs, NASH)))[leader] - slack
    for variable in variables(name, 1 - leader):
        assert is_stationary(name, inputs, decisions, variable, party=1 - leader), variable
    paying = (PLAIN[name].paid,) if structure == INSTITUTION_LEADS and PLAIN[name].paid != "-" else ()
    announced = data.draw(st.sampled_from([*variables(name, leader), *paying]))
    moved = dict(decisions)
    if announced in paying:
        moved[announced] = min(0.99, max(0.0, decisions[announced] + factor - 1.0))
    else:
        moved[announced] = decisions[announced] * factor
    if moved.get("price_factor", 0.0) > 1.0 or out_of_reach(name, inputs, moved):
        return
    replies = replied(name, inputs, moved, party=1 - leader, most=ends(name, inputs, moved))
    assert earned(name, inputs, replies)[leader] <= reached + slack


@pytest.mark.parametrize("name", sorted(INPUTS.keys() - {"SE"}))
@settings(max_examples=40)
@given(data=st.data())
def test_a_leaders_profit_is_flat_at_its_announcement(name: str, data: st.DataObject) -> None:
    inputs = data.draw(INPUTS[name])
    structure = data.draw(st.sampled_from([s for s in MODELS[name].structures if s in LEADERS]))
    leader = LEADERS[structure]
    decisions = decided(name, answered(name, inputs, structure))
    paid = PLAIN[name].paid
    paying = (paid,) if structure == INSTITUTION_LEADS and decisions.get(paid, 0.0) > 0.01 else ()
    announced = data.draw(st.sampled_from([*variables(name, leader), *paying]))
    if announced == "price_factor" and decisions[announced] == 1.0:
        return

    room = 1 - decisions[announced] if announced in paying else 1.0

    def reached(way: float) -> float:
        moved = {**decisions, announced: decisions[announced] * (1 + room * way * FLAT_STEP)}
        replies = replied(name, inputs, moved, party=1 - leader, most=ends(name, inputs, moved))
        return earned(name, inputs, replies)[leader]

    slack = 1e-6 * size(name, inputs, decisions)
    assert abs(reached(1.0) - reached(-1.0)) / (2 * FLAT_STEP) <= slack


def out_of_reach(name: str, inputs: dict[str, float], moved: Decisions) -> bool:
    """Return whether an announced margin leaves nothing to the other, or a discount loses on every sale."""
    if name == "YUE":
        return inputs["rho_E"] <= inputs["P0"] * (1 - moved["price_factor"])
    return name in ("PV", "XN") and max(moved["m"], moved["w"]) >= inputs["alpha"] / inputs["beta"] * 0.99


def ends(name: str, inputs: dict[str, float], moved: Decisions) -> dict[str, float]:
    if name == "YUE":
        return {"price_factor": 1.0}
    if name not in ("PV", "XN"):
        return {}
    choke = inputs["alpha"] / inputs["beta"] * (1 - 1e-9)
    return {"m": choke - moved["w"], "w": choke - moved["m"]}


@settings(max_examples=60)
@given(st.sampled_from(["PV", "XN"]).flatmap(lambda name: st.tuples(st.just(name), INPUTS[name])))
def test_with_the_price_announced_e_takes_half_of_it(case: tuple[str, dict[str, float]]) -> None:
    name, inputs = case
    said = answered(name, inputs, PLATFORM_PRICE)
    assert said["w"] == said["p"] / 2
    decisions = decided(name, said)
    effort = "A" if name == "PV" else "q"
    assert is_stationary(name, inputs, decisions, effort, party=1)
    reached = earned(name, inputs, decisions)[0]
    for price, ads in product((0.7, 0.99, 1.01, 1.3), (0.5, 0.9, 1.0, 1.1, 2.0)):
        half = said["p"] * price / 2
        if 2 * half >= inputs["alpha"] / inputs["beta"]:
            continue
        moved = {**decisions, "m": half, "w": half, "a": decisions["a"] * ads}
        low, high = decisions[effort] * 1e-4, decisions[effort] * 1e4
        moved[effort] = root_of(name, inputs, moved, effort, low, high)
        assert earned(name, inputs, moved)[0] <= reached + 1e-8 * size(name, inputs, decisions)


def root_of(
    name: str, inputs: dict[str, float], moved: Decisions, variable: str, low: float, high: float
) -> float:
    from scipy.optimize import brentq

    return float(
        brentq(
            lambda value: slope(name, inputs, {**moved, variable: value}, variable, party=1),
            low,
            high,
            rtol=1e-13,
        )
    )


def test_a_leaders_share_is_on_the_boundary_exactly_where_the_margin_says() -> None:
    inputs = {"alpha": 500.0, "beta": 120.0, "gamma": 0.3, "delta": 0.8, "rho_P": 2.0, "rho_E": 2.6}
    assert answered("HL", inputs, INSTITUTION_LEADS)["t"] == 0.0
    below = answered("HL", inputs, INSTITUTION_LEADS)
    above = answered("HL", {**inputs, "rho_E": 2.6 + 1e-9}, INSTITUTION_LEADS)
    assert 0.0 < above["t"] < 1e-8
    assert above["a"] == pytest.approx(below["a"], rel=1e-8)


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        (
            "YUE",
            {
                "alpha": 100.0,
                "beta": 50.0,
                "gamma": 0.5,
                "delta": 0.4,
                "rho_P": 6.0,
                "rho_E": 5.0,
                "P0": 10.0,
                "e": 2.0,
            },
        ),
        ("BRIEF", {"N": 100, "price": 10, "F_P": 2, "F_E": 3, "k_P": 999.0, "k_E": 1000.0, "phi": 0.5}),
    ],
)
def test_a_joint_profit_without_limit_is_said(name: str, inputs: dict[str, float]) -> None:
    with pytest.raises(NoEquilibrium) as refused:
        answered(name, inputs, COOPERATION)
    assert [finding.notice.code for finding in refused.value.findings] == ["games.unbounded"]


@pytest.mark.parametrize("structure", MODELS["XN"].structures)
def test_effort_that_never_pays_is_said_rather_than_answered(structure: str) -> None:
    inputs = {"alpha": 1.25, "beta": 9.5, "A": 1.1, "B": 0.5, "gamma": 0.15, "delta": 0.14}
    with pytest.raises(NoEquilibrium) as refused:
        answered("XN", inputs, structure)
    assert [finding.notice.code for finding in refused.value.findings] == ["games.no_interior"]


def test_a_loss_is_warned_of_where_nobody_can_stay_away() -> None:
    inputs = {"alpha": 3.0, "beta": 50.0, "gamma": 0.5, "delta": 0.4, "rho_P": 2.0, "rho_E": 1.0}
    model = MODELS["HL"]
    outcome = solve(model, model.make(**inputs), NASH)
    assert {finding.notice.code for finding in outcome.warnings} == {
        "games.party_loses",
        "games.negative_sales",
    }


def test_numbers_beyond_all_numbers_are_said() -> None:
    with pytest.raises(NoEquilibrium) as refused:
        answered("PV", {"alpha": 1e200, "beta": 1.0, "v": 0.1, "k_P": 1.0, "k_E": 1.0}, NASH)
    assert [finding.notice.code for finding in refused.value.findings] == ["games.beyond_numbers"]
