"""From a weekly table to a panel: nothing is lost or counted twice, and wrong requests are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.beliefs import FitChoices, LeverBelief, Range
from kuajie.exchange.weekly_table import WeeklyTable, read_weekly_table
from kuajie.messages import BadInput
from kuajie.usecases.fit_table import TableRequest, panel_of_table, spec_of_table
from kuajie.usecases.table_levers import family_of, levers_of

WEEKS = tuple(date(2024, 1, 6) + timedelta(weeks=week) for week in range(3))
NAN = np.nan
NOT_MEASURED = np.full((3, 2, 3), NAN)


@pytest.fixture
def table() -> WeeklyTable:
    """Return two series: the same television, differing search, tutors in a week of the south alone."""
    return WeeklyTable(
        weeks=WEEKS,
        series=("北", "南"),
        outcome_name="sales",
        outcome=np.array([[5.0, NAN, 7.0], [1.0, 2.0, 3.0]]),
        levers=("tv", "search", "tutors"),
        lever_values=np.array(
            [
                [[10.0, NAN, 30.0], [10.0, 20.0, 30.0]],
                [[1.0, NAN, 3.0], [1.0, 2.0, 4.0]],
                [[0.0, NAN, 0.0], [0.0, 6.0, 0.0]],
            ]
        ),
        reach=NOT_MEASURED,
        frequency=NOT_MEASURED,
        training=("tutors",),
        controls=("heat",),
        control_values=np.array([[1.0, 2.0, 3.0]]),
        price=np.array([[9.0, 9.0, 8.0], [7.0, 7.0, 7.0]]),
        warnings=(),
    )


def spec(table: WeeklyTable, **changed: object):  # type: ignore[no-untyped-def]
    return spec_of_table(table, country=None, **changed)  # type: ignore[arg-type]


def test_a_column_is_one_lever_or_one_in_each_series_that_used_it(table: WeeklyTable) -> None:
    levers = levers_of(table)
    assert [lever.id for lever in levers] == ["tv", "search@北", "search@南", "tutors@南"]
    assert [lever.series for lever in levers] == [None, "北", "南", "南"]
    assert family_of(levers) == {
        "tv": "tv",
        "search@北": "search",
        "search@南": "search",
        "tutors@南": "tutors",
    }
    asked = spec(table)
    assert [lever.courses for lever in asked.levers] == [(), ("北",), ("南",), ("南",)]
    assert [lever.training for lever in asked.levers] == [False, False, False, True]
    assert asked.acts.tolist() == [[True, True, False, False], [True, False, True, True]]
    assert asked.course_ids == ("北", "南")
    assert all(course.priced for course in asked.courses)


def test_only_pooled_levers_share_a_family(table: WeeklyTable) -> None:
    assert [lever.family for lever in spec(table).levers] == [""] * 4
    pooled = spec(table, choices=FitChoices(pooled=True, trend="linear"))
    assert [lever.family for lever in pooled.levers] == ["", "search", "search", "tutors"]
    assert pooled.choices == FitChoices(pooled=True, trend="linear")


def test_the_panel_by_hand(table: WeeklyTable) -> None:
    panel = panel_of_table(table, spec(table, currency="CNY"))
    expected = [[10, 20, 30], [1, 0, 3], [1, 2, 4], [0, 6, 0]]
    np.testing.assert_array_equal(panel.inputs, expected)
    np.testing.assert_array_equal(panel.spend, expected)
    np.testing.assert_array_equal(panel.on_sale, [[True, False, True], [True, True, True]])
    np.testing.assert_array_equal(panel.price, table.price)
    np.testing.assert_array_equal(panel.control_values, [[1, 2, 3]])
    assert panel.frequency is None
    assert not panel_of_table(table, spec(table)).spend.any()


def test_reach_is_the_input_and_the_column_the_spend(table: WeeklyTable) -> None:
    reach, frequency = NOT_MEASURED.copy(), NOT_MEASURED.copy()
    reach[0], frequency[0] = [[100, NAN, 300], [100, 200, 300]], [[1, NAN, 3], [1, 2, 3]]
    measured = replace(table, reach=reach, frequency=frequency)
    asked = spec(measured, currency="CNY")
    panel = panel_of_table(measured, asked)
    assert panel.frequency is not None
    np.testing.assert_array_equal(panel.inputs[0], [100, 200, 300])
    np.testing.assert_array_equal(panel.spend[0], [10, 20, 30])
    np.testing.assert_array_equal(panel.frequency, [[1, 2, 3], *[[NAN] * 3] * 3])
    assert [lever.unit for lever in asked.levers] == ["people", "money", "money", "money"]
    assert [lever.unit for lever in spec(table).levers] == [""] * 4


@pytest.mark.parametrize("name", ["reach", "frequency"])
def test_a_lever_reached_differently_is_one_in_each_series(table: WeeklyTable, name: str) -> None:
    measures = {each: NOT_MEASURED.copy() for each in ("reach", "frequency")}
    for each in measures.values():
        each[0] = [[1, NAN, 3], [1, 2, 3]]
    measures[name][0, 0, 2] = 4.0
    measured = replace(table, **measures)
    panel = panel_of_table(measured, spec(measured))
    assert panel.levers[:2] == ("tv@北", "tv@南")
    assert panel.frequency is not None
    expected = {"reach": (panel.inputs[:2], panel.frequency[:2])}
    expected["frequency"] = expected["reach"][::-1]
    differing, same = expected[name]
    np.testing.assert_array_equal(differing, [[1, 0, 4], [1, 2, 3]])
    np.testing.assert_array_equal(same, [[1, 0, 3], [1, 2, 3]])


def test_beliefs_are_about_columns_in_every_series(table: WeeklyTable) -> None:
    told = {"search": LeverBelief(half_life=Range(1, 2))}
    assert [lever.belief.half_life for lever in spec(table, beliefs=told).levers] == [
        None,
        Range(1, 2),
        Range(1, 2),
        None,
    ]


def test_a_column_never_used_is_one_lever(table: WeeklyTable) -> None:
    unused = replace(table, lever_values=np.where(np.isnan(table.lever_values), NAN, 0.0))
    assert [lever.id for lever in levers_of(unused)] == ["tv", "search", "tutors"]


def test_two_levers_of_one_name_are_refused(table: WeeklyTable) -> None:
    twice = replace(table, levers=("tv", "search", "search@南"))
    with pytest.raises(BadInput) as caught:
        levers_of(replace(twice, lever_values=np.stack([*table.lever_values[:2], table.lever_values[0]])))
    (finding,) = caught.value.findings
    assert (finding.notice.code, finding.facts["lever"]) == ("tables.lever_name_taken", "search@南")


AMOUNTS = st.integers(0, 3).map(float)


@given(values=st.lists(st.lists(AMOUNTS, min_size=3, max_size=3), min_size=2, max_size=2), data=st.data())
def test_no_input_is_lost_or_counted_twice(values: list[list[float]], data: st.DataObject) -> None:
    """Each series feels in each week exactly what its row says, wherever it has a row."""
    grid = np.array(values)
    missing = data.draw(st.sampled_from([None, 0, 1, 2]))
    if missing is not None:
        grid[0, missing] = NAN
    table = WeeklyTable(
        weeks=WEEKS,
        series=("a", "b"),
        outcome_name="y",
        outcome=np.where(np.isnan(grid), NAN, 1.0),
        levers=("x",),
        lever_values=grid[None],
        reach=NOT_MEASURED[:1],
        frequency=NOT_MEASURED[:1],
        training=(),
        controls=(),
        control_values=np.zeros((0, 3)),
        price=None,
        warnings=(),
    )
    asked = spec(table)
    felt = asked.acts @ panel_of_table(table, asked).inputs
    present = ~np.isnan(grid)
    np.testing.assert_array_equal(felt[present], grid[present])


def test_a_table_without_series_is_one_course(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text("d,y,x\n2024-01-06,1,2\n2024-01-13,2,4\n", encoding="utf-8")
    request = TableRequest(file=path, outcome="y", date="d", levers=("x",), pooled=True)
    history = read_weekly_table(request.file, **request.columns)
    asked = spec(history, choices=request.choices)
    panel = panel_of_table(history, asked)
    assert (asked.course_ids, asked.lever_ids) == (("y",), ("x",))
    assert (asked.levers[0].courses, asked.levers[0].family) == ((), "")
    np.testing.assert_array_equal(panel.enrolments, [[1, 2]])
    np.testing.assert_array_equal(panel.inputs, [[2, 4]])
    np.testing.assert_array_equal(panel.price, [[1, 1]])


def test_a_request_hands_on_every_column_and_choice() -> None:
    request = TableRequest(
        file=Path("w.csv"),
        outcome="y",
        date="d",
        levers=("tv",),
        training=("tutors",),
        controls=("heat",),
        price="p",
        series="region",
        reach={"tv": "r"},
        frequency={"tv": "f"},
        coupling="sum",
        outcome_kind="normal",
        trend="linear",
        pooled=True,
        marketing_share=Range(0.1, 0.5),
    )
    assert request.columns == {
        "outcome": "y",
        "date": "d",
        "levers": ("tv",),
        "training": ("tutors",),
        "controls": ("heat",),
        "price": "p",
        "series": "region",
        "reach": {"tv": "r"},
        "frequency": {"tv": "f"},
    }
    assert request.choices == FitChoices(
        coupling="sum", outcome="normal", trend="linear", pooled=True, marketing_share=Range(0.1, 0.5)
    )
    assert TableRequest(file=Path("w.csv"), outcome="y", date="d").choices == FitChoices()


NO_CARRY_OVER = {"carry_over": "none", "beliefs": {"tv": LeverBelief(half_life=Range(1, 2))}}


@pytest.mark.parametrize(
    ("changed", "code", "name"),
    [
        ({"coupling": "summ"}, "tables.unknown_choice", "coupling"),
        ({"outcome_kind": "gaussian"}, "tables.unknown_choice", "outcome_kind"),
        ({"trend": "flat"}, "tables.unknown_choice", "trend"),
        ({"carry_over": "weekly"}, "tables.unknown_choice", "carry_over"),
        ({"saturation": "cubic"}, "tables.unknown_choice", "saturation"),
        ({"outcome_kind": "normal"}, "files.outcome_of_other_coupling", "outcome_kind"),
        (
            {"coupling": "sum", "outcome_kind": "log_normal"},
            "files.outcome_of_other_coupling",
            "outcome_kind",
        ),
        ({"marketing_share": Range(0.5, 1.0)}, "files.share_of_all", "marketing_share"),
        ({"reach": {"tv": "r"}}, "tables.reach_or_frequency_alone", "reach"),
        ({"frequency": {"tutors": "f"}}, "tables.reach_or_frequency_alone", "frequency"),
        ({"beliefs": {"radio": LeverBelief()}}, "tables.not_a_lever", "beliefs"),
        (NO_CARRY_OVER, "files.half_life_without_carry_over", "beliefs"),
    ],
)
def test_a_wrong_request_is_refused_by_name(changed: dict[str, object], code: str, name: str) -> None:
    usual: dict[str, object] = {"file": Path("w.csv"), "outcome": "y", "date": "d"}
    with pytest.raises(BadInput) as caught:
        TableRequest(**{**usual, "levers": ("tv",), "training": ("tutors",), **changed})  # type: ignore[arg-type]
    assert [(each.notice.code, each.place.column) for each in caught.value.findings] == [(code, name)]
    assert all(each.say("zh") and each.say("en") for each in caught.value.findings)


def test_everything_wrong_with_a_request_is_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        TableRequest(
            file=Path("w.csv"),
            outcome="y",
            date="d",
            levers=("tv",),
            trend="flat",
            reach={"radio": "r"},
            frequency={"radio": "f"},
        )
    assert [each.notice.code for each in caught.value.findings] == [
        "tables.unknown_choice",
        "tables.not_a_lever",
        "tables.not_a_lever",
    ]
