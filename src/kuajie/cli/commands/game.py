"""``kuajie game``: a model of the literature under every game structure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import AsJson, Language, argument
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Solve a model of the literature under every game structure: cooperation, Nash, the platform leads, "
    "the institution leads. What each party decides and earns, and what is lost against cooperation. "
    "docs/games.md has the models and their inputs. The exit code is 4 when nothing in the file has an "
    "equilibrium.\n\n"
    "Example: kuajie game CASE.json",
    zh="在各种博弈结构下求解文献中的模型：合作、纳什均衡、平台先动、机构先动；给出各方的决策与收益，以及相对合作的损失。"
    "模型及输入见 docs/games.md。文件中的案例全部没有均衡时，退出码为 4。\n\n"
    "示例：kuajie game CASE.json",
)

File = Annotated[
    Path,
    argument(
        Text(
            en="A case or a list of cases, JSON or TOML, with model, inputs and perhaps structure.",
            zh="一个案例或案例列表（JSON 或 TOML），含 model、inputs，可含 structure。",
        )
    ),
]


def command(*, file: File, lang: Language = None, as_json: AsJson = False) -> None:
    """Solve the cases of a file and show them."""
    from kuajie.cli.json_output import print_json
    from kuajie.cli.session import command_session
    from kuajie.present.game import game_blocks, game_record
    from kuajie.wiring.games import games

    with command_session(lang=lang, as_json=as_json) as session:
        answer = games(file)
    if session.as_json:
        print_json(game_record(answer, session.locale))
    else:
        session.show(answer, game_blocks)
