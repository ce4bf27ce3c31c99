"""What every party should put into every lever in every week, at which prices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from django import forms

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress, part_of
from kuajie_site.disclosure.fields import Field
from kuajie_site.pages.words import lazily
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.plan_answer import PlanAnswer


class PlanOptions(forms.Form):
    """How a plan is found."""

    draws = forms.IntegerField(
        min_value=10,
        max_value=2000,
        initial=100,
        label=lazily(Text(en="Draws that find the plan", zh="用于寻找方案的后验样本数")),
    )


def _answer(folder: Path, options: Options, progress: Progress) -> PlanAnswer:
    project = wiring.read(folder, progress=part_of(progress, start=0.0, end=0.1))
    fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.4))
    return wiring.plan(
        project, fit, draws=int(options.get("draws", 100)), progress=part_of(progress, start=0.4, end=1.0)
    )


PLAN: Final = Study(
    name="plan",
    title=Text(en="Plan", zh="方案"),
    asks=Text(
        en="What should every party put into every lever in every week, at which prices?",
        zh="各方每周应在各杠杆上投入多少？价格如何定？",
    ),
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    shows=frozenset({Field.RESPONSE, Field.PLANS, Field.PROFIT}),
    form=PlanOptions,
    after=("fit",),
)
