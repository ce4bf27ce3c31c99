"""The main job as commands run it: every step, then the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie import wiring
from kuajie.cli.session import Session
from kuajie.messages import Text
from kuajie.present.report_file import require_place
from kuajie.usecases.progress import Progress, part_of

if TYPE_CHECKING:  # loads the engines
    from kuajie.usecases.run import RunAnswer

WRITING = Text(en="Writing the report", zh="正在撰写报告")


def run_and_report(
    folder: Path, *, output: Path | None, session: Session, progress: Progress, **choices: Any
) -> RunAnswer:
    """Run every step on a folder and write the report, ``folder/report.html`` where not said otherwise.

    ``choices`` are those of ``wiring.run``.
    """
    file = output or folder / "report.html"
    if output is not None:
        require_place(output)
    project = wiring.read(folder, progress=part_of(progress, start=0.0, end=0.1))
    require_place(file)
    answer = wiring.run(
        project, today=date.today(), progress=part_of(progress, start=0.1, end=0.95), **choices
    )
    progress(WRITING, 0.95)
    wiring.report(project, answer, file=file, locale=session.locale, created=date.today())
    progress(WRITING, 1.0)
    return replace(answer, report=file)
