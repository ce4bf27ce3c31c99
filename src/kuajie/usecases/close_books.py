"""From a month posted to a month locked: statements shown, comments, signatures, the lock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuajie.messages import BadInput
from kuajie.messages.notices import books as notices
from kuajie.settlement.chain import EntryKind
from kuajie.settlement.standing import Standing
from kuajie.settlement.statements import PartyStatement, statements_of
from kuajie.settlement.terms_form import agreement_of_plain, canonical_json
from kuajie.usecases.book_shelf import STATEMENTS_FILE, Books, BookShelf, with_entry
from kuajie.usecases.keep_books import entry_after

CODE = 12
"""How many characters of a statement's hash people compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A party's word on the statement it was shown: by whom, on which day; ``code`` begins the hash seen."""

    party: str
    by: str
    day: date
    code: str = ""
    text: str = ""


def month_statements(books: Books, period: str, *, minimum: int) -> tuple[PartyStatement, ...]:
    """Return every party's statement of a period, from everything posted up to it."""
    agreement = agreement_of_plain(_plain(books))
    return statements_of(
        [(each.period, each.lines) for each in books.posted],
        period=period,
        parties=agreement.parties,
        currency=agreement.currency,
        minimum=minimum,
    )


def _plain(books: Books) -> Any:
    return json.loads(books.known.terms)


def issue(
    shelf: BookShelf,
    books: Books,
    period: str,
    *,
    today: date,
    window: int | None = None,
    minimum: int | None = None,
) -> Books:
    """Show every party its statement: keep their hashes, and let the days for comments begin.

    ``window`` (days) and ``minimum`` (the least payment, in minor units) are as in the issue before where
    they are not given; 7 days and nothing at first. The very same statements are not issued twice.
    """
    standing = standing_in(books, period)
    last = last_issue(books)
    chosen = Settings(
        window=window if window is not None else last.window,
        minimum=minimum if minimum is not None else last.minimum,
    )
    statements = month_statements(books, period, minimum=chosen.minimum)
    hashes = {each.party: each.hash for each in statements}
    if standing.closed or _shown(standing, hashes, chosen):
        return books
    body = {"day": today.isoformat(), "window": chosen.window, "minimum": chosen.minimum, "hashes": hashes}
    text = canonical_json([each.plain() for each in statements])
    return _append(shelf, books, EntryKind.ISSUE, period, body, {STATEMENTS_FILE: text.encode()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Days for comments, and the least payment in minor units."""

    window: int = 7
    minimum: int = 0


def last_issue(books: Books) -> Settings:
    """Return the settings of the last statements issued, of any period."""
    issued = [entry for entry in books.entries if entry.kind is EntryKind.ISSUE]
    if not issued:
        return Settings()
    return Settings(window=int(issued[-1].body["window"]), minimum=int(issued[-1].body["minimum"]))


def _shown(standing: Standing, hashes: Mapping[str, str], settings: Settings) -> bool:
    shown = standing.issue
    return (
        shown is not None
        and not standing.stale
        and (dict(shown.hashes), shown.window, shown.minimum) == (hashes, settings.window, settings.minimum)
    )


def standing_in(books: Books, period: str) -> Standing:
    """Return how a period stands; raises ``BadInput`` where nothing is kept for it."""
    if period not in books.standings or not books.first or period < books.first:
        raise BadInput.of(notices.NOTHING_KEPT, month=period)
    return books.standings[period]


def sign(shelf: BookShelf, books: Books, period: str, signing: Signing) -> Books:
    """Keep a party's signature of the statement it was shown.

    Raises ``BadInput`` where none was shown, where it has changed since, or where its hash is another than
    the one seen.
    """
    return _say(shelf, books, period, signing, EntryKind.SIGN)


def object_to(shelf: BookShelf, books: Books, period: str, signing: Signing) -> Books:
    """Keep a party's objection to the statement it was shown; it takes back the party's signature."""
    return _say(shelf, books, period, signing, EntryKind.OBJECT)


def withdraw(shelf: BookShelf, books: Books, period: str, signing: Signing) -> Books:
    """Keep that a party takes its signature or objection back; without one nothing is kept.

    Raises ``BadInput`` where the period is locked.
    """
    standing = standing_in(books, period)
    if standing.closed:
        raise BadInput.of(notices.IS_LOCKED, month=period)
    word = standing.signed.get(signing.party) or standing.objected.get(signing.party)
    if word is None:
        return books
    if not signing.by.strip():
        raise BadInput.of(notices.NO_NAME, party=signing.party)
    body = {"party": signing.party, "by": signing.by.strip(), "day": signing.day.isoformat()}
    return _append(shelf, books, EntryKind.WITHDRAW, period, {**body, "hash": word.hash})


def _say(shelf: BookShelf, books: Books, period: str, signing: Signing, kind: EntryKind) -> Books:
    standing = _shown_standing(books, period)
    assert standing.issue is not None  # noqa: S101 - told to the type checker
    hashes = standing.issue.hashes
    if signing.party not in hashes:
        raise BadInput.of(notices.NO_SUCH_PARTY, party=signing.party, parties=", ".join(hashes))
    if not signing.by.strip():
        raise BadInput.of(notices.NO_NAME, party=signing.party)
    shown = hashes[signing.party]
    if not shown.startswith(signing.code.strip().lower()):
        given = signing.code.strip()
        raise BadInput.of(
            notices.OTHER_HASH, party=signing.party, month=period, found=shown[:CODE], given=given
        )
    body = {"party": signing.party, "by": signing.by.strip(), "day": signing.day.isoformat(), "hash": shown}
    said = {**body, "text": signing.text} if kind is EntryKind.OBJECT else body
    before = standing.signed if kind is EntryKind.SIGN else standing.objected
    earlier = before.get(signing.party)
    if earlier is not None and (earlier.hash, earlier.text) == (shown, signing.text):
        return books
    return _append(shelf, books, kind, period, said)


def _shown_standing(books: Books, period: str) -> Standing:
    standing = standing_in(books, period)
    for refused, notice in (
        (standing.closed, notices.IS_LOCKED),
        (standing.issue is None, notices.NOT_SHOWN),
        (standing.stale, notices.STALE),
    ):
        if refused:
            raise BadInput.of(notice, month=period)
    return standing


def lock(shelf: BookShelf, books: Books, period: str, *, today: date) -> Books:
    """Lock a period: nothing is posted in it any more.

    Raises ``BadInput`` where an earlier one is open, a party objects, or signatures are missing while
    comments are still open.
    """
    standing = _shown_standing(books, period)
    for earlier in sorted(books.standings):
        if books.first <= earlier < period and not books.standings[earlier].closed:
            raise BadInput.of(notices.EARLIER_OPEN, earlier=earlier, month=period)
    for party, word in standing.objected.items():
        raise BadInput.of(notices.STILL_OBJECTED, party=party, month=period, text=word.text)
    assert standing.issue is not None  # noqa: S101 - told to the type checker
    if standing.unsigned and today <= standing.issue.until:
        parties, until = ", ".join(standing.unsigned), standing.issue.until
        raise BadInput.of(notices.NOT_SIGNED, parties=parties, month=period, until=until)
    how = "window" if standing.unsigned else "signed"
    return _append(shelf, books, EntryKind.LOCK, period, {"day": today.isoformat(), "how": how})


def _append(
    shelf: BookShelf,
    books: Books,
    kind: EntryKind,
    period: str,
    body: Mapping[str, Any],
    files: Mapping[str, bytes] | None = None,
) -> Books:
    entry = entry_after(books.entries, kind, period, files or {}, body)
    return with_entry(books, shelf.append(entry, files or {}))
