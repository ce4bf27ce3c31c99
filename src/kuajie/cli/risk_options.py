"""Options that say by which measure of risk a plan is the best."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from kuajie.cli.options import option
from kuajie.messages import Text

RISK = Text(en="Risk", zh="风险")


class RiskChoice(StrEnum):
    """What can be made large."""

    MEAN = "mean"
    CVAR = "cvar"
    CHANCE = "chance"
    WORST_CASE = "worst-case"


Risk = Annotated[
    RiskChoice,
    option(
        "--risk",
        Text(
            en="What to make large: the mean, a mix of mean and worst draws (cvar), the chance of a target, "
            "or the mean in the worst case.",
            zh="以什么为目标：均值、均值与最差样本的加权（cvar）、达标概率，或最坏情形下的均值。",
        ),
        panel=RISK,
    ),
]
Level = Annotated[
    float,
    option(
        "--level",
        Text(en="With cvar: the worst share of draws that counts.", zh="与 cvar 合用：计入的最差样本比例。"),
        panel=RISK,
        metavar="SHARE",
        min=0.01,
        max=1.0,
    ),
]
Weight = Annotated[
    float,
    option(
        "--weight",
        Text(
            en="With cvar: the weight of the worst share; the rest is on the mean.",
            zh="与 cvar 合用：最差部分的权重，其余为均值的权重。",
        ),
        panel=RISK,
        metavar="SHARE",
        min=0.0,
        max=1.0,
    ),
]
Target = Annotated[
    float | None,
    option(
        "--target",
        Text(
            en="With chance: what to reach of the programme's aim over the horizon.",
            zh="与 chance 合用：计划期内要达到的目标值。",
        ),
        panel=RISK,
        metavar="AMOUNT",
    ),
]
Deviation = Annotated[
    float,
    option(
        "--deviation",
        Text(
            en="With worst-case: the share by which demand and levers fall.",
            zh="与 worst-case 合用：需求与杠杆下降的比例。",
        ),
        panel=RISK,
        metavar="SHARE",
        min=0.0,
        max=1.0,
    ),
]
WorstWeeks = Annotated[
    int,
    option(
        "--worst-weeks",
        Text(
            en="With worst-case: in how many weeks organic demand falls at most.",
            zh="与 worst-case 合用：自然需求最多在几周内下降。",
        ),
        panel=RISK,
        metavar="N",
        min=0,
        max=520,
    ),
]
WorstLevers = Annotated[
    int,
    option(
        "--worst-levers",
        Text(
            en="With worst-case: how many levers are weaker at most.",
            zh="与 worst-case 合用：最多有几个杠杆减弱。",
        ),
        panel=RISK,
        metavar="N",
        min=0,
        max=50,
    ),
]
