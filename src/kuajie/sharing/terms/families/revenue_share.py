"""Revenue is shared, every party bears its own costs: with and without a fixed fee on top; and fees alone."""

from __future__ import annotations

from kuajie.domain.clauses import Clause, RevenueShare
from kuajie.messages import Text
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.setting import Setting, Shares


def revenue_shares(setting: Setting, shares: Shares) -> tuple[Clause, ...]:
    """Return one clause that shares the revenue of all courses."""
    return (RevenueShare(shares=shares),) if setting.sells else ()


def nothing(setting: Setting, shares: Shares) -> tuple[Clause, ...]:
    """Return no clause: sellers keep their revenue."""
    del setting, shares
    return ()


REVENUE_SHARE = Family(
    name="revenue_share",
    title=Text(en="Revenue share", zh="收入分成"),
    principle=Text(
        en="Revenue is shared by fixed shares; every party bears its own costs.",
        zh="收入按固定比例分成，各方自担成本。",
    ),
    write=revenue_shares,
    parts=1,
)
REVENUE_SHARE_PLUS_FEE = Family(
    name="revenue_share_plus_fee",
    title=Text(en="Revenue share and fee", zh="收入分成加固定费用"),
    principle=Text(
        en="Revenue is shared in whole per cents and fixed fees make up the rest; every party bears its own "
        "costs.",
        zh="收入按整百分比分成，差额以固定费用补足，各方自担成本。",
    ),
    write=revenue_shares,
    parts=2,
    finest=100,
    fee=True,
)
SECOND_BEST_SHARE = Family(
    name="second_best_share",
    title=Text(en="Best revenue-only shares", zh="激励最优的收入分成"),
    principle=Text(
        en="The shares of revenue under which most is earned together if everybody then looks after itself, "
        "and fixed fees to bring the split.",
        zh="取各方只顾自身时联合收益最高的收入分成比例，再以固定费用实现目标分配。",
    ),
    write=revenue_shares,
    parts=2,
    finest=100,
    fee=True,
    searched=True,
)
FIXED_FEE = Family(
    name="fixed_fee",
    title=Text(en="Fixed fees", zh="固定费用"),
    principle=Text(
        en="Sellers keep their revenue and pay the others fixed fees, whatever comes.",
        zh="销售方保留收入，向其他各方支付固定费用，无论结果如何。",
    ),
    write=nothing,
    parts=1,
    fee=True,
    shares=False,
    needs_revenue=False,
)
