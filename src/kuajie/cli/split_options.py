"""Options that say how joint profit is divided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from kuajie.cli.beliefs import pairs
from kuajie.cli.options import option
from kuajie.messages import BadInput, Text
from kuajie.messages.notices.cli import NOT_A_PAIR

RULES = Text(en="How to divide", zh="分配方式")


class RuleChoice(StrEnum):
    """Rules by which the accounts can be settled."""

    NASH = "nash_bargaining"
    KALAI_SMORODINSKY = "kalai_smorodinsky"
    RUBINSTEIN = "rubinstein"
    SHAPLEY = "shapley"
    NUCLEOLUS = "nucleolus"
    PRENUCLEOLUS = "prenucleolus"
    EQUAL_SURPLUS = "equal_surplus"
    PROPORTIONAL = "proportional"


RuleOption = Annotated[
    RuleChoice,
    option(
        "--rule",
        Text(
            en="The rule by which the accounts are settled; the others are shown beside it: "
            f"{', '.join(RuleChoice)}.",
            zh=f"结算各方账目所依据的规则，其他规则一并列出：{'、'.join(RuleChoice)}。",
        ),
        panel=RULES,
        metavar="RULE",
    ),
]
Patience = Annotated[
    list[str] | None,
    option(
        "--patience",
        Text(
            en="What a yuan one round of offers later is worth to a party now, for alternating offers: "
            "platform=0.95. Repeat it for every party; the first of the programme proposes first.",
            zh="轮流出价时，一轮之后的 1 元对某一方现在值多少：platform=0.95。"
            "须为每一方给出；项目中的第一方先出价。",
        ),
        panel=RULES,
        metavar="PARTY=NUMBER",
    ),
]
Coalitions = Annotated[
    int | None,
    option(
        "--coalitions",
        Text(
            en="Plan at most about so many coalitions; where there are more, Shapley values are estimated "
            "from a sample, with errors. Otherwise all of up to 12 parties, and 1,000 of more.",
            zh="最多为大约多少个联盟做方案；联盟更多时，由抽样估计沙普利值并给出误差。"
            "默认：12 方及以内全部做，更多时做 1,000 个。",
        ),
        panel=RULES,
        metavar="N",
        min=1,
        max=1_000_000,
    ),
]


def read_patience(values: Sequence[str] | None) -> Mapping[str, float]:
    """Return patience by party as typed; raises ``BadInput`` for what is no party with a number."""
    example, found = "platform=0.95", {}
    for party, said in pairs("--patience", values, example=example):
        try:
            found[party] = float(said)
        except ValueError:
            typed = f"{party}={said}"
            raise BadInput.of(NOT_A_PAIR, name="--patience", value=typed, example=example) from None
    return found
