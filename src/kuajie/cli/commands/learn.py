"""``kuajie learn``: which experiment would pay."""

from __future__ import annotations

from typing import Annotated

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Say which experiment would pay: what knowing each lever's response before planning would be worth "
    "in money, how long a test takes, and what it costs. It rests on the folder's last fit.\n\n"
    "Example: kuajie learn my-programme",
    zh="指出哪项实验划算：若在制定方案前知道各杠杆的效果，值多少钱、实验要多久、成本多少。"
    "以该文件夹最近一次拟合为依据。\n\n"
    "示例：kuajie learn 我的项目",
)

Draws = Annotated[
    int,
    option(
        "--draws",
        Text(en="Posterior draws that plans are made on.", zh="制定方案所用的后验样本数。"),
        metavar="N",
        min=10,
        max=1000,
    ),
]
Scenarios = Annotated[
    int,
    option(
        "--scenarios",
        Text(en="Ways each lever may turn out.", zh="每个杠杆考虑多少种可能结果。"),
        metavar="N",
        min=2,
        max=1000,
    ),
]


def command(
    *,
    folder: Folder,
    draws: Draws = 50,
    scenarios: Scenarios = 20,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Say what knowing more would be worth."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.learn import learn_blocks
    from kuajie.usecases.progress import part_of

    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.1))
        fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.5))
        rest = part_of(progress, start=0.5, end=1.0)
        answer = wiring.learn(project, fit, draws=draws, scenarios=scenarios, progress=rest)
    show_answer(session, answer, learn_blocks)
