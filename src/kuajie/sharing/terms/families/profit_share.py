"""Revenue and all costs are shared at the same rates: everybody's profit is a part of joint profit.

What makes joint profit largest then makes every party's own largest, so the plan is kept by itself, whatever
the rates (Cachon and Lariviere 2005; what revenue shares alone cannot do, Holmström 1982).
"""

from __future__ import annotations

from kuajie.domain.clauses import Clause, CostShare, FeePerEnrolment, RevenueShare
from kuajie.domain.money import Money
from kuajie.messages import Text
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.setting import Setting, Shares

LEAST = 0.05
"""Beside fees every party keeps such a share: without any, leaving the plan would cost it nothing."""


def profit_shares(setting: Setting, shares: Shares) -> tuple[Clause, ...]:
    """Return clauses under which each party has its share of revenue and bears its share of every cost."""
    sharing: list[Clause] = [RevenueShare(shares=shares)] if setting.sells else []
    for place, payee in enumerate(setting.parties):
        costs = setting.costs_of(place)
        sharing += [
            CostShare(payer=payer, payee=payee, rate=rate, costs=costs)
            for payer, rate in shares.items()
            if payer != payee and rate and costs
        ]
    return (*sharing, *let_off_shares(setting, shares))


def let_off_shares(setting: Setting, shares: Shares) -> tuple[Clause, ...]:
    """Return fees per enrolment by which others bear their share of what incentives let off.

    That is no cost which a cost share reimburses; by the enrolment it is a fixed amount, to a coin.
    """
    if setting.let_off_each is None:
        return ()
    fees = []
    for bearer, row in zip(setting.parties, setting.let_off_each.tolist(), strict=True):
        for course, each in zip(setting.bare.sellers, row, strict=True):
            for payer, rate in shares.items():
                amount = Money.nearest(each * float(rate), setting.currency)
                if payer != bearer and amount.minor > 0:
                    fees.append(FeePerEnrolment(payer=payer, payee=bearer, amount=amount, courses=(course,)))
    return tuple(fees)


REVENUE_AND_COST_SHARE = Family(
    name="revenue_and_cost_share",
    title=Text(en="Revenue and cost share", zh="收入成本同比分摊"),
    principle=Text(
        en="Each party has the same share of revenue and of every cost, so its profit is that share of joint "
        "profit.",
        zh="各方以同一比例分享收入、分担全部成本：每一方的收益都是联合收益的一部分。",
    ),
    write=profit_shares,
    parts=2,
    needs_revenue=False,
)
REVENUE_AND_COST_SHARE_PLUS_FEE = Family(
    name="revenue_and_cost_share_plus_fee",
    title=Text(en="Revenue and cost share, and fee", zh="收入成本同比分摊加固定费用"),
    principle=Text(
        en="Each party has the same whole per cent of revenue and of every cost; fees make up the rest.",
        zh="各方以同一整百分比分享收入、分担全部成本，差额以固定费用补足。",
    ),
    write=profit_shares,
    parts=3,
    finest=100,
    least=LEAST,
    fee=True,
    needs_revenue=False,
)
