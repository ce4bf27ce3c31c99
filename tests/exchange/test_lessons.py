"""lessons.csv: read under our names and Chinese ones, and refused row by row where it cannot be true."""

from __future__ import annotations

import pytest

from kuajie.domain.terms import Base

TOML, LESSONS, REFUNDS = "programme.toml", "zhihai/lessons.csv", "zhihai/refunds.csv"
HEADER = "lesson_id,order_id,line,consumed_at,lessons,of,unit\n"
ROWS = (
    "K1,O000A,1,2026-05-06 19:00:00,1,2,课时\n"
    "K2,O000A,1,2026-05-07 19:00:00,0.5,2,lesson\n"
    "K3,O002B,1,2026-05-20 19:00:00,3,30,\n"
    "K4,O029A,1,2027-06-30 19:00:00,1,2,节\n"
)
CONSUMED = '[terms]\nbase = "consumed"\nconsumed_courses = ["J1"]\nunused_after_days = 365\n'


@pytest.fixture
def told(contents):
    """Return a sound folder with lessons."""
    terms = contents[TOML].replace("[terms]\n", CONSUMED)
    return {**contents, TOML: terms, LESSONS: HEADER + ROWS}


def test_lessons_are_read_with_their_fractions_even_after_the_horizon(read, told):
    reading = read(told)
    table = reading.events.tables["lessons"]
    assert table["lesson_id"].to_pylist() == ["K1", "K2", "K3", "K4"]
    assert table["lessons"].to_pylist() == [1, 0.5, 3, 1]
    assert table["of"].to_pylist() == [2, 2, 30, 2]
    terms = reading.programme.terms
    assert (terms.base, terms.consumed_courses, terms.unused_after_days) == (Base.CONSUMED, ("J1",), 365)
    assert (terms.counts_consumed("J1"), terms.counts_consumed("C9")) == (True, False)


def test_exports_under_chinese_names_are_the_same(read, told):
    chinese = told | {LESSONS: "课消编号,订单号,行号,课消时间,课时数,总课时,课时单位\n" + ROWS}
    assert read(chinese).events.tables["lessons"].equals(read(told).events.tables["lessons"])


BAD = [
    ("lessons.without_order", "K1,O000A,1,", "K1,O999A,1,", 2, "order_id"),
    ("lessons.without_order", "K1,O000A,1,", "K1,O000A,2,", 2, "order_id"),
    ("lessons.other_unit", "1,2,课时", "1,2,分钟", 2, "unit"),
    ("files.not_positive", "0.5,2,lesson", "0,2,lesson", 3, "lessons"),
    ("files.negative", "0.5,2,lesson", "-0.5,2,lesson", 3, "lessons"),
    ("files.out_of_range", "3,30,", "3,1e300,", 4, "of"),
    ("lessons.too_fine", "0.5,2,lesson", "0.3333,2,lesson", 3, "lessons"),
    ("lessons.before_sale", "2026-05-06", "2026-04-26", 2, "consumed_at"),
    ("lessons.of_differs", "0.5,2,lesson", "0.5,3,lesson", 3, "of"),
    ("lessons.above_bought", "0.5,2,lesson", "1.001,2,lesson", 3, "lessons"),
    ("lessons.after_refund", "K3,O002B,1", "K3,O001A,1", 4, "consumed_at"),
    ("files.key_conflict", "K2,", "K1,", 3, "lesson_id"),
    ("files.not_a_moment", "2026-05-06 19:00:00", "soon", 2, "consumed_at"),
]


@pytest.mark.parametrize(("code", "old", "new", "row", "column"), BAD, ids=[each[0] for each in BAD])
def test_what_cannot_be_is_refused_with_its_row(read, refusal, told, code, old, new, row, column):
    told[LESSONS] = told[LESSONS].replace("2026-05-20 19:00:00", "2026-05-20 10:00:01")
    read(told)
    assert told[LESSONS].count(old) == 1
    told[LESSONS] = told[LESSONS].replace(old, new)
    (found,) = refusal(told)
    place = found.place
    assert (found.notice.code, place.file, place.row, place.column) == (code, LESSONS, row, column)


def test_of_too_many_lessons_the_last_is_named_whatever_the_order_of_rows(refusal, told):
    rows = [*ROWS.splitlines()[:2], "K5,O000A,1,2026-05-06 08:00:00,1,2,"]
    told[LESSONS] = HEADER + "\n".join(reversed(rows)) + "\n"
    (found,) = refusal(told)
    assert (found.place.row, found.place.value) == (3, "0.5")
    assert "With this, 2.5 lessons of order O000A line 1 are consumed, but it holds 2." in found.say("en")


def test_lessons_up_to_the_last_moment_of_a_refund_are_taken(read, refusal, told):
    told[LESSONS] = HEADER + "K1,O001A,1,2026-05-20 10:00:00,1,2,\n"
    read(told)
    told[LESSONS] = HEADER + "K1,O002B,1,2026-06-20 10:00:00,1,2,\n"
    read(told)  # refunded in part only
    told[REFUNDS] += "O002B,1,2026-06-19 10:00:00,600.00,CNY,\n"
    (found,) = refusal(told)
    assert "refunded whole on 2026-06-19" in found.say("en")


def test_a_seller_of_courses_that_count_by_lessons_must_say_which_were_consumed(read, refusal, told):
    del told[LESSONS]
    (found,) = refusal(told)
    assert (found.notice.code, found.place.file) == ("files.missing_file", LESSONS)
    read({**told, LESSONS: HEADER})


@pytest.mark.parametrize("line", ['consumed_courses = ["J1"]', "unused_after_days = 0"])
def test_lessons_mean_nothing_where_revenue_counts_when_paid(refusal, contents, line):
    contents[TOML] = contents[TOML].replace("[terms]\n", f"[terms]\n{line}\n")
    (found,) = refusal(contents)
    assert found.notice.code == "deal.lessons_beside_cash"
    assert found.place.column == f"terms.{line.split(' ')[0]}"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('"consumed"', '"accrual"', "base"),
        ('["J1"]', '["J9"]', "consumed_courses"),
        ("365", "-1", "unused_after_days"),
    ],
)
def test_wrong_words_are_named(refusal, told, old, new, column):
    told[TOML] = told[TOML].replace(old, new)
    found = refusal(told)
    assert {each.place.column for each in found} == {f"terms.{column}"}


def test_an_order_line_is_told_once_however_many_of_its_rows_are_wrong(refusal, told):
    rows = "".join(f"K{n},O000A,1,2026-05-{n:02} 08:00:00,1,{2 if n == 1 else 3},\n" for n in range(1, 9))
    told[LESSONS] = HEADER + rows
    found = refusal(told)
    assert [(each.notice.code, each.place.row) for each in found] == [("lessons.of_differs", 3)]
    told[LESSONS] = HEADER + rows.replace(",1,2,", ",1,3,")
    (found,) = refusal(told)
    assert (found.notice.code, found.place.row) == ("lessons.above_bought", 5)
