"""The game structures by name, what each means, and the names that papers and cases use for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kuajie.messages import Text

COOPERATION = "cooperation"
NASH = "nash"
PLATFORM_LEADS = "platform_leads"
PLATFORM_MARGIN = "platform_leads_margin"
PLATFORM_PRICE = "platform_leads_price"
INSTITUTION_LEADS = "institution_leads"
INSTITUTION_COMMITS = "institution_commits"
SECOND_BEST = "second_best_share"
COORDINATED = "coordinated"
BARGAINING = "bargaining"
DECAY = "weight_decay"

STRUCTURES: Final[Mapping[str, Text]] = {
    COOPERATION: Text(en="cooperation", zh="合作"),
    COORDINATED: Text(en="revenue sharing", zh="收入分成"),
    SECOND_BEST: Text(en="best sharing rate", zh="最优分成比例"),
    NASH: Text(en="Nash", zh="纳什均衡"),
    PLATFORM_LEADS: Text(en="P leads", zh="平台先动"),
    PLATFORM_MARGIN: Text(en="P leads (margin)", zh="平台先动·毛利"),
    PLATFORM_PRICE: Text(en="P leads (price)", zh="平台先动·定价"),
    INSTITUTION_LEADS: Text(en="E leads", zh="机构先动"),
    INSTITUTION_COMMITS: Text(en="E commits", zh="机构承诺不变"),
    BARGAINING: Text(en="bargaining", zh="谈判"),
    DECAY: Text(en="weight decay", zh="权重衰减"),
}
"""Every structure and its short name."""

MEANINGS: Final[Mapping[str, Text]] = {
    COOPERATION: Text(
        en="both decide everything together for the largest joint profit",
        zh="双方共同决策，使联合收益最大",
    ),
    COORDINATED: Text(
        en="P pays per seat and keeps a share of revenue, at terms that make it choose the joint optimum",
        zh="平台按名额付费并保留一部分收入，其条款使平台自愿选择联合最优",
    ),
    SECOND_BEST: Text(
        en="both choose their efforts alone, under the sharing rate that is best for joint profit",
        zh="在使联合收益最大的分成比例下，双方各自决定投入",
    ),
    NASH: Text(
        en="both decide at once, each for itself",
        zh="双方同时各自决策",
    ),
    PLATFORM_LEADS: Text(en="P announces its decision first, E replies", zh="平台先公布决策，机构随后应对"),
    PLATFORM_MARGIN: Text(
        en="P announces its margin and ads first, E replies with w and its spend (Aust and Buscher, 2012)",
        zh="平台先公布毛利与广告，机构再定 w 与自身投入（Aust、Buscher，2012）",
    ),
    PLATFORM_PRICE: Text(
        en="P announces the price and its ads first, E replies with its own spend and takes w = p/2, the "
        "most it may (Xie and Wei, 2009)",
        zh="平台先公布价格与广告，机构再定自身投入，并取允许的最高 w = p/2（Xie、Wei，2009）",
    ),
    INSTITUTION_LEADS: Text(
        en="E announces its decisions first, P replies",
        zh="机构先公布决策，平台随后应对",
    ),
    INSTITUTION_COMMITS: Text(
        en="E commits for ever to one share of P's cost, P replies",
        zh="机构承诺始终按同一比例承担平台成本，平台随后应对",
    ),
    BARGAINING: Text(en="both agree on one point", zh="双方谈判达成一致"),
    DECAY: Text(
        en="where gradient steps with weight decay come to rest", zh="带权重衰减的梯度步最终停下的位置"
    ),
}

PAYING = Text(
    en="E announces its decisions and the share of P's cost it pays first, P replies",
    zh="机构先公布决策及其承担平台成本的比例，平台随后应对",
)
"""What it means that E leads where it may pay a share of P's cost."""
MARGINS = Text(
    en="both decide at once, each for itself; of the price each sets its own margin",
    zh="双方同时各自决策；价格由双方各自的毛利构成",
)
"""What Nash means where the price is decided."""

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "coop": (COOPERATION,),
    "E_stackelberg": (INSTITUTION_LEADS,),
    "E_feedback_stackelberg": (INSTITUTION_LEADS,),
    "E_committed_constant_theta": (INSTITUTION_COMMITS,),
    "P_stackelberg": (PLATFORM_LEADS,),
    "P_stackelberg_margin": (PLATFORM_MARGIN,),
    "P_stackelberg_pricecap": (PLATFORM_PRICE,),
    "no_subsidy": (NASH,),
    "wholesale": (INSTITUTION_LEADS,),
    "decentralized": (INSTITUTION_LEADS,),
    "decentralised": (INSTITUTION_LEADS,),
    "TU": (BARGAINING,),
    "SPE": (BARGAINING,),
    "NTU": (BARGAINING,),
    "SGD with weight decay": (DECAY,),
}
"""Other names of structures."""

CONVENTIONS = (PLATFORM_MARGIN, PLATFORM_PRICE)
"""What ``platform_leads`` means where the price is decided: both published conventions."""


def structures_called(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the structures of a model that a name means; none where the model has no such structure.

    >>> structures_called("P_stackelberg", ("nash", "platform_leads_margin", "platform_leads_price"))
    ('platform_leads_margin', 'platform_leads_price')
    """
    meant = ALIASES.get(name, (name,))
    if meant == (PLATFORM_LEADS,) and PLATFORM_LEADS not in known:
        meant = CONVENTIONS
    if set(meant) <= {PLATFORM_MARGIN, PLATFORM_PRICE} and PLATFORM_LEADS in known:
        meant = (PLATFORM_LEADS,)  # without a price to decide, both conventions are one
    return tuple(structure for structure in meant if structure in known)
