"""Which entries of different catalogues may be the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from kuajie.exchange.links_file import links_csv
from kuajie.messages import LOCALES, Locale, Text
from kuajie.present.links import link_blocks, link_record
from kuajie.usecases.progress import Progress
from kuajie.wiring.links import link_sources
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.graph import OF_FILES
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.links import links_of
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import parts_of_blocks

if TYPE_CHECKING:
    from kuajie.usecases.link_catalogues import LinkAnswer

TITLES: Final = {
    "zh": Text(en="All links (CSV, in Chinese)", zh="全部对应关系（CSV，中文）"),
    "en": Text(en="All links (CSV, in English)", zh="全部对应关系（CSV，英文）"),
}


def proposals_file(locale: Locale) -> str:
    """Return what the file of all links is called."""
    return f"links-{locale}.csv"


class LinkOptions(StudyForm):
    """How sure a proposal must be."""

    COMMAND = "link"
    ASKS: ClassVar = {
        "confidence": Ask(label=Text(en="Least confidence", zh="最低置信度")),
        "most": Ask(
            label=Text(en="Proposals for one entry, at most", zh="每个条目的建议数上限"), help=NO_HELP
        ),
    }
    LEFT_OUT: ClassVar = {
        "sources": OF_FILES,
        "output": "proposals are reviewed on a page of their own, and can be downloaded",
        "links": "decisions made before are kept",
        "glossary": "terms beyond the built-in ones are given on the command line",
    }


def _answer(folder: Path, options: Options, progress: Progress) -> LinkAnswer:
    with tempfile.TemporaryDirectory() as place:
        return link_sources(
            [str(folder)],
            output=Path(place) / "links.csv",
            locale="en",
            earlier=links_of(folder),
            at_least=options["confidence"],
            most=options["most"],
            progress=progress,
        )


def _files(answer: LinkAnswer, folder: Path) -> Iterable[Attachment]:
    del folder
    for locale in LOCALES:
        yield Attachment(
            name=proposals_file(locale),
            title=TITLES[locale],
            content=links_csv(answer.links, locale).encode(),
            media_type="text/csv; charset=utf-8",
            locale=locale,
        )


LINK: Final = Study(
    name="link",
    title=Text(en="Links between catalogues", zh="目录对应关系"),
    asks=Text(
        en="Which courses, concepts and teachers of different catalogues may be the same?",
        zh="不同目录中哪些课程、概念与教师可能相同？",
    ),
    group=Group.CATALOGUES,
    answer=_answer,
    parts=parts_of_blocks(link_blocks),
    record=link_record,
    files=_files,
    shows=frozenset({Field.CATALOGUE}),
    form=LinkOptions,
)
