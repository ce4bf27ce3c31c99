"""Every further kind of clause on a case small enough to work out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from kuajie.domain.clauses import (
    Advance,
    Cap,
    Clause,
    CostKind,
    CostShare,
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
)
from kuajie.domain.in_force import InForce
from kuajie.domain.money import Money
from kuajie.domain.terms import LateRefunds
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.calendar import dues_of, start_of
from kuajie.settlement.events import Cost, History, Lead, Refund, Released, Sale
from kuajie.settlement.execute import execute
from kuajie.settlement.lines import Account

PARTIES = ("P", "E", "C")
ZONE = "Asia/Shanghai"
HALVES = RevenueShare(shares={"P": Fraction(1, 2), "E": Fraction(1, 2)})
DAY = 86_400_000_000


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def agreement(*clauses: Clause, **more: object) -> Agreement:
    return Agreement(
        parties=PARTIES,
        sellers={"J1": "P", "J2": "P"},
        clauses=tuple(TimedClause.of(clause) for clause in clauses),
        currency="CNY",
        time_zone=ZONE,
        horizon=InForce(since=date(2026, 3, 1), until=date(2026, 5, 1)),
        **more,  # type: ignore[arg-type]
    )


def sale(name: str, paid: int, on: date = date(2026, 3, 10), **more: object) -> Sale:
    known: dict[str, object] = {"course": "J1", "seller": "P", **more}
    day = (on - date(1970, 1, 1)).days
    return Sale(id=name, at=start_of(on, ZONE), day=day, paid=paid, **known)  # type: ignore[arg-type]


def back(name: str, of: Sale, amount: int, *, days: int = 1) -> Refund:
    return Refund(id=name, at=of.at + days * DAY, sale=of.id, amount=amount)


def earned(terms: Agreement, history: History) -> tuple[int, ...]:
    lines = execute(terms, history)
    total = dict.fromkeys(range(len(PARTIES)), 0)
    for account, party, amount in zip(lines.account, lines.party, lines.amount, strict=True):
        if account == Account.EARNED:
            total[party] -= amount
    return tuple(total.values())


def settled(
    terms: Agreement, *sales: Sale, until: date = date(2026, 6, 1), **rows: object
) -> tuple[int, ...]:
    dues = dues_of(terms, before=start_of(until, ZONE))
    return earned(terms, History.of(sales, dues=dues, **rows))  # type: ignore[arg-type]


def test_a_retainer_is_paid_by_the_month_in_proportion_to_its_days() -> None:
    terms = agreement(Retainer(payer="P", payee="E", amount=cny(3100), until=date(2026, 4, 11)))
    assert settled(terms, until=date(2026, 4, 1)) == (-3100, 3100, 0)
    assert settled(terms) == (-3100 - 3100 * 10 // 30, 3100 + 3100 * 10 // 30, 0)


def test_a_fixed_fee_is_due_on_its_day_or_the_last_of_the_horizon() -> None:
    on = agreement(FixedFee(payer="P", payee="E", amount=cny(10), due=date(2026, 3, 15)))
    last = agreement(FixedFee(payer="P", payee="E", amount=cny(10)))
    assert [settled(on, until=date(2026, 3, day)) for day in (15, 16)] == [(0, 0, 0), (-10, 10, 0)]
    assert [settled(last, until=end) for end in (date(2026, 4, 30), date(2026, 5, 1))] == [
        (0, 0, 0),
        (-10, 10, 0),
    ]


def test_a_fee_is_paid_for_each_lead_of_the_payee_through_a_channel() -> None:
    fee = FeePerLead(payer="P", payee="E", amount=cny(7), channels=("wechat",), since=date(2026, 3, 10))
    day = (date(2026, 3, 10) - date(1970, 1, 1)).days
    rows = [("E", "wechat", day), ("E", "web", day), ("C", "wechat", day), ("E", "wechat", day - 1)]
    leads = [
        Lead(id=str(n), at=on * DAY, day=on, party=party, channel=channel)
        for n, (party, channel, on) in enumerate(rows)
    ]
    assert settled(agreement(fee), leads=leads) == (-7, 7, 0)


def test_a_guarantee_is_trued_up_when_its_month_ends_and_again_after_a_late_refund() -> None:
    terms = agreement(
        HALVES, MinimumGuarantee(payer="C", payee="E", amount=cny(400), per=Per.MONTH, until=date(2026, 4, 1))
    )
    one = sale("a", 500)
    assert settled(terms, one, until=date(2026, 3, 20)) == (250, 250, 0)
    assert settled(terms, one) == (250, 400, -150)
    assert settled(terms, one, refunds=[back("r", one, 500, days=30)]) == (0, 400, -400)
    assert settled(terms, one, sale("b", 500), until=date(2026, 4, 2)) == (500, 500, 0)


def test_tiers_and_caps_count_anew_each_month() -> None:
    rows = (
        Tier(threshold=cny(0), shares={"P": Fraction(1)}),
        Tier(threshold=cny(100), shares={"E": Fraction(1)}),
    )
    march, april = sale("a", 150), sale("b", 150, date(2026, 4, 2))
    assert settled(agreement(Tiers(tiers=rows)), march, april) == (100, 200, 0)
    assert settled(agreement(Tiers(tiers=rows, per=Per.MONTH)), march, april) == (200, 100, 0)
    cap = Cap(party="E", amount=cny(40), to=("C",))
    assert settled(agreement(HALVES, cap), march, april) == (150, 40, 110)
    monthly = Cap(party="E", amount=cny(40), to=("C",), per=Per.MONTH)
    assert settled(agreement(HALVES, monthly), march, april) == (150, 80, 70)


def test_deductions_and_two_levels_of_referral_come_before_shares() -> None:
    terms = agreement(
        HALVES,
        Deduction(name="payment fee", rate=Fraction(1, 100)),
        Deduction(name="tax", rate=Fraction(9, 100), party="E"),
        Referral(party="C", rate=Fraction(1, 10), channels=("li",)),
        Referral(party="E", rate=Fraction(1, 20), level=2, channels=("li",)),
    )
    # 1000 less 10 and 90 are 900 net: 90 and 45 for referral leave 765, of which halves with the cent to P.
    one = sale("a", 1000, channel="li")
    assert settled(terms, one) == (10 + 383, 90 + 45 + 382, 90)
    assert settled(terms, one, refunds=[back("r", one, 1000)]) == (0, 0, 0)
    assert settled(terms, sale("b", 1000)) == (10 + 450, 90 + 450, 0)


def test_money_held_back_stays_with_the_seller_until_it_is_released() -> None:
    terms = agreement(HALVES, Holdback(party="E", rate=Fraction(1, 5), on=Release.DAYS, days=7))
    one = sale("a", 1000)
    released = Released(id="x", at=one.at + 7 * DAY, sale="a", clause=1)
    assert settled(terms, one) == (600, 400, 0)
    assert settled(terms, one, refunds=[back("r", one, 500)]) == (300, 200, 0)
    assert settled(terms, one, releases=[released]) == (500, 500, 0)
    assert settled(terms, one, releases=[released], refunds=[back("r", one, 500, days=9)]) == (250, 250, 0)


def test_an_advance_is_had_back_from_sales_of_its_day_on_and_given_again_after_a_refund() -> None:
    terms = agreement(HALVES, Advance(payer="C", payee="E", amount=cny(300), due=date(2026, 3, 5)))
    early, late, last = sale("a", 100, date(2026, 3, 4)), sale("b", 400), sale("c", 400)
    assert settled(terms, early, until=date(2026, 3, 5)) == (50, 50, 0)
    assert settled(terms, early, until=date(2026, 3, 6)) == (50, 350, -300)
    assert settled(terms, early, late) == (250, 350 - 200 + 200, -100)
    assert settled(terms, early, late, last) == (450, 450, 0)
    assert settled(terms, early, late, last, refunds=[back("r", late, 400)]) == (250, 350, -100)


def test_a_bundle_goes_before_the_shares_of_single_courses() -> None:
    terms = agreement(HALVES, RevenueShare(shares={"E": Fraction(1)}, bundle=("J1", "J2")))
    assert settled(terms, sale("a", 100, bought="J1+J2"), sale("b", 100)) == (50, 150, 0)


def test_agreed_shares_hold_wherever_no_clause_does() -> None:
    for_april = RevenueShare(shares={"E": Fraction(1)}, since=date(2026, 4, 1))
    terms = agreement(HALVES, for_april, agreed=1)
    assert settled(terms, sale("a", 100), sale("b", 100, date(2026, 4, 1))) == (50, 150, 0)


def test_a_late_refund_is_the_sellers_where_the_terms_say_so() -> None:
    one = sale("a", 1000)
    late, in_time = [back("r", one, 400, days=31)], [back("r", one, 400, days=30)]
    window = {"refund_window_days": 30, "late_refunds": LateRefunds.SELLER}
    assert settled(agreement(HALVES, **window), one, refunds=late) == (100, 500, 0)
    assert settled(agreement(HALVES, **window), one, refunds=in_time) == (300, 300, 0)
    assert settled(agreement(HALVES, refund_window_days=30), one, refunds=late) == (300, 300, 0)


def test_two_recoups_repay_the_same_spend_only_once() -> None:
    first = Recoup(party="E", costs=(CostKind.SPEND,), limit=cny(30))
    terms = agreement(first, Recoup(party="E", costs=(CostKind.SPEND,), levers=("ads",)), HALVES)
    ads = Cost(id="c", at=0, day=0, party="E", lever="ads", amount=100)
    # 30 by the first, of the 70 it leaves all by the second, and halves of the other 100.
    assert settled(terms, sale("a", 200), costs=[ads]) == (50, 150, 0)


def test_unit_costs_are_repaid_for_enrolments_that_are_kept() -> None:
    recoup = Recoup(party="E", costs=(CostKind.UNIT_COSTS,))
    terms = agreement(recoup, HALVES, unit_costs={"E": {"J1": 40}})
    one = sale("a", 200, quantity=2)
    assert settled(terms, one) == (60, 140, 0)
    assert settled(terms, one, refunds=[back("r", one, 200)]) == (0, 0, 0)


def test_an_order_refunded_in_two_parts_is_refunded_whole() -> None:
    fee = FeePerEnrolment(payer="P", payee="E", amount=cny(7))
    costs = CostShare(payer="P", payee="E", rate=Fraction(1, 2), costs=(CostKind.UNIT_COSTS,))
    terms = agreement(HALVES, fee, costs, unit_costs={"E": {"J1": 40}})
    one = sale("a", 200, quantity=2)
    # halves, two fees of 7, and half of two costs of 40
    assert settled(terms, one) == (100 - 14 - 40, 100 + 14 + 40, 0)
    first, rest = back("r", one, 120), back("s", one, 80, days=2)
    assert settled(terms, one, refunds=[first]) == (40 - 14 - 40, 40 + 14 + 40, 0)
    assert settled(terms, one, refunds=[first, rest]) == (0, 0, 0)


def test_what_was_repaid_beyond_costs_that_are_gone_is_not_taken_from_later_sales() -> None:
    terms = agreement(Recoup(party="E", costs=(CostKind.UNIT_COSTS,)), HALVES, unit_costs={"E": {"J1": 40}})
    one, two = sale("a", 10), sale("b", 200, course="J2")
    # a repays 10 of its cost of 40, b the other 30; the other 170 of b by halves.
    assert settled(terms, one, two) == (85, 125, 0)
    later = sale("c", 100, date(2026, 3, 20), course="J2")
    # a goes back, and its cost with it: 30 stay repaid, and c is shared by halves, neither more nor less.
    assert settled(terms, one, two, later, refunds=[back("r", one, 10)]) == (85 + 50, 115 + 50, 0)


def test_a_tier_begins_exactly_at_its_threshold() -> None:
    rows = (
        Tier(threshold=cny(0), shares={"P": Fraction(1)}),
        Tier(threshold=cny(1000), shares={"E": Fraction(1)}),
    )
    marginal, all_anew = (agreement(Tiers(tiers=rows, mode=mode)) for mode in TierMode)
    # The thousandth cent is the last of the first tier; the next one is the first of the second.
    assert [settled(marginal, sale("a", paid)) for paid in (1000, 1001)] == [(1000, 0, 0), (1000, 1, 0)]
    assert settled(marginal, sale("a", 1000), sale("b", 1, date(2026, 3, 11))) == (1000, 1, 0)
    # Who has reached the threshold has reached the tier.
    assert [settled(all_anew, sale("a", paid)) for paid in (999, 1000)] == [(999, 0, 0), (0, 1000, 0)]
