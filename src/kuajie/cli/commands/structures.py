"""``kuajie structures``: what everybody earns deciding together, alone, or behind a leader."""

from __future__ import annotations

from typing import Annotated

from kuajie.cli.folder_options import Folder, NoCertificate
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Compare who decides when: everybody together, each party for itself (Nash), or one leading and the "
    "others following, the leader also choosing which part of the others' spend it pays. Shows what each "
    "party earns, spends and pays, and what cooperating is worth to it. What is found is local: other "
    "equilibria may exist.\n\n"
    "Example: kuajie structures my-programme --shares a=0.6,b=0.4",
    zh="比较不同的决策方式：共同决策、各自决策（纳什均衡）、一方领导其他各方跟随（领导方同时决定为他方投入"
    "分担多少）。列出各方的收益、投入与分担比例，以及合作对每一方值多少。求得的均衡是局部的，可能还有其他均衡。"
    "\n\n示例：kuajie structures 我的项目 --shares a=0.6,b=0.4",
)
Leaders = Annotated[
    str | None,
    option(
        "--leaders",
        Text(
            en="Who leads in turn, ids or roles such as platform,institution; else the first of both.",
            zh="依次由谁领导，填 id 或角色，如 platform,institution；默认首个平台与首个机构。",
        ),
        metavar="A,B",
    ),
]
Shares = Annotated[
    str | None,
    option(
        "--shares",
        Text(
            en="Try these revenue shares in place of the agreed terms, such as a=0.6,b=0.4.",
            zh="试用这组收入分成代替已约定的条款，如 a=0.6,b=0.4。",
        ),
        metavar="A=0.6,B=0.4",
    ),
]
GameDraws = Annotated[
    int,
    option(
        "--plan-draws",
        Text(
            en="Posterior draws that find every structure (others judge it).",
            zh="用于求解的后验样本数（另用其他样本评判）。",
        ),
        metavar="N",
        min=10,
        max=5000,
    ),
]


def command(
    *,
    folder: Folder,
    leaders: Leaders = None,
    shares: Shares = None,
    plan_draws: GameDraws = 50,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Compare structures of decisions on a folder's fit."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.commands.frontier import listed
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.structures import structures_blocks
    from kuajie.usecases.progress import part_of
    from kuajie.wiring.structures import structures

    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.1))
        fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.3))
        answer = structures(
            project,
            fit,
            leaders=listed(leaders),
            shares=shares,
            draws=plan_draws,
            certified=not no_certificate,
            progress=part_of(progress, start=0.3, end=1.0),
        )
    show_answer(session, answer, structures_blocks)
