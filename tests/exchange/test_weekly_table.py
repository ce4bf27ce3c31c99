"""Weekly tables: the named columns are read exactly, or every fault is told."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.exchange.weekly_table import read_weekly_table
from kuajie.messages import BadInput

START = date(2024, 1, 6)  # a Saturday
DAYS = [START + timedelta(weeks=week) for week in range(5)]
TABLE = "date,sales,tv,tutors,heat,price,event\n" + "".join(
    f"{day},{100 + place}.5,{place},{2 * place},{place - 2},9.5,na\n" for place, day in enumerate(DAYS)
)
ROLES = {
    "outcome": "sales",
    "date": "date",
    "levers": ["tv"],
    "controls": ["heat"],
    "price": "price",
    "training": ["tutors"],
}


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "weekly.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(path, **roles):
    with pytest.raises(BadInput) as caught:
        read_weekly_table(path, **{**ROLES, **roles})
    assert all(each.say("zh") and each.say("en") for each in caught.value.findings)
    return [(each.notice.code, each.place.row, each.place.column) for each in caught.value.findings]


def test_a_table_is_read_in_order_of_weeks(file):
    header, *rows = TABLE.splitlines()
    table = read_weekly_table(file("\n".join([header, *rows[::-1]])), **ROLES)
    assert table.weeks == tuple(DAYS)
    assert table.series == ()
    np.testing.assert_array_equal(table.outcome, [[100.5, 101.5, 102.5, 103.5, 104.5]])
    assert table.levers == ("tv", "tutors")
    assert table.training == ("tutors",)
    np.testing.assert_array_equal(table.lever_values, [[[0, 1, 2, 3, 4]], [[0, 2, 4, 6, 8]]])
    np.testing.assert_array_equal(table.control_values, [[-2, -1, 0, 1, 2]])
    np.testing.assert_array_equal(table.price, [[9.5] * 5])
    assert np.isnan(table.reach).all()
    assert np.isnan(table.frequency).all()
    assert table.warnings == ()


def test_controls_and_price_may_be_left_out(file):
    table = read_weekly_table(file(TABLE), outcome="sales", date="date", levers=["tv"])
    assert table.price is None
    assert table.control_values.shape == (0, 5)
    assert table.training == ()


@pytest.mark.parametrize(
    "style",
    [
        "{0:%Y-%m-%d}",
        "{0:%Y-%m-%d} 00:00:00",
        "{0.month}/{0.day}/{0.year}",
        "{0.day}/{0.month}/{0.year}",
        "{0:%d.%m.%Y}",
        "{0.year}/{0.month}/{0.day}",
        "{0:%Y%m%d}",
        "{0.year}年{0.month}月{0.day}日",
        "２０２４-{0:%m-%d}",
    ],
)
def test_every_way_to_write_a_date_gives_the_same_weeks(file, style):
    text = TABLE
    for day in DAYS:
        text = text.replace(str(day), style.format(day))
    assert read_weekly_table(file(text), **ROLES).weeks == tuple(DAYS)


def test_two_dates_that_fit_both_orders_are_told_apart_by_the_week_between_them(file):
    header, *_ = TABLE.splitlines()
    text = f"{header}\n1/5/2024,1,1,1,1,1,na\n8/5/2024,1,1,1,1,1,na\n"
    assert read_weekly_table(file(text), **ROLES).weeks == (date(2024, 5, 1), date(2024, 5, 8))


def test_dates_that_stay_ambiguous_are_refused(file):
    header, *_ = TABLE.splitlines()
    assert faults(file(f"{header}\n1/5/2024,1,1,1,1,1,na\n")) == [("files.ambiguous_days", 2, "date")]


def test_a_workbook_is_read_like_a_csv(file, tmp_path):
    book = openpyxl.Workbook()
    header, *rows = [line.split(",") for line in TABLE.splitlines()]
    book.active.append(header)
    for row in rows:
        book.active.append([date.fromisoformat(row[0]), *map(float, row[1:-1]), row[-1]])
    book.save(tmp_path / "weekly.xlsx")
    from_book = read_weekly_table(tmp_path / "weekly.xlsx", **ROLES)
    from_text = read_weekly_table(file(TABLE), **ROLES)
    assert from_book.weeks == from_text.weeks
    np.testing.assert_array_equal(from_book.lever_values, from_text.lever_values)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("100.5", "n/a", ("files.not_a_number", 2, "sales")),
        ("100.5", "", ("files.empty_cell", 2, "sales")),
        ("100.5", "-1", ("files.negative_outcome", 2, "sales")),
        (",3,6,", ",-3,6,", ("files.negative", 5, "tv")),
        (",9.5,", ",0,", ("files.not_positive", 2, "price")),
        ("2024-01-20", "2024-01-21", ("files.irregular_weeks", 4, "date")),
        ("2024-01-20", "2024-01-13", ("files.repeated_week", 4, "date")),
        ("2024-01-20", "2024-01-13", ("files.missing_weeks", 5, "date")),
        ("2024-02-03", "2024-02-17", ("files.missing_weeks", 6, "date")),
        ("2024-01-20", "soon", ("files.not_a_day", 4, "date")),
        ("heat", "heta", ("files.column_not_there", 1, "heat")),
        ("event", "tv", ("files.repeated_header", 1, "tv")),
    ],
)
def test_a_fault_is_named_with_its_place(file, old, new, fault):
    assert fault in faults(file(TABLE.replace(old, new, 1)))


def test_a_missing_column_comes_with_what_there_is(file):
    with pytest.raises(BadInput) as caught:
        read_weekly_table(file(TABLE), **{**ROLES, "outcome": "sale"})
    said = caught.value.say("en")
    assert "“sales”" in said
    assert "heat" in said


def test_one_column_cannot_play_two_parts(file):
    assert faults(file(TABLE), controls=["tv"]) == [("files.column_named_twice", None, "tv")]


def test_an_outcome_of_nothing_is_refused(file):
    text = TABLE
    for place in range(5):
        text = text.replace(f",{100 + place}.5,", ",0,")
    assert faults(file(text)) == [("files.all_zero", None, "sales")]


@pytest.mark.parametrize(
    ("text", "code"), [("", "files.empty_file"), (TABLE.splitlines()[0], "files.empty_file")]
)
def test_a_table_without_rows_is_refused(file, text, code):
    assert [fault[0] for fault in faults(file(text))] == [code]


def test_a_missing_file_is_refused(tmp_path):
    assert faults(tmp_path / "none.csv") == [("files.unreadable", None, None)]


FINITE = st.floats(0, 1e12, allow_subnormal=False)


@settings(max_examples=50, deadline=None)
@given(values=st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=12))
def test_numbers_come_back_to_the_last_bit(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("weekly") / "w.csv"
    rows = [f"{START + timedelta(weeks=week)},{one!r},{two!r}\n" for week, (one, two) in enumerate(values)]
    path.write_text("d,y,x\n" + "".join(rows))
    if not any(one for one, _ in values):
        return
    table = read_weekly_table(path, outcome="y", date="d", levers=["x"])
    np.testing.assert_array_equal(table.outcome[0], [one for one, _ in values])
    np.testing.assert_array_equal(table.lever_values[0, 0], [two for _, two in values])
