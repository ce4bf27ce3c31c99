"""The twelve situations in which month ends go wrong, each on a folder's files, with its money by hand.

P sells J1 and E sells J2; what a party is due is what it earned less what it received from buyers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.settlement.books_folder import BooksFolder, Order, Refund, closings

from kuajie.exchange.reading import read_folder
from kuajie.messages import BadInput
from kuajie.usecases.recommend_consent import consents_of, may_see
from kuajie.wiring.settlement import settle_folder, verify_file

CLAUSE = '[[terms.clause]]\ncourses = ["J1"]\n'
HALVES = f'{CLAUSE}kind = "share"\nshares = {{ P = "1/2", E = "1/2" }}\n'
THIRDS = f'{CLAUSE}kind = "share"\nshares = {{ P = "1/3", E = "1/3", C = "1/3" }}\n'
TIERS = f"""{CLAUSE}kind = "tiers"
tiers = [
  {{ from = "0", shares = {{ P = "1/2", E = "1/2" }} }},
  {{ from = "10.00", shares = {{ P = "1/4", E = "3/4" }} }},
]
"""
OTHER: Order = ("B1", "J2", "2026-08-05T12:00:00+08:00", "1.00")
"""A file of E's own; August is settled by nobody."""


def order(name: str, paid: str, at: str = "2026-10-05T12:00:00+08:00") -> Order:
    return name, "J1", at, paid


def back(name: str, amount: str, at: str = "2026-10-20T12:00:00+08:00") -> Refund:
    return name, at, amount


def folder_of(
    place: Path, terms: str, orders: Sequence[Order], refunds: Sequence[Refund] = ()
) -> BooksFolder:
    return BooksFolder(place / "small", orders=(*orders, OTHER), refunds=refunds, terms=terms).write()


def due(folder: BooksFolder, month: str = "2026-10") -> dict[str, int]:
    """Return what parties are due for a month, in cents."""
    answer = settle_folder(folder.folder, month=month)
    assert sum(each.due for each in answer.statements) == 0
    return {each.party: each.due for each in answer.statements}


def altered(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_1_a_partial_refund_leaves_every_party_its_part_of_the_rest(tmp_path: Path) -> None:
    small = folder_of(tmp_path, THIRDS, [order("A1", "10.00")], [back("A1", "0.01")])
    # 10.00 - 0.01 = 9.99, three times 3.33; P keeps 3.33 of the 9.99 it holds.
    assert due(small) == {"P": 333 - 999, "E": 333, "C": 333}


def test_2_a_refund_after_the_lock_is_a_line_of_the_next_month(tmp_path: Path) -> None:
    small = folder_of(tmp_path, THIRDS, [order("A1", "20.01")])
    # October: 6.67 each.
    assert closings(small.close("2026-10")) == {"P": 667 - 2001, "E": 667, "C": 667}
    locked = small.bytes()
    refunds = [back("A1", "5.00", "2026-11-02T12:00:00+08:00")]
    answer = replace(small, refunds=refunds).write().keep("2026-11")
    assert {name: data for name, data in small.bytes().items() if name in locked} == locked
    # 15.01 are left: 5.01 for P (first in order), 5.00 each for E and C; so 1.66, 1.67 and 1.67 go back,
    # and P, which paid the buyer 5.00, is owed 3.34.
    assert {each.party: each.corrected for each in answer.statements} == {
        "P": 500 - 166,
        "E": -167,
        "C": -167,
    }
    said = {(line.kind, line.why, line.concerns) for each in answer.statements for line in each.corrections}
    assert said == {("refund", "earlier_sale", "2026-10")}


@pytest.mark.parametrize(("first", "cents"), [("P", (34, 33, 33)), ("E", (33, 34, 33)), ("C", (33, 33, 34))])
def test_3_a_hundred_cents_over_three(tmp_path: Path, first: str, cents: tuple[int, ...]) -> None:
    # 33 1/3 each: the cent left goes to whom the terms name first.
    small = folder_of(tmp_path, f'[terms]\nrounding_order = ["{first}"]\n{THIRDS}', [order("A1", "1.00")])
    assert due(small) == {"P": cents[0] - 100, "E": cents[1], "C": cents[2]}


def test_4_marginal_against_retroactive_tiers(tmp_path: Path) -> None:
    orders = [order("A1", "8.00"), order("A2", "4.00", "2026-10-06T12:00:00+08:00")]
    marginal = folder_of(tmp_path, f'{TIERS}mode = "marginal"\n', orders)
    # 10.00 by halves: 5.00 and 5.00; the 2.00 above by quarters: 0.50 and 1.50.
    assert due(marginal) == {"P": 550 - 1200, "E": 650, "C": 0}
    retroactive = folder_of(tmp_path, f'{TIERS}mode = "retroactive"\n', orders)
    # All 12.00 by quarters: 3.00 and 9.00.
    assert due(retroactive) == {"P": 300 - 1200, "E": 900, "C": 0}
    # A2 refunded: 8.00 are below the threshold again, all by halves, under either.
    refunds = [back("A2", "4.00")]
    assert due(folder_of(tmp_path, f'{TIERS}mode = "retroactive"\n', orders, refunds))["E"] == 400
    assert due(folder_of(tmp_path, f'{TIERS}mode = "marginal"\n', orders, refunds))["E"] == 400


def test_5_a_recoup_pool_hit_in_the_middle_of_an_order(tmp_path: Path) -> None:
    pool = f'{CLAUSE}kind = "recoup"\nparty = "E"\namount = "3.00"\n'
    orders = [order("A1", "2.00"), order("A2", "2.00", "2026-10-06T12:00:00+08:00")]
    # A1 repays 2.00, A2 1.00; the other 1.00 of A2 by halves.
    assert due(folder_of(tmp_path, pool + HALVES, orders)) == {"P": 50 - 400, "E": 350, "C": 0}
    # Half of A2 back: half of the 1.00 it repaid, half of either 0.50; P holds 3.00.
    half = [back("A2", "1.00")]
    assert due(folder_of(tmp_path, pool + HALVES, orders, half)) == {"P": 25 - 300, "E": 275, "C": 0}
    # What went back is repaid by the next order first: 0.50, then 0.50 by halves.
    orders.append(order("A3", "1.00", "2026-10-25T12:00:00+08:00"))
    assert due(folder_of(tmp_path, pool + HALVES, orders, half)) == {"P": 50 - 400, "E": 350, "C": 0}


def test_6_a_guarantee_is_trued_up_and_again_after_a_refund(tmp_path: Path) -> None:
    promise = f'{CLAUSE}kind = "guarantee"\npayer = "C"\npayee = "E"\namount = "31.00"\nper = "month"\n'
    orders = [order("A1", "20.00", "2026-12-10T12:00:00+08:00")]
    # The horizon has 25 of December's 31 days: 25.00 are promised. E has 10.00 of the sale, C adds 15.00.
    small = folder_of(tmp_path, HALVES + promise, orders)
    assert due(small, "2026-12") == {"P": 1000 - 2000, "E": 1000 + 1500, "C": -1500}
    # And 3 of January's days: 3.00, with no sale.
    assert due(small, "2027-01") == {"P": 0, "E": 300, "C": -300}
    # Refunded whole in January: E gives back 10.00, and C makes up the 10.00 that December is short by then.
    gone = folder_of(tmp_path, HALVES + promise, orders, [back("A1", "20.00", "2027-01-02T12:00:00+08:00")])
    assert due(gone, "2026-12") == {"P": -1000, "E": 2500, "C": -1500}
    assert due(gone, "2027-01") == {"P": 2000 - 1000, "E": -1000 + 1000 + 300, "C": -1000 - 300}


def test_7_a_cap_reached_in_the_middle_of_an_order(tmp_path: Path) -> None:
    shares = f'{CLAUSE}kind = "share"\nshares = {{ P = "1/2", E = "1/4", C = "1/4" }}\n'
    cap = f'{CLAUSE}kind = "cap"\nparty = "P"\namount = "3.00"\n'
    orders = [order("A1", "4.00"), order("A2", "4.00", "2026-10-06T12:00:00+08:00")]
    # P would have 4.00 of the 8.00; the 1.00 above its cap goes to E and C, who have 2.00 each.
    assert due(folder_of(tmp_path, shares + cap, orders)) == {"P": 300 - 800, "E": 250, "C": 250}
    assert due(folder_of(tmp_path, f'{shares}{cap}to = ["C"]\n', orders)) == {"P": -500, "E": 200, "C": 300}
    # Half of A2 back: 6.00, of which P has exactly its 3.00; nothing is above.
    half = [back("A2", "2.00")]
    assert due(folder_of(tmp_path, shares + cap, orders, half)) == {"P": 300 - 600, "E": 150, "C": 150}


def test_8_an_amendment_on_the_15th_and_refunds_of_earlier_sales(tmp_path: Path) -> None:
    later = HALVES.replace('P = "1/2", E = "1/2"', 'P = "1/4", E = "3/4"')
    terms = f"{HALVES}until = 2026-10-15\n{later}from = 2026-10-15\n"
    orders = [
        order("A1", "10.00", "2026-10-14T23:59:59+08:00"),
        order("A2", "10.00", "2026-10-14T16:00:00Z"),  # midnight in Shanghai: the 15th
    ]
    refunds = [back(name, "4.00", "2026-11-20T12:00:00+08:00") for name in ("A1", "A2")]
    small = folder_of(tmp_path, terms, orders, refunds)
    # 5.00 and 5.00 of A1, 2.50 and 7.50 of A2.
    assert due(small) == {"P": 750 - 2000, "E": 1250, "C": 0}
    # 4.00 of A1 come back by halves, whatever holds in November: 2.00 and 2.00; of A2 1.00 and 3.00.
    assert due(small, "2026-11") == {"P": 800 - 300, "E": -500, "C": 0}


RATES = "date,from,to,rate\n2026-10-06,USD,CNY,7.1\n"


def refusal(small: BooksFolder, month: str = "2026-10") -> list[tuple[str, str | None, int | None, str]]:
    """Return code, file, row and column of everything a refused folder is told; nothing is kept of it."""
    with pytest.raises(BadInput) as refused:
        small.keep(month)
    assert not (small.folder / "settlement").exists()
    return [
        (each.notice.code, each.place.file, each.place.row, each.place.column or "")
        for each in refused.value.findings
    ]


def test_9a_a_missing_rate_is_refused_with_its_row(tmp_path: Path) -> None:
    orders = [order("A1", "10.00"), order("A2", "10.00", "2026-10-06T12:00:00+08:00")]
    small = replace(folder_of(tmp_path, HALVES, orders), extra={"rates.csv": RATES}).write()
    altered(small.folder / "P/orders.csv", "10.00,CNY", "10.00,USD")
    # A2 has its rate; A1, in the first row below the header, was sold the day before it.
    assert [found[1:] for found in refusal(small)] == [("P/orders.csv", 2, "currency")]


@pytest.mark.parametrize("amount", ["1000分", "10.00 yuan", "10.00k"])
def test_9b_an_unknown_unit_is_refused_with_its_row(tmp_path: Path, amount: str) -> None:
    small = folder_of(tmp_path, HALVES, [order("A0", "1.00"), order("A1", "10.00")])
    altered(small.folder / "P/orders.csv", "10.00,10.00,", f"10.00,{amount},")
    assert [found[1:] for found in refusal(small)] == [("P/orders.csv", 3, "paid")]


@pytest.mark.parametrize("clock", ["2026-10-25T01:30:00", "2026-03-29T01:30:00"])
def test_9c_a_local_time_that_clocks_repeat_or_skip_is_refused_with_its_row(
    tmp_path: Path, clock: str
) -> None:
    small = folder_of(tmp_path, HALVES, [order("A0", "1.00"), order("A1", "10.00", clock)])
    altered(small.folder / "programme.toml", "Asia/Shanghai", "Europe/London")
    assert [found[1:] for found in refusal(small)] == [("P/orders.csv", 3, "ordered_at")]


def test_10_the_same_file_twice_and_shuffled_changes_nothing(tmp_path: Path) -> None:
    orders = [order(f"A{n}", f"{n}.01", f"2026-10-{n:02d}T12:00:00+08:00") for n in range(1, 10)]
    small = folder_of(tmp_path, TIERS, orders, [back("A3", "1.00")])
    # A1 to A4 fill the 10.00 in the middle of A4 (3.97 by halves, 0.04 by quarters). P's parts in order:
    # 0.51, 1.01, 1.01 (of 2.01 kept), 2.00, 1.25, 1.50, 1.75, 2.00, 2.25: 13.28 of 44.09.
    first = small.keep("2026-10")
    assert closings(first) == {"P": 1328 - 4409, "E": 4409 - 1328, "C": 0}
    written = small.bytes()
    file = small.folder / "P/orders.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    twice = [*reversed(rows), *rows[1::2], *rows[::2]]
    file.write_text("\n".join([head, *twice]) + "\n", encoding="utf-8")
    again = small.keep("2026-10")
    assert closings(again) == closings(first)
    assert small.bytes() == written, "nothing is posted"
    other = BooksFolder(tmp_path / "other", orders=(*orders, OTHER), refunds=small.refunds, terms=TIERS)
    other.write()
    (other.folder / "P/orders.csv").write_text("\n".join([head, *twice]) + "\n", encoding="utf-8")
    other.keep("2026-10")
    assert other.bytes() == written, "books begun with the shuffled file are the same, byte by byte"


CONSENTS = (
    "party,recipient,field,purpose,given_at,expires_at,withdrawn_at\n"
    "P,E,*,*,2026-09-01T00:00:00+08:00,,{withdrawn}\n"
)


def test_11_consent_withdrawn_stops_use_of_learners_data_and_not_settlement(tmp_path: Path) -> None:
    small = folder_of(
        tmp_path, THIRDS, [order("A1", "9.00")], [back("A1", "3.00", "2026-11-02T12:00:00+08:00")]
    )
    looked_at = datetime(2026, 11, 1, tzinfo=UTC)
    allowed = []
    for withdrawn in ("", "2026-10-10T00:00:00+08:00"):
        replace(small, extra={"consents.csv": CONSENTS.format(withdrawn=withdrawn)}).write()
        consents = consents_of(read_folder(small.folder).events)
        allowed.append(bool(may_see(consents, ("P", "E"), at=looked_at)[0, 1]))
        # 3.00 each in October; in November 1.00 each goes back and P has paid 3.00.
        assert due(small) == {"P": 300 - 900, "E": 300, "C": 300}
        assert due(small, "2026-11") == {"P": 300 - 100, "E": -100, "C": -100}
    assert allowed == [True, False]


def test_12_one_sides_file_altered_by_one_cent_after_signing(tmp_path: Path) -> None:
    small = folder_of(tmp_path, THIRDS, [order("A1", "20.01")])
    small.close("2026-10")
    signed = small.bytes()
    small.settle("2026-10", evidence=tmp_path / "signed.zip")
    assert verify_file(tmp_path / "signed.zip").true
    altered(small.folder / "P/orders.csv", "20.01", "20.00")
    # 6.67 each were signed. 20.00 would be 6.67, 6.67, 6.66: P would have received a cent less and C earned a
    # cent less. October stays as signed, and November says what changed.
    answer = small.keep("2026-11")
    assert {name: data for name, data in small.bytes().items() if name in signed} == signed
    assert {each.party: each.corrected for each in answer.statements} == {"P": 1, "E": 0, "C": -1}
    said = {(line.event, line.why, line.concerns) for each in answer.statements for line in each.corrections}
    assert said == {("P/A1/1", "changed", "2026-10")}
    # Where somebody alters the books themselves, the books are refused and the first file is named.
    name, held = next((name, data) for name, data in signed.items() if b",2001," in data)
    (small.folder / "settlement" / name).write_bytes(held.replace(b",2001,", b",2000,"))
    with pytest.raises(BadInput) as refused:
        small.settle("2026-10")
    assert name in json.dumps([str(each.place) for each in refused.value.findings])
