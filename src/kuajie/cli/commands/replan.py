"""``kuajie replan``: what to change in the weeks that are left of a programme under way."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from kuajie.cli.folder_options import Folder, NoCertificate, PlanDraws
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Plan the rest of a programme under way. The weeks of the horizon that have passed are taken as the "
    "folder's orders, spend and training tell them: what was spent still acts and counts against the "
    "budgets. The weeks that are left are planned anew and compared, from here on, with the plan made before "
    "(the last kuajie plan of the folder). The answer is never worse than going on as agreed. The exit code "
    "is 4 when what is left of the limits allows no plan.\n\n"
    "Example: kuajie replan my-programme --as-of 2027-01-04",
    zh="为进行中的合作项目规划余下各周。计划期内已过去的各周以文件夹中的订单、投入与培训记录为准：已花的钱仍在"
    "起作用，也计入预算。余下各周重新规划，并与此前的方案（该文件夹最近一次 kuajie plan）从现在起作比较，"
    "结果绝不会比照原方案继续更差。剩余限额使方案不可行时，退出码为 4。\n\n"
    "示例：kuajie replan 我的项目 --as-of 2027-01-04",
)

AsOf = Annotated[
    datetime | None,
    option(
        "--as-of",
        Text(
            en="Weeks that end before this day have passed; otherwise the weeks that the records fill.",
            zh="在这一天之前结束的各周视为已过去；不给出时以记录填满的各周为准。",
        ),
        metavar="YYYY-MM-DD",
        formats=["%Y-%m-%d"],
    ),
]
Refit = Annotated[
    bool,
    option(
        "--refit",
        Text(
            en="Let the fit learn from the weeks that have passed before planning the others.",
            zh="先让拟合学习已过去的各周，再规划其余各周。",
        ),
    ),
]
Adopt = Annotated[
    bool,
    option(
        "--adopt",
        Text(
            en="Keep the answer as the plan agreed on: the next replan compares with it.",
            zh="把结果保存为约定的方案：下一次 replan 与它比较。",
        ),
    ),
]


def command(
    *,
    folder: Folder,
    as_of: AsOf = None,
    refit: Refit = False,
    adopt: Adopt = False,
    draws: PlanDraws = 100,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Plan the rest of a folder's programme and show what changes."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.reading import read_folder
    from kuajie.cli.session import command_session
    from kuajie.present.replan import replan_blocks
    from kuajie.usecases.progress import part_of

    with command_session(lang=lang, as_json=as_json) as session:
        progress = session.progress
        project = read_folder(folder, session=session, progress=part_of(progress, start=0.0, end=0.1))
        fit = wiring.fit(project, progress=part_of(progress, start=0.1, end=0.4))
        answer = wiring.replan(
            project,
            fit,
            as_of=as_of.date() if as_of else None,
            refit=refit,
            adopt=adopt,
            draws=draws,
            certified=not no_certificate,
            progress=part_of(progress, start=0.4, end=1.0),
        )
    show_answer(session, answer, replan_blocks)
