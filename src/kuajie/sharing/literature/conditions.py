"""Why an answer is the answer: statements that several models share."""

from __future__ import annotations

from typing import Final

from kuajie.messages import Finding, Text
from kuajie.messages.notices.games import NEGATIVE_SALES, NO_INTERIOR
from kuajie.sharing.literature.outcome import NoEquilibrium, warning

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


NEVER_PAYS: Final = Text(en="effort costs more than any margin brings", zh="无论毛利多高，投入都得不偿失")


def require_worth_it(effect: float, *profits: float) -> None:
    """Raise ``NoEquilibrium`` where parties that set prices would rather not trade at all."""
    if effect <= 0.0 or min(profits) < 0.0:
        raise NoEquilibrium.of(NO_INTERIOR, reason=NEVER_PAYS)


def domain_warnings(sales: float) -> tuple[Finding, ...]:
    """Return a warning where sales are not positive, outside what the model is about."""
    return (warning(NEGATIVE_SALES, sales=f"{sales:g}"),) if sales <= 0.0 else ()


QUADRATIC: Final = Text(
    en="The leader's margin is a root of a quadratic, the one with the larger profit; the reply is unique.",
    zh="先动者的毛利是一个二次方程中收益较大的根；对方的应对唯一。",
)
PRICE_CAP: Final = Text(
    en="E's profit rises with w, so it takes the most it may (boundary, w = p/2).",
    zh="机构的收益随 w 上升，因此取允许的最高值（边界解，w = p/2）。",
)
PRICE_FIRST: Final = Text(
    en="The best price does not depend on the efforts as long as these make demand positive.",
    zh="只要投入使需求为正，最优价格就与投入无关。",
)
NO_DISCOUNT: Final = Text(
    en="No discount pays: sales respond too little to the price (boundary, price factor = 1).",
    zh="任何折扣都不划算：销量对价格的反应太小（边界解，价格系数为 1）。",
)
INSIDE: Final = Text(
    en="Efforts lie inside their ranges, where profits are concave; the second-order condition holds.",
    zh="投入位于取值范围内部，收益在此为凹，二阶条件成立。",
)
AT_THE_EDGE: Final = Text(
    en="An effort lies at an end of its range; inside, corners and edges were all compared.",
    zh="有投入位于取值范围的端点；内部、顶点与边均已比较。",
)
SEVERAL: Final = Text(
    en="There are several equilibria; this is the one with the largest joint profit.",
    zh="存在多个均衡；此处为联合收益最大的一个。",
)
SEPARATE: Final = Text(
    en="What one decides does not change what is best for the other, so announcing first changes nothing.",
    zh="一方的决策不影响另一方的最优选择，先公布与否结果相同。",
)
