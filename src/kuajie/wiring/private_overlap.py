"""Private set intersection joined to the books and messages of its three steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.wiring.blind_reconciliation import require_different
from kuajie.wiring.reconciliation import Comparing, HowWritten, reading_of

if TYPE_CHECKING:
    from kuajie.settlement.reconciliation.book import Book
    from kuajie.usecases.private_overlap import OverlapAnswer


def write_request(book: Book, *, state: Path, output: Path) -> None:
    """Write the request of a book, and the key to read the answer with (``state``, to be kept)."""
    from kuajie.exchange.openmined_overlap import open_overlap
    from kuajie.messages.notices.reconcile import NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_together
    from kuajie.usecases.private_overlap import ask

    require_different(state, output)
    engine = open_overlap()
    for file in (state, output):
        require_place(file, notice=NOT_WRITTEN)
    key = engine.new_key()
    files = {output: ask(book, key, engine=engine), state: key.hex() + "\n"}
    write_together(files, notice=NOT_WRITTEN)
    state.chmod(0o600)


def write_answer(book: Book, request: Path, *, output: Path, most: int | None = None) -> None:
    """Write the answer to a request."""
    from kuajie.exchange.openmined_overlap import open_overlap
    from kuajie.messages.notices.reconcile import NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.usecases.private_overlap import answer

    engine = open_overlap()
    require_place(output, notice=NOT_WRITTEN)
    reply = answer(book, _text(request), file=str(request), engine=engine, most=most)
    write_whole(output, reply, notice=NOT_WRITTEN)


def read_reply(book: Book, reply: Path, *, state: Path) -> OverlapAnswer:
    """Return what an answer tells of the asker's own lines."""
    from kuajie.exchange.openmined_overlap import open_overlap
    from kuajie.messages import BadInput, Place
    from kuajie.messages.notices.reconcile import NOT_A_MESSAGE
    from kuajie.usecases.private_overlap import read_answer

    engine = open_overlap()
    try:
        key = bytes.fromhex(_text(state).strip())
    except ValueError as error:
        raise BadInput.of(NOT_A_MESSAGE, place=Place(file=str(state))) from error
    return read_answer(book, key, _text(reply), file=str(reply), engine=engine)


def overlap_book_of(
    source: Path, *, written: HowWritten, comparing: Comparing, by_order: bool = False
) -> Book:
    """Return the book of a file, as private set intersection takes it."""
    from kuajie.exchange.own_books.opening import open_book
    from kuajie.usecases.private_overlap import overlap_book

    opened = open_book(str(source), reading_of("a", written, comparing, ()))
    return overlap_book(opened.entries, by_order=by_order)


def _text(file: Path) -> str:
    from kuajie.messages import BadInput, Place
    from kuajie.messages.notices.reconcile import NOT_A_MESSAGE

    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput.of(NOT_A_MESSAGE, place=Place(file=str(file))) from error
