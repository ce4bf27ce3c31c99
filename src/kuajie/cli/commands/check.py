"""``kuajie check``: what a programme folder holds, and whether it can be fitted."""

from __future__ import annotations

import typer

from kuajie.cli.folder_options import Folder
from kuajie.cli.options import AsJson, Language
from kuajie.messages import CannotFit, Text

DESCRIPTION = Text(
    en="Read every file of a programme folder and say what it holds: parties, courses, levers, rows, weeks "
    "of history, and what to watch. When a file cannot be taken, every finding is listed with its row, "
    "column and remedy, and the exit code is 2; when the history cannot carry a fit, it is 3.\n\n"
    "Example: kuajie check my-programme",
    zh="读取合作项目文件夹中的全部文件，列出合作方、课程、杠杆、行数、历史周数以及需要注意之处。"
    "文件无法采用时，逐条列出所在行、列与处理办法，退出码为 2；历史不足以拟合时退出码为 3。\n\n"
    "示例：kuajie check 我的项目",
)


def command(*, folder: Folder, lang: Language = None, as_json: AsJson = False) -> None:
    """Read a folder and show what it holds."""
    from kuajie import wiring
    from kuajie.cli.answers import show_answer
    from kuajie.cli.session import command_session
    from kuajie.present.check import check_blocks

    with command_session(lang=lang, as_json=as_json) as session:
        answer = wiring.check(wiring.read(folder, progress=session.progress))
    show_answer(session, answer, check_blocks)
    if answer.obstacles:
        raise typer.Exit(CannotFit.exit_code)
