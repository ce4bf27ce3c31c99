"""Every step in one go, and the whole report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from kuajie import wiring
from kuajie.messages import LOCALES, Locale, Text
from kuajie.present.page import Part
from kuajie.present.run import run_blocks
from kuajie.usecases.progress import Progress
from kuajie.usecases.run import RunAnswer
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.plan import PLAN_DRAWS, UNCERTIFIED
from kuajie_site.studies.few_orders import of_part, run_without_few
from kuajie_site.studies.forms import StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.steps import fitted
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import as_part, plain_record

if TYPE_CHECKING:
    from kuajie.wiring import Project

OF_FIT: Final = "the fit in force is used; the study “fit” sets it"
TITLES: Final = {
    "zh": Text(en="Report in Chinese", zh="中文报告"),
    "en": Text(en="Report in English", zh="英文报告"),
}


class RunOptions(StudyForm):
    """How a plan is found on the way."""

    COMMAND = "run"
    ASKS: ClassVar = {"plan_draws": replace(PLAN_DRAWS, more=False), "no_certificate": UNCERTIFIED}
    LEFT_OUT: ClassVar = {
        "output": "the report can be opened, printed and downloaded",
        **dict.fromkeys(("draws", "warm_up", "chains", "seed", "holdout"), OF_FIT),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What all steps found, and the programme it is about."""

    answer: RunAnswer
    project: Project
    day: date


def _answer(folder: Path, options: Options, progress: Progress) -> Reported:
    known, day = fitted(folder, options, progress), date.fromisoformat(options["given"]["day"])
    answer = wiring.run(
        known.project,
        today=day,
        fitted=known.fit,
        plan_draws=options["plan_draws"],
        certified=not options["no_certificate"],
        keep=False,
        progress=known.rest,
    )
    return Reported(answer=answer, project=known.project, day=day)


def _parts(reported: Reported, locale: Locale) -> Iterable[Part]:
    return map(as_part, run_blocks(reported.answer, locale))


def _record(reported: Reported, locale: Locale) -> Any:
    return plain_record(reported.answer, locale)


def _files(reported: Reported, folder: Path) -> Iterable[Attachment]:
    del folder
    with tempfile.TemporaryDirectory() as place:
        for locale in LOCALES:
            file = Path(place) / f"{locale}.html"
            wiring.report(reported.project, reported.answer, file=file, locale=locale, created=reported.day)
            yield Attachment(
                name=f"report-{locale}.html",
                title=TITLES[locale],
                content=file.read_bytes(),
                media_type="text/html; charset=utf-8",
                locale=locale,
                page=True,
            )


RUN: Final = Study(
    name="run",
    title=Text(en="Whole report", zh="完整报告"),
    asks=Text(
        en="All steps in one go: what to do, what it earns, who gets what, and how sure that is.",
        zh="一次完成全部步骤：做什么、收益多少、如何分配、把握多大。",
    ),
    group=Group.PLAN,
    answer=_answer,
    parts=_parts,
    record=_record,
    few=of_part("answer", run_without_few),
    files=_files,
    shows=frozenset(
        {
            Field.QUALITY,
            Field.WEEKLY_TOTALS,
            Field.CATALOGUE,
            Field.RESOURCES,
            Field.LEARNER_TOTALS,
            Field.RESPONSE,
            Field.PLANS,
            Field.PROFIT,
            Field.COSTS,
        }
    ),
    form=RunOptions,
    fitted=True,
    dated=True,
)
