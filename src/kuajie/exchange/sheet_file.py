"""Opening a file of a partner by what it holds, not by what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kuajie.exchange.csv_sheet import read_csv_sheet
from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import listing
from kuajie.exchange.sheet import Sheet
from kuajie.exchange.xlsx_sheet import read_xlsx_sheet
from kuajie.messages import Place, Text
from kuajie.messages.notices.files import EMPTY_FILE, UNREADABLE

_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
WORKBOOKS = (_ZIP, _OLD_WORKBOOK)
"""How workbooks begin."""
_OLD = Text(en="it is a workbook of the old XLS format", zh="这是旧版 XLS 格式的工作簿")
_REASONS: Mapping[type[OSError], Text] = {
    FileNotFoundError: Text(en="there is no such file", zh="没有这个文件"),
    IsADirectoryError: Text(en="it is a folder", zh="这是一个文件夹"),
    PermissionError: Text(en="you may not read it", zh="没有读取权限"),
}


def read_sheet(path: Path, *, file: str, columns: Iterable[str], findings: Findings) -> Sheet | None:
    """Return the cells of a CSV or XLSX file; ``None`` and findings where it cannot be read.

    ``columns`` are those the file should have, to tell a person about.
    """
    raw = read_file(path, file=file, findings=findings)
    if raw is None:
        return None
    sheet = sheet_of_bytes(raw, file=file, findings=findings)
    if sheet is None and not findings.refused(file):
        findings.error(EMPTY_FILE, Place(file=file), columns=listing(columns))
    return sheet


def read_file(path: Path, *, file: str, findings: Findings) -> bytes | None:
    """Return the bytes of a file, or ``None`` and a finding that says why not."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = _REASONS.get(type(error), error.strerror or str(error))
        findings.error(UNREADABLE, Place(file=file), reason=reason)
        return None


def sheet_of_bytes(raw: bytes, *, file: str, findings: Findings) -> Sheet | None:
    """Return the cells of a CSV or XLSX file that was read; ``None`` without any, or with findings."""
    if raw.startswith(_ZIP):
        return read_xlsx_sheet(raw, file=file, findings=findings)
    if raw.startswith(_OLD_WORKBOOK):
        findings.error(UNREADABLE, Place(file=file), reason=_OLD)
        return None
    text = utf8_bytes(raw, file=file, findings=findings)
    return None if text is None else read_csv_sheet(text, file=file, findings=findings)
