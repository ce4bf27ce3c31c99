"""A locked month looked at again: what corrects it later, and where that shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.settlement.books_folder import ORDERS, REFUNDS, BooksFolder

from kuajie.present.settle_books import books_blocks, books_record

LATE = ("A9", "J1", "2026-10-31T10:00:00+08:00", "3.00")
LATER = ("A10", "J1", "2026-10-30T10:00:00+08:00", "6.00")
BACK = ("A4", "2026-11-02T10:00:00+08:00", "1.00")


@pytest.fixture
def closed(tmp_path: Path) -> BooksFolder:
    small = BooksFolder(tmp_path / "small").write()
    small.close("2026-10")
    return small


def test_nothing_since_is_said(closed: BooksFolder) -> None:
    answer = closed.settle("2026-10")
    assert answer.later == ()
    assert books_record(answer, "en")["corrected_later"] == []


def test_posted_corrections_and_those_to_come_are_told_apart(closed: BooksFolder) -> None:
    later = replace(closed, orders=[*ORDERS, LATE], refunds=[*REFUNDS, BACK]).write()
    # 3.00 late: P keeps 1.00 of what it received; 1.00 of A4 (667 each) back: 19.01 as 634/634/633.
    dues = {"P": 100 - 300 - 33 + 100, "E": 100 - 33, "C": 100 - 34}
    [fresh] = later.settle("2026-10").later
    assert (fresh.period, fresh.kept, fresh.events, fresh.dues) == ("2026-11", False, 2, dues)
    later.keep("2026-11")
    [posted] = later.settle("2026-10").later
    assert (posted.period, posted.kept, posted.events, posted.dues) == ("2026-11", True, 2, dues)
    more = replace(later, orders=[*later.orders, LATER]).write()
    again, to_come = more.settle("2026-10").later
    assert again == posted
    assert (to_come.kept, to_come.events, to_come.dues) == (False, 1, {"P": 200 - 600, "E": 200, "C": 200})
    kept = [entry["number"] for entry in more.entries()]
    assert kept[-1] == len(kept), "looking keeps nothing"


def test_a_month_that_is_not_over_yet_takes_them_too(closed: BooksFolder) -> None:
    closed.close("2026-11")
    late = replace(closed, orders=[*ORDERS, LATE]).write()
    [fresh] = late.settle("2026-10").later
    assert (fresh.period, fresh.kept, fresh.dues) == ("2026-12", False, {"P": -200, "E": 100, "C": 100})


def test_an_open_month_is_not_told_of_later_ones(tmp_path: Path) -> None:
    small = BooksFolder(tmp_path / "small").write()
    small.keep("2026-10")
    later = replace(small, refunds=[*REFUNDS, BACK]).write()
    assert later.settle("2026-10").later == ()
    assert later.settle("2026-10").unposted == 0


def test_a_reader_is_told_where_it_shows(closed: BooksFolder) -> None:
    answer = replace(closed, orders=[*ORDERS, LATE]).write().settle("2026-10")
    english, chinese = (str(list(books_blocks(answer, each))) for each in ("en", "zh"))
    assert "Corrected after the lock" in english
    assert "2026-11, once kept (--keep)" in english
    assert "锁定后的更正" in chinese
    assert "2026-11（待入账，--keep）" in chinese
    assert "Nothing new to post" not in english
