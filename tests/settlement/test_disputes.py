"""Disputes: what is payable whatever is ruled, rulings line by line, and money conserved throughout."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.settlement.books_folder import NOW, BooksFolder, closings
from tests.settlement.test_verify_bundle import members, packed, with_true_hashes

from kuajie.messages import BadInput
from kuajie.settlement.chain import entry_of
from kuajie.settlement.disputes import Case, Claim, Ruled, awards, undisputed
from kuajie.settlement.standing import Standing
from kuajie.usecases.dispute import DisputeAnswer
from kuajie.wiring.disputes import dispute_case, withdraw_case
from kuajie.wiring.kept_books import Said, kept_books, object_to_statement, sign_statement, withdraw_word

PARTIES = ("P", "E", "C", "D")
CASE = """
case = "october"
period = "2026-10"
raised_by = "E"
raised_on = 2026-11-03
answer_by = 2026-11-10
rule_by = 2026-11-20

[[line]]
event = "P/A4/1"
clause = 1
payer = "P"
payee = "E"
amount = "2.00"
reason = "sold through our channel"
evidence = ["order.txt"]

[[line]]
event = "E/A5/1"
payer = "C"
payee = "E"
amount = "0.60"
reason = "our own course"
"""
RULING = """
ruled_by = "a mediator"
ruled_on = 2026-11-18
[[ruling]]
line = 1
amount = "1.50"
reason = "half of it"
[[ruling]]
line = 2
amount = "0.00"
"""


@st.composite
def claims_and_dues(draw: st.DrawFn) -> tuple[dict[str, int], list[Claim]]:
    dues = [draw(st.integers(-500, 500)) for _ in PARTIES[:-1]]
    claims = []
    for _ in range(draw(st.integers(0, 5))):
        payer, payee = draw(st.permutations(PARTIES))[:2]
        amount = draw(st.integers(1, 400))
        claims.append(Claim(event="x", payer=payer, payee=payee, amount=amount, reason=""))
    return dict(zip(PARTIES, [*dues, -sum(dues)], strict=True)), claims


@given(case=claims_and_dues())
def test_what_is_payable_at_once_never_turns_out_too_much(case: tuple[dict[str, int], list[Claim]]) -> None:
    dues, claims = case
    paid = dict.fromkeys(dues, 0)
    for each in undisputed(dues, claims):
        assert each.amount > 0
        paid[each.payer] -= each.amount
        paid[each.payee] += each.amount
    assert sum(paid.values()) == 0
    for granted in product([False, True], repeat=len(claims)):
        final = dict(dues)
        for claim, yes in zip(claims, granted, strict=True):
            final[claim.payer] -= claim.amount * yes
            final[claim.payee] += claim.amount * yes
        for party, amount in paid.items():
            assert amount == 0 or (amount > 0) == (final[party] > 0)
            assert abs(amount) <= abs(final[party])


@given(case=claims_and_dues())
def test_without_claims_everything_is_payable(case: tuple[dict[str, int], list[Claim]]) -> None:
    dues, _ = case
    paid = dict.fromkeys(dues, 0)
    for each in undisputed(dues, []):
        paid[each.payer] -= each.amount
        paid[each.payee] += each.amount
    assert paid == dues


def test_a_ruling_grants_between_nothing_and_the_claim() -> None:
    claim = Claim(event="x", payer="P", payee="E", amount=100, reason="")
    day = date(2026, 11, 1)
    case = Case(
        id="c", period="2026-10", raised_by="E", raised_on=day, answer_by=day, rule_by=day, claims=(claim,)
    )
    assert [each.amount for each in awards(case, [Ruled(claim=1, amount=60)], at=0)] == [60]
    assert awards(case, [Ruled(claim=1, amount=0)], at=0) == ()
    for ruled in (Ruled(claim=1, amount=101), Ruled(claim=1, amount=-1), Ruled(claim=2, amount=1)):
        with pytest.raises(ValueError, match="claim"):
            awards(case, [ruled], at=0)


@pytest.fixture
def small(tmp_path: Path) -> BooksFolder:
    (tmp_path / "order.txt").write_text("a screen shot", encoding="utf-8")
    return BooksFolder(tmp_path / "small").write()


def ask(small: BooksFolder, text: str, **asked: bool) -> DisputeAnswer:
    file = small.folder.parent / "case.toml"
    file.write_text(text, encoding="utf-8")
    return dispute_case(small.folder, file, now=datetime(2026, 12, 1, 4, tzinfo=UTC), **asked)


def with_ruling(case: str = CASE, ruling: str = RULING) -> str:
    head, rest = ruling.split("[[ruling]]", 1)
    return head + case + "[[ruling]]" + rest


def test_a_case_from_claim_to_correction(small: BooksFolder) -> None:
    october = small.close("2026-10")
    before = small.bytes()
    looked = ask(small, CASE)
    assert not looked.filed
    assert small.bytes() == before, "looking changes nothing"
    # Dues: P -2099, E 1133, C 966 or so; E may get 260 more, C 60 less, P pay 200 more.
    dues = closings(october)
    at_once = {(each.payer, each.payee): each.amount for each in looked.payments}
    assert sum(at_once.values()) == min(-dues["P"], dues["E"] + dues["C"] - 60)
    filed = ask(small, CASE, file=True)
    assert filed.filed
    assert filed.open == (1, 2)
    ask(small, CASE, file=True)
    assert [entry["kind"] for entry in small.entries()].count("dispute") == 1
    ruled = ask(small, with_ruling(), rule=True)
    assert ruled.open == ()
    november = small.keep("2026-11")
    rows = [line for each in november.statements for line in each.lines]
    own = {each.party: each.own for each in november.statements}
    assert own == {"P": 234 - 700 - 150, "E": 233 + 150, "C": 233}
    assert sum(line.amount for line in rows) == 0
    after = small.bytes()
    assert {name: after[name] for name in before} == before, "locked months stay as they are"


def test_a_case_ruled_verifies(small: BooksFolder) -> None:
    from kuajie.wiring.settlement import verify_file

    small.close("2026-10")
    ask(small, CASE, file=True)
    ask(small, with_ruling(), rule=True)
    small.settle("2026-11", keep=True, evidence=small.folder.parent / "e.zip")
    bundle = small.folder.parent / "e.zip"
    assert verify_file(bundle).true
    files = members(bundle)
    ruling = next(name for name, data in files.items() if b'"kind":"ruling"' in data)
    entry = entry_of(files[ruling].decode())
    body = {**entry.body, "awards": [{**each, "amount": 10} for each in entry.body["awards"]]}
    files[ruling] = replace(entry, body=body).text().encode()
    altered = verify_file(packed(bundle, with_true_hashes(files, relink=True)))
    assert [(each.kind, each.found) for each in altered.differences] == [("award", "october/1")]


def test_a_ruling_is_never_changed_and_a_case_neither(small: BooksFolder) -> None:
    small.keep("2026-10")
    with pytest.raises(BadInput, match="was not filed yet"):
        ask(small, with_ruling(), rule=True)
    ask(small, CASE, file=True)
    with pytest.raises(BadInput, match="holds no new ruling"):
        ask(small, CASE, rule=True)
    ask(small, with_ruling(), rule=True)
    with pytest.raises(BadInput, match="Claim 1 of “october” was ruled on already"):
        ask(small, with_ruling(ruling=RULING.replace("1.50", "1.60")), rule=True)
    with pytest.raises(BadInput, match="Another case is already kept as “october”"):
        ask(small, CASE.replace("2.00", "2.50"), file=True)
    other = CASE.replace("october", "more")
    ask(small, other, file=True)
    too_much = with_ruling(other, RULING.replace("1.50", "2.50"))
    with pytest.raises(BadInput, match=r"Grant between nothing and what was claimed"):
        ask(small, too_much, rule=True)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('event = "P/A4/1"', 'event = "P/A4/9"', "Nothing of P/A4/9 was posted up to 2026-10"),
        ('payee = "E"\namount = "2.00"', 'payee = "X"\namount = "2.00"', "X is no party"),
        ('amount = "2.00"', 'amount = "2.001"', "case.toml, column line 1: amount"),
        ('amount = "2.00"', 'amount = "-2.00"', "line 1: The case contradicts itself"),
        ("clause = 1", "clause = 7", "column line 1: clause"),
        ("rule_by = 2026-11-20", "rule_by = 2026-11-01", "deadlines must follow each other"),
        ('"order.txt"', '"nowhere.txt"', "The evidence nowhere.txt cannot be read"),
        ('period = "2026-10"', 'period = "2026-09"', "Nothing is kept for 2026-09 yet"),
        ('case = "october"', "", "The case file lacks case"),
    ],
)
def test_a_case_that_cannot_be_taken_says_why(small: BooksFolder, old: str, new: str, message: str) -> None:
    small.keep("2026-10")
    before = small.bytes()
    with pytest.raises(BadInput, match=message):
        ask(small, CASE.replace(old, new, 1), file=True)
    assert small.bytes() == before


def test_an_objection_that_becomes_a_case_does_not_hold_up_the_lock(small: BooksFolder) -> None:
    small.settle("2026-10", statements=small.folder.parent / "out", window=0)
    small.settle("2026-10", object="E", by="王", comment="A4")
    after = datetime(2027, 1, 3, tzinfo=UTC)
    with pytest.raises(BadInput, match="E objects"):
        small.settle("2026-10", lock=True, now=after)
    ask(small, CASE, file=True)
    assert small.settle("2026-10", lock=True, now=after).standing.locked is not None


def test_evidence_altered_later_is_another_case(small: BooksFolder) -> None:
    small.keep("2026-10")
    ask(small, CASE, file=True)
    (small.folder.parent / "order.txt").write_text("another screen shot", encoding="utf-8")
    with pytest.raises(BadInput, match="Another case is already kept"):
        ask(small, CASE, file=True)


def test_what_is_taken_back_claims_nothing_and_verifies(small: BooksFolder) -> None:
    from kuajie.wiring.settlement import verify_file

    small.close("2026-10")
    ask(small, CASE, file=True)
    only_first = RULING.split("[[ruling]]\nline = 2", maxsplit=1)[0]
    ask(small, with_ruling(ruling=only_first), rule=True)
    with pytest.raises(BadInput, match="was raised by E"):
        withdraw_case(small.folder, "october", party="P", by="Zhao")
    for _ in range(2):
        withdraw_case(small.folder, "october", party="E", by="Li", reason="agreed by telephone")
    rulings = [entry["body"] for entry in small.entries() if entry["kind"] == "ruling"]
    assert [(each["by"], each["awards"] == []) for each in rulings] == [("a mediator", False), ("Li", True)]
    assert rulings[1]["rulings"] == [
        {"claim": 2, "amount": 0, "reason": "agreed by telephone", "withdrawn": True}
    ]
    shown = ask(small, CASE)
    assert (shown.open, shown.ruled[2].withdrawn, shown.ruled[1].withdrawn) == ((), True, False)
    own = {each.party: each.own for each in small.keep("2026-11").statements}
    assert own == {"P": 234 - 700 - 150, "E": 233 + 150, "C": 233}
    small.settle("2026-11", evidence=small.folder.parent / "e.zip")
    assert verify_file(small.folder.parent / "e.zip").true


def test_a_signature_is_taken_back_until_the_lock(small: BooksFolder) -> None:
    small.settle("2026-10", keep=True, issue=True)
    word = Said(month="2026-10", party="E", by="Li", code="")

    def standing() -> Standing:
        return kept_books(small.folder).standings["2026-10"]

    sign_statement(small.folder, word, now=NOW)
    assert set(standing().signed) == {"E"}
    for _ in range(2):
        withdraw_word(small.folder, word, now=NOW)
    assert standing().signed == {}
    assert [entry["kind"] for entry in small.entries()].count("withdraw") == 1
    object_to_statement(small.folder, replace(word, comment="not ours"), now=NOW)
    withdraw_word(small.folder, word, now=NOW)
    assert standing().objected == {}
    small.close("2026-10")
    with pytest.raises(BadInput, match="is locked"):
        withdraw_word(small.folder, word, now=NOW)
    assert set(standing().signed) == {"P", "E", "C"}
