"""``kuajie guard``: where a programme comes near what the law forbids."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

AGAINST = 1
DESCRIPTION = Text(
    en="Hold a programme against the rules of its country: levels of referral, prepayment for children’s "
    "training, claims in titles and copy, consent behind shared fields (docs/guards.md). Copy is the text "
    "files of the folder “copy” inside the programme and those given. The exit code is 1 when something is "
    "against the rules.\n\n"
    "Example: kuajie guard my-programme --copy landing-page.md",
    zh="按所在国家的规则检查合作项目：推荐层级、中小学生培训预收费、标题与文案中的宣传用语、共享字段的同意"
    "（见 docs/guards.md）。文案取自项目内的 copy 文件夹与 --copy 指定的文本文件。"
    "有违反规则之处时退出码为 1。\n\n"
    "示例：kuajie guard 我的项目 --copy 落地页.md",
)
CopyFiles = Annotated[
    list[Path] | None,
    option(
        "--copy",
        Text(en="A text file of copy; may be given again.", zh="文案文本文件，可多次给出。"),
        metavar="FILE",
    ),
]
Country = Annotated[
    str | None,
    option(
        "--country",
        Text(
            en="Whose rules hold, such as CN; the programme’s country otherwise.",
            zh="适用哪个国家的规则，如 CN；默认为项目所在国家。",
        ),
        metavar="CODE",
    ),
]


def command(
    *,
    folder: Folder,
    copy: CopyFiles = None,
    country: Country = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Check a folder and show what the guards found."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.guards import guard_blocks, guard_record
    from kuajie.wiring.guards import guard_folder

    with command_session(lang=lang, as_json=as_json) as session:
        answer = guard_folder(folder, copy=tuple(copy or ()), country=country, progress=session.progress)
    if session.as_json:
        print_json(guard_record(answer, session.locale))
    else:
        session.show(answer, guard_blocks)
    if answer.against:
        raise typer.Exit(AGAINST)
