"""``kuajie report``: one HTML file that a partnership manager understands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.folder_options import Folder, NoCertificate, PlanDraws
from kuajie.cli.options import AsJson, Language, option
from kuajie.messages import Text

DESCRIPTION = Text(
    en="Write the report of a programme as one self-contained HTML file: what to do by lever and week, what "
    "it earns and how sure that is, each party's share and why, what happens without cooperation, response "
    "curves, checks and warnings. --lang decides its language.\n\n"
    "Example: kuajie report my-programme --output report.html --lang en",
    zh="把合作项目的报告写成一个独立的 HTML 文件：各杠杆每周做什么、预期收益及把握、各方份额及理由、"
    "不合作会怎样、响应曲线、检验与提示。报告语言由 --lang 决定。\n\n"
    "示例：kuajie report 我的项目 --output 报告.html --lang zh",
)

Output = Annotated[
    Path | None,
    option(
        "--output",
        Text(
            en="Where to write it; FOLDER/report.html otherwise.",
            zh="写入位置，默认为 FOLDER/report.html。",
        ),
        short="-o",
    ),
]


def command(
    *,
    folder: Folder,
    output: Output = None,
    plan_draws: PlanDraws = 100,
    no_certificate: NoCertificate = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Answer every question on a folder, write the report, and say where it is."""
    from kuajie.cli.answers import show_answer
    from kuajie.cli.main_job import run_and_report
    from kuajie.cli.session import command_session
    from kuajie.present.run import Written, written_blocks

    with command_session(lang=lang, as_json=as_json) as session:
        answer = run_and_report(
            folder,
            output=output,
            session=session,
            progress=session.progress,
            plan_draws=plan_draws,
            certified=not no_certificate,
        )
    assert answer.report is not None  # noqa: S101 - told to the type checker; it has just been written
    show_answer(session, Written(report=answer.report), written_blocks)
