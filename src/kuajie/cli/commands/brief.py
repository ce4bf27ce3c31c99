"""``kuajie brief``: the founding formula, worked out."""

from __future__ import annotations

from typing import Annotated, Literal

from kuajie.cli.options import AsJson, Language, option
from kuajie.cli.session import command_session
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Work out the founding formula of a joint course\n\n"
    "f(x, y) = N·F_C·(1 + x)(1 + y) - x_cost·x²/2 - y_cost·y²/2 - N·F_P - N·F_E\n\n"
    "for lifts x (marketing) and y (training) on a box: the best corner, where it breaks even, the frontier "
    "of cost and profit where effort costs make one, and the path of a gradient method. Costs of effort are "
    "money for the whole programme; without them the formula is as first written down.",
    zh="用最初的公式计算一门合作课程\n\n"
    "f(x, y) = N·F_C·(1 + x)(1 + y) - x_cost·x²/2 - y_cost·y²/2 - N·F_P - N·F_E\n\n"
    "其中 x 为营销增量，y 为培训增量，各有取值范围。给出最优顶点、盈亏平衡条件、"
    "（计入投入成本时的）成本与收益前沿，以及梯度方法的路径。投入成本按整个项目计；不给出时就是公式最初的写法。",
)

Organic = Annotated[float, option("--organic", Text(en="Organic enrolments N.", zh="自然报名数 N。"))]
Price = Annotated[float, option("--price", Text(en="Price F_C of the course.", zh="课程价格 F_C。"))]
PlatformCost = Annotated[
    float,
    option(
        "--platform-cost",
        Text(en="Platform's cost F_P per organic enrolment.", zh="平台方按自然报名数计的单位成本 F_P。"),
    ),
]
InstitutionCost = Annotated[
    float,
    option(
        "--institution-cost",
        Text(en="Institution's cost F_E per organic enrolment.", zh="培训机构按自然报名数计的单位成本 F_E。"),
    ),
]
XMin = Annotated[float, option("--x-min", Text(en="Smallest marketing lift.", zh="营销增量的下限。"))]
XMax = Annotated[float, option("--x-max", Text(en="Largest marketing lift.", zh="营销增量的上限。"))]
YMin = Annotated[float, option("--y-min", Text(en="Smallest training lift.", zh="培训增量的下限。"))]
YMax = Annotated[float, option("--y-max", Text(en="Largest training lift.", zh="培训增量的上限。"))]
XCost = Annotated[
    float,
    option(
        "--x-cost",
        Text(en="Effort cost of marketing: x costs x_cost·x²/2.", zh="营销投入成本：x 花费 x_cost·x²/2。"),
    ),
]
YCost = Annotated[
    float,
    option(
        "--y-cost",
        Text(en="Effort cost of training: y costs y_cost·y²/2.", zh="培训投入成本：y 花费 y_cost·y²/2。"),
    ),
]
Currency = Annotated[str, option("--currency", Text(en="ISO 4217 code.", zh="ISO 4217 货币代码。"))]
Method = Annotated[
    Literal["sgd", "adam"], option("--method", Text(en="Gradient method to follow.", zh="采用的梯度方法。"))
]
Decay = Annotated[
    float,
    option(
        "--decay",
        Text(
            en="Weight decay λ in θ ← θ - η∇L - ηλθ; above 0 it biases the answer.",
            zh="θ ← θ - η∇L - ηλθ 中的权重衰减 λ；大于 0 会使结果有偏。",
        ),
    ),
]
Rate = Annotated[
    float | None,
    option(
        "--rate",
        Text(
            en="Learning rate η; otherwise one that cannot overshoot.",
            zh="学习率 η；未给出时取不会越过的步长。",
        ),
    ),
]
Steps = Annotated[int, option("--steps", Text(en="Most steps to take.", zh="最多步数。"))]
Points = Annotated[
    int, option("--points", Text(en="Points on the frontier.", zh="前沿上的点数。"), metavar="INT")
]


def command(
    *,
    organic: Organic,
    price: Price,
    platform_cost: PlatformCost,
    institution_cost: InstitutionCost,
    x_min: XMin = 0.0,
    x_max: XMax = 1.0,
    y_min: YMin = 0.0,
    y_max: YMax = 1.0,
    x_cost: XCost = 0.0,
    y_cost: YCost = 0.0,
    currency: Currency = "CNY",
    method: Method = "sgd",
    decay: Decay = 0.0,
    rate: Rate = None,
    steps: Steps = 1000,
    points: Points = 9,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Work out the founding formula and show what it says."""
    from kuajie.present.brief import brief_blocks
    from kuajie.usecases.brief import BriefQuestion, work_out

    question = BriefQuestion(
        organic=organic,
        price=price,
        platform_cost=platform_cost,
        institution_cost=institution_cost,
        x_min=x_min,
        x_max=x_max,
        y_min=y_min,
        y_max=y_max,
        x_cost=x_cost,
        y_cost=y_cost,
        currency=currency,
        method=method,
        decay=decay,
        rate=rate,
        steps=steps,
        frontier_points=points,
    )
    with command_session(lang=lang, as_json=as_json) as session:
        session.show(work_out(question), brief_blocks)
