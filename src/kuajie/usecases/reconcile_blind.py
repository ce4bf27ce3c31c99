"""Two books compared unseen: neither side hands over its orders, only tags and commitments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kuajie.messages import BadInput, Finding, Place
from kuajie.messages.notices import reconcile as notices
from kuajie.settlement.reconciliation.blind import BlindComparison, Blinded, blinded, compare_blind
from kuajie.settlement.reconciliation.book import Book, Entries, book_of
from kuajie.settlement.reconciliation.reasons import Reason
from kuajie.usecases.reconcile import contradictions

KEY = "key0"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlindBook:
    """A side's lines as tags and commitments, in the order of ``book.lines``."""

    book: Book
    lines: Sequence[Blinded]
    warnings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlindSide:
    """One side of a comparison; ``own`` says which order each line is, where the side asks for itself."""

    name: str
    lines: Sequence[Blinded]
    own: pa.Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlindAnswer:
    """Which lines both sides hold and whether their amounts agree."""

    a: BlindSide
    b: BlindSide
    found: BlindComparison

    @property
    def counts(self) -> Mapping[Reason, int]:
        """How many lines end in each class."""
        agreeing = int(self.found.agrees.sum())
        return {
            Reason.MATCHED: agreeing,
            Reason.AMOUNT_DIFFERS: len(self.found.agrees) - agreeing,
            Reason.MISSING_IN_B: len(self.found.only_a),
            Reason.MISSING_IN_A: len(self.found.only_b),
        }


def blind_book(entries: Entries, secret: bytes, *, by_order: bool = False) -> BlindBook:
    """Return a book's lines as the other side may see them; the key of a line's order is ``key0``.

    Raises ``BadInput`` where the book contradicts itself or two orders share a key.
    """
    by_line = entries.has_lines and not by_order
    found = [*contradictions(entries, by_line=by_line), *_shared_keys(entries)]
    if found:
        raise BadInput(found)
    book = book_of(entries, by_line=by_line)
    return BlindBook(book=book, lines=blinded(book, book.lines[KEY].to_pylist(), secret))


def _shared_keys(entries: Entries) -> list[Finding]:
    columns = (entries.table[name].to_pylist() for name in (KEY, "order", "file", "row"))
    first: dict[str, tuple[str, int]] = {}
    found = []
    for key, order, file, row in zip(*columns, strict=True):
        owner, other = first.setdefault(key, (order, row))
        if owner != order:
            place = Place(file=file, row=row, column="order_id", value=order)
            found.append(Finding(notice=notices.KEY_OF_TWO_ORDERS, place=place, facts={"other": other}))
    return found


def reconcile_blind(a: BlindSide, b: BlindSide) -> BlindAnswer:
    """Return which lines both sides hold, and whether their amounts agree; nobody needs the secret for it."""
    return BlindAnswer(a=a, b=b, found=compare_blind(a.lines, b.lines))


def outcomes(answer: BlindAnswer) -> list[tuple[Reason, int, int]]:
    """Return every line that does not agree: its reason, and its place in A and B (-1: none)."""
    found = answer.found
    differing = np.flatnonzero(~found.agrees)
    return [
        *((Reason.AMOUNT_DIFFERS, int(found.common_a[at]), int(found.common_b[at])) for at in differing),
        *((Reason.MISSING_IN_B, int(at), -1) for at in found.only_a),
        *((Reason.MISSING_IN_A, -1, int(at)) for at in found.only_b),
    ]
