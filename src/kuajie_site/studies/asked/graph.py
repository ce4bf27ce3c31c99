"""Partners' catalogues as one course graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from kuajie.messages import Text
from kuajie.present.graph import graph_blocks, graph_record
from kuajie.usecases.progress import Progress
from kuajie.wiring.graphs import graph_of_files
from kuajie.wiring.outlines import outline
from kuajie_site.disclosure.fields import Field
from kuajie_site.studies.forms import NO_HELP, Ask, StudyForm
from kuajie_site.studies.groups import Group
from kuajie_site.studies.links import links_of
from kuajie_site.studies.study import Attachment, Options, Study
from kuajie_site.studies.told import parts_of_blocks

if TYPE_CHECKING:
    from kuajie.usecases.course_graph import GraphAnswer

OF_FILES: Final = "catalogues are those of the programme"


class GraphOptions(StudyForm):
    """Which course to look at."""

    COMMAND = "graph"
    ASKS: ClassVar = {
        "course": Ask(
            label=Text(en="Look at one course", zh="查看一门课程"),
            help=Text(
                en="Its id, or PARTY:ID where several parties use the same. Left empty: the whole graph.",
                zh="课程编号；多方使用同一编号时写作 合作方:编号。留空则查看整张图谱。",
            ),
        ),
        "most": Ask(label=Text(en="Nearest courses of others", zh="最接近的课程数"), help=NO_HELP, more=True),
    }
    LEFT_OUT: ClassVar = {
        "sources": OF_FILES,
        "links": "what was decided in the review of links holds",
        "export": "the graph can be downloaded",
        "form": "the download is JSON-LD",
    }


def _answer(folder: Path, options: Options, progress: Progress) -> GraphAnswer:
    found = graph_of_files(
        [str(folder)],
        links=links_of(folder),
        course=options["course"] or None,
        most=options["most"],
        progress=progress,
    )
    title = outline(folder).title  # the folder itself is called by its version
    return replace(found, sources=tuple(replace(each, name=title) for each in found.sources))


def _files(answer: GraphAnswer, folder: Path) -> Iterable[Attachment]:
    del answer
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "graph.jsonld"
        graph_of_files([str(folder)], links=links_of(folder), export=file)
        yield Attachment(
            name="graph.jsonld",
            title=Text(en="Course graph (JSON-LD)", zh="课程图谱（JSON-LD）"),
            content=file.read_bytes(),
            media_type="application/ld+json",
        )


GRAPH: Final = Study(
    name="graph",
    title=Text(en="Course graph", zh="课程图谱"),
    asks=Text(
        en="What do the catalogues hold together, what do they share, and what cannot be right?",
        zh="各方目录合起来有什么？共有什么？哪里有误？",
    ),
    group=Group.CATALOGUES,
    answer=_answer,
    parts=parts_of_blocks(graph_blocks),
    record=graph_record,
    files=_files,
    shows=frozenset({Field.CATALOGUE}),
    form=GraphOptions,
)
