"""Which experiment would pay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.learn_answer import LearnAnswer


class LearnOptions(StudyForm):
    """How finely it is worked out."""

    COMMAND = "learn"
    ASKS: ClassVar = {
        "draws": Ask(label=Text(en="Draws that plans are made on", zh="制定方案所用的样本数"), help=NO_HELP),
        "scenarios": Ask(
            label=Text(en="Ways each lever may turn out", zh="每个杠杆的可能结果数"), help=NO_HELP
        ),
    }


def _answer(folder: Path, options: Options, progress: Progress) -> LearnAnswer:
    known = fitted(folder, options, progress)
    return wiring.learn(
        known.project,
        known.fit,
        draws=options["draws"],
        scenarios=options["scenarios"],
        progress=known.rest,
    )


LEARN: Final = Study(
    name="learn",
    title=Text(en="Experiments worth doing", zh="值得做的实验"),
    asks=Text(
        en="What would knowing each lever’s response be worth, and what does a test cost?",
        zh="弄清每个杠杆的效果值多少钱？实验要花多少？",
    ),
    group=Group.RESPONSE,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    shows=frozenset({Field.RESPONSE, Field.PLANS, Field.PROFIT}),
    form=LearnOptions,
    fitted=True,
)
