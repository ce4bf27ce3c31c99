"""Past experiments: every row becomes one value, and only those that cannot both be right are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from kuajie.domain.experiment import Experiment
from kuajie.domain.records import RECORD_FILES, Events
from kuajie.exchange.reading import read_folder
from kuajie.exchange.writing import write_folder
from kuajie.messages import Severity
from kuajie.simulation import simulate
from kuajie.usecases.experiments import SURE, contradictions, experiments_of

TEST = Experiment(
    lever="ads",
    course="J1",
    first_day=date(2026, 3, 2),
    last_day=date(2026, 3, 29),
    spend_change=10_000.0,
    lift=40.0,
    lower=30.0,
    upper=50.0,
    level=0.9,
    unit="enrolments",
)
LATER = {"first_day": date(2026, 6, 1), "last_day": date(2026, 6, 28)}
BY_HAND = 10 / 1.6448536269514722
"""The standard error of 40 enrolments between 30 and 50 at 90 %."""


def events(rows: list[dict[str, object]]) -> Events:
    tables = {
        name: pa.Table.from_pylist(rows if name == "tests" else [], schema=file.schema)
        for name, file in RECORD_FILES.items()
        if name != "rates"
    }
    return Events(tables, "")


def row(test: Experiment, party: str = "P") -> dict[str, object]:
    return {
        "party": party,
        "lever": test.lever,
        "course_id": test.course,
        "from": test.first_day,
        "to": test.last_day,
        **{name: getattr(test, name) for name in ("spend_change", "lift", "unit", "level", "lower", "upper")},
    }


def returning(lift: float, *, error: float = BY_HAND, change: float = 10_000.0) -> Experiment:
    half = error * 1.6448536269514722
    return replace(
        TEST, **LATER, spend_change=change, lift=lift, lower=lift - half, upper=lift + half, level=0.9
    )


def test_rows_become_experiments_in_one_order_whatever_party_gives_them() -> None:
    cut = replace(TEST, spend_change=-5.0, lift=-1.0, lower=-2.0, upper=0.5, lever="a", unit="share")
    tests = (cut, TEST, replace(TEST, course="J2"), replace(TEST, course="J2", **LATER))
    for order in (tests, tests[::-1], (tests[2], tests[0], tests[3], tests[1])):
        rows = [row(test, party=f"P{place}") for place, test in enumerate(order)]
        assert experiments_of(events(rows)) == tests
    assert experiments_of(events([])) == ()


def test_a_test_that_two_parties_give_counts_once() -> None:
    assert experiments_of(events([row(TEST, "P"), row(TEST, "E")])) == (TEST,)


def test_the_tests_of_a_read_folder_are_those_of_its_truth(tmp_path: Path) -> None:
    write_folder(tmp_path / "demo", simulate("demo", seed=5, weeks=104, scale=0.2))
    reading = read_folder(tmp_path / "demo")
    assert reading.truth is not None
    found = {(test.lever, test.course): test for test in experiments_of(reading.events)}
    told = reading.truth["experiments"]
    assert len(found) == len(told) > 0
    for each in told:
        test = found[each["lever"], each["course"]]
        assert (test.last_day - test.first_day).days % 7 == 6
        assert test.spend_change == each["spend_change"]
        assert abs(test.lift - each["true_lift"]) < 4 * test.standard_error


def test_a_contradiction_names_windows_returns_and_remedy() -> None:
    (finding,) = contradictions([TEST, returning(200.0)])
    assert finding.notice.code == "fit.experiments_contradict"
    assert finding.severity is Severity.WARNING
    said = finding.say("en")
    for part in (
        "2026-03-02 to 2026-03-29 it brought 4 enrolments per 1,000",
        "2026-06-01 to 2026-06-28 20 enrolments",
        "tests.csv",
    ):
        assert part in said
    assert "每投入 1000 带来 20 个报名" in finding.say("zh")
    shares = [replace(each, unit="share") for each in (TEST, returning(200.0))]
    assert "2e+03 %" in contradictions(shares)[0].say("en")


def test_the_limit_by_hand() -> None:
    """Twice 40 is 80; what 200 lies above it must exceed 3.29 errors of the difference."""
    limit = SURE * np.hypot(BY_HAND, 2 * BY_HAND)
    assert contradictions([TEST, returning(80 + limit - 0.01)]) == ()
    assert len(contradictions([TEST, returning(80 + limit + 0.01)])) == 1


@pytest.mark.parametrize(
    "other",
    [
        returning(79.0, error=0.001),  # saturation
        returning(21.0, error=0.001),
        replace(returning(500.0), course="J2"),
        replace(returning(500.0), lever="tv"),
        replace(returning(500.0), unit="share"),
        returning(-40.0, change=-10_000.0),  # a cut that lost what more spend won
        returning(-1000.0, error=1000.0),
    ],
)
def test_what_may_both_be_right_is_left_alone(other: Experiment) -> None:
    assert contradictions([TEST, other]) == ()
    assert contradictions([other, TEST]) == ()


@pytest.mark.parametrize(
    "other",
    [
        returning(40.0, change=-10_000.0),  # a cut that won: a sign is wrong
        returning(40.0, change=1_000.0),
        returning(-40.0),
        returning(0.0, error=0.001),
    ],
)
def test_wrong_signs_and_scales_are_named(other: Experiment) -> None:
    sure = replace(TEST, lower=39.0, upper=41.0)
    assert len(contradictions([sure, other])) == 1


def test_every_pair_is_compared_once() -> None:
    low, high, other = TEST, returning(400.0), replace(returning(41.0), first_day=date(2026, 5, 25))
    found = contradictions([low, high, other])
    assert [(each.facts["first_from"], each.facts["second_from"]) for each in found] == [
        (low.first_day, high.first_day),
        (high.first_day, other.first_day),
    ]


RETURNS = st.floats(-200, 200).map(lambda value: round(value, 2))


@given(first=RETURNS, second=RETURNS, error=st.floats(0.5, 30), other_error=st.floats(0.5, 30))
def test_they_clash_where_the_nearest_agreeing_pair_is_too_far(
    first: float, second: float, error: float, other_error: float
) -> None:
    """An independent answer: search the pairs within a factor of two for the nearest one, in errors."""
    pair = [returning(first, error=error), returning(second, error=other_error)]

    def distance(at: np.ndarray) -> float:
        size, angle = at
        factor = 2.0 ** np.sin(angle)
        return float(((size * factor - first) / error) ** 2 + ((size - second) / other_error) ** 2)

    starts = [(size, angle) for size in (first, second, 0.0) for angle in (-1.2, 0.0, 1.2)]
    best = min(
        minimize(distance, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-9}).fun
        for start in starts
    )
    near_the_limit = 1e-3
    if abs(np.sqrt(best) - SURE) > near_the_limit:
        assert bool(contradictions(pair)) == (np.sqrt(best) > SURE)
