"""From the bytes of a partner's text file to UTF-8, or a refusal."""

from __future__ import annotations

import codecs

from kuajie.exchange.findings import Findings
from kuajie.messages import Place
from kuajie.messages.notices.files import NOT_TEXT

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# GB18030 accepts most byte pairs, so a UTF-8 file with one broken byte would turn into nonsense. Chinese in
# UTF-8 is three bytes a character, and GB18030 hardly ever forms three such bytes: where most foreign bytes
# near the fault do, the file is broken UTF-8.
_MOSTLY = 0.5
_NEAR = 1 << 16
_FIRST_OF_THREE_BYTES = "\u0800"


def utf8_bytes(raw: bytes, *, file: str, findings: Findings) -> bytes | None:
    """Return a file's text as UTF-8 without a byte order mark, whatever it was written in.

    Known are UTF-8, UTF-16 with a byte order mark (what spreadsheets call Unicode text) and GB18030 (which
    includes GBK and GB2312). ``None`` and a finding when it is none of them.
    """
    if raw.startswith(_UTF16):
        return _transcoded(raw, "utf-16", file=file, findings=findings)
    body = raw.removeprefix(codecs.BOM_UTF8)
    fault = _first_fault(body)
    if fault is not None and not _is_broken_utf8(body, fault):
        return _transcoded(body, "gb18030", file=file, findings=findings)
    if fault is None and b"\0" in body:
        fault = body.index(b"\0")
    if fault is not None:
        findings.error(NOT_TEXT, Place(file=file, row=_row_of(body, fault)))
        return None
    return body


def _first_fault(body: bytes) -> int | None:
    if body.isascii():
        return None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_broken_utf8(body: bytes, fault: int) -> bool:
    near = body[max(0, fault - _NEAR) : fault + _NEAR]
    letters = near.decode("utf-8", errors="replace")
    in_threes = 3 * sum(letter >= _FIRST_OF_THREE_BYTES and letter != "\ufffd" for letter in letters)
    return in_threes > _MOSTLY * sum(byte >= 0x80 for byte in near)


def _transcoded(raw: bytes, encoding: str, *, file: str, findings: Findings) -> bytes | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        findings.error(NOT_TEXT, Place(file=file, row=_row_of(raw, error.start)))
        return None
    return text.removeprefix("\ufeff").encode("utf-8")


def _row_of(body: bytes, position: int) -> int:
    return body.count(b"\n", 0, position) + 1
