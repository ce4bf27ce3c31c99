"""``kuajie settle`` on terms that change, other currencies, coupons and money held back, by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.settlement.books_folder import BooksFolder, Order, Refund

Kuajie = Callable[..., Any]
HALVES = '[[terms.clause]]\nkind = "share"\nshares = { P = "1/2", E = "1/2" }\n'
OTHER: Order = ("B1", "J2", "2026-08-05T12:00:00+08:00", "1.00")
ONE: tuple[Order, ...] = (("A1", "J1", "2026-10-05T12:00:00+08:00", "10.00"),)


def due(kuajie: Kuajie, folder: Path, month: str) -> dict[str, str]:
    said = kuajie("settle", str(folder), "--period", month, "--json")
    assert said.code == 0, said.err
    return {party: each["due"] for party, each in json.loads(said.out)["statements"].items()}


def written(
    place: Path, terms: str, orders: tuple[Order, ...] = ONE, refunds: tuple[Refund, ...] = ()
) -> Path:
    folder = place / "small"
    BooksFolder(folder, orders=(*orders, OTHER), refunds=refunds, terms=f"[terms]\n{terms}").write()
    return folder


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_amendment_on_the_15th_leaves_refunds_of_earlier_sales_at_the_old_shares(
    kuajie: Kuajie, tmp_path: Path
) -> None:
    thirds = '[[terms.clause]]\nkind = "share"\nfrom = 2026-10-15\nshares = { P = "1/4", E = "3/4" }\n'
    orders = (
        ("A1", "J1", "2026-10-14T23:59:59+08:00", "10.00"),
        ("A2", "J1", "2026-10-14T16:00:00Z", "10.00"),  # midnight in Shanghai: the 15th
    )
    refunds = (("A1", "2026-11-20T12:00:00+08:00", "4.00"), ("A2", "2026-11-20T12:00:00+08:00", "4.00"))
    folder = written(tmp_path, f"{HALVES}until = 2026-10-15\n{thirds}", orders, refunds)
    assert due(kuajie, folder, "2026-10") == {"P": "-12.50", "E": "12.50", "C": "0.00"}
    assert due(kuajie, folder, "2026-11") == {"P": "5.00", "E": "-5.00", "C": "0.00"}


def test_clauses_that_overlap_by_a_day_are_refused(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = written(tmp_path, f"{HALVES}until = 2026-10-16\n{HALVES}from = 2026-10-15\n")
    said = kuajie("settle", str(folder), "--period", "2026-10")
    assert said.code
    assert "terms.clause[2].courses" in " ".join(said.err.split())


@pytest.fixture
def abroad(tmp_path: Path) -> Path:
    """Return a folder with a sale of 9.99 dollars, refunded whole in two parts at other rates."""
    refunds = (("A1", "2026-11-02T12:00:00+08:00", "3.33"), ("A1", "2026-11-03T12:00:00+08:00", "6.66"))
    folder = written(tmp_path, HALVES, (("A1", *ONE[0][1:3], "9.99"),), refunds)
    for name in ("orders", "refunds"):
        replaced(folder / "P" / f"{name}.csv", "CNY", "USD")
    rates = "date,from,to,rate\n2026-10-05,USD,CNY,7.1234\n2026-11-02,USD,CNY,6.5\n2026-11-03,USD,CNY,7.9\n"
    (folder / "rates.csv").write_text(rates, encoding="utf-8")
    return folder


def test_a_sale_abroad_that_is_refunded_whole_leaves_nothing(kuajie: Kuajie, abroad: Path) -> None:
    assert due(kuajie, abroad, "2026-10") == {"P": "-35.58", "E": "35.58", "C": "0.00"}
    assert due(kuajie, abroad, "2026-11") == {"P": "35.58", "E": "-35.58", "C": "0.00"}


@pytest.mark.parametrize(
    ("old", "new", "said_of_it"),
    [("2026-10-05,USD", "2026-10-06,USD", "2026-10-05"), ("2026-10-05,USD", "2026-10-05,XQX", "XQX")],
)
def test_a_missing_rate_and_an_unknown_currency_are_refused(
    kuajie: Kuajie, abroad: Path, old: str, new: str, said_of_it: str
) -> None:
    replaced(abroad / "rates.csv", old, new)
    said = kuajie("settle", str(abroad), "--period", "2026-10", "--postings", str(abroad / "p.csv"))
    assert said.code
    assert said_of_it in said.err
    assert "row 2" in said.err
    assert not (abroad / "p.csv").exists()


def test_a_third_level_of_referral_is_refused_with_its_reason(kuajie: Kuajie, tmp_path: Path) -> None:
    referral = '[[terms.clause]]\nkind = "referral"\nparty = "E"\nrate = "1/100"\nlevel = 3\n'
    said = kuajie("settle", str(written(tmp_path, referral)), "--period", "2026-10")
    assert said.code
    assert "pyramid selling" in " ".join(said.err.split())


def test_a_coupon_is_borne_and_a_part_held_back_until_the_course_is_completed(
    kuajie: Kuajie, tmp_path: Path
) -> None:
    coupon = '[[terms.clause]]\nkind = "coupon"\nparty = "C"\ncoupons = ["SPRING"]\n'
    held = '[[terms.clause]]\nkind = "holdback"\nparty = "E"\nrate = "1/10"\non = "completion"\n'
    folder = written(tmp_path, HALVES + coupon + held)
    replaced(folder / "P" / "orders.csv", "10.00,10.00,CNY,app,", "14.00,10.00,CNY,app,SPRING")
    (folder / "E" / "learning.csv").write_text(
        "learner,course_id,started_at,completed_at,progress\n"
        "LA1,J1,2026-10-06T12:00:00+08:00,2026-11-06T12:00:00+08:00,1\n",
        encoding="utf-8",
    )
    # 14.00 count: 7.00 each, of which 0.70 of E's waits with the seller; C adds 4.00.
    assert due(kuajie, folder, "2026-10") == {"P": "-2.30", "E": "6.30", "C": "-4.00"}
    assert due(kuajie, folder, "2026-11") == {"P": "-0.70", "E": "0.70", "C": "0.00"}


def test_a_retainer_is_due_in_months_without_any_sale(kuajie: Kuajie, tmp_path: Path) -> None:
    retainer = '[[terms.clause]]\nkind = "retainer"\npayer = "P"\npayee = "E"\namount = "31.00"\n'
    folder = written(tmp_path, HALVES + retainer)
    # the horizon begins on 7 December: 25 days of 31
    assert due(kuajie, folder, "2026-11") == {"P": "0.00", "E": "0.00", "C": "0.00"}
    assert due(kuajie, folder, "2026-12") == {"P": "-25.00", "E": "25.00", "C": "0.00"}
