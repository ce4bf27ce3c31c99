"""How enrolments respond to what every party does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress, part_of
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.fit_answer import FitAnswer


def _answer(folder: Path, options: Options, progress: Progress) -> FitAnswer:
    del options
    project = wiring.read(folder, progress=part_of(progress, start=0.0, end=0.2))
    return wiring.fit(project, progress=part_of(progress, start=0.2, end=1.0))


FIT: Final = Study(
    name="fit",
    title=Text(en="Response", zh="响应"),
    asks=Text(
        en="How do enrolments respond to spend, training and price?", zh="报名如何响应投入、培训与价格？"
    ),
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    shows=frozenset({Field.WEEKLY_TOTALS, Field.RESPONSE}),
)
