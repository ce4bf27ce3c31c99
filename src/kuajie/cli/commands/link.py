"""``kuajie link``: which entries of different catalogues may be the same."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Find courses, concepts, teachers and schools of different catalogues that may be the same, with "
    "a confidence and reasons, in a file where people decide. Nothing is ever merged unasked. "
    "docs/links.md has the files.\n\n"
    "Example: kuajie link ours=catalogue.csv theirs=courses.jsonld -o links.csv",
    zh="找出不同目录中可能相同的课程、概念、教师与院校，附置信度与理由，写入文件供人工判定；"
    "未经判定绝不合并。文件格式见 docs/links.md。\n\n"
    "示例：kuajie link 我方=课程目录.csv 对方=courses.jsonld -o 对应关系.csv",
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
Output = Annotated[
    Path,
    option(
        "--output",
        Text(
            en="Write the links here, CSV; decisions that stand in it already are kept.",
            zh="对应关系写入该 CSV 文件；其中已有的判定会保留。",
        ),
        short="-o",
        metavar="FILE",
    ),
]
Earlier = Annotated[
    Path | None,
    option(
        "--links",
        Text(
            en="Take earlier decisions from this file (CSV or XLSX) instead.",
            zh="改从该文件（CSV 或 XLSX）读取已有判定。",
        ),
        metavar="FILE",
    ),
]
Glossary = Annotated[
    Path | None,
    option(
        "--glossary",
        Text(
            en="Further terms with their English: columns term, english.",
            zh="补充的术语及其英文：term、english 两列。",
        ),
        metavar="FILE",
    ),
]
Least = Annotated[
    float,
    option(
        "--confidence",
        Text(en="Propose links of this confidence or more.", zh="只建议不低于该置信度的对应关系。"),
        metavar="P",
        min=0.0,
        max=1.0,
    ),
]
Most = Annotated[
    int,
    option(
        "--most",
        Text(en="Proposals for one entry at the most.", zh="每个条目最多的建议数。"),
        metavar="N",
        min=1,
        max=20,
    ),
]


def command(
    *,
    sources: Sources,
    output: Output,
    links: Earlier = None,
    glossary: Glossary = None,
    confidence: Least = 0.1,
    most: Most = 3,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Propose links, write them and show the most confident."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.links import link_blocks, link_record
    from kuajie.wiring.links import link_sources

    with command_session(lang=lang, as_json=as_json) as session:
        answer = link_sources(
            sources,
            output=output,
            locale=session.locale,
            earlier=links,
            glossary=glossary,
            at_least=confidence,
            most=most,
            progress=session.progress,
        )
    if session.as_json:
        print_json(link_record(answer, session.locale))
    else:
        session.show(answer, link_blocks)
