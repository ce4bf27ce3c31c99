"""Signing a statement, objecting to it, and locking a month: plain functions, for pages and the API."""

from __future__ import annotations

from datetime import datetime

from kuajie.messages import Text
from kuajie.usecases.book_shelf import Books
from kuajie.wiring import kept_books as library
from kuajie_site.access.refused import Refused
from kuajie_site.activity.log import note
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.in_turn import in_turn
from kuajie_site.settlement.ledger import books_of, version_of

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
    before = len(books_of(seat.programme).entries)
    folder = version_of(seat.programme).folder
    books = in_turn(lambda: library.sign_statement(folder, said, now=now))
    return _noted(seat, "statement_signed", month, new=len(books.entries) > before)


def object_to(seat: Seat, month: str, code: str, comment: str, *, now: datetime | None = None) -> Books:
    """Object to the statement of a seat's party; raises ``Refused`` or ``BadInput``."""
    if not comment.strip():
        raise Refused(NO_COMMENT, status=422)
    said = _said(seat, month, code, comment.strip())
    before = len(books_of(seat.programme).entries)
    folder = version_of(seat.programme).folder
    books = in_turn(lambda: library.object_to_statement(folder, said, now=now))
    return _noted(seat, "statement_objected", month, new=len(books.entries) > before)


def lock(seat: Seat, month: str, *, now: datetime | None = None) -> Books:
    """Lock a month; raises ``BadInput`` where signatures are missing, somebody objects, or it is locked."""
    folder = version_of(seat.programme).folder
    in_turn(lambda: library.lock_month(folder, month, now=now))
    return _noted(seat, "month_locked", month, new=True)


def _said(seat: Seat, month: str, code: str, comment: str = "") -> library.Said:
    if seat.party is None:
        raise Refused(NO_PARTY, status=403)
    if len(code) != WHOLE:
        raise Refused(NO_CODE, status=422)
    return library.Said(
        month=month, party=seat.party.key, by=seat.user.name or seat.user.email, code=code, comment=comment
    )


def _noted(seat: Seat, what: str, month: str, *, new: bool) -> Books:
    if new:
        note(seat, what, shared=True, month=month)
    return books_of(seat.programme)
