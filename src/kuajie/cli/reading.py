"""Reading a folder for a command: what to know about the folder itself is said at once."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from kuajie import wiring
from kuajie.cli.session import Session
from kuajie.cli.wrapping import wrap
from kuajie.usecases.progress import Progress


def read_folder(folder: Path, *, session: Session, progress: Progress) -> wiring.Project:
    """Return a programme folder; that answers cannot be kept in it is said on standard error."""
    project = wiring.read(folder, progress=progress)
    if not session.as_json:
        console = Console(stderr=True, highlight=False)
        for note in project.notes:
            console.print(wrap(note.say(session.locale), console.width), markup=False)
    return project
