"""``kuajie bundles``: which courses of different partners complete each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Find pairs of courses, one of each partner, that complete each other: one leads to the other, they "
    "teach different parts of one field, learners take both. Says why, and who would come. docs/bundles.md "
    "explains the score.\n\n"
    "Example: kuajie bundles my-programme",
    zh="寻找分属不同合作方、彼此互补的课程组合：一门通向另一门、同一领域各教一部分、学员常一起学。说明理由与预计学员。"
    "得分的含义见 docs/bundles.md。\n\n"
    "示例：kuajie bundles 我的项目",
)

FILES = Text(en="From files instead of a folder", zh="以文件代替文件夹")

Folder = Annotated[
    Path | None,
    argument(
        Text(
            en="A programme folder (it holds programme.toml); or give --items.",
            zh="合作项目文件夹（其中有 programme.toml）；或使用 --items。",
        )
    ),
]
Train = Annotated[
    Path | None,
    option(
        "--train",
        Text(
            en="What learners took: columns user, item and perhaps timestamp.",
            zh="学习记录：含 user、item 两列，可含 timestamp 列。",
        ),
        panel=FILES,
        metavar="FILE",
    ),
]
Items = Annotated[
    Path | None,
    option(
        "--items",
        Text(
            en="All courses: columns item and provider, perhaps title.",
            zh="全部课程：item 与 provider 两列，可含 title 列。",
        ),
        panel=FILES,
        metavar="FILE",
    ),
]
About = Annotated[
    list[Path] | None,
    option(
        "--kg",
        Text(
            en="What courses are about: columns head, relation, tail. May be given several times.",
            zh="课程的知识图谱：head、relation、tail 三列。可多次给出。",
        ),
        panel=FILES,
        metavar="FILE",
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
Most = Annotated[
    int,
    option(
        "--most",
        Text(en="Bundles to show.", zh="显示的组合数。"),
        short="-k",
        metavar="N",
        min=1,
        max=1000,
    ),
]
Weeks = Annotated[
    int | None,
    option(
        "--weeks",
        Text(
            en="How long an offer runs; the programme's horizon otherwise.",
            zh="优惠持续的周数；默认为项目周期。",
        ),
        metavar="N",
        min=1,
        max=520,
    ),
]


Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(
            en="Write bundles here as joint courses, to be pasted into programme.toml.",
            zh="把组合写成联合课程，可贴入 programme.toml。",
        ),
        short="-o",
        metavar="FILE",
    ),
]


def command(
    *,
    folder: Folder = None,
    train: Train = None,
    items: Items = None,
    kg: About = None,
    links: Links = None,
    most: Most = 20,
    weeks: Weeks = None,
    output: Output = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Find bundles and show them."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.session import command_session
    from kuajie.messages import BadInput
    from kuajie.messages.notices.bundles import FOLDER_OR_ITEMS, OUTPUT_OF_FOLDER
    from kuajie.present.bundles import bundles_blocks
    from kuajie.wiring.bundles import bundles_of_files, bundles_of_folder

    with command_session(lang=lang, as_json=as_json) as session:
        if (folder is None) == (items is None):
            raise BadInput.of(FOLDER_OR_ITEMS)
        if output is not None and folder is None:
            raise BadInput.of(OUTPUT_OF_FOLDER)
        if folder is not None:
            answer = bundles_of_folder(
                folder,
                links=links,
                weeks=weeks,
                most=most,
                output=output,
                locale=session.locale,
                progress=session.progress,
            )
        elif items is not None:
            answer = bundles_of_files(
                train,
                items=items,
                edges=kg or (),
                links=links,
                weeks=weeks,
                most=most,
                progress=session.progress,
            )
    show_answer(session, answer, bundles_blocks)
