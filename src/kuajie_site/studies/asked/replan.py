"""What to change in the weeks that are left of a programme under way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import DRAWS, DRAWS_HELP, UNCERTIFIED
from kuajie_site.studies.few_orders import replan_without_few
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

if TYPE_CHECKING:
    from kuajie.usecases.replan_answer import ReplanAnswer


class ReplanOptions(StudyForm):
    """Up to which day weeks have passed, and whether the fit learns from them."""

    COMMAND = "replan"
    ASKS: ClassVar = {
        "as_of": Ask(label=Text(en="As of", zh="截至")),
        "refit": Ask(label=Text(en="Learn from the weeks that have passed", zh="先学习已过去的各周")),
        "draws": Ask(label=DRAWS, help=DRAWS_HELP, more=True),
        "no_certificate": UNCERTIFIED,
    }
    LEFT_OUT: ClassVar = {"adopt": "a plan is agreed on by the approval of all parties, not by who asks"}


def _answer(folder: Path, options: Options, progress: Progress) -> ReplanAnswer:
    known = fitted(folder, options, progress)
    as_of = options.get("as_of")
    return wiring.replan(
        known.project,
        known.fit,
        as_of=date.fromisoformat(as_of) if as_of else None,
        refit=options["refit"],
        draws=options["draws"],
        certified=not options["no_certificate"],
        progress=known.rest,
    )


REPLAN: Final = Study(
    name="replan",
    title=Text(en="Rest of the programme", zh="余下各周"),
    asks=Text(
        en="The programme is under way: what to change in the weeks that are left?",
        zh="项目已在进行：余下各周应改变什么？",
    ),
    group=Group.PLAN,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    few=replan_without_few,
    shows=frozenset({Field.WEEKLY_TOTALS, Field.RESPONSE, Field.PLANS, Field.PROFIT}),
    form=ReplanOptions,
    fitted=True,
    agreed=True,
)
