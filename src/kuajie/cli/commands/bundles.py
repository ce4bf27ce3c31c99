"""``kuajie bundles``: which courses of different partners complete each other."""

from __future__ import annotations

from typing import Annotated

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language, option
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


def command(
    *,
    folder: Folder,
    most: Most = 20,
    weeks: Weeks = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Find bundles and show them."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.session import command_session
    from kuajie.present.bundles import bundles_blocks
    from kuajie.wiring.bundles import bundles_of_folder

    with command_session(lang=lang, as_json=as_json) as session:
        answer = bundles_of_folder(folder, weeks=weeks, most=most, progress=session.progress)
    show_answer(session, answer, bundles_blocks)
