"""Revenue is shared by tiers: beyond the plan the partner who puts most in has more of it."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from kuajie.domain.clauses import Clause, Tier, TierMode, Tiers
from kuajie.messages import Text
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.revenue_share import revenue_shares
from kuajie.sharing.terms.families.setting import Setting, Shares

STEPS = ((0.0, Fraction(-5, 100)), (0.8, Fraction(0)), (1.0, Fraction(5, 100)), (1.2, Fraction(10, 100)))
"""From which part of expected revenue on, by how much the partner's share is higher."""


def tiered_shares(setting: Setting, shares: Shares, *, mode: TierMode) -> tuple[Clause, ...]:
    """Return tiers at 0, 80, 100 and 120 per cent of expected revenue, to two digits.

    ``shares`` are those of the second tier; from tier to tier five points go from who takes in most revenue
    to the partner who puts most in, as far as there are any.
    """
    if setting.partner is None:
        return revenue_shares(setting, shares)
    thresholds = [setting.plain(part * setting.revenue) for part, _ in STEPS]
    if len(set(thresholds)) < len(thresholds):
        return revenue_shares(setting, shares)
    tiers = [
        Tier(threshold=threshold, shares=moved(setting, shares, points))
        for threshold, (_, points) in zip(thresholds, STEPS, strict=True)
    ]
    return (Tiers(tiers=tuple(tiers), mode=mode),)


def moved(setting: Setting, shares: Shares, points: Fraction) -> dict[str, Fraction]:
    """Return shares with points moved to the partner (below zero: from it), none falling below zero."""
    giver, taker = setting.parties[setting.leads], setting.parties[setting.partner or 0]
    some = max(min(points, shares[giver]), -shares[taker])
    return {**shares, giver: shares[giver] - some, taker: shares[taker] + some}


TIERS_MARGINAL = Family(
    name="tiers_marginal",
    title=Text(en="Tiers by slice", zh="分段阶梯分成"),
    principle=Text(
        en="Each slice of revenue is shared by its own tier; beyond the plan the partner who puts most in "
        "has more of it.",
        zh="每一段收入各按其档分成；超出计划的部分，投入最多的伙伴分得更多。",
    ),
    write=partial(tiered_shares, mode=TierMode.MARGINAL),
    parts=3,
)
TIERS_RETROACTIVE = Family(
    name="tiers_retroactive",
    title=Text(en="Tiers on everything", zh="全额阶梯分成"),
    principle=Text(
        en="All revenue is shared by the highest tier reached; beyond the plan the partner who puts most in "
        "has more of it.",
        zh="全部收入按所达到的最高一档分成；超出计划时，投入最多的伙伴分得更多。",
    ),
    write=partial(tiered_shares, mode=TierMode.RETROACTIVE),
    parts=3,
)
