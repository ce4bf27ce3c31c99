"""Tables that are to be booked add up, in every language and with any amounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from answers import SPEND, START, WORTHS, Answers, content, yuan
from answers import answers as made_anew
from hypothesis import given
from hypothesis import strategies as st

from kuajie.messages import LOCALES, Locale
from kuajie.present.plan import short_lever_table
from kuajie.present.plan_tables import (
    alternative_table,
    course_table,
    lever_table,
    money_table,
    week_table,
    week_tables,
)
from kuajie.present.reader import Reader
from kuajie.present.report import report_html
from kuajie.present.rounded import rounded
from kuajie.present.sections import actions
from kuajie.present.split_tables import account_table, party_table, revenue_table, rule_table, worth_table

CENT_OF_SCALE = 0.005 + 1e-9
"""A cell of a table in 万元 is rounded to two decimals."""


@cache
def answers(locale: Locale) -> Answers:
    return made_anew(locale)


def number(cell: str) -> float:
    return float(cell.replace("−", "-").replace(",", "").replace("·", "0") or 0)


amounts = st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=8)


@given(values=amounts)
def test_rounded_amounts_keep_their_sum_and_stay_near(values: list[float]) -> None:
    whole = rounded(values)
    assert sum(whole) == round(sum(values))
    assert all(abs(kept - value) <= 1.0 for kept, value in zip(whole, values, strict=True))


def test_rounded_amounts_by_hand() -> None:
    # Floors 2, 1, -2 lack one unit of 2; the largest remainder, .7 of 1.7, gets it.
    assert rounded([2.4, 1.7, -1.9], total=2) == [2, 2, -2]


@pytest.mark.parametrize("locale", LOCALES)
def test_accounts_add_up_both_ways(locale: Locale) -> None:
    table = account_table(answers(locale).split, Reader(locale, "CNY"))
    rows = [[number(cell) for cell in row[1:]] for row in table.rows]
    for revenue, costs, spend, outside, own, fair, transfer in rows:
        assert own == revenue - costs - spend + outside
        assert transfer == fair - own
    for column in zip(*rows, strict=True):
        assert column[-1] == sum(column[:-1])
    assert rows[-1][-1] == 0


@pytest.mark.parametrize("locale", LOCALES)
def test_revenue_by_course_makes_the_accounts(locale: Locale) -> None:
    # By hand: 45 % and 35 % of the two parties that J1 requires are 56.25 % and 43.75 %; the seller of S1 is
    # the only one it requires.
    told = answers(locale)
    table = revenue_table(told.split, told.plan, Reader(locale, "CNY"))
    assert ["56.25%" in table.rows[0][2], "43.75%" in table.rows[0][3]] == [True, True]
    assert table.rows[0][4] == table.rows[1][3] == "·"
    assert "100.00%" in table.rows[1][2]
    accounts = account_table(told.split, Reader(locale, "CNY"))
    assert list(table.rows[-1][2:]) == [row[1] for row in accounts.rows[:-1]]
    for column in range(1, 5):
        cells = [number(row[column].replace("（", " ").split(" ")[0]) for row in table.rows]
        assert cells[-1] == pytest.approx(sum(cells[:-1]), abs=2)


@given(fen=st.integers(-499, 499))
def test_accounts_add_up_whatever_the_fractions(fen: int) -> None:
    split = answers("en").split
    shifted = tuple(
        replace(account, revenue=account.revenue + fen / 1000, fair=account.fair - fen / 700)
        for account in split.accounts
    )
    table = account_table(replace(split, accounts=shifted), Reader("en", "CNY"))
    for column in zip(*(map(number, row[1:]) for row in table.rows), strict=True):
        assert column[-1] == sum(column[:-1])
    assert number(table.rows[-1][-1]) == 0


def test_fair_shares_are_alone_plus_an_equal_part_of_the_surplus() -> None:
    # By hand: with equal weights each party gains a third of what cooperation adds.
    split = answers("en").split
    gain = (split.total.mean - WORTHS["p"] - WORTHS["e"] - WORTHS["c"]) / 3
    shown = [
        number(row[1])
        for row in ((row[0], row[2][3:]) for row in party_table(split, Reader("en", "CNY")).rows)
    ]
    assert shown == pytest.approx([WORTHS[party] + gain for party in "pec"], rel=1e-3)


@pytest.mark.parametrize("locale", LOCALES)
def test_weekly_spend_adds_up_to_its_totals(locale: Locale) -> None:
    plan = answers(locale).plan
    table = week_table(plan, Reader(locale, "CNY"))
    rows = [[number(cell) for cell in row[1:]] for row in table.rows]
    weeks = len(plan.plan.weeks)
    size = {"zh": 1e4, "en": 1e3}[locale]
    for row, spend in zip(rows, SPEND.values(), strict=False):
        assert row[:-1] == pytest.approx([amount / size for amount in spend], abs=10 * CENT_OF_SCALE)
        assert row[-1] == pytest.approx(sum(row[:-1]), abs=weeks * 10 * CENT_OF_SCALE)
    assert rows[-1][-1] == pytest.approx(sum(map(sum, SPEND.values())) / size, abs=10 * CENT_OF_SCALE)


def test_weeks_shown_in_parts_are_all_weeks() -> None:
    plan, reader = answers("en").plan, Reader("en", "CNY")
    whole = week_table(plan, reader)
    parts = list(week_tables(plan, reader, across=4))
    assert [part.title[-3:] for part in parts] == ["1/2", "2/2"]
    assert [part.columns[-1].name for part in (*parts, whole)] == ["Subtotal", "Total", "Total"]
    for place, row in enumerate(whole.rows):
        assert row[1:-1] == parts[0].rows[place][1:-1] + parts[1].rows[place][1:-2]
        assert parts[1].rows[place][-1] == row[-1]
        subtotals = number(parts[0].rows[place][-1]) + number(parts[1].rows[place][-2])
        assert subtotals == pytest.approx(number(row[-1]), abs=30 * CENT_OF_SCALE)


def test_courses_and_money_agree_on_revenue() -> None:
    plan, reader = answers("zh").plan, Reader("zh", "CNY")
    courses, money = course_table(plan, reader), money_table(plan, reader)
    assert courses.rows[-1][5] == money.rows[0][1]
    assert number(courses.rows[-1][5]) == sum(number(row[5]) for row in courses.rows[:-1])
    assert number(money.rows[-1][1]) == sum(number(row[1]) for row in money.rows[:-1])
    assert number(money.rows[-1][1]) == pytest.approx(plan.profit.mean, abs=2)


def test_a_coalition_that_would_walk_away_is_named() -> None:
    # By hand: Nash gives p and e 283,647 together, and without c they have 285,000.
    split = answers("en").split
    row = rule_table(split, Reader("en", "CNY")).rows[0]
    assert row[0] == "Nash bargaining"
    assert row[-1] == "Seaknow + Brightwell Institute (would gain CN¥1,353)"


def test_a_long_horizon_is_shown_by_quarters() -> None:
    plan, reader = answers("en").plan, Reader("en", "CNY")
    weeks = tuple(START + timedelta(weeks=step) for step in range(30))
    spend = {lever: tuple(yuan(1_000 + step) for step in range(30)) for lever in SPEND}
    longer = replace(plan, plan=replace(plan.plan, weeks=weeks, spend=spend))
    parts = list(actions._weeks(longer, reader))
    assert [len(part.table.columns) - 2 for part in parts] == [13, 13, 5]
    assert [len(part.heat[0]) for part in parts] == [15, 15, 7]


@pytest.mark.parametrize("locale", LOCALES)
def test_spend_is_one_number_wherever_it_is_told(locale: Locale) -> None:
    # By hand: 55,000 + 13,200 + 15,000 on levers and 2,000 to set up referrals are 85,200.
    told = content(locale)
    plan, reader = told.plan, Reader(locale, "CNY")
    now, before = reader.money(85_200.0), reader.money(170_000.0)
    for table in (lever_table(plan, reader), short_lever_table(plan, reader)):
        assert {now, before} <= set(table.rows[-1])
        assert reader.money(2_000.0) in table.rows[-2]
    assert [row[-1] for row in alternative_table(plan, reader).rows] == [now, before, "·"]
    assert worth_table(told.split, reader, {"J1": "", "S1": "", "M1": ""}).rows[-1][2] == now
    html = report_html(told, locale)
    assert reader.money(83_200.0) not in html
    assert html.count(now) >= 5
