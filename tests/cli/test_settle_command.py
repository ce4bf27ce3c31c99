"""``kuajie settle``: a month's statements agree with books recomputed here from the files themselves."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

Kuajie = Callable[..., Any]
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from kuajie import wiring

    place = tmp_path_factory.mktemp("settle") / "demo"
    wiring.new(place, template="demo", seed=7, weeks=40, scale=0.3, locale="en")
    return place


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def month_of(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(ZONE).strftime("%Y-%m")


def test_a_months_statement_is_what_the_files_give_by_hand(
    kuajie: Kuajie, folder: Path, tmp_path: Path
) -> None:
    postings = tmp_path / "postings.csv"
    said = kuajie("settle", str(folder), "--period", "2026-10", "--postings", str(postings), "--json")
    assert said.code == 0, said.err
    answer = json.loads(said.out)
    received: dict[str, Decimal] = defaultdict(Decimal)
    for party in ("zhihai", "mingde"):
        courses = {"zhihai": {"J1", "J2", "J3", "S1"}, "mingde": {"M1"}}[party]
        kept = {}
        for order in rows(folder / party / "orders.csv"):
            if order["course_id"] in courses:
                kept[order["order_id"], order["line"]] = order
                if month_of(order["ordered_at"]) == "2026-10":
                    received[party] += Decimal(order["paid"])
        for refund in rows(folder / party / "refunds.csv"):
            about = (refund["order_id"], refund["line"])
            if about in kept and month_of(refund["refunded_at"]) == "2026-10":
                received[party] -= Decimal(refund["amount"])
    statements = answer["statements"]
    assert {
        party: Decimal(each["received"]) for party, each in statements.items() if party in received
    } == received
    assert sum(Decimal(each["due"]) for each in statements.values()) == 0
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for payment in answer["payments"]:
        paid[payment["payer"]] -= Decimal(payment["amount"])
        paid[payment["payee"]] += Decimal(payment["amount"])
    assert paid == {party: Decimal(each["due"]) for party, each in statements.items()}
    check_postings(rows(postings), statements)


def check_postings(lines: list[dict[str, str]], statements: dict[str, Any]) -> None:
    """Assert that every event adds up to zero, and that October's earned lines are the statements'."""
    by_event: dict[tuple[str, str], int] = defaultdict(int)
    earned: dict[str, int] = defaultdict(int)
    for line in lines:
        by_event[line["event"], line["kind"]] += int(line["amount"])
        moment = line["moment"].replace(" ", "T")
        if line["account"] == "earned" and month_of(moment) == "2026-10":
            earned[line["party"]] -= int(line["amount"])
    assert set(by_event.values()) == {0}
    for party, each in statements.items():
        assert earned[party] == sum(Decimal(amount) for amount in each["earned"].values()) * 100


def test_a_course_is_shared_as_the_terms_say_within_a_cent_per_event(
    kuajie: Kuajie, folder: Path, tmp_path: Path
) -> None:
    postings = tmp_path / "postings.csv"
    kuajie("settle", str(folder), "--postings", str(postings))
    orders = {
        f"zhihai/{order['order_id']}/{order['line']}": order
        for order in rows(folder / "zhihai" / "orders.csv")
        if order["course_id"] == "J3"
    }
    shares = {"zhihai": Fraction(9, 20), "mingde": Fraction(7, 20), "yuanhang": Fraction(4, 20)}
    seen = 0
    for line in rows(postings):
        if line["kind"] == "sale" and line["account"] == "earned" and line["event"] in orders:
            exact = Fraction(orders[line["event"]]["paid"]) * 100 * shares[line["party"]]
            assert abs(-int(line["amount"]) - exact) < 1
            seen += 1
    assert seen > 100


def test_bad_months_are_refused_in_words(kuajie: Kuajie, folder: Path) -> None:
    said = kuajie("settle", str(folder), "--period", "October")
    assert said.code == 2
    assert "“October” is not a month.\n→ Write it like 2026-10." in said.err
    said = kuajie("settle", str(folder), "--period", "2020-01")
    assert said.code == 2
    assert "Nothing was sold up to 2020-01." in said.err


def test_it_speaks_chinese(kuajie: Kuajie, folder: Path) -> None:
    said = kuajie("settle", str(folder), "--period", "2026-10", "--lang", "zh")
    assert said.code == 0
    assert "本月应收（应付）" in said.out
    assert "支付 ¥" in said.out
