"""Revenue is shared and one party is promised a least part of it, paid for by a lower share."""

from __future__ import annotations

import math

from kuajie.domain.clauses import Clause, MinimumGuarantee
from kuajie.messages import Text
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.revenue_share import revenue_shares
from kuajie.sharing.terms.families.setting import Setting, Shares

POOR = 0.25
"""What is promised is what the party would have of the revenue of a poor quarter of outcomes."""

BELOW_PART = 0.98
"""A promise of nearly all a party is to have would leave shares no meaning."""


def guaranteed_shares(setting: Setting, shares: Shares) -> tuple[Clause, ...]:
    """Return a share, and a guarantee from who takes in most revenue to the partner who puts most in.

    The amount is what the partner would have in a poor quarter of outcomes, or its own costs where they are
    more, rounded down.
    """
    sharing, partner = revenue_shares(setting, shares), setting.partner
    if partner is None or setting.must_receive[partner] <= 0.0:
        return sharing
    least = max(setting.part_at(partner, POOR), float(setting.own_costs[partner]))
    amount = setting.plain(min(least, BELOW_PART * setting.must_receive[partner]), toward=math.floor)
    payer, payee = setting.parties[setting.leads], setting.parties[partner]
    return (*sharing, MinimumGuarantee(payer=payer, payee=payee, amount=amount))


GUARANTEE = Family(
    name="guarantee",
    title=Text(en="Share with guarantee", zh="分成加保底"),
    principle=Text(
        en="Revenue is shared, and the partner who puts most in is promised a least part of it; its share is "
        "lower for that.",
        zh="收入分成，并向投入最多的伙伴承诺保底；其分成比例相应较低。",
    ),
    write=guaranteed_shares,
    parts=2,
)
