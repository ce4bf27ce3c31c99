"""Which entries of different catalogues may be the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from kuajie.messages import Locale, Text
from kuajie.present.links import link_blocks, link_record
from kuajie.present.page import Part
from kuajie.usecases.link_catalogues import LinkAnswer
from kuajie.usecases.progress import Progress
from kuajie.wiring.links import link_sources
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.asked.graph import OF_FILES
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.links import links_of
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import as_part

PROPOSALS: Final = "proposals.csv"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Links proposed, and the file in which people decide."""

    answer: LinkAnswer
    csv: bytes


def _answer(folder: Path, options: Options, progress: Progress) -> Proposed:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / PROPOSALS
        answer = link_sources(
            [str(folder)],
            output=file,
            locale="en",
            earlier=links_of(folder),
            at_least=options["confidence"],
            most=options["most"],
            progress=progress,
        )
        return Proposed(answer=answer, csv=file.read_bytes())


def _parts(proposed: Proposed, locale: Locale) -> Iterable[Part]:
    return map(as_part, link_blocks(proposed.answer, locale))


def _record(proposed: Proposed, locale: Locale) -> dict[str, Any]:
    return link_record(proposed.answer, locale)


def _files(proposed: Proposed, folder: Path) -> Iterable[Attachment]:
    del folder
    yield Attachment(
        name=PROPOSALS,
        title=Text(en="All links (CSV)", zh="全部对应关系（CSV）"),
        content=proposed.csv,
        media_type="text/csv; charset=utf-8",
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
    parts=_parts,
    record=_record,
    files=_files,
    shows=frozenset({Field.CATALOGUE}),
    form=LinkOptions,
)
