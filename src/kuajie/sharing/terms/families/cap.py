"""Revenue is shared up to a cap for one party, which has a higher share for that."""

from __future__ import annotations

import math

from kuajie.domain.clauses import Cap, Clause
from kuajie.messages import Text
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.revenue_share import revenue_shares
from kuajie.sharing.terms.families.setting import Setting, Shares

GOOD = 0.75
"""The cap is what the party would have of the revenue of a good quarter of outcomes."""


def capped_shares(setting: Setting, shares: Shares) -> tuple[Clause, ...]:
    """Return a share, and a cap on the partner who puts most in; what is above goes to the others.

    The cap leaves a partner less than revenue even with a share of one: who is to have nearly all of it
    cannot be brought there.
    """
    sharing, partner = revenue_shares(setting, shares), setting.partner
    if partner is None or setting.must_receive[partner] <= 0.0:
        return sharing
    amount = setting.plain(setting.part_at(partner, GOOD), toward=math.ceil)
    return (*sharing, Cap(party=setting.parties[partner], amount=amount))


CAP = Family(
    name="cap",
    title=Text(en="Share with cap", zh="分成加封顶"),
    principle=Text(
        en="Revenue is shared, but the partner who puts most in has no more than a cap; its share is higher "
        "for that.",
        zh="收入分成，但投入最多的伙伴所得设封顶；其分成比例相应较高。",
    ),
    write=capped_shares,
    parts=2,
)
