"""Two books compared by private set intersection: no common keys needed, and only the asker learns lines."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa

from kuajie.messages import BadInput, Place
from kuajie.messages.notices import reconcile as notices
from kuajie.settlement.reconciliation.book import Book, Bools, Entries, book_of
from kuajie.settlement.reconciliation.matching import mend
from kuajie.usecases.reconcile import contradictions

VERSION = 1
ROOM = 2
"""A request may hold so many times the lines of the book that answers it: every line more is a guess."""
_BETWEEN = "\x1f"


class PrivateOverlap(Protocol):
    """The Diffie-Hellman kind of private set intersection (Meadows, 1986), in two messages.

    A request hides its items from whoever answers; an answer shows the asker which of its own items the other
    has, and nothing of others. ``key`` is the asker's, and stays with it between its two steps.
    """

    def new_key(self) -> bytes:
        """Return a fresh key of the asker."""

    def request(self, items: Sequence[str], *, key: bytes) -> bytes:
        """Return the asker's message."""

    def answer(self, items: Sequence[str], request: bytes) -> bytes:
        """Return the other's message; raises ``ValueError`` for what is no request."""

    def common(self, answer: bytes, *, key: bytes) -> Sequence[int]:
        """Return places among the asker's items that the other has; ``ValueError`` for what is no answer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OverlapAnswer:
    """For every line of the asker's book: whether the other has it, and with the same amount."""

    book: Book
    present: Bools
    agrees: Bools
    other_lines: int


def overlap_book(entries: Entries, *, by_order: bool = False) -> Book:
    """Return the book to be compared; raises ``BadInput`` where it contradicts itself."""
    by_line = entries.has_lines and not by_order
    if found := contradictions(entries, by_line=by_line):
        raise BadInput(found)
    return book_of(entries, by_line=by_line)


def ask(book: Book, key: bytes, *, engine: PrivateOverlap) -> str:
    """Return the request to be sent: the lines of a book, hidden."""
    lines, amounts = _items(book)
    hidden = engine.request(lines, key=key), engine.request(amounts, key=key)
    return _packed(lines=len(lines), about=_about(amounts, key), present=hidden[0], agrees=hidden[1])


def answer(book: Book, request: str, *, file: str, engine: PrivateOverlap, most: int | None = None) -> str:
    """Return the answer to a request; refused when it asks for more than ``most`` lines.

    Raises ``BadInput`` for a file that is no request.
    """
    asked, about, present, agrees = _unpacked(request, file)
    limit = ROOM * len(book.lines) if most is None else most
    if asked > limit:
        raise BadInput.of(
            notices.TOO_MANY_ASKED, place=Place(file=file), asked=f"{asked:,}", most=f"{limit:,}"
        )
    lines, amounts = _items(book)
    try:
        hidden = engine.answer(lines, present), engine.answer(amounts, agrees)
    except ValueError as error:
        raise BadInput.of(notices.NOT_A_MESSAGE, place=Place(file=file)) from error
    return _packed(lines=len(lines), about=about, present=hidden[0], agrees=hidden[1])


def read_answer(book: Book, key: bytes, reply: str, *, file: str, engine: PrivateOverlap) -> OverlapAnswer:
    """Return what an answer tells of the asker's own lines; raises ``BadInput`` for what is none."""
    count, about, present, agrees = _unpacked(reply, file)
    if about != _about(_items(book)[1], key):
        raise BadInput.of(notices.NOT_A_MESSAGE, place=Place(file=file))
    marks = []
    for hidden in (present, agrees):
        mark = np.zeros(len(book.lines), dtype=np.bool_)
        try:
            mark[list(engine.common(hidden, key=key))] = True
        except (ValueError, IndexError) as error:
            raise BadInput.of(notices.NOT_A_MESSAGE, place=Place(file=file)) from error
        marks.append(mark)
    return OverlapAnswer(book=book, present=marks[0], agrees=marks[0] & marks[1], other_lines=count)


def _items(book: Book) -> tuple[list[str], list[str]]:
    """Return what stands for each line, and for each line with its amount."""
    orders = mend(pa.array(book.lines["order"].to_pylist(), pa.string())).to_pylist()
    columns = (book.lines[name].to_pylist() for name in ("line", "currency", "counts"))
    rows = list(zip(orders, *columns, strict=True))
    lines = [_BETWEEN.join((order, str(line))) for order, line, _, _ in rows]
    amounts = [_BETWEEN.join(map(str, row)) for row in rows]
    return lines, amounts


def _about(items: Sequence[str], key: bytes) -> str:
    """Return what binds an answer to the key and the lines that were asked about; it shows neither."""
    return hmac.digest(key, "\n".join(items).encode(), "sha256").hex()


def _packed(*, lines: int, about: str, present: bytes, agrees: bytes) -> str:
    coded = {
        name: base64.b64encode(each).decode() for name, each in (("present", present), ("agrees", agrees))
    }
    return json.dumps({"kuajie_psi": VERSION, "lines": lines, "about": about, **coded}) + "\n"


def _unpacked(text: str, file: str) -> tuple[int, str, bytes, bytes]:
    try:
        values = json.loads(text)
        version, count, about = values["kuajie_psi"], int(values["lines"]), str(values["about"])
        parts = [base64.b64decode(values[name], validate=True) for name in ("present", "agrees")]
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise BadInput.of(notices.NOT_A_MESSAGE, place=Place(file=file)) from error
    if version != VERSION:
        raise BadInput.of(notices.NOT_A_MESSAGE, place=Place(file=file))
    return count, about, parts[0], parts[1]
