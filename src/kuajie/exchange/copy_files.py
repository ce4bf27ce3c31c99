"""Reading marketing copy: text files given, or all in the folder ``copy`` of a programme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet_file import WORKBOOKS, read_file
from kuajie.messages import Place
from kuajie.messages.notices.guards import NOT_COPY
from kuajie.usecases.check_guards import Copy

FOLDER: Final = "copy"
_FORMS: Final = (".txt", ".md")
_OTHERS: Final = (*WORKBOOKS, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def read_copy(folder: Path, given: Sequence[Path]) -> tuple[Copy, ...]:
    """Return copy with its lines: the text files of ``folder/copy`` and those given, each once.

    Raises ``BadInput`` with everything that cannot be read.
    """
    findings = Findings()
    own = sorted(
        path for path in (folder / FOLDER).rglob("*") if path.is_file() and path.suffix.lower() in _FORMS
    )
    named = {path.resolve(): path.relative_to(folder).as_posix() for path in own}
    for path in given:
        named.setdefault(path.resolve(), str(path))
    copies = [_read(path, name, findings) for path, name in named.items()]
    findings.stop_if_refused()
    return tuple(copy for copy in copies if copy is not None)


def _read(path: Path, name: str, findings: Findings) -> Copy | None:
    raw = read_file(path, file=name, findings=findings)
    if raw is not None and raw.startswith(_OTHERS):
        findings.error(NOT_COPY, Place(file=name))
        return None
    text = None if raw is None else utf8_bytes(raw, file=name, findings=findings)
    return None if text is None else Copy(file=name, lines=tuple(text.decode("utf-8").splitlines()))
