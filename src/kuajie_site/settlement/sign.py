"""Signing a statement, objecting to it, taking that back, locking a month: for pages and the API."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kuajie.messages import Text
from kuajie.usecases.book_shelf import Books
from kuajie.wiring import kept_books as library
from kuajie_site.access.refused import Refused
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.in_turn import keep
from kuajie_site.settlement.ledger import books_of

NO_CODE = Text(
    en="The code of the statement seen is missing or incomplete. Open the statement and sign from there.",
    zh="缺少所见对账单的校验码，或校验码不完整。请打开对账单，从该页面签署。",
)
NO_COMMENT = Text(en="Say what is wrong with the statement.", zh="请写明对账单有何问题。")
NO_PARTY = Text(en="A mediator signs for nobody.", zh="调解人不代表任何一方签署。")
WHOLE = 64
"""Characters of a statement's hash: nothing less says that the very statement was seen."""


def sign(seat: Seat, month: str, code: str, *, now: datetime | None = None) -> Books:
    """Sign the statement of a seat's party in the person's own name; ``code`` is the whole hash seen.

    Raises ``Refused`` or ``BadInput``; then nothing was kept. Signing again what is signed does nothing.
    """
    said = _said(seat, month, code)
    return keep(
        seat, "statement_signed", lambda folder: library.sign_statement(folder, said, now=now), month=month
    )


def object_to(seat: Seat, month: str, code: str, comment: str, *, now: datetime | None = None) -> Books:
    """Object to the statement of a seat's party; raises ``Refused`` or ``BadInput``."""
    if not comment.strip():
        raise Refused(NO_COMMENT, status=422)
    said = _said(seat, month, code, comment.strip())
    return keep(
        seat,
        "statement_objected",
        lambda folder: library.object_to_statement(folder, said, now=now),
        month=month,
    )


def withdraw(seat: Seat, month: str, *, now: datetime | None = None) -> Books:
    """Take back the signature or objection of a seat's party; without one nothing is done.

    Raises ``Refused`` or, once the month is locked, ``BadInput``.
    """
    if seat.party is None:
        raise Refused(NO_PARTY, status=403)
    name = seat.user.name or seat.user.email
    word = library.Said(month=month, party=seat.party.key, by=name, code="")
    return keep(
        seat, "word_withdrawn", lambda folder: library.withdraw_word(folder, word, now=now), month=month
    )


def lock(seat: Seat, month: str, *, now: datetime | None = None) -> Books:
    """Lock a month; one that is locked stays so.

    Raises ``BadInput`` where signatures are missing or somebody objects.
    """

    def locked(folder: Path) -> Books:
        books = books_of(seat.programme)
        standing = books.standings.get(month)
        if standing is not None and standing.locked is not None:
            return books
        return library.lock_month(folder, month, now=now)

    return keep(seat, "month_locked", locked, month=month)


def _said(seat: Seat, month: str, code: str, comment: str = "") -> library.Said:
    if seat.party is None:
        raise Refused(NO_PARTY, status=403)
    if len(code) != WHOLE:
        raise Refused(NO_CODE, status=422)
    return library.Said(
        month=month, party=seat.party.key, by=seat.user.name or seat.user.email, code=code, comment=comment
    )
