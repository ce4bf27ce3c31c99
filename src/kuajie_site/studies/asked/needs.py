"""What the parties share, lack and owe."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.few_learners import needs_without_few
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.needs_answer import NeedsAnswer


def _answer(folder: Path, options: Options, progress: Progress) -> NeedsAnswer:
    project = wiring.read(folder, progress=progress)
    return wiring.needs(project, today=date.fromisoformat(options["given"]["day"]), progress=progress)


NEEDS: Final = Study(
    name="needs",
    title=Text(en="Needs and resources", zh="需求与资源"),
    asks=Text(
        en="What do the parties share, what is lacking, and who owes what by when?",
        zh="各方共有什么、缺什么？谁应在何时完成什么？",
    ),
    group=Group.PARTNERS,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    few=needs_without_few,
    shows=frozenset({Field.RESOURCES, Field.CATALOGUE, Field.LEARNER_TOTALS}),
    dated=True,
)
