"""Whom to work with, by which weights, and how firm that is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final

from kuajie import wiring
from kuajie.messages import Text
from kuajie.usecases.progress import Progress, part_of
from kuajie.wiring.partners import partners_of
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import DRAWS, DRAWS_HELP
from kuajie_site.studies.few_learners import partners_without_few
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.told import page_parts, plain_record

OF_RECORDS: Final = frozenset({Field.CATALOGUE, Field.WEEKLY_TOTALS, Field.RESOURCES, Field.LEARNER_TOTALS})
OF_PLANS: Final = OF_RECORDS | {Field.RESPONSE, Field.PROFIT}


class PartnersOptions(StudyForm):
    """Whether each candidate is also planned with."""

    COMMAND = "partners"
    ASKS: ClassVar = {
        "surplus": Ask(
            label=Text(en="Also plan with each candidate and without", zh="另测算有无各候选方的方案"),
            help=Text(en="On the last fit; takes minutes.", zh="依据最近一次拟合，需要几分钟。"),
        ),
        "plan_draws": Ask(label=DRAWS, help=DRAWS_HELP, more=True),
    }
    LEFT_OUT: ClassVar = {"party": "each party asks for itself"}


def _answer(folder: Path, options: Options, progress: Progress) -> Any:
    party, surplus = options["given"]["party"], options["surplus"]
    if surplus:
        known = fitted(folder, options, progress)
        project, rest = known.project, known.rest
    else:
        project = wiring.read(folder, progress=part_of(progress, start=0.0, end=0.8))
        rest = part_of(progress, start=0.8, end=1.0)
    return partners_of(project, party=party, surplus=surplus, draws=options["plan_draws"], progress=rest)


def _shown(options: Options) -> frozenset[Field]:
    return OF_PLANS if options.get("surplus") else OF_RECORDS


PARTNERS: Final = Study(
    name="partners",
    title=Text(en="Partner scoring", zh="合作方评分"),
    asks=Text(
        en="Which of the other parties is the best partner for yours, and how firm is that?",
        zh="其他各方中谁最适合与你方合作？排名有多稳？",
    ),
    group=Group.PARTNERS,
    answer=_answer,
    parts=page_parts,
    record=plain_record,
    few=partners_without_few,
    shows=OF_PLANS,
    less=_shown,
    form=PartnersOptions,
    private=True,
    fitted=True,
)
