"""Why an answer is the answer: statements that several models share."""

from __future__ import annotations

from typing import Final

from kuajie.messages import Finding, Text
from kuajie.messages.notices.games import NEGATIVE_SALES
from kuajie.sharing.literature.outcome import warning

STRICTLY_CONCAVE: Final = Text(
    en="Every profit is strictly concave in what its party decides: the stationary point is the optimum.",
    zh="各方收益对其自身决策严格凹，驻点即唯一最优。",
)
SHARE_PAID: Final = Text(
    en="E pays a share of P's cost: its margin is large enough beside P's.",
    zh="机构承担平台的一部分成本：其毛利相对平台足够大。",
)
NO_SHARE_PAID: Final = Text(
    en="E pays no share of P's cost: its margin is too small beside P's (boundary, share = 0).",
    zh="机构不承担平台成本：其毛利相对平台太小（边界解，比例为 0）。",
)
LOCAL: Final = Text(
    en="Found numerically from the first-order condition; the best of all its roots on the whole range.",
    zh="由一阶条件数值求得；为整个取值范围内所有根中最好的一个。",
)


def domain_warnings(sales: float) -> tuple[Finding, ...]:
    """Return a warning where sales are not positive, outside what the model is about."""
    return (warning(NEGATIVE_SALES, sales=f"{sales:g}"),) if sales <= 0.0 else ()
