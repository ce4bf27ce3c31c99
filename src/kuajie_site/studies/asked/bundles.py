"""Which courses of different partners complete each other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from kuajie.messages import LOCALES, Locale, Text
from kuajie.present.bundles import bundles_blocks
from kuajie.present.page import Part
from kuajie.usecases.bundles_answer import BundlesAnswer
from kuajie.usecases.progress import Progress, part_of
from kuajie.wiring.bundles import bundles_of_folder
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.few_learners import bundles_without_few
from kuajie_site.studies.few_orders import of_part
from kuajie_site.studies.forms import Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.links import links_of
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import as_part, plain_record

TITLES: Final = {
    "zh": Text(en="Bundles for programme.toml (in Chinese)", zh="可贴入 programme.toml 的组合（中文说明）"),
    "en": Text(en="Bundles for programme.toml (in English)", zh="可贴入 programme.toml 的组合（英文说明）"),
}


class BundlesOptions(StudyForm):
    """How many, and for how long an offer runs."""

    COMMAND = "bundles"
    ASKS: ClassVar = {
        "most": Ask(label=Text(en="Bundles to show", zh="显示的组合数"), help=Text(en=" ", zh=" ")),
        "weeks": Ask(label=Text(en="Weeks of the offer", zh="优惠周数")),
    }
    LEFT_OUT: ClassVar = {
        "train": "what learners took is read from the programme",
        "items": "courses are those of the programme",
        "kg": "courses are those of the programme",
        "links": "what was decided in the review of links holds",
        "output": "bundles can be downloaded as joint courses",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Bundles, and each as a joint course for programme.toml, by language."""

    answer: BundlesAnswer
    proposals: dict[Locale, bytes]


def _answer(folder: Path, options: Options, progress: Progress) -> Found:
    proposals: dict[Locale, bytes] = {}
    with tempfile.TemporaryDirectory() as place:
        for number, locale in enumerate(LOCALES):
            file = Path(place) / f"{locale}.toml"
            answer = bundles_of_folder(
                folder,
                links=links_of(folder),
                weeks=options["weeks"],
                most=options["most"],
                output=file,
                locale=locale,
                progress=part_of(progress, start=number / 2, end=(number + 1) / 2),
            )
            proposals[locale] = file.read_bytes()
    return Found(answer=answer, proposals=proposals)


def _parts(found: Found, locale: Locale) -> Iterable[Part]:
    return map(as_part, bundles_blocks(found.answer, locale))


def _record(found: Found, locale: Locale) -> Any:
    return plain_record(found.answer, locale)


def _files(found: Found, folder: Path) -> Iterable[Attachment]:
    del folder
    for locale in LOCALES:
        if found.proposals[locale].strip():
            yield Attachment(
                name=f"bundles-{locale}.toml",
                title=TITLES[locale],
                content=found.proposals[locale],
                media_type="application/toml; charset=utf-8",
                locale=locale,
            )


BUNDLES: Final = Study(
    name="bundles",
    title=Text(en="Bundles", zh="课程组合"),
    asks=Text(
        en="Which courses of different parties complete each other, and who would come?",
        zh="哪些分属不同合作方的课程彼此互补？谁会来学？",
    ),
    group=Group.CATALOGUES,
    answer=_answer,
    parts=_parts,
    record=_record,
    few=of_part("answer", bundles_without_few),
    files=_files,
    shows=frozenset({Field.CATALOGUE, Field.LEARNER_TOTALS}),
    form=BundlesOptions,
    dated=True,
)
