"""``kuajie doctor``: what this machine has and lacks."""

from __future__ import annotations

import typer

from kuajie.cli.options import AsJson, Language
from kuajie.cli.session import command_session
from kuajie.messages import MissingTool, Text

DESCRIPTION = Text(
    en="Check this machine: Python, packages, folders, fonts, browser and other optional parts. Says what "
    "each is needed for and the line that installs it. The exit code is 5 when a required one is missing.",
    zh="检查本机环境：Python、依赖包、目录、字体、浏览器及其他可选部分，说明各自用途，并给出安装命令。"
    "缺少必需部分时退出码为 5。",
)


def command(*, lang: Language = None, as_json: AsJson = False) -> None:
    """Examine this machine and show the result."""
    from kuajie.present.doctor import machine_blocks
    from kuajie.wiring import examine_machine

    with command_session(lang=lang, as_json=as_json) as session:
        examination = examine_machine(progress=session.progress)
    session.show(examination, machine_blocks)
    if not examination.ready:
        raise typer.Exit(MissingTool.exit_code)
