"""Weekly tables with several series, reach and frequency: a long table is a grid, or every fault is told."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.exchange.weekly_table import read_weekly_table
from kuajie.messages import BadInput, Severity

START = date(2024, 1, 6)
DAYS = [START + timedelta(weeks=week) for week in range(4)]
HEADER = "week,region,sales,tv,tv_reach,tv_often,heat,price"
ROWS = [
    f"{day},{region},{10 * place + week},{week},{100 * week},{1.5 if week else 0},{week - 1},{9 + place}"
    for place, region in enumerate(["北", "南"])
    for week, day in enumerate(DAYS)
]
ROLES = {
    "outcome": "sales",
    "date": "week",
    "series": "region",
    "levers": ["tv"],
    "controls": ["heat"],
    "price": "price",
    "reach": {"tv": "tv_reach"},
    "frequency": {"tv": "tv_often"},
}


@pytest.fixture
def file(tmp_path):
    def write(rows):
        path = tmp_path / "weekly.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def faults(path, **roles):
    with pytest.raises(BadInput) as caught:
        read_weekly_table(path, **{**ROLES, **roles})
    assert all(each.say("zh") and each.say("en") for each in caught.value.findings)
    return [(each.notice.code, each.place.row, each.place.column) for each in caught.value.findings]


def test_a_long_table_becomes_a_grid_whatever_the_order_of_its_rows(file):
    for rows in (ROWS, ROWS[::-1], ROWS[::2] + ROWS[1::2]):
        table = read_weekly_table(file(rows), **ROLES)
        assert table.series == ("北", "南")
        assert table.weeks == tuple(DAYS)
        np.testing.assert_array_equal(table.outcome, [[0, 1, 2, 3], [10, 11, 12, 13]])
        np.testing.assert_array_equal(table.lever_values, [[[0, 1, 2, 3], [0, 1, 2, 3]]])
        np.testing.assert_array_equal(table.reach[0, 1], [0, 100, 200, 300])
        np.testing.assert_array_equal(table.frequency[0, 0], [0, 1.5, 1.5, 1.5])
        np.testing.assert_array_equal(table.control_values, [[-1, 0, 1, 2]])
        np.testing.assert_array_equal(table.price, [[9] * 4, [10] * 4])
        assert table.warnings == ()


def test_weeks_a_series_lacks_are_told_and_keep_the_price(file):
    table = read_weekly_table(file([ROWS[1], ROWS[3], *ROWS[4:]]), **ROLES)
    np.testing.assert_array_equal(table.outcome[0], [np.nan, 1, np.nan, 3])
    np.testing.assert_array_equal(table.lever_values[0, 0], [np.nan, 1, np.nan, 3])
    np.testing.assert_array_equal(table.control_values, [[-1, 0, 1, 2]])
    np.testing.assert_array_equal(table.price[0], [9] * 4)
    (note,) = table.warnings
    assert (note.notice.code, note.severity) == ("files.series_lacks_weeks", Severity.NOTE)
    assert (note.place.value, note.facts["count"], note.facts["weeks"]) == ("北", 2, 4)


def test_a_missing_price_is_the_last_one_before(file):
    rows = [row.rpartition(",")[0] + f",{5 + place % 4}" for place, row in enumerate(ROWS)]
    table = read_weekly_table(file([rows[1], rows[3], *rows[4:]]), **ROLES)
    np.testing.assert_array_equal(table.price, [[6, 6, 6, 8], [5, 6, 7, 8]])


def test_without_the_series_column_repeated_weeks_are_named_with_the_remedy(file):
    path = file(ROWS)
    found = faults(path, series=None)
    assert found == [("files.repeated_week", row, "week") for row in (6, 7, 8, 9)]
    with pytest.raises(BadInput, match="as series"):
        read_weekly_table(path, **{**ROLES, "series": None})


def spoilt(place, column, cell):
    rows = [row.split(",") for row in ROWS]
    rows[place][HEADER.split(",").index(column)] = cell
    return [",".join(row) for row in rows]


@pytest.mark.parametrize(
    ("place", "column", "cell", "fault"),
    [
        (5, "week", str(DAYS[0]), ("files.repeated_week", 7, "week")),
        (3, "region", "南", ("files.repeated_week", 9, "week")),
        (3, "region", " ", ("files.empty_cell", 5, "region")),
        (5, "heat", "7", ("files.control_differs", 7, "heat")),
        (5, "sales", "-1", ("files.negative_outcome", 7, "sales")),
        (5, "sales", "", ("files.empty_cell", 7, "sales")),
        (5, "tv", "-1", ("files.negative", 7, "tv")),
        (5, "tv_often", "0", ("files.frequency_zero", 7, "tv_often")),
        (5, "tv_often", "-2", ("files.negative", 7, "tv_often")),
        (5, "tv_reach", "many", ("files.not_a_number", 7, "tv_reach")),
        (5, "price", "0", ("files.not_positive", 7, "price")),
        (5, "week", "soon", ("files.not_a_day", 7, "week")),
    ],
)
def test_a_fault_in_one_series_is_named_with_its_place(file, place, column, cell, fault):
    assert faults(file(spoilt(place, column, cell))) == [fault]


def test_weeks_that_all_series_lack_are_missing(file):
    found = faults(file([*ROWS[:2], ROWS[3], *ROWS[4:6], ROWS[7]]))
    assert found == [("files.missing_weeks", 4, "week")]
    with pytest.raises(BadInput) as caught:
        read_weekly_table(file([ROWS[0], ROWS[3], ROWS[4], ROWS[7]]), **ROLES)
    assert caught.value.findings[0].facts["count"] == 2
    assert "zeros" in caught.value.say("en")


def test_series_on_different_days_of_the_week_do_not_follow_each_other(file):
    rows = [row.replace("2024-01-13", "2024-01-14").replace("2024-01-27", "2024-01-28") for row in ROWS[:4]]
    codes = {code for code, _, _ in faults(file([*rows, *ROWS[4:]]))}
    assert codes == {"files.irregular_weeks"}


def test_a_series_without_any_sale_is_refused_by_its_name(file):
    rows = [
        row.replace(f",南,{10 + week},", ",南,0,") for row, week in zip(ROWS, [0, 1, 2, 3] * 2, strict=True)
    ]
    with pytest.raises(BadInput) as caught:
        read_weekly_table(file(rows), **ROLES)
    (finding,) = caught.value.findings
    assert (finding.notice.code, finding.place.value, finding.facts["name"]) == ("files.all_zero", "南", "南")


def test_dates_day_first_are_told_apart_though_series_repeat_them_in_another_form(file):
    """1/5 and 8/5 fit both orders by themselves; only day first gives whole weeks."""
    days = [date(2024, 5, 1), date(2024, 5, 8)]
    forms = {"北": "{0.day}/{0.month}/{0.year}", "南": "{0:%d/%m/%Y}"}
    rows = [f"{form.format(day)},{region},1,1,1,1,1,1" for region, form in forms.items() for day in days]
    assert read_weekly_table(file(rows), **ROLES).weeks == tuple(days)


def test_columns_of_reach_play_no_other_part(file):
    assert faults(file(ROWS), controls=["tv_reach"]) == [("files.column_named_twice", None, "tv_reach")]
    assert faults(file(ROWS), series="sales") == [("files.column_named_twice", None, "sales")]
    assert faults(file(ROWS), series="area") == [("files.column_not_there", 1, "area")]


@pytest.mark.parametrize(
    "roles", [{"reach": {}}, {"frequency": {}}, {"reach": {"radio": "a"}, "frequency": {"radio": "b"}}]
)
def test_reach_goes_with_frequency(file, roles):
    with pytest.raises(ValueError, match="reach and frequency go together"):
        read_weekly_table(file(ROWS), **{**ROLES, **roles})


CELLS = st.one_of(st.none(), st.floats(0.5, 1e12, allow_subnormal=False))


@settings(max_examples=60, deadline=None)
@given(
    grid=st.lists(st.lists(CELLS, min_size=4, max_size=4).filter(any), min_size=1, max_size=4), data=st.data()
)
def test_any_grid_comes_back(tmp_path_factory, grid, data):
    """What is not in the table is what comes back as missing, and nothing else changes."""
    covered = [week for week in range(4) if any(row[week] is not None for row in grid)]
    weeks = range(covered[0], covered[-1] + 1)
    grid[0] = [1.0 if value is None and week in weeks else value for week, value in enumerate(grid[0])]
    rows = [
        f"{DAYS[week]},s{place},{row[week]!r}\n"
        for place, row in enumerate(grid)
        for week in weeks
        if row[week] is not None
    ]
    rows = data.draw(st.permutations(rows))
    path = tmp_path_factory.mktemp("weekly") / "w.csv"
    path.write_text("d,s,y\n" + "".join(rows))
    table = read_weekly_table(path, outcome="y", date="d", levers=[], series="s")
    expected = [[np.nan if row[week] is None else row[week] for week in weeks] for row in grid]
    np.testing.assert_array_equal(table.outcome, expected)
    assert table.series == tuple(f"s{place}" for place in range(len(grid)))
    lacking = sum(np.isnan(row).any() for row in np.array(expected))
    assert len(table.warnings) == lacking
