"""The contract says all that is executed, in both languages, and carries the hash that the books keep."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, replace
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from tests.settlement.books_folder import THIRDS, BooksFolder

from kuajie.domain.clauses import (
    KINDS,
    Advance,
    Cap,
    Clause,
    CostKind,
    CostShare,
    CouponCost,
    Deduction,
    FeePerEnrolment,
    FeePerLead,
    FixedFee,
    Holdback,
    MinimumGuarantee,
    Per,
    Recoup,
    Referral,
    Release,
    Retainer,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
    kind_of,
)
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Base, LateRefunds, Terms
from kuajie.exchange.reading import read_folder
from kuajie.messages import Locale
from kuajie.present.clauses import say_clause
from kuajie.present.contract import contract_articles
from kuajie.present.contract_files import contract_html, contract_markdown
from kuajie.present.reader import Reader
from kuajie.present.statement_page import statement_html
from kuajie.present.terms_rules import stated_lines
from kuajie.usecases.contract import contract_of

LOCALES: tuple[Locale, ...] = ("zh", "en")
FIVE = Money.of("5.01", "CNY")
HALF, HALVES = Fraction(1, 2), {"P": Fraction(1, 2), "E": Fraction(1, 2)}
DAY = date(2026, 12, 9)
PAID = {"payer": "P", "payee": "E", "amount": FIVE}
ONE = ("J1",)
FULL: tuple[Clause, ...] = (
    RevenueShare(shares=HALVES, courses=ONE),
    RevenueShare(shares=HALVES, bundle=("J1", "J2")),
    Tiers(
        tiers=(
            Tier(threshold=Money.zero("CNY"), shares=HALVES),
            Tier(threshold=FIVE, shares={"P": Fraction(1)}),
        ),
        mode=TierMode.RETROACTIVE,
        per=Per.MONTH,
        courses=ONE,
    ),
    Recoup(party="E", costs=(CostKind.SPEND,), levers=("tutors",), limit=FIVE, courses=ONE),
    Recoup(party="E", amount=FIVE, courses=ONE),
    Cap(party="E", amount=FIVE, to=("C",), per=Per.QUARTER, courses=ONE),
    MinimumGuarantee(**PAID, per=Per.YEAR, courses=ONE),
    FixedFee(**PAID, due=DAY),
    FeePerEnrolment(**PAID, courses=ONE),
    CostShare(
        payer="P",
        payee="E",
        rate=HALF,
        costs=(CostKind.SPEND, CostKind.UNIT_COSTS),
        levers=("tutors",),
        courses=ONE,
    ),
    Deduction(name="税", rate=HALF, party="C", courses=ONE),
    Referral(party="E", rate=HALF, level=2, promoter="Li", channels=("wechat",), courses=ONE),
    CouponCost(party="E", coupons=("SPRING",), courses=ONE),
    Holdback(party="E", rate=HALF, on=Release.DAYS, days=17, courses=ONE),
    Holdback(party="E", rate=HALF, on=Release.SATISFACTION, rating=Fraction(9, 2), courses=ONE),
    Advance(**PAID, due=DAY, courses=ONE),
    Retainer(**PAID),
    FeePerLead(**PAID, channels=("wechat",)),
)
"""Every kind of clause with every key that it may leave out."""


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("contract") / "small"
    BooksFolder(folder).write()
    read = read_folder(folder).programme
    lever = Lever(
        id="tutors",
        title="助教",
        party="E",
        kind=LeverKind.TRAINING,
        unit=Unit.MONEY,
        unit_cost=Money.of("1.00", "CNY"),
        weekly_max=FIVE,
        weekly_min=Money.zero("CNY"),
        set_up_cost=Money.zero("CNY"),
        min_if_used=Money.zero("CNY"),
    )
    return replace(read, levers=(lever,))


def kept_keys(clause: Clause) -> list[tuple[str, object]]:
    """Return the keys that a clause states and could leave out, with what stands for them then."""
    usual = ((each.name, each.default) for each in fields(clause) if each.default is not MISSING)
    return [(name, default) for name, default in usual if getattr(clause, name) != default]


def with_days(clause: Clause) -> Clause:
    changed: Clause = replace(clause, since=date(2026, 12, 8), until=date(2027, 1, 15))
    return changed


def test_every_kind_is_here() -> None:
    assert {kind_of(clause) for clause in FULL} == set(KINDS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("clause", FULL, ids=kind_of)
def test_every_key_changes_the_words(programme: Programme, clause: Clause, locale: Locale) -> None:
    """Leave out one key after the other: the sentence must say something else."""
    reader = Reader(locale, "CNY")
    whole = with_days(clause)
    said = say_clause(whole, programme, reader)
    assert "{" not in said
    for name, usual in kept_keys(whole):
        try:
            other = replace(whole, **{name: usual})
        except ValueError:  # a clause cannot be without it
            continue
        assert say_clause(other, programme, reader) != said, name


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("clause", FULL, ids=kind_of)
def test_amounts_and_names_are_said_exactly(programme: Programme, clause: Clause, locale: Locale) -> None:
    said = say_clause(with_days(clause), programme, Reader(locale, "CNY"))
    amount = getattr(clause, "amount", None) or getattr(clause, "limit", None)
    assert amount is None or "5.01" in said
    for name in ("promoter", "name"):
        assert str(getattr(clause, name, "")) in said
    for word in (*getattr(clause, "channels", ()), *getattr(clause, "coupons", ())):
        assert word in said
    assert ("17" in said) == (getattr(clause, "days", None) == 17)
    assert "9" in said if getattr(clause, "due", None) else True


TERMS = [
    Terms(clauses=(FULL[0],)),
    Terms(clauses=(FULL[0],), refund_window_days=30),
    Terms(clauses=(FULL[0],), refund_window_days=30, late_refunds=LateRefunds.SELLER),
    Terms(clauses=(FULL[0],), refund_window_days=31, late_refunds=LateRefunds.SELLER),
    Terms(clauses=(FULL[0],), rounding_order=("C",)),
    Terms(clauses=(FULL[0],), rounding_order=("E",)),
    Terms(clauses=(FULL[0],), base=Base.CONSUMED),
    Terms(clauses=(FULL[0],), base=Base.CONSUMED, consumed_courses=ONE),
    Terms(clauses=(FULL[0],), base=Base.CONSUMED, unused_after_days=90),
    Terms(clauses=(FULL[8],), revenue_shares=HALVES),
    Terms(clauses=(FULL[9],)),
    Terms(),
]


@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_is_agreed_is_said_and_has_a_hash_of_its_own(programme: Programme, locale: Locale) -> None:
    contracts = [contract_of(replace(programme, terms=terms)) for terms in TERMS]
    articles = [contract_articles(each, Reader(locale, "CNY")) for each in contracts]
    assert len({str(each) for each in articles}) == len(TERMS)
    assert len({each.hash for each in contracts}) == len(TERMS)


@pytest.mark.parametrize("locale", LOCALES)
def test_statements_tell_what_is_agreed_beside_clauses(tmp_path: Path, locale: Locale) -> None:
    beside = '[terms]\nrefund_window_days = 17\nlate_refunds = "seller"\nrounding_order = ["C"]\n'
    small = BooksFolder(tmp_path / "small", terms=beside + THIRDS).write()
    answer = small.close("2026-09")
    page = statement_html(answer, answer.statements[0], locale)
    assert " 17 " in page
    assert page.index("企业", page.index(" 17 ")) < page.index("平台", page.index(" 17 "))
    bare = BooksFolder(tmp_path / "bare").write().close("2026-09")
    agreed, usual = answer.agreement, bare.agreement
    assert len(stated_lines(agreed, answer.programme, Reader(locale, "CNY"))) == 2
    assert stated_lines(usual, bare.programme, Reader(locale, "CNY")) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_page_and_markdown_say_every_article(programme: Programme, locale: Locale) -> None:
    contract = contract_of(replace(programme, terms=TERMS[2]))
    page, text = contract_html(contract, locale), contract_markdown(contract, locale)
    for title, blocks in contract_articles(contract, Reader(locale, "CNY")):
        assert title in unescape(page)
        assert title in text
        for block in blocks:
            sentence = getattr(block, "text", "")
            assert sentence in unescape(page)
            assert sentence.partition(". ")[2] in text.replace("\\", "")
    for said in (page, text):
        assert contract.hash in said
        assert all(party.name in said for party in programme.parties)


def test_names_cannot_write_into_the_page(programme: Programme) -> None:
    first, *others = programme.parties
    strange = replace(programme, parties=(replace(first, name="<b>P|*_`</b>"), *others), title="[x](y)")
    contract = contract_of(strange)
    assert "<b>P" not in contract_html(contract, "en")
    assert "| \\<b\\>P\\|\\*\\_\\`\\</b\\> |" in contract_markdown(contract, "en")
    assert "# \\[x\\](y)" in contract_markdown(contract, "en")


def test_clauses_have_the_numbers_of_statements_and_the_hash_is_in_the_books(tmp_path: Path) -> None:
    small = BooksFolder(tmp_path / "small").write()
    answer = small.close("2026-09")
    contract = contract_of(read_folder(small.folder).programme)
    assert contract.agreement == answer.agreement
    files = {name: data for name, data in small.bytes().items() if "terms" in name}
    assert contract.hash in {hashlib.sha256(data).hexdigest() for data in files.values()}
    assert contract.hash in json.dumps(small.entries())
