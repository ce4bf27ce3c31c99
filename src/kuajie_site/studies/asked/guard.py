"""Where a programme comes near what the law forbids."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from kuajie.messages import Text
from kuajie.present.guards import guard_blocks, guard_record
from kuajie.usecases.progress import Progress
from kuajie.wiring.guards import guard_folder
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.few_learners import guard_without_few
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import parts_of_blocks

if TYPE_CHECKING:
    from kuajie.usecases.check_guards import GuardAnswer


class GuardOptions(StudyForm):
    """Whose rules."""

    COMMAND = "guard"
    ASKS: ClassVar = {
        "country": Ask(
            label=Text(en="Country", zh="国家"),
            choices={
                "": Text(en="The programme’s own", zh="项目所在国家"),
                "CN": Text(en="China (CN)", zh="中国（CN）"),
            },
        )
    }
    LEFT_OUT: ClassVar = {"copy": "copy is uploaded into the folder “copy” of the programme"}


def _answer(folder: Path, options: Options, progress: Progress) -> GuardAnswer:
    return guard_folder(folder, country=options.get("country") or None, progress=progress)


GUARD: Final = Study(
    name="guard",
    title=Text(en="Compliance", zh="合规检查"),
    asks=Text(
        en="Do referrals, prepayment, claims and consent keep to the law?",
        zh="推荐层级、预收费、宣传用语与同意是否合规？",
    ),
    group=Group.DATA,
    answer=_answer,
    parts=parts_of_blocks(guard_blocks),
    record=guard_record,
    few=guard_without_few,
    shows=frozenset({Field.CATALOGUE, Field.QUALITY}),
    form=GuardOptions,
    dated=True,
)
