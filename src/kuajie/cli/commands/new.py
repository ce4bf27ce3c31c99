"""``kuajie new``: a simulated programme folder to try everything on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Write a programme folder with simulated data, to try everything on or to see how files should look. "
    "Its truth is known and stands in truth.json. The folder must be new or empty; --lang is also the "
    "language of the names in it.\n\n"
    "Example: kuajie new my-programme --template online-course\n"
    "Example: kuajie new --list",
    zh="生成一个带有模拟数据的合作项目文件夹，可用来试用全部功能，或参考各文件的写法。"
    "真实规律写在 truth.json 中。目标文件夹必须是新建的或空的；--lang 同时决定其中名称所用的语言。\n\n"
    "示例：kuajie new 我的项目 --template online-course\n"
    "示例：kuajie new --list",
)

MaybeFolder = Annotated[
    Path | None,
    argument(
        Text(en="The folder to write; leave it out with --list.", zh="要写入的文件夹；使用 --list 时省略。")
    ),
]
Template = Annotated[
    str,
    option("--template", Text(en="Kind of programme; see --list.", zh="合作项目的类型，见 --list。")),
]
Seed = Annotated[
    int,
    option(
        "--seed",
        Text(en="Same seed, same folder.", zh="随机种子；种子相同则内容相同。"),
        metavar="N",
        min=0,
    ),
]
Weeks = Annotated[
    int,
    option("--weeks", Text(en="Weeks of history.", zh="历史数据的周数。"), metavar="N", min=26, max=520),
]
Scale = Annotated[
    float,
    option(
        "--scale",
        Text(
            en="Size of the programme: enrolments, seats, spend and budgets alike.",
            zh="项目规模：报名、名额、投入与预算同比缩放。",
        ),
        metavar="X",
        min=0.01,
        max=1000.0,
    ),
]
List = Annotated[
    bool,
    option("--list", Text(en="List the templates and write nothing.", zh="只列出模板，不写入任何内容。")),
]


def command(
    *,
    folder: MaybeFolder = None,
    template: Template = "demo",
    seed: Seed = 2026,
    weeks: Weeks = 156,
    scale: Scale = 1.0,
    listing: List = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Write a simulated folder and say what is in it, or list the templates."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.session import command_session
    from kuajie.messages import BadInput
    from kuajie.messages.notices.cli import MISSING_VALUE
    from kuajie.present.new import new_blocks, template_blocks

    with command_session(lang=lang, as_json=as_json) as session:
        if listing:
            show_answer(session, wiring.templates(), template_blocks)
            return
        if folder is None:
            raise BadInput.of(MISSING_VALUE, name="FOLDER", command="kuajie new")
        answer = wiring.new(
            folder,
            template=template,
            seed=seed,
            weeks=weeks,
            scale=scale,
            locale=session.locale,
            progress=session.progress,
        )
    show_answer(session, answer, new_blocks)
