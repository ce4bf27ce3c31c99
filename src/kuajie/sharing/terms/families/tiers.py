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

    ``shares`` are those of the second tier, at plan; from tier to tier five points go from who takes in most
    revenue to the partner who puts most in, as far as both have them at plan. So tiers reach whatever split
    of expected revenue plain shares reach.
    """
    if setting.partner is None:
        return revenue_shares(setting, shares)
    giver, taker = setting.parties[setting.leads], setting.parties[setting.partner]
    thresholds = [setting.plain(part * setting.revenue) for part, _ in STEPS]
    if len(set(thresholds)) < len(thresholds) or not (shares[giver] and shares[taker]):
        return revenue_shares(setting, shares)
    tiers = [
        Tier(threshold=threshold, shares=moved(shares, points, giver=giver, taker=taker))
        for threshold, (_, points) in zip(thresholds, STEPS, strict=True)
    ]
    return (Tiers(tiers=tuple(tiers), mode=mode),)


def moved(shares: Shares, points: Fraction, *, giver: str, taker: str) -> dict[str, Fraction]:
    """Return shares with points moved to the taker (below zero: from it), no more than either has.

    Neither can give more than it has. Nor does either get more: who has nothing at plan has nothing in any
    tier, so that what it expects grows from nothing to everything without a jump, as its share does.

    >>> shares = moved({"P": Fraction(2, 100), "E": Fraction(98, 100)}, STEPS[0][1], giver="P", taker="E")
    >>> {party: str(share) for party, share in shares.items()}
    {'P': '1/25', 'E': '24/25'}
    """
    most = min(shares[giver], shares[taker])
    some = max(min(points, most), -most)
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
