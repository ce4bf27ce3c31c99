"""What the symbols of the models mean, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kuajie.messages import Text

INPUTS: Final[Mapping[str, Text]] = {
    "alpha": Text(en="the limit of sales, or of demand at price zero", zh="销量上限，或价格为零时的需求"),
    "beta": Text(
        en="the scale of what lacking effort or a higher price costs in sales",
        zh="缺少投入或价格升高时销量损失的规模",
    ),
    "gamma": Text(en="how strongly P's ads act", zh="平台广告的作用强度"),
    "delta": Text(
        en="how strongly E's effort acts, or how fast goodwill decays",
        zh="机构投入的作用强度，或商誉的衰减速度",
    ),
    "rho_P": Text(en="what P earns per sale", zh="平台每笔销售的毛利"),
    "rho_E": Text(en="what E earns per sale", zh="机构每笔销售的毛利"),
}

SYMBOLS: Final[Mapping[str, Text]] = {
    "a": Text(en="P's spend on local ads", zh="平台的本地广告投入"),
    "q": Text(en="E's spend on brand and quality", zh="机构的品牌与质量投入"),
    "t": Text(en="share of P's ads that E pays", zh="机构承担平台广告的比例"),
    "sales": Text(en="sales", zh="销量"),
}


def symbols(*names: str) -> dict[str, Text]:
    """Return symbols with their meanings."""
    return {name: SYMBOLS[name] for name in names}
