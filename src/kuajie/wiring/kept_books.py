"""The books of a folder as they are kept: looked at, signed and locked without reading its records."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kuajie.domain.programme import Programme
    from kuajie.usecases.book_shelf import Books
    from kuajie.usecases.posted_lines import PostedLine
    from kuajie.usecases.settle_books import BooksAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says for a party of its statement of a month; ``code`` begins the hash seen."""

    month: str
    party: str
    by: str
    code: str
    comment: str = ""


def programme_alone(folder: Path) -> Programme:
    """Return the programme of a folder without reading its records; raises ``BadInput``."""
    from kuajie.exchange.programme_alone import read_programme_alone

    return read_programme_alone(folder)


def kept_books(folder: Path) -> Books:
    """Return the books of a folder; lines are read when they are asked for. Raises ``BadInput``."""
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.book_shelf import look_into

    return look_into(FolderBooks(folder))


def kept_month(folder: Path, month: str, *, books: Books | None = None) -> BooksAnswer:
    """Return a month as the books have it, of which nothing new is looked for; raises ``BadInput``."""
    from kuajie.usecases.settle_books import look_at

    return look_at(books or kept_books(folder), programme_alone(folder), month)


def sign_statement(folder: Path, said: Said, *, now: datetime | None = None) -> Books:
    """Keep a party's signature; raises ``BadInput`` where it cannot be given, then nothing is kept."""
    from kuajie.usecases.close_books import sign

    return _spoken(folder, said, now or datetime.now(UTC), sign)


def object_to_statement(folder: Path, said: Said, *, now: datetime | None = None) -> Books:
    """Keep a party's objection; raises ``BadInput`` where it cannot be made, then nothing is kept."""
    from kuajie.usecases.close_books import object_to

    return _spoken(folder, said, now or datetime.now(UTC), object_to)


def withdraw_word(folder: Path, said: Said, *, now: datetime | None = None) -> Books:
    """Keep that a party takes its word back; raises ``BadInput`` once the month is locked."""
    from kuajie.usecases.close_books import withdraw

    return _spoken(folder, said, now or datetime.now(UTC), withdraw)


def _spoken(folder: Path, said: Said, now: datetime, say: Callable[..., Books]) -> Books:
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.book_shelf import look_into
    from kuajie.usecases.close_books import Signing
    from kuajie.usecases.keep_books import today_in

    shelf, day = FolderBooks(folder), today_in(programme_alone(folder).time_zone, now)
    signing = Signing(party=said.party, by=said.by, day=day, code=said.code, text=said.comment)
    with shelf.alone():
        return say(shelf, look_into(shelf), said.month, signing)


def lock_month(folder: Path, month: str, *, now: datetime | None = None) -> Books:
    """Lock a month; raises ``BadInput`` where it cannot be locked yet, then nothing is kept."""
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.book_shelf import look_into
    from kuajie.usecases.close_books import lock
    from kuajie.usecases.keep_books import today_in

    shelf = FolderBooks(folder)
    today = today_in(programme_alone(folder).time_zone, now or datetime.now(UTC))
    with shelf.alone():
        return lock(shelf, look_into(shelf), month, today=today)


def lines_posted(
    folder: Path, books: Books, month: str, party: str, *, readable: Collection[str]
) -> list[PostedLine]:
    """Return the lines of a party in a month, single ones of orders of ``readable`` parties."""
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.posted_lines import posted_lines

    programme = programme_alone(folder)
    return posted_lines(
        books,
        FolderBooks(folder),
        month,
        party,
        parties=[each.id for each in programme.parties],
        readable=readable,
        zone=programme.time_zone,
    )


def alone_with_books(folder: Path) -> AbstractContextManager[bool]:
    """Let nobody else keep anything in these books meanwhile; raises ``BadInput`` where somebody does."""
    from kuajie.store.settlement_books import FolderBooks

    return FolderBooks(folder).alone()
