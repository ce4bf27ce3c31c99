"""Blind reconciliation joined to its files: tags out, tags in."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.wiring.reconciliation import Comparing, HowWritten, reading_of, require_no_book

if TYPE_CHECKING:
    from kuajie.exchange.findings import Findings
    from kuajie.usecases.reconcile_blind import BlindAnswer, BlindBook


def write_tags(
    book: str,
    *,
    column: str,
    secret: Path,
    shared: Path,
    own: Path,
    written: HowWritten,
    comparing: Comparing,
    new_secret: bool = False,
    by_order: bool = False,
) -> BlindBook:
    """Write a book's lines as tags and commitments (``shared``), and which line each is (``own``).

    With ``new_secret`` the secret is made first. Raises ``BadInput`` with everything that is wrong; nothing
    is written then.
    """
    from dataclasses import replace

    from kuajie.exchange.blind_file import blind_csv, own_csv, read_secret
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.own_books.opening import open_book
    from kuajie.messages.notices.reconcile import NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_together
    from kuajie.usecases.reconcile_blind import blind_book

    require_different(Path(book), shared, own, secret)
    for file in (shared, own, *([secret] if new_secret else [])):
        require_place(file, notice=NOT_WRITTEN)
    findings = Findings()
    made = _fresh(secret, findings) if new_secret else b""
    known = made or read_secret(secret, findings=findings)
    findings.stop_if_refused()
    reading = replace(reading_of("a", written, comparing, (column,)), secret_keys=True)
    opened = open_book(book, reading)
    answer = blind_book(opened.entries, known, by_order=by_order)
    files = {shared: blind_csv(answer.lines), own: own_csv(answer.lines, answer.book)}
    if made:
        files[secret] = made.hex() + "\n"
    write_together(files, notice=NOT_WRITTEN)
    for private in (own, *([secret] if made else [])):
        private.chmod(0o600)
    return replace(answer, warnings=opened.warnings)


def require_different(*files: Path) -> None:
    """Refuse one file named for two things: what is kept must not be handed over."""
    from collections import Counter

    from kuajie.messages import BadInput, Place
    from kuajie.messages.notices.reconcile import ONE_FILE_FOR_TWO

    (file, times), *_ = Counter(file.resolve() for file in files).most_common(1)
    if times > 1:
        raise BadInput.of(ONE_FILE_FOR_TWO, place=Place(file=str(file)))


def _fresh(secret: Path, findings: Findings) -> bytes:
    from kuajie.messages import Place
    from kuajie.messages.notices.reconcile import SECRET_EXISTS

    if secret.exists():
        findings.error(SECRET_EXISTS, Place(file=str(secret)))
        findings.stop_if_refused()
    return secrets.token_bytes(32)


def any_blind(a: str, b: str) -> bool:
    """Say whether either file holds tags."""
    from kuajie.exchange.blind_file import is_blind

    return is_blind(Path(a)) or is_blind(Path(b))


def reconcile_tags(a: str, b: str, *, output: Path | None = None) -> BlindAnswer:
    """Return two files of tags compared, and write what does not agree where ``output`` says."""
    from kuajie.exchange.blind_file import is_blind, read_blind
    from kuajie.exchange.findings import Findings
    from kuajie.messages import Place
    from kuajie.messages.notices.reconcile import NOT_BOTH_BLIND, NOT_WRITTEN
    from kuajie.present.reconcile_blind import blind_differences_csv
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.usecases.reconcile_blind import BlindSide, reconcile_blind

    if output is not None:
        require_place(output, notice=NOT_WRITTEN)
        require_no_book(output, a, b)
    findings = Findings()
    for source in (a, b):
        if not is_blind(Path(source)):
            findings.error(NOT_BOTH_BLIND, Place(file=source))
    findings.stop_if_refused()
    read = [read_blind(Path(source), findings=findings) for source in (a, b)]
    findings.stop_if_refused()
    sides = [BlindSide(name=each.name, lines=each.lines, own=each.own) for each in read if each is not None]
    answer = reconcile_blind(sides[0], sides[1])
    if output is not None:
        write_whole(output, blind_differences_csv(answer), notice=NOT_WRITTEN)
    return answer
