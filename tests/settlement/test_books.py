"""Books: what is posted stays, what comes later is a correction, and nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.settlement.books_folder import ORDERS, REFUNDS, THIRDS, TIERS, BooksFolder, closings

from kuajie.messages import BadInput


@pytest.fixture
def small(tmp_path: Path) -> BooksFolder:
    return BooksFolder(tmp_path / "small").write()


def test_a_month_by_hand(small: BooksFolder) -> None:
    answer = small.keep("2026-10")
    # Before: A1 1.00 and A2 1.00 as 34/33/33, A3 9.99 as 333 each; P received 11.99.
    # October: A4 20.01 as 667 each; A5 5.00 as 167/167/166 received by E; 0.50 of A2 back: 17/17/16 kept.
    brought = {each.party: each.brought for each in answer.statements}
    assert brought == {"P": 34 + 34 + 333 - 1199, "E": 33 + 33 + 333, "C": 33 + 33 + 333}
    assert {each.party: each.own for each in answer.statements} == {
        "P": 667 + 167 - 2001,
        "E": 667 + 167 - 500,
        "C": 667 + 166,
    }
    assert {each.party: each.corrected for each in answer.statements} == {
        "P": 50 - (34 - 17),
        "E": -(33 - 17),
        "C": -(33 - 16),
    }
    assert sum(closings(answer).values()) == 0
    paid: Counter[str] = Counter()
    for each in answer.payments:
        paid[each.payer] -= each.amount
        paid[each.payee] += each.amount
    assert dict(paid) == closings(answer)


def test_the_same_files_again_and_shuffled_post_nothing(small: BooksFolder) -> None:
    small.keep("2026-10")
    before = small.bytes()
    replace(small, orders=[*ORDERS[3:], *ORDERS[:3]]).write().keep("2026-10")
    replace(small, orders=[*ORDERS, *ORDERS]).write().keep("2026-10")
    assert small.bytes() == before


def test_shuffled_files_give_the_same_bytes(small: BooksFolder, tmp_path: Path) -> None:
    other = BooksFolder(tmp_path / "other", orders=ORDERS[::-1]).write()
    small.keep("2026-10")
    other.keep("2026-10")
    assert other.bytes() == small.bytes()


def test_a_refund_after_the_lock_is_a_line_of_the_next_month(small: BooksFolder) -> None:
    small.close("2026-10")
    locked = small.bytes()
    later = replace(small, refunds=[*REFUNDS, ("A4", "2026-11-02T10:00:00+08:00", "20.01")]).write()
    answer = later.keep("2026-11")
    assert {name: data for name, data in small.bytes().items() if name in locked} == locked
    lines = [line for each in answer.statements for line in each.corrections]
    assert {(line.kind, line.why, line.concerns, line.sale) for line in lines} == {
        ("refund", "earlier_sale", "2026-10", "P/A4/1")
    }
    assert {each.party: each.corrected for each in answer.statements} == {
        "P": 2001 - 667,
        "E": -667,
        "C": -667,
    }


def test_a_late_order_of_a_locked_month_is_a_correction_that_names_it(small: BooksFolder) -> None:
    small.close("2026-10")
    locked = small.bytes()
    late = ("A9", "J1", "2026-10-31T10:00:00+08:00", "3.00")
    answer = replace(small, orders=[*ORDERS, late]).write().keep("2026-11")
    assert {name: data for name, data in small.bytes().items() if name in locked} == locked
    lines = [line for each in answer.statements for line in each.corrections]
    assert {(line.event, line.why, line.concerns) for line in lines} == {("P/A9/1", "late", "2026-10")}
    assert {each.party: each.corrected for each in answer.statements} == {"P": 100 - 300, "E": 100, "C": 100}


def test_a_row_altered_by_one_cent_after_the_lock_is_told(small: BooksFolder) -> None:
    small.close("2026-10")
    altered = [(*order[:3], "20.02") if order[0] == "A4" else order for order in ORDERS]
    answer = replace(small, orders=altered).write().keep("2026-11")
    lines = [line for each in answer.statements for line in each.corrections]
    assert {(line.event, line.why, line.concerns) for line in lines} == {("P/A4/1", "changed", "2026-10")}
    assert sum(line.amount for line in lines) == 0


def test_a_row_taken_away_after_the_lock_is_reversed(small: BooksFolder) -> None:
    small.close("2026-10")
    answer = replace(small, orders=[order for order in ORDERS if order[0] != "A4"]).write().keep("2026-11")
    assert {each.party: each.corrected for each in answer.statements} == {
        "P": 2001 - 667,
        "E": -667,
        "C": -667,
    }
    assert {line.why for each in answer.statements for line in each.corrections} == {"gone"}


def test_a_late_order_moves_tiers_of_later_ones_and_balances_are_as_if_it_had_been_there(
    small: BooksFolder, tmp_path: Path
) -> None:
    tiered = replace(small, terms=TIERS).write()
    tiered.close("2026-10")
    late = ("A9", "J1", "2026-09-02T10:00:00+08:00", "11.00")
    answer = replace(tiered, orders=[*ORDERS, late]).write().keep("2026-11")
    fresh = BooksFolder(tmp_path / "fresh", orders=[*ORDERS, late], terms=TIERS).write().keep("2026-11")
    assert closings(answer) == closings(fresh)
    assert {line.why for each in answer.statements for line in each.corrections} >= {"late", "changed"}


def test_an_amended_contract_corrects_nothing_that_keeps_its_words(small: BooksFolder) -> None:
    small.close("2026-10")
    more = '\n[[terms.clause]]\nkind = "fee_per_enrolment"\npayer = "P"\npayee = "C"\namount = "0.10"\n'
    answer = replace(small, terms=more + small.terms).write().keep("2026-11")
    kinds = {line.clause.split("-")[0] for each in answer.statements for line in each.corrections}
    assert kinds == {"fee_per_enrolment"}


def test_payments_settle_what_was_open(small: BooksFolder) -> None:
    before = small.keep("2026-10")
    payments = [
        ("2026-10", each.payer, each.payee, f"{each.amount / 100:.2f}", "2026-11-05T10:00:00+08:00")
        for each in before.payments
    ]
    answer = replace(small, payments=payments).write().keep("2026-11")
    november = {"P": 234 - 700, "E": 233, "C": 233}
    assert closings(answer) == november
    settled = {
        each.party: sum(line.amount for line in each.lines if line.account == "settled")
        for each in answer.statements
    }
    assert settled == {party: -due for party, due in closings(before).items()}


def test_a_payment_nobody_can_place_is_refused_with_its_row(small: BooksFolder) -> None:
    bad = replace(small, payments=[("2026-10", "P", "X", "1.00", "2026-11-05T10:00:00+08:00")]).write()
    with pytest.raises(BadInput, match=r"payments.csv, row 2, column payee, value “X”"):
        bad.keep("2026-10")
    assert not (small.folder / "settlement").exists()


def test_small_payments_are_carried_forward(small: BooksFolder) -> None:
    answer = small.settle("2026-10", statements=small.folder.parent / "out", minimum="13.00")
    assert [(each.payer, each.payee) for each in answer.payments] == []
    carried = {each.party: each.carried for each in answer.statements}
    assert carried == closings(answer)
    answer = small.settle("2026-10", statements=small.folder.parent / "out", minimum="11.00")
    assert sum(each.carried for each in answer.statements) == 0
    assert all(abs(each.carried) < 1100 for each in answer.statements if each.party != "P")


def test_months_lock_in_order_and_not_before_all_have_spoken(small: BooksFolder) -> None:
    out = small.folder.parent / "out"
    small.settle("2026-10", statements=out)
    small.settle("2026-11", statements=out)
    with pytest.raises(BadInput, match=r"2026-10 is still open. Lock 2026-10 before 2026-11"):
        small.settle("2026-11", lock=True)
    with pytest.raises(BadInput, match=r"C, E, P did not sign 2026-10 yet, and comments are open until"):
        small.settle("2026-10", lock=True)
    small.settle("2026-10", object="C", by="张", comment="A4 was not ours")
    after = datetime(2027, 1, 3, tzinfo=UTC)
    with pytest.raises(BadInput, match=r"C objects to its statement of 2026-10: “A4 was not ours”"):
        small.settle("2026-10", lock=True, now=after)
    small.settle("2026-10", sign="C", by="张")
    answer = small.settle("2026-10", lock=True, now=after)
    assert answer.standing.locked is not None
    with pytest.raises(BadInput, match="2026-10 is locked"):
        small.settle("2026-10", sign="P", by="李")


def test_only_the_statement_seen_is_signed(small: BooksFolder) -> None:
    out = small.folder.parent / "out"
    shown = small.settle("2026-10", statements=out)
    code = {each.party: each.hash for each in shown.statements}
    with pytest.raises(BadInput, match=r"has the code .*, not 000000"):
        small.settle("2026-10", sign="P", by="李", code="000000")
    with pytest.raises(BadInput, match="Nobody is named as signing for P"):
        small.settle("2026-10", sign="P")
    with pytest.raises(BadInput, match="X is no party of this settlement"):
        small.settle("2026-10", sign="X", by="李")
    small.settle("2026-10", sign="P", by="李", code=code["P"][:12])
    late = ("A9", "J1", "2026-10-31T10:00:00+08:00", "3.00")
    changed = replace(small, orders=[*ORDERS, late]).write()
    changed.keep("2026-10")
    with pytest.raises(BadInput, match="Something was posted after the statements of 2026-10 were issued"):
        changed.settle("2026-10", sign="E", by="王", code=code["E"])
    again = changed.settle("2026-10", statements=out)
    assert again.standing.signed == {}, "a signature of another statement counts no more"


def test_an_unchanged_statement_stays_signed(small: BooksFolder) -> None:
    out = small.folder.parent / "out"
    small.settle("2026-10", statements=out)
    small.settle("2026-10", sign="P", by="李")
    entries = len(small.entries())
    answer = small.settle("2026-10", statements=out)
    assert set(answer.standing.signed) == {"P"}
    assert len(small.entries()) == entries, "the same statements are not issued twice"


def test_a_month_that_is_not_over_is_not_kept(small: BooksFolder) -> None:
    with pytest.raises(BadInput, match="2026-12 is not over yet"):
        small.keep("2026-12")
    assert not (small.folder / "settlement").exists()
    small.keep("2026-11")
    with pytest.raises(BadInput, match="The books begin with 2026-11"):
        small.keep("2026-10")


def test_books_may_begin_with_everything_before_them_settled(small: BooksFolder) -> None:
    first = small.settle("2026-10", keep=True, settled_before=True)
    assert {each.brought for each in first.statements} == {0}
    before = small.bytes()
    again = small.keep("2026-10")
    assert small.bytes() == before, "the payments that said so are not forgotten"
    assert closings(again) == {each.party: each.own + each.corrected for each in again.statements}
    late = ("A9", "J1", "2026-09-02T10:00:00+08:00", "3.00")
    november = replace(small, orders=[*ORDERS, late]).write().keep("2026-11")
    assert closings(november)["E"] - closings(again)["E"] == 233 + 100, "what comes late is still corrected"


@pytest.mark.parametrize("terms", [THIRDS, TIERS])
def test_an_open_month_takes_its_own_late_orders_and_the_next_what_they_move(
    small: BooksFolder, tmp_path: Path, terms: str
) -> None:
    two = replace(small, terms=terms).write()
    two.keep("2026-10")
    two.keep("2026-11")
    late = ("A9", "J1", "2026-10-07T10:00:00+08:00", "11.00")
    answer = replace(two, orders=[*ORDERS, late]).write().keep("2026-11")
    fresh = BooksFolder(tmp_path / "fresh", orders=[*ORDERS, late], terms=terms).write().keep("2026-11")
    assert closings(answer) == closings(fresh)
    october = two.settle("2026-10")
    assert sum(closings(october).values()) == 0
    added = [str(entry["period"]) for entry in two.entries()[3:]]
    assert added == ["2026-10"], "what was sold in November is shared as it was"
    moved = {line.event for each in october.statements for line in each.corrections}
    assert "P/A9/1" not in moved, "it is no correction in the month it belongs to"
