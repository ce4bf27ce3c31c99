"""What the symbols of the models mean, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kuajie.messages import Text

INPUTS: Final[Mapping[str, Text]] = {
    "alpha": Text(en="the limit of sales", zh="销量上限"),
    "beta": Text(en="the scale of the sales that lack of effort costs", zh="缺少投入所损失销量的规模"),
    "gamma": Text(en="how strongly P's ads act", zh="平台广告的作用强度"),
    "delta": Text(en="how strongly E's effort acts", zh="机构投入的作用强度"),
    "rho_P": Text(en="what P earns per sale", zh="平台每笔销售的毛利"),
    "rho_E": Text(en="what E earns per sale", zh="机构每笔销售的毛利"),
    "v": Text(en="the curvature of demand in the price", zh="需求对价格的弯曲程度"),
    "k_P": Text(
        en="how well P's ads work, or what P's effort costs", zh="平台广告的效率，或平台投入的成本系数"
    ),
    "k_E": Text(
        en="how well E's ads work, or what E's effort costs", zh="机构广告的效率，或机构投入的成本系数"
    ),
    "A": Text(en="the limit of what effort does", zh="投入作用的上限"),
    "B": Text(en="the scale of what lack of effort costs", zh="缺少投入所造成损失的规模"),
    "P0": Text(en="the list price", zh="标价"),
    "e": Text(en="the price elasticity of sales", zh="销量的价格弹性"),
    "N": Text(en="organic enrolments", zh="自然报名人数"),
    "price": Text(en="the price of an enrolment or a seat", zh="每个报名或名额的价格"),
    "F_P": Text(en="P's cost per organic enrolment", zh="平台每个自然报名的成本"),
    "F_E": Text(en="E's cost per organic enrolment", zh="机构每个自然报名的成本"),
    "phi": Text(en="P's share of revenue", zh="平台的收入分成比例"),
    "x_box": Text(en="the range of P's effort, [lower, upper]", zh="平台投入的范围 [下限, 上限]"),
    "y_box": Text(en="the range of E's effort, [lower, upper]", zh="机构投入的范围 [下限, 上限]"),
    "b_P": Text(en="revenue per unit of P's effort", zh="平台每单位投入带来的收入"),
    "b_E": Text(en="revenue per unit of E's effort", zh="机构每单位投入带来的收入"),
    "c_P": Text(en="what P's effort, or a seat, costs P", zh="平台投入或每个名额的平台成本"),
    "c_E": Text(en="what E's effort, or a seat, costs E", zh="机构投入或每个名额的机构成本"),
    "piP": Text(en="what P earns per sale", zh="平台每笔销售的毛利"),
    "piE": Text(en="what E earns per sale", zh="机构每笔销售的毛利"),
    "theta": Text(en="sales per unit of goodwill", zh="每单位商誉的销量"),
    "lP": Text(en="goodwill per unit of P's effort", zh="平台每单位投入带来的商誉"),
    "lE": Text(en="goodwill per unit of E's effort", zh="机构每单位投入带来的商誉"),
    "uP": Text(en="how fast P's effort becomes dearer", zh="平台投入成本的上升速度"),
    "uE": Text(en="how fast E's effort becomes dearer", zh="机构投入成本的上升速度"),
    "r": Text(en="the interest rate", zh="利率"),
    "G0": Text(en="goodwill today", zh="当前商誉"),
    "mP": Text(en="what P earns per unit of market share and time", zh="平台单位时间、单位市场份额的毛利"),
    "mE": Text(en="what E earns per unit of market share and time", zh="机构单位时间、单位市场份额的毛利"),
    "rho": Text(en="how strongly advertising wins customers", zh="广告赢得客户的强度"),
    "x0": Text(en="market share today, from 0 to 1", zh="当前市场份额，在 0 与 1 之间"),
    "dist": Text(en="the law of demand, with its parameters beside it", zh="需求的分布，参数写在旁边"),
    "eta": Text(en="the step", zh="步长"),
    "lam": Text(en="weight decay, or each party's caution", zh="权重衰减，或各方的谨慎程度"),
    "total": Text(en="what there is to divide", zh="可分配的总额"),
    "d": Text(en="what each falls back on, the disagreement point", zh="各方的谈判破裂点"),
    "tau": Text(en="relative bargaining weights", zh="相对谈判权重"),
    "surplus": Text(en="the extra joint profit", zh="新增的联合收益"),
    "mu": Text(en="each party's bargaining power", zh="各方的谈判力"),
    "delta_P": Text(
        en="what a gain is worth to P a round later, as a share", zh="推迟一轮后收益对平台的价值比例"
    ),
    "delta_E": Text(
        en="what a gain is worth to E a round later, as a share", zh="推迟一轮后收益对机构的价值比例"
    ),
    "pie": Text(en="what there is to divide", zh="可分配的总额"),
    "frontier": Text(en="the best that both can reach together", zh="双方可共同达到的最优前沿"),
}

PRICED: Final[Mapping[str, Text]] = {
    "alpha": Text(en="demand at price zero", zh="价格为零时的需求"),
    "beta": Text(en="how fast demand falls with the price", zh="需求随价格下降的速度"),
}
"""Where the same symbols mean something about the price."""
FADING: Final[Mapping[str, Text]] = {
    "delta": Text(en="how fast goodwill or customers fade", zh="商誉或客户流失的速度"),
}
"""Where the same symbol is about time."""

SYMBOLS: Final[Mapping[str, Text]] = {
    "p": Text(en="price", zh="零售价"),
    "w": Text(en="wholesale price, E's margin", zh="批发价，即机构的毛利"),
    "price_factor": Text(en="price as a share of the list price", zh="价格与标价之比"),
    "a": Text(en="P's spend on ads", zh="平台的广告投入"),
    "A": Text(en="E's spend on ads", zh="机构的广告投入"),
    "q": Text(en="E's spend on brand and quality", zh="机构的品牌与质量投入"),
    "t": Text(en="share of P's ads that E pays", zh="机构承担平台广告的比例"),
    "sales": Text(en="sales", zh="销量"),
    "x": Text(en="P's effort", zh="平台的投入"),
    "y": Text(en="E's effort", zh="机构的投入"),
    "phi": Text(en="P's share of revenue", zh="平台的收入分成比例"),
    "loss": Text(en="what is lost against the first best", zh="相对最优的损失"),
    "aP": Text(en="P's effort", zh="平台的投入"),
    "aE": Text(en="E's effort", zh="机构的投入"),
    "s": Text(en="share of P's cost that E pays", zh="机构承担平台成本的比例"),
    "theta": Text(en="share of P's cost that E pays", zh="机构承担平台成本的比例"),
    "G_ss": Text(en="goodwill in the long run", zh="长期商誉"),
    "kappa": Text(en="P's advertising per root of the market not yet won", zh="平台广告与未占市场平方根之比"),
    "beta": Text(en="worth of market share to both", zh="市场份额对双方的价值"),
    "beta_P": Text(en="worth of market share to P", zh="市场份额对平台的价值"),
    "beta_E": Text(en="worth of market share to E", zh="市场份额对机构的价值"),
    "x_ss": Text(en="market share in the long run", zh="长期市场份额"),
    "seats": Text(en="seats", zh="名额数"),
    "w_seat": Text(en="what P pays E per seat", zh="平台付给机构的每名额价格"),
    "expected_sales": Text(en="expected sales", zh="期望销量"),
    "profit": Text(en="profit there", zh="该处的收益"),
    "true_x": Text(en="P's best effort", zh="平台的最优投入"),
    "true_y": Text(en="E's best effort", zh="机构的最优投入"),
    "split": Text(en="what each gets", zh="各方所得"),
    "extra": Text(en="what each gains", zh="各方的增益"),
    "x_P": Text(en="what P gets", zh="平台所得"),
    "x_E": Text(en="what E gets", zh="机构所得"),
    "nash": Text(en="Nash point", zh="纳什解"),
    "kalai_smorodinsky": Text(en="Kalai-Smorodinsky point", zh="Kalai-Smorodinsky 解"),
    "egalitarian": Text(en="egalitarian point", zh="平等增益解"),
    "demand": Text(en="demand", zh="需求"),
}


def symbols(*names: str) -> dict[str, Text]:
    """Return symbols with their meanings, in the order in which they are shown."""
    return {name: SYMBOLS[name] for name in names}
