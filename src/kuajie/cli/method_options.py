"""Options that say by which method a plan is looked for."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from kuajie.cli.options import option
from kuajie.messages import Text

METHOD = Text(en="Method", zh="方法")


class MethodChoice(StrEnum):
    """What can move spend."""

    AUTO = "auto"
    ASCENT = "ascent"
    ADAM = "adam"
    SGD = "sgd"
    ADAM_TORCH = "adam-torch"
    SGD_TORCH = "sgd-torch"


MethodOption = Annotated[
    MethodChoice,
    option(
        "--method",
        Text(
            en="How to search: auto and ascent follow spectral gradients and search levers and prices; adam "
            "and sgd take fixed steps, with -torch those of PyTorch.",
            zh="搜索方法：auto 与 ascent 用谱梯度并搜索杠杆与价格；adam 与 sgd 用固定步长，"
            "带 -torch 时由 PyTorch 执行。",
        ),
        panel=METHOD,
    ),
]
WeightDecay = Annotated[
    float,
    option(
        "--weight-decay",
        Text(
            en="With adam or sgd: draws spend towards zero; for sgd, how much more each yuan must bring per "
            "yuan of its week's spend. 0 leaves decisions unbiased.",
            zh="与 adam 或 sgd 合用：把投入拉向零；对 sgd 而言，当周每投入一元，后续每元须多带来这么多。"
            "0 表示不使决策产生偏差。",
        ),
        panel=METHOD,
        metavar="NUMBER",
        min=0.0,
    ),
]
