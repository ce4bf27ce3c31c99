"""Tried deals as sentences and tables, on an answer made from few outcomes by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from answers import answers

from kuajie.domain.clauses import (
    KINDS,
    Cap,
    Clause,
    CostKind,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.money import Money
from kuajie.domain.payment_clauses import Advance, FeePerLead, Retainer
from kuajie.domain.sale_clauses import CouponCost, Deduction, Holdback, Referral, Release
from kuajie.domain.terms import Aim, Objective, Terms
from kuajie.messages import LOCALES, Locale
from kuajie.present.blocks import Block, Heading, Paragraph, Table
from kuajie.present.clauses import SHORT, say_clause
from kuajie.present.deal import deal_blocks
from kuajie.present.reader import Reader
from kuajie.sharing.deals.deal_payoffs import Outcomes
from kuajie.usecases.deal import deal_answer
from kuajie.usecases.deal_answer import DealAnswer
from kuajie.usecases.deal_scenarios import TIMES

HAN = re.compile(r"[\u3400-\u9fff]")


def yuan(amount: int) -> Money:
    return Money.of(amount, "CNY")


HALVES = {"p": Fraction(1, 2), "e": Fraction(1, 2)}
EVERY_KIND: tuple[Clause, ...] = (
    RevenueShare(shares=HALVES, courses=("S1",)),
    Tiers(
        tiers=(
            Tier(threshold=yuan(0), shares=HALVES),
            Tier(threshold=yuan(90_000), shares={"e": Fraction(1)}),
        ),
        mode=TierMode.RETROACTIVE,
        courses=("J1",),
    ),
    Recoup(party="e", costs=tuple(CostKind), levers=("tutor",), limit=yuan(20_000)),
    Recoup(party="c", amount=yuan(1_000)),
    Cap(party="e", amount=yuan(80_000), to=("p",)),
    Cap(party="c", amount=yuan(80_000)),
    MinimumGuarantee(payer="p", payee="e", amount=yuan(70_000)),
    FixedFee(payer="p", payee="c", amount=yuan(3_000)),
    FeePerEnrolment(payer="e", payee="p", amount=yuan(2), courses=("J1", "S1")),
    CostShare(payer="p", payee="e", rate=Fraction(3, 10)),
)
ON_SALES: tuple[Clause, ...] = (
    Deduction(name="WeChat Pay", rate=Fraction(3, 500), party="p"),
    Referral(party="e", rate=Fraction(1, 20), level=2, channels=("app",)),
    CouponCost(party="p", coupons=("NEW10",)),
    Holdback(party="e", rate=Fraction(1, 10), on=Release.COMPLETION, courses=("J1",)),
    Holdback(party="e", rate=Fraction(1, 10), on=Release.DAYS, days=30),
    Holdback(party="e", rate=Fraction(1, 10), on=Release.SATISFACTION, rating=Fraction(4)),
    Retainer(payer="p", payee="e", amount=yuan(500)),
    Advance(payer="p", payee="e", amount=yuan(9_000), due=date(2026, 12, 1)),
    FeePerLead(payer="e", payee="p", amount=yuan(3), channels=("app",)),
)
"""Kinds that settlement alone executes: a plan cannot foresee all of them."""


def tried(locale: Locale, *deals: tuple[str, Terms], **changes: Any) -> DealAnswer:
    """Return an answer over two draws; ``changes`` are of the programme."""
    programme = replace(answers(locale).plan.programme, **changes)
    sold = np.array([[200.0, 240.0]] * 3) * np.linspace(0.9, 1.1, TIMES)[:, None, None]
    enrolments = sold.transpose(1, 0, 2).reshape(3, -1)
    outcomes = Outcomes(
        revenue=enrolments * 200.0,
        enrolments=enrolments,
        let_off=np.zeros((3, enrolments.shape[1])),
        unit_costs=np.zeros((3, 3, enrolments.shape[1])),
        spend=np.full((4, enrolments.shape[1]), 5_000.0),
    )
    scenarios = (("as_planned", "", outcomes), ("late_start", "2", outcomes), ("weaker_lever", "x", outcomes))
    return deal_answer(
        programme, deals or (("", programme.terms),), scenarios, np.array([1_000.0, 2_000.0, 3_000.0])
    )


def text_of(blocks: list[Block]) -> str:
    said = [block.text for block in blocks if isinstance(block, Heading | Paragraph)]
    for table in (block for block in blocks if isinstance(block, Table)):
        said += [column.name for column in table.columns]
        said += [cell for row in table.rows for cell in row]
    return "\n".join(said)


def test_every_kind_of_clause_has_words() -> None:
    assert set(SHORT) == set(KINDS.values())
    assert {type(clause) for clause in EVERY_KIND + ON_SALES} == set(SHORT)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("clause", EVERY_KIND + ON_SALES, ids=lambda clause: type(clause).__name__)
def test_clauses_are_whole_sentences_with_names_and_amounts(locale: Locale, clause: Clause) -> None:
    programme, reader = answers(locale).plan.programme, Reader(locale, "CNY")
    said = say_clause(clause, programme, reader)
    assert said.endswith("。" if locale == "zh" else ".")
    assert "{" not in said
    for party in clause.parties:
        assert programme.party(party).name in said
    if locale == "en":
        assert not HAN.search(said)


def test_a_clause_by_hand() -> None:
    programme = answers("en").plan.programme
    capped = Cap(party="e", amount=yuan(80_000), courses=("J1",))
    named = programme.party("e").name, programme.course("J1").title
    assert say_clause(capped, programme, Reader("en", "CNY")) == (
        f"{named[0]} receives at most CN¥80,000 of the revenue of {named[1]}; "
        "the rest goes to the others in proportion."
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_a_deal_of_every_kind_is_told(locale: Locale) -> None:
    terms = Terms(revenue_shares=HALVES | {"c": Fraction(0)}, clauses=EVERY_KIND)
    answer = tried(locale, ("all", terms))
    said = text_of(list(deal_blocks(answer, locale)))
    assert "{" not in said
    assert "nan" not in said
    if locale == "en":
        assert not HAN.search(said)
    (deal,) = answer.deals
    for effect in deal.effects:
        assert f"{effect.number} {SHORT[type(effect.clause)].say(locale)}" in said


@pytest.mark.parametrize("locale", LOCALES)
def test_deals_are_compared_and_walking_away_is_said(locale: Locale) -> None:
    greedy = Terms(revenue_shares={"p": Fraction(1), "e": Fraction(0), "c": Fraction(0)})
    answer = tried(locale, ("greedy", greedy), ("fair", Terms(revenue_shares=HALVES)))
    blocks = list(deal_blocks(answer, locale))
    compared = next(block for block in blocks if isinstance(block, Table))
    assert [column.name for column in compared.columns[1:]] == ["greedy", "fair"]
    leaving = [party.name for party in answer.deals[0].walking_away]
    assert leaving == [answer.programme.party("c").name]  # e has a course of its own, c only costs
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    walks = "would walk away" if locale == "en" else "会退出"
    assert any(leaving[0] in text and walks in text for text in said)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_terms_and_other_aims_are_told(locale: Locale) -> None:
    aims = Objective(aim=Aim.ENROLMENTS, profit_floors={"p": yuan(-100)})
    said = text_of(list(deal_blocks(tried(locale, terms=Terms(), objective=aims), locale)))
    assert ("the seller keeps" if locale == "en" else "归销售方") in said
    assert ("Least accepted" if locale == "en" else "下限") in said
    assert ("Enrolments that are kept" if locale == "en" else "有效报名数") in said


def test_many_parties_stand_in_rows() -> None:
    answer = tried("en")
    many = answer.programme.parties + tuple(
        replace(answer.programme.parties[0], id=f"x{place}", name=f"Extra {place}") for place in range(3)
    )
    effects = tuple(
        replace(effect, flows={party.id: 1.0 for party in many}, without={party.id: 1.0 for party in many})
        for effect in answer.deals[0].effects
    )
    stresses = tuple(
        replace(stress, profits={party.id: 1.0 for party in many}) for stress in answer.deals[0].stresses
    )
    deal = replace(answer.deals[0], effects=effects, stresses=stresses)
    wide = replace(answer, programme=replace(answer.programme, parties=many), deals=(deal,))
    tables = [block for block in deal_blocks(wide, "en") if isinstance(block, Table)]
    assert any([row[0] for row in table.rows][-1:] == ["All parties"] for table in tables)
    assert any("Extra 2" in [row[0] for row in table.rows] for table in tables)
