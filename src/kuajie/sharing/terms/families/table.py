"""The table of families, in the order in which they are shown. Adding one is one file and one row."""

from __future__ import annotations

from types import MappingProxyType

from kuajie.sharing.terms.families.cap import CAP
from kuajie.sharing.terms.families.guarantee import GUARANTEE
from kuajie.sharing.terms.families.profit_share import (
    REVENUE_AND_COST_SHARE,
    REVENUE_AND_COST_SHARE_PLUS_FEE,
)
from kuajie.sharing.terms.families.recoup_first import RECOUP_FIRST
from kuajie.sharing.terms.families.revenue_share import (
    FIXED_FEE,
    REVENUE_SHARE,
    REVENUE_SHARE_PLUS_FEE,
    SECOND_BEST_SHARE,
)
from kuajie.sharing.terms.families.tiers import TIERS_MARGINAL, TIERS_RETROACTIVE

_ROWS = (
    REVENUE_SHARE,
    REVENUE_SHARE_PLUS_FEE,
    REVENUE_AND_COST_SHARE,
    REVENUE_AND_COST_SHARE_PLUS_FEE,
    RECOUP_FIRST,
    GUARANTEE,
    TIERS_MARGINAL,
    TIERS_RETROACTIVE,
    CAP,
    FIXED_FEE,
    SECOND_BEST_SHARE,
)
FAMILIES = MappingProxyType({family.name: family for family in _ROWS})
"""Every family under its name."""
