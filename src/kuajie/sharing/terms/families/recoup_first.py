"""All costs are repaid out of revenue first, and the rest is shared.

Where revenue always covers costs, one more yuan of cost takes from everybody in proportion to shares, and
such terms coordinate as sharing costs does.
"""

from __future__ import annotations

from kuajie.domain.clauses import Clause, Recoup
from kuajie.messages import Text
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.revenue_share import revenue_shares
from kuajie.sharing.terms.families.setting import Setting, Shares


def recoup_then_share(setting: Setting, shares: Shares) -> tuple[Clause, ...]:
    """Return clauses that repay every party its costs, who takes in most revenue last, and share the rest."""
    places = sorted(range(len(setting.parties)), key=lambda place: place == setting.leads)
    repaid = [
        Recoup(party=setting.parties[place], costs=costs)
        for place in places
        if (costs := setting.costs_of(place))
    ]
    return (*repaid, *revenue_shares(setting, shares))


RECOUP_FIRST = Family(
    name="recoup_first",
    title=Text(en="Costs repaid first", zh="先回本再分成"),
    principle=Text(
        en="Every party's costs are repaid out of revenue first; what is left is shared.",
        zh="先从收入中偿还各方成本，余下的再分成。",
    ),
    write=recoup_then_share,
    parts=2,
)
