"""``kuajie graph``: partners' catalogues as one course graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Join partners' catalogues into one course graph: what is in it, what the partners share, and what "
    "cannot be right. Reads programme folders, CSV and XLSX, schema.org JSON-LD, 1EdTech CASE, ESCO and "
    "MOOCCubeX, told apart by what they hold; docs/graph.md has them.\n\n"
    "Example: kuajie graph ours=catalogue.csv theirs=courses.jsonld --course ours:J1",
    zh="把各方的课程目录合成一张课程图谱：有什么、各方共有什么、哪里有误。可读取合作项目文件夹、CSV 与 XLSX、"
    "schema.org JSON-LD、1EdTech CASE、ESCO 和 MOOCCubeX，按内容识别；格式见 docs/graph.md。\n\n"
    "示例：kuajie graph 我方=课程目录.csv 对方=courses.jsonld --course 我方:J1",
)

Sources = Annotated[
    list[str],
    argument(
        Text(
            en="Files or folders, each PATH or NAME=PATH; sources of one name are one catalogue.",
            zh="文件或文件夹，写作 路径 或 名称=路径；同名的来源合为一份目录。",
        ),
        metavar="[NAME=]PATH...",
    ),
]
CourseId = Annotated[
    str | None,
    option(
        "--course",
        Text(
            en="Show one course, what it is joined to, and the nearest courses of others.",
            zh="查看一门课程、它的关联，以及其他合作方最接近的课程。",
        ),
        metavar="[PROVIDER:]ID",
    ),
]
Most = Annotated[
    int,
    option(
        "--most",
        Text(en="How many courses of others to name beside it.", zh="列出多少门其他合作方的课程。"),
        short="-k",
        metavar="N",
        min=1,
        max=1000,
    ),
]


Links = Annotated[
    Path | None,
    option(
        "--links",
        Text(
            en="Take as the same what is confirmed in this file (see kuajie link).",
            zh="按该文件中的确认把相同者视为同一个（见 kuajie link）。",
        ),
        metavar="FILE",
    ),
]
Export = Annotated[
    Path | None,
    option(
        "--export",
        Text(
            en="Write the graph: a folder for nodes.csv and edges.csv, or a file .jsonld or .ttl.",
            zh="导出图谱：文件夹（nodes.csv 与 edges.csv），或 .jsonld、.ttl 文件。",
        ),
        metavar="DIR|FILE",
    ),
]
Form = Annotated[
    Literal["csv", "jsonld", "turtle"] | None,
    option(
        "--format",
        Text(en="Form of the export; otherwise as its name ends.", zh="导出格式；默认按文件名后缀。"),
    ),
]


def command(
    *,
    sources: Sources,
    links: Links = None,
    course: CourseId = None,
    most: Most = 10,
    export: Export = None,
    form: Form = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Join catalogues into one graph and show what is in it."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.graph import graph_blocks, graph_record
    from kuajie.wiring.graphs import graph_of_files

    with command_session(lang=lang, as_json=as_json) as session:
        answer = graph_of_files(
            sources,
            links=links,
            course=course,
            most=most,
            export=export,
            form=form,
            progress=session.progress,
        )
    if session.as_json:
        print_json(graph_record(answer, session.locale))
    else:
        session.show(answer, graph_blocks)
