"""Writing a finished page to its place: wholly, or what was there stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from kuajie.messages import BadInput, Notice, Place
from kuajie.messages.notices.surfaces import (
    IS_A_FOLDER,
    IS_READ,
    NO_FOLDER,
    NO_PLACE_FOR_REPORT,
    NOT_WRITABLE,
    REPORT_NOT_WRITTEN,
)


def require_place(
    file: Path, *, notice: Notice = NO_PLACE_FOR_REPORT, read: Iterable[Path | None] = ()
) -> None:
    """Refuse a place where nothing can be written; asked before the work is done that it would hold.

    ``read`` are files that nothing may be written over. ``notice`` says so, with a ``reason``.
    """
    folder = file.absolute().parent
    for refused, reason in (
        (file.is_dir(), IS_A_FOLDER),
        (file.resolve() in {each.resolve() for each in read if each is not None}, IS_READ),
        (not folder.is_dir(), NO_FOLDER),
        (not os.access(folder, os.W_OK), NOT_WRITABLE),
    ):
        if refused:
            raise BadInput.of(notice, place=Place(file=str(file)), reason=reason)


def write_whole(file: Path, text: str, *, notice: Notice = REPORT_NOT_WRITTEN) -> None:
    """Write a page beside its place and rename it into it, so that nobody sees half of it.

    Raises ``BadInput`` when it cannot be written; ``notice`` says so, with a ``reason``.
    """
    write_together({file: text}, notice=notice)


Content = str | bytes | Callable[[IO[bytes]], None]
"""What is written: a text (as UTF-8), bytes, or what writes it into the open file."""


def write_together(files: Mapping[Path, Content], *, notice: Notice = REPORT_NOT_WRITTEN) -> None:
    """Write several files beside their places and rename them only when all are written.

    Raises ``BadInput`` when one cannot be written; then none is.
    """
    beside: dict[Path, Path] = {}
    file = None
    try:
        try:
            for file, content in files.items():
                beside[file] = _written_beside(file, content)
            for file, written in beside.items():
                written.replace(file)
        except BaseException:
            for written in beside.values():
                written.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.of(notice, place=Place(file=str(file)), reason=reason) from error


def _written_beside(file: Path, content: Content) -> Path:
    folder = file.absolute().parent
    beside = NamedTemporaryFile(  # noqa: SIM115 - it outlives this function, to be renamed
        dir=folder, prefix=f".{file.name}-", delete=False
    )
    try:
        with beside:
            if callable(content):
                content(beside)
            else:
                beside.write(content.encode() if isinstance(content, str) else content)
        Path(beside.name).chmod(_USUAL_MODE & ~_mask())
    except BaseException:
        Path(beside.name).unlink(missing_ok=True)
        raise
    return Path(beside.name)


_USUAL_MODE = 0o666
"""The mode of new files before the person's mask; a temporary file would stay private."""


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
