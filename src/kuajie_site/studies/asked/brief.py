"""The founding formula, worked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from kuajie.messages import Text
from kuajie.present.brief import brief_blocks
from kuajie.usecases.progress import Progress
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import parts_of_blocks, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.brief import BriefAnswer

METHODS: Final = {
    "sgd": Text(en="Gradient ascent", zh="梯度上升"),
    "adam": Text(en="Adam", zh="Adam"),
}


class BriefOptions(StudyForm):
    """The numbers of the formula, to begin with those it was first written down with."""

    COMMAND = "brief"
    ASKS: ClassVar = {
        "organic": Ask(label=Text(en="Organic enrolments N", zh="自然报名数 N"), default=10_000.0),
        "price": Ask(label=Text(en="Price F_C", zh="课程价格 F_C"), default=1_000.0),
        "platform_cost": Ask(label=Text(en="Platform's cost F_P", zh="平台方成本 F_P"), default=10_000.0),
        "institution_cost": Ask(
            label=Text(en="Institution's cost F_E", zh="培训机构成本 F_E"), default=10_000.0
        ),
        "x_max": Ask(label=Text(en="Largest marketing lift x", zh="营销增量 x 的上限"), default=5.0),
        "y_max": Ask(label=Text(en="Largest training lift y", zh="培训增量 y 的上限"), default=5.0),
        "x_cost": Ask(label=Text(en="Effort cost of marketing", zh="营销投入成本")),
        "y_cost": Ask(label=Text(en="Effort cost of training", zh="培训投入成本")),
        "x_min": Ask(label=Text(en="Smallest marketing lift x", zh="营销增量 x 的下限"), more=True),
        "y_min": Ask(label=Text(en="Smallest training lift y", zh="培训增量 y 的下限"), more=True),
        "currency": Ask(label=Text(en="Currency", zh="货币"), more=True),
        "method": Ask(label=Text(en="Method", zh="方法"), choices=METHODS, more=True),
        "decay": Ask(label=Text(en="Weight decay λ", zh="权重衰减 λ"), more=True),
        "rate": Ask(label=Text(en="Learning rate η", zh="学习率 η"), more=True),
        "steps": Ask(label=Text(en="Most steps", zh="最多步数"), more=True),
        "points": Ask(label=Text(en="Points on the frontier", zh="前沿上的点数"), more=True),
    }


def _answer(folder: Path, options: Options, progress: Progress) -> BriefAnswer:
    from kuajie.usecases.brief import BriefQuestion, work_out  # noqa: PLC0415 - only jobs need it

    del folder, progress
    told: dict[str, Any] = {name: options[name] for name in BriefOptions.ASKS if name != "points"}
    return work_out(BriefQuestion(**told, frontier_points=options["points"]))


BRIEF: Final = Study(
    name="brief",
    title=Text(en="Founding formula", zh="最初的公式"),
    asks=Text(
        en="What does f(x, y) = N·F_C·(1 + x)(1 + y) − N·F_P − N·F_E say of a joint course?",
        zh="公式 f(x, y) = N·F_C·(1 + x)(1 + y) − N·F_P − N·F_E 对一门合作课程意味着什么？",
    ),
    group=Group.CALCULATORS,
    answer=_answer,
    parts=parts_of_blocks(brief_blocks),
    record=plain_record,
    shows=frozenset(),
    form=BriefOptions,
    private=True,
)
