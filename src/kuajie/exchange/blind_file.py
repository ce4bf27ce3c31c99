"""Files of tags and commitments: what is handed over, and what a side keeps to itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.money import Money
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet import Sheet
from kuajie.exchange.sheet_file import read_sheet
from kuajie.messages import Place
from kuajie.messages.notices import reconcile as notices
from kuajie.settlement.reconciliation.blind import Blinded
from kuajie.settlement.reconciliation.book import Book

TAG, COMMITMENT = "tag", "commitment"
OWN = ("order_id", "line", "amount", "currency", "file", "row")
_DIGEST = r"^[0-9a-f]{64}$"
_SECRET = re.compile(r"[0-9a-fA-F]{32,512}")
_LEAST_LETTERS = 6
"""Thirty-two random hexadecimal digits hold fewer different ones once in ten million million."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlindFile:
    """The lines of one side; ``own`` says of each which line it is, where the side's own file was given."""

    name: str
    lines: Sequence[Blinded]
    own: pa.Table | None


def is_blind(path: Path) -> bool:
    """Say whether a file begins as one of tags does."""
    try:
        with path.open("rb") as start:
            head = start.read(64).decode("utf-8-sig", errors="replace")
    except OSError:
        return False
    return head.replace('"', "").startswith(f"{TAG},{COMMITMENT}")


def read_blind(path: Path, *, findings: Findings) -> BlindFile | None:
    """Return the lines of a file of tags; ``None`` and findings where any is wrong."""
    sheet = read_sheet(path, file=str(path), columns=(TAG, COMMITMENT), findings=findings)
    if sheet is None:
        return None
    cells = {
        header.strip(): column.combine_chunks()
        for header, column in zip(sheet.headers, sheet.columns, strict=True)
    }
    _check(sheet, cells, findings)
    if findings.refused(str(path)):
        return None
    pairs = zip(cells[TAG].to_pylist(), cells[COMMITMENT].to_pylist(), strict=True)
    lines = [Blinded(tag=tag, commitment=commitment) for tag, commitment in pairs]
    own = pa.table({name: cells[name] for name in OWN}) if set(OWN) <= set(cells) else None
    return BlindFile(name=str(path), lines=lines, own=own)


def _check(sheet: Sheet, cells: Mapping[str, object], findings: Findings) -> None:
    for name in (TAG, COMMITMENT):
        wrong = pc.invert(pc.match_substring_regex(cells[name], _DIGEST)).to_numpy(zero_copy_only=False)
        for place in findings.listable(sheet.file, wrong.nonzero()[0]):
            where = Place(file=sheet.file, row=int(sheet.rows[place]), column=name)
            findings.error(notices.NOT_A_TAG, where)
    first: dict[str, int] = {}
    for place, tag in enumerate(cells[TAG].to_pylist()):  # type: ignore[attr-defined]
        other = first.setdefault(tag, place)
        if other != place:
            where = Place(file=sheet.file, row=int(sheet.rows[place]), column=TAG)
            findings.error(notices.TAG_TWICE, where, other=int(sheet.rows[other]))


def blind_csv(lines: Sequence[Blinded]) -> str:
    """Return what is handed over: tags and commitments, sorted, so that their order says nothing."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow((TAG, COMMITMENT))
    writer.writerows((line.tag, line.commitment) for line in sorted(lines, key=lambda line: line.tag))
    return written.getvalue()


def own_csv(lines: Sequence[Blinded], book: Book) -> str:
    """Return what a side keeps to itself: which of its lines each tag is."""
    names = ("order", "line", "counts", "currency", "file", "row")
    columns = (book.lines[name].to_pylist() for name in names)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow((TAG, COMMITMENT, *OWN))
    for line, (order, number, counts, currency, file, row) in zip(
        lines, zip(*columns, strict=True), strict=True
    ):
        amount = f"{Money(counts, currency).amount:f}"
        writer.writerow((line.tag, line.commitment, order, number or "", amount, currency, file, row))
    return written.getvalue()


def read_secret(path: Path, *, findings: Findings) -> bytes:
    """Return a secret of at least 128 bits; a finding, and nothing, where there is none or it is weak."""
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        findings.error(notices.NO_SECRET, Place(file=str(path)))
        return b""
    if not _SECRET.fullmatch(text) or len(text) % 2 or len(set(text.casefold())) < _LEAST_LETTERS:
        findings.error(notices.WEAK_SECRET, Place(file=str(path)))
        return b""
    return bytes.fromhex(text)
