"""Prepayment, levels of referral and consent: what passes a limit, and what only comes near it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.consent import Consent, may_use
from kuajie.domain.sale_clauses import Deduction, Referral
from kuajie.exchange.guard_rules import read_rules
from kuajie.settlement.guards.prepaid import Length, Limit, Prepayment, months_after, prepaid_too_much
from kuajie.settlement.guards.referral import levels_at_limit, levels_too_many
from kuajie.settlement.guards.shared import Share, Standing, standings, unbounded

CN = read_rules("CN")
assert CN.prepaid is not None
PREPAID = CN.prepaid
MOST = 500_000  # 5,000 yuan in fen
START = datetime(2026, 3, 1, tzinfo=UTC)


def line(number: int = 1, **given_: Any) -> Prepayment:
    values = {
        "party": "E",
        "order_id": f"O{number}",
        "line": 1,
        "learner": "L",
        "course": "K",
        "quantity": 1,
        "at": START + timedelta(days=number),
        "paid": 100_000,
    }
    return Prepayment(**{**values, **given_})


def limits(lines: list[Prepayment], **lengths: Length) -> list[tuple[str, Limit]]:
    return [(hit.prepayment.order_id, hit.limit) for hit in prepaid_too_much(lines, lengths, PREPAID)]


def test_the_limits_are_those_of_the_notices_of_2021_and_2022() -> None:
    assert (PREPAID.months, PREPAID.lessons, PREPAID.amount.minor) == (3, 60, MOST)
    assert "2021" in PREPAID.basis.said.zh
    assert "2022" in PREPAID.amount_basis.said.zh


@pytest.mark.parametrize(("paid", "found"), [(MOST, []), (MOST + 1, [("O1", Limit.AMOUNT)])])
def test_five_thousand_may_be_prepaid_and_not_a_fen_more(paid: int, found: list[tuple[str, Limit]]) -> None:
    assert limits([line(paid=paid)]) == found


@pytest.mark.parametrize(("quantity", "found"), [(1, []), (2, [("O1", Limit.LESSONS)])])
def test_lessons_count_for_every_unit(quantity: int, found: list[tuple[str, Limit]]) -> None:
    assert limits([line(quantity=quantity)], K=Length(lessons=60)) == found


def test_four_months_are_too_many_and_a_free_course_prepays_nothing() -> None:
    assert limits([line()], K=Length(months=3)) == []
    assert limits([line()], K=Length(months=4)) == [("O1", Limit.MONTHS)]
    assert limits([line(paid=0)], K=Length(months=4, lessons=100)) == []


def test_orders_of_one_learner_at_one_institution_add_up() -> None:
    two = [line(1, paid=300_000), line(2, paid=300_000)]
    (hit,) = prepaid_too_much(two, {}, PREPAID)
    assert (hit.limit, hit.prepayment.order_id) == (Limit.STANDING, "O2")
    assert (hit.value, hit.before) == (600_000, 300_000)
    assert limits([two[0], replace(two[1], learner="M")]) == []
    assert limits([two[0], replace(two[1], party="F")]) == []


def test_lines_of_one_order_are_one_charge() -> None:
    first, second = line(1, paid=300_000), line(1, paid=300_000, line=2, course="M")
    (hit,) = prepaid_too_much([second, first], {}, PREPAID)
    assert (hit.limit, hit.prepayment.line) == (Limit.AMOUNT, 2)
    assert (hit.value, hit.before) == (600_000, 300_000)


def test_what_was_refunded_or_taught_is_no_longer_prepaid() -> None:
    first, second = line(1, paid=300_000), line(50, paid=300_000)
    assert limits([first, second]) == [("O50", Limit.STANDING)]
    early, late = (second.at - timedelta(days=1), 100_000), (second.at + timedelta(days=1), 100_000)
    assert limits([replace(first, refunds=(early,)), second]) == []
    assert limits([replace(first, refunds=(late,)), second]) == [("O50", Limit.STANDING)]
    assert limits([replace(first, completed_at=second.at - timedelta(days=1)), second]) == []
    assert limits([first, replace(second, at=months_after(first.at, 3))]) == []
    assert limits([first, second], K=Length(months=1)) == []


amounts = st.lists(st.integers(0, MOST * 2), min_size=1, max_size=8)


@given(amounts, st.randoms(use_true_random=False))
def test_within_three_months_what_is_found_is_what_a_running_sum_says(paid: list[int], order: Any) -> None:
    lines = [line(number, paid=each) for number, each in enumerate(paid)]
    expected = [
        (f"O{number}", Limit.AMOUNT if each > MOST else Limit.STANDING)
        for number, each in enumerate(paid)
        if each and sum(paid[: number + 1]) > MOST
    ]
    order.shuffle(lines)
    assert limits(lines) == expected


@pytest.mark.parametrize(("day", "months", "expected"), [(31, 1, 28), (15, 1, 15)])
def test_a_month_later_is_the_same_day_or_the_last(day: int, months: int, expected: int) -> None:
    assert months_after(datetime(2026, 1, day, tzinfo=UTC), months).day == expected


def referral(level: int, **given_: Any) -> Referral:
    return Referral(party="P", rate=Fraction(1, 10), level=level, **given_)


def test_two_levels_pass_and_a_third_does_not() -> None:
    assert levels_too_many([referral(1), referral(2)], CN.referral) == ()
    strict = replace(CN.referral, most_levels=1)
    assert [(hit.clause, hit.level) for hit in levels_too_many([referral(1), referral(2)], strict)] == [
        (2, 2)
    ]


def test_the_domain_refuses_a_third_level_whatever_the_guard_says() -> None:
    with pytest.raises(ValueError, match="two levels"):
        referral(3)


def test_the_last_level_allowed_carries_a_caution_where_the_country_has_one() -> None:
    both = [referral(1), referral(2)]
    assert [(hit.clause, hit.level) for hit in levels_at_limit(both, CN.referral)] == [(2, 2)]
    assert levels_at_limit(both, read_rules("DE").referral) == ()


def deduction(name: str, **given_: Any) -> Deduction:
    return Deduction(name=name, rate=Fraction(1, 20), party="P", **given_)


def test_a_third_level_under_another_name_is_to_look_at() -> None:
    two = [referral(1), referral(2)]
    (hit,) = levels_too_many([*two, deduction("团队奖")], CN.referral)
    assert (hit.clause, hit.level, hit.named) == (3, 3, "团队奖")
    assert levels_too_many([*two, deduction("支付手续费")], CN.referral) == ()
    assert levels_too_many([referral(1), deduction("Affiliate fee")], CN.referral) == ()


def test_levels_count_only_where_clauses_meet_on_a_sale() -> None:
    two = [referral(1, courses=("J1",)), referral(2, courses=("J1",))]
    assert levels_too_many([*two, deduction("分销", courses=("J2",))], CN.referral) == ()
    assert len(levels_too_many([*two, deduction("分销", courses=("J1", "J2"))], CN.referral)) == 1
    past = [referral(1, until=date(2026, 1, 1)), referral(2, until=date(2026, 1, 1))]
    assert levels_too_many([*past, deduction("分销", since=date(2026, 1, 1))], CN.referral) == ()


SHARE = Share(party="P", recipient="E", field="phone", purpose="marketing")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def consent(**given_: Any) -> Consent:
    values = {
        "party": "P",
        "recipient": "E",
        "field": "phone",
        "purpose": "marketing",
        "given_at": NOW - timedelta(days=100),
        "expires_at": NOW + timedelta(days=100),
    }
    return Consent(**{**values, **given_})


def standing(*consents: Consent) -> Standing:
    (hit,) = standings([SHARE], consents, CN.consent, at=NOW)
    return hit.standing


def test_consent_to_something_else_is_no_consent() -> None:
    assert standing(consent()) is Standing.HELD
    for other in ({"field": "email"}, {"purpose": "research"}, {"recipient": "C"}, {"party": "C"}):
        assert standing(consent(**other)) is Standing.MISSING


def test_consent_that_ended_or_has_not_begun_is_told_as_what_it_is() -> None:
    day = timedelta(days=1)
    assert standing(consent(expires_at=NOW)) is Standing.EXPIRED
    assert standing(consent(withdrawn_at=NOW)) is Standing.WITHDRAWN
    assert standing(consent(given_at=NOW + day)) is Standing.LATER
    assert standing(consent(expires_at=NOW - 9 * day), consent(withdrawn_at=NOW - day)) is Standing.WITHDRAWN


def test_consent_that_ends_within_thirty_days_is_told_unless_another_goes_on() -> None:
    soon, later = NOW + timedelta(days=30), NOW + timedelta(days=31)
    assert standing(consent(expires_at=soon)) is Standing.ENDING
    assert standing(consent(expires_at=later)) is Standing.HELD
    assert standing(consent(expires_at=soon), consent(given_at=soon)) is Standing.HELD
    assert standing(consent(expires_at=soon), consent(given_at=later)) is Standing.ENDING


def test_consent_without_end_field_or_purpose_is_to_look_at() -> None:
    assert unbounded([consent()], at=NOW) == ()
    for lacking in ({"field": "*"}, {"purpose": "*"}, {"expires_at": None}):
        assert len(unbounded([consent(**lacking)], at=NOW)) == 1
        assert unbounded([consent(**lacking, withdrawn_at=NOW)], at=NOW) == ()


days = st.integers(-60, 60)


@given(st.lists(st.tuples(days, st.none() | days, st.none() | days), max_size=4))
def test_held_or_ending_is_exactly_what_may_be_used(spans: list[tuple[int, int | None, int | None]]) -> None:
    def at(day: int | None) -> datetime | None:
        return None if day is None else NOW + timedelta(days=day)

    consents = [
        consent(given_at=at(start), expires_at=at(end), withdrawn_at=at(back)) for start, end, back in spans
    ]
    names = SimpleNamespace(party="P", recipient="E", field="phone", purpose="marketing")
    held = may_use(consents, **vars(names), at=NOW)
    found = standing(*consents)
    assert (found in (Standing.HELD, Standing.ENDING)) == held
    if found is Standing.HELD:  # then on every one of the next thirty days too
        assert all(may_use(consents, **vars(names), at=NOW + timedelta(days=day)) for day in range(31))
    if found is Standing.ENDING:
        assert not all(may_use(consents, **vars(names), at=NOW + timedelta(days=day)) for day in range(31))
