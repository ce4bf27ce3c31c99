"""``kuajie path``: which courses, in which order, lead a learner to a goal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kuajie.cli.options import AsJson, Language, argument, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Find the cheapest courses of all partners that lead to a course, concept, skill or occupation, in an "
    "order in which each finds what it requires. Says why each is taken, who offers it, and what nobody "
    "teaches. docs/paths.md has the details.\n\n"
    'Example: kuajie path my-programme --to "machine learning" --taken M02,Python',
    zh="在各合作方的课程中，寻找通向某门课程、概念、技能或职业的最省路径，并排出先修在前的次序。"
    "说明每门课的理由、由谁提供，以及没有人教的内容。详见 docs/paths.md。\n\n"
    "示例：kuajie path 我的项目 --to 机器学习 --taken M02,Python",
)

Sources = Annotated[
    list[str],
    argument(
        Text(
            en="A programme folder, or files and folders as kuajie graph reads them, each PATH or NAME=PATH.",
            zh="合作项目文件夹，或 kuajie graph 可读的文件与文件夹，写作 路径 或 名称=路径。",
        ),
        metavar="[NAME=]PATH...",
    ),
]
To = Annotated[
    str,
    option(
        "--to",
        Text(
            en="Where to: a course (id, PARTY:ID or title), concept, skill or occupation.",
            zh="目标：课程（编号、合作方:编号或标题）、概念、技能或职业。",
        ),
        metavar="NAME",
    ),
]
Learner = Annotated[
    str | None,
    option(
        "--learner",
        Text(en="Whose orders and records say what was taken.", zh="按其订单与学习记录确定已学课程的学员。"),
        metavar="ID",
    ),
]
Taken = Annotated[
    str | None,
    option(
        "--taken",
        Text(
            en="Courses and concepts had already, with commas between.",
            zh="已学课程与已掌握的概念，用逗号隔开。",
        ),
        metavar="A,B",
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
Languages = Annotated[
    list[str] | None,
    option(
        "--language",
        Text(
            en="Only courses in this language. May be given several times.",
            zh="只选该语言的课程。可多次给出。",
        ),
        metavar="NAME",
    ),
]
Levels = Annotated[
    list[str] | None,
    option(
        "--level",
        Text(
            en="Only courses at this level. May be given several times.", zh="只选该级别的课程。可多次给出。"
        ),
        metavar="NAME",
    ),
]
Providers = Annotated[
    list[str] | None,
    option(
        "--provider",
        Text(
            en="Only courses of this party. May be given several times.",
            zh="只选该合作方的课程。可多次给出。",
        ),
        metavar="ID",
    ),
]
Budget = Annotated[
    float | None,
    option(
        "--budget",
        Text(en="The most that all courses together may cost.", zh="全部课程的总价上限。"),
        metavar="AMOUNT",
        min=0,
    ),
]
Least = Annotated[
    Literal["price", "courses"],
    option("--least", Text(en="What to keep small.", zh="使总价（price）还是门数（courses）最小。")),
]
Seconds = Annotated[
    float,
    option(
        "--seconds",
        Text(en="How long to look for a better path at the most.", zh="最多用多少秒寻找更好的路径。"),
        metavar="N",
        min=0.1,
        max=3600,
    ),
]


def command(
    *,
    sources: Sources,
    to: To,
    learner: Learner = None,
    taken: Taken = None,
    links: Links = None,
    language: Languages = None,
    level: Levels = None,
    provider: Providers = None,
    budget: Budget = None,
    least: Least = "price",
    seconds: Seconds = 10.0,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Find a learning path and show it."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.session import command_session
    from kuajie.present.paths import path_blocks
    from kuajie.wiring.paths import PathWishes, path_of_sources

    wishes = PathWishes(
        languages=language or (),
        levels=level or (),
        providers=provider or (),
        budget=budget,
        least=least,
        seconds=seconds,
    )
    had = [name.strip() for name in (taken or "").replace("，", ",").split(",") if name.strip()]
    with command_session(lang=lang, as_json=as_json) as session:
        answer = path_of_sources(
            sources, to=to, learner=learner, taken=had, links=links, wishes=wishes, progress=session.progress
        )
    show_answer(session, answer, path_blocks)
