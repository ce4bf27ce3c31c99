"""What the parties share, lack and owe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.few import FEWEST
from kuajie_site.studies.groups import Group
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.needs_answer import NeedsAnswer


def _answer(folder: Path, options: Options, progress: Progress) -> NeedsAnswer:
    project = wiring.read(folder, progress=progress)
    found = wiring.needs(project, today=date.fromisoformat(options["given"]["day"]), progress=progress)
    return without_few(found)


def without_few(found: NeedsAnswer) -> NeedsAnswer:
    """Return needs without pairs of parties that share so few learners that these could be found out."""
    pairs = tuple(pair for pair in found.shared_learners if pair.learners == 0 or pair.learners >= FEWEST)
    return replace(found, shared_learners=pairs)


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
    shows=frozenset({Field.RESOURCES, Field.CATALOGUE, Field.LEARNER_TOTALS}),
    dated=True,
)
