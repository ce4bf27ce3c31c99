"""Options that say in which form a response is fitted and what is believed before the data."""

from __future__ import annotations

from typing import Annotated, Literal

from kuajie.cli.options import option
from kuajie.messages import Text

FORM = Text(en="Form of the response", zh="响应的形式")
BELIEFS = Text(en="What is believed before the data", zh="看数据之前的看法")

Coupling = Annotated[
    Literal["product", "sum"] | None,
    option(
        "--coupling",
        Text(
            en="How efforts combine: product (each makes the others worth more) or sum (each adds its own); "
            "product otherwise, or as programme.toml says.",
            zh="各项投入如何共同起作用：product（相乘，互相增强）或 sum（相加，各自起效）；"
            "默认 product，或以 programme.toml 为准。",
        ),
        panel=FORM,
        metavar="NAME",
    ),
]
Scatter = Annotated[
    Literal["auto", "log_normal", "negative_binomial", "normal"] | None,
    option(
        "--scatter",
        Text(
            en="How weeks scatter around what is expected: auto (the data decide), log_normal, "
            "negative_binomial (small whole numbers), normal (under the sum coupling).",
            zh="各周如何围绕期望波动：auto（由数据决定）、log_normal、negative_binomial（较小的整数）、"
            "normal（用于 sum 耦合）。",
        ),
        panel=FORM,
        metavar="NAME",
    ),
]
Trend = Annotated[
    Literal["bending", "linear"] | None,
    option(
        "--trend",
        Text(
            en="How what comes without levers moves over the years: bending (the usual) or linear.",
            zh="没有杠杆时的水平逐年如何变化：bending（可弯曲，默认）或 linear（直线）。",
        ),
        panel=FORM,
        metavar="NAME",
    ),
]
Pooled = Annotated[
    bool | None,
    option(
        "--pooled/--not-pooled",
        Text(
            en="Courses, or the series of a table, share the shape of each lever and learn its strength from "
            "one another.",
            zh="各课程（或周表的各序列）共用每个杠杆的形状，并互相借鉴其强度。",
        ),
        panel=FORM,
    ),
]
MarketingShare = Annotated[
    str | None,
    option(
        "--marketing-share",
        Text(
            en="The share of enrolments (of a table's outcome) that all levers together bring: 0.1:0.4.",
            zh="全部杠杆合计带来的报名（或周表结果）所占的比例：0.1:0.4。",
        ),
        panel=BELIEFS,
        metavar="LOW:HIGH",
    ),
]
ReturnOnSpend = Annotated[
    list[str] | None,
    option(
        "--return-on-spend",
        Text(
            en="What one unit of spend on a lever brings in revenue, or in enrolments where nothing is paid: "
            "ads=0.5:3. May be repeated.",
            zh="某个杠杆每投入一单位带来的收入；免费时为报名数：广告=0.5:3。可重复给出。",
        ),
        panel=BELIEFS,
        metavar="LEVER=LOW:HIGH",
    ),
]
HalfLife = Annotated[
    list[str] | None,
    option(
        "--half-life",
        Text(
            en="Weeks until half the effect of a week's input has been felt: ads=1:4. May be repeated.",
            zh="某周投入的效果发挥出一半所需的周数：广告=1:4。可重复给出。",
        ),
        panel=BELIEFS,
        metavar="LEVER=LOW:HIGH",
    ),
]
