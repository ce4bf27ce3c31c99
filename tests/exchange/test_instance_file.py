"""Instance files: what is read, and each slip met by its own notice, in both languages."""

from __future__ import annotations

import copy
import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie.exchange.instance_file import read_instance
from kuajie.messages import BadInput, InfeasiblePlan
from kuajie.usecases.solve_instance import SolveQuestion, solve_instance

HAN = re.compile(r"[\u4e00-\u9fff]")
GOOD: dict[str, Any] = {
    "id": "X1",
    "T": 2,
    "unit_margin": 50.0,
    "base": [10, 20],
    "capacity": 90,
    "budgets": {"P": 900.0, "total": 1500.0, "weekly_total": 1000.0},
    "channels": [
        {
            "id": "a",
            "party": "P",
            "response": {"type": "hill", "a": 40, "K": 300, "h": 2},
            "min": 10,
            "max": 600,
            "adstock": 0.3,
            "season": [1.0, 0.5],
        },
        {"id": "b", "party": "E", "response": {"type": "sqrt", "a": 1.5}, "max": 800, "fixed_cost": 100},
    ],
}
PRICE = {"type": "elasticity", "p0": 199.0, "e": 2.0, "min": 80.0, "max": 300.0, "var_cost": 60.0}


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the good instance with one value replaced, or taken out where the value is ``...``."""
    record = copy.deepcopy(GOOD)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    place: Any = record
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return record


def written(folder: Path, record: object) -> Path:
    file = folder / "instance.json"
    file.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
    return file


def test_every_key_is_taken(tmp_path: Path) -> None:
    instance = read_instance(written(tmp_path, GOOD))
    problem = instance.problem
    assert instance.id == "X1"
    assert problem.levers == ("a", "b")
    np.testing.assert_allclose(problem.lower, [[10, 10], [0, 0]])
    np.testing.assert_allclose(problem.season, [[1.0, 0.5], [1, 1]])
    np.testing.assert_allclose(problem.seats, [90, 90])
    np.testing.assert_allclose(problem.carry_over, [0.3, 0.0])
    np.testing.assert_allclose(problem.set_up_cost, [0.0, 100.0])
    assert problem.weekly_limit == 1000.0
    assert {budget.name: budget.members.tolist() for budget in problem.budgets} == {
        "P": [True, False],
        "total": [True, True],
    }


BAD = {
    "{": "not_json",
    "[1]": "not_an_object",
    "": "not_json",
}
SLIPS: list[tuple[str, object, str]] = [
    ("unit_margin", math.nan, "not_a_number"),
    ("unit_margin", "50", "not_a_number"),
    ("unit_margin", True, "not_a_number"),
    ("unit_margin", ..., "missing_key"),
    ("unit_margin", -1.0, "negative_margin"),
    ("capacity", 0, "no_seats"),
    ("capacity", [0, 0], "no_seats"),
    ("capacity", [10], "wrong_length"),
    ("capacity", [10, -1], "number_out_of_range"),
    ("base", [1, 2, 3], "wrong_length"),
    ("base", [1, None], "not_a_number"),
    ("T", 0, "number_out_of_range"),
    ("T", 2.5, "number_out_of_range"),
    ("T", 10**400, "not_a_number"),
    ("channels", [], "not_a_list"),
    ("channels", ..., "missing_key"),
    ("channels/0", 7, "not_an_object"),
    ("channels/1/id", "a", "repeated_id"),
    ("channels/0/id", ..., "missing_key"),
    ("channels/0/adstock", 1.2, "number_out_of_range"),
    ("channels/0/season", [1.0], "wrong_length"),
    ("channels/0/max", math.inf, "not_a_number"),
    ("channels/0/min", -5, "number_out_of_range"),
    ("channels/0/response", ..., "missing_key"),
    ("channels/0/response/type", "tanh", "unknown_choice"),
    ("channels/0/response/K", 0, "number_out_of_range"),
    ("channels/0/response/h", ..., "missing_key"),
    ("budgets/total", -1, "number_out_of_range"),
    ("budgets", 5, "not_an_object"),
    ("coupling", "min", "unknown_choice"),
    ("coupling", "product", "product_needs_one_period"),
    ("spend_weight", -1, "number_out_of_range"),
    ("price", {**PRICE, "min": 400.0}, "number_out_of_range"),
    ("price", {**PRICE, "max": 59.0, "min": 10.0}, "price_below_cost"),
    ("price", {**PRICE, "type": "log"}, "unknown_choice"),
    ("price", {**PRICE, "refund": 1.0}, "number_out_of_range"),
]


@pytest.mark.parametrize(("path", "value", "code"), SLIPS)
def test_a_slip_has_its_own_notice(tmp_path: Path, path: str, value: object, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_instance(written(tmp_path, changed(path, value)))
    findings = refused.value.findings
    assert f"instances.{code}" in [finding.notice.code for finding in findings]
    for finding in findings:
        assert HAN.search(finding.say("zh"))
        assert "{" not in finding.say("en")


@pytest.mark.parametrize(("text", "code"), BAD.items())
def test_a_file_that_is_no_instance(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_instance(written(tmp_path, text))
    assert refused.value.findings[0].notice.code == f"instances.{code}"


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    record = changed("channels/0/response/K", -1)
    record["channels"][1]["fixed_cost"] = "much"
    record["unit_margin"] = -3
    with pytest.raises(BadInput) as refused:
        read_instance(written(tmp_path, record))
    assert len(refused.value.findings) == 3


def ask(folder: Path, record: dict[str, Any]) -> Any:
    instance = read_instance(written(folder, record))
    return solve_instance(SolveQuestion(instance=instance.id, problem=instance.problem, seconds=5.0))


def test_the_smallest_conflict_is_named_and_nothing_else(tmp_path: Path) -> None:
    record = changed("channels/0/min", 500)
    with pytest.raises(InfeasiblePlan) as refused:
        ask(tmp_path, record)
    said = refused.value.say("en")
    assert "min 500 of a" in said
    assert "budget P of 900" in said
    assert "total" not in said.replace("weekly_total", "")
    assert "weekly_total" not in said
    assert "预算 P" in refused.value.say("zh")


def test_bounds_that_cross_are_a_conflict_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(InfeasiblePlan) as refused:
        ask(tmp_path, changed("channels/0/max", 5))
    said = refused.value.say("en")
    assert "min 10 of a" in said
    assert "max 5 of a" in said
    assert "budget" not in said


def test_the_weekly_limit_can_be_in_conflict(tmp_path: Path) -> None:
    record = changed("channels/0/min", 450)
    record["channels"][1]["min"] = 600
    record["budgets"] = {"weekly_total": 1000.0}
    with pytest.raises(InfeasiblePlan) as refused:
        ask(tmp_path, record)
    assert "weekly_total of 1000 per period" in refused.value.say("en")


def test_spend_without_any_limit_that_costs_nothing_is_unbounded(tmp_path: Path) -> None:
    record = changed("channels/1/max", ...)
    record["spend_weight"] = 0
    record["budgets"] = {"P": 900.0}
    with pytest.raises(BadInput) as refused:
        ask(tmp_path, record)
    assert refused.value.findings[0].notice.code == "instances.unbounded"
    assert "spend of b" in refused.value.say("en")


def test_a_convex_response_without_limit_is_unbounded_but_seats_bound_it(tmp_path: Path) -> None:
    record = changed("channels/1/max", ...)
    record["channels"][1]["response"] = {"type": "power", "a": 0.1, "b": 1.5}
    record["budgets"] = {}
    assert ask(tmp_path, record).bound is not None
    del record["capacity"]
    with pytest.raises(BadInput):
        ask(tmp_path, record)


def test_spend_without_limit_that_costs_is_bounded_by_what_it_brings(tmp_path: Path) -> None:
    # 50 · 1.5 √s - s in two weeks without carry-over is best at s = (75 / 2)².
    record = {
        "T": 1,
        "unit_margin": 50.0,
        "channels": [{"id": "b", "party": "E", "response": {"type": "sqrt", "a": 1.5}}],
    }
    answer = ask(tmp_path, record)
    assert answer.spend["b"][0] == pytest.approx(37.5**2, rel=1e-3)
    assert answer.objective == pytest.approx(37.5**2, rel=1e-6)
