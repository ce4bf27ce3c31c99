"""Keeping a month: what is new goes into the books, and what is posted stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from kuajie import __version__
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput, Text
from kuajie.messages.notices import books as notices
from kuajie.settlement.chain import Entry, EntryKind, head_of, sha256
from kuajie.settlement.events import History
from kuajie.settlement.journal import booked, executed_lines, month_end, posting, up_to
from kuajie.settlement.knowledge import (
    Award,
    Knowledge,
    Payment,
    known_of,
    learnt,
    told,
    with_payments,
)
from kuajie.settlement.periods import Month
from kuajie.settlement.row_marks import marks_of
from kuajie.settlement.standing import standing_of
from kuajie.settlement.statements import transfers
from kuajie.settlement.table_form import write_table_csv
from kuajie.settlement.terms_form import agreement_plain, canonical_json
from kuajie.usecases.book_shelf import (
    MARKS_FILE,
    POSTINGS_FILE,
    TERMS_FILE,
    Books,
    BookShelf,
    Content,
    Posted,
    change_file,
    read_books,
)
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.usecases.settlement_history import agreement_of

EXECUTING = Text(en="Executing the terms, event by event", zh="正在逐笔执行合作条款")
BEFORE_THE_BOOKS = "/before-the-books"
"""How the ids of payments end with which everything before the books is settled."""
POSTING = Text(en="Posting what is new", zh="正在登记新增分录")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeepQuestion:
    """A programme with everything that happened, the payments made, and the month to keep ``today``.

    ``history`` gives what happened to joint courses, to the end of the terms; it is asked once, and nobody
    need keep what it gave.

    ``settled``: what was due before the books begin was paid outside of them, so that they begin with nothing
    open; it matters only when the first month is kept.
    """

    programme: Programme
    history: Callable[[], History]
    payments: Sequence[Payment]
    month: Month
    today: date
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draft:
    """Postings that could be appended: what the entry says, its files, lines, and what is known with it."""

    kind: EntryKind
    period: str
    body: Mapping[str, Any]
    known: Knowledge
    lines: pa.Table
    files: Mapping[str, Content]

    @property
    def posted(self) -> Posted:
        """What would be posted."""
        return Posted(self.kind, self.period, self.lines)


def keep(
    question: KeepQuestion, shelf: BookShelf, *, books: Books | None = None, progress: Progress = silent
) -> Books:
    """Append what is not posted yet of every open month up to one, and return the books.

    ``books`` are what the shelf holds, where that was read already.

    The books begin with the first month kept; what happened before it goes into their opening. Raises
    ``BadInput`` for a month that is not over, or before the books.
    """
    books = books or read_books(shelf)
    for draft in drafted(question, books, progress=progress):
        entry = entry_after(books.entries, draft.kind, draft.period, {}, draft.body)
        entries = [*books.entries, shelf.append(entry, draft.files)]
        books = Books(
            entries=entries,
            known=draft.known,
            posted=[*books.posted, draft.posted],
            standings=standing_of(entries),
        )
    return books


def settled_before(entries: Sequence[Entry]) -> list[Payment]:
    """Return the payments with which the opening of books says that what was due before was settled."""
    return [
        Payment(**payment)
        for entry in entries
        if entry.kind is EntryKind.OPENING
        for payment in entry.body.get("settled", ())
    ]


def _settling(lines: pa.Table, question: KeepQuestion) -> list[Payment]:
    """Return payments that settle what lines make due before the month, at its last moment."""
    end, period = month_end(question.month.before, question.programme.time_zone), str(question.month.before)
    sums = up_to(lines, end).group_by("party").aggregate([("amount", "sum")])
    owed = zip(sums["party"].to_pylist(), sums["amount_sum"].to_pylist(), strict=True)
    return [
        Payment(
            id=f"{period}/{each.payer}/{each.payee}{BEFORE_THE_BOOKS}",
            at=end - 1,
            period=period,
            payer=each.payer,
            payee=each.payee,
            amount=each.amount,
        )
        for each in transfers({party: -amount for party, amount in sorted(owed)})
    ]


def as_if_over(question: KeepQuestion, month: Month) -> KeepQuestion:
    """Return the question about another month, which need not be over: its days to come are still empty."""
    if month == question.month:
        return question
    return replace(question, month=month, today=month.after.first)


def _booked(
    question: KeepQuestion, books: Books, until: int, progress: Progress
) -> tuple[Knowledge, pa.Table]:
    """Return what is known to have happened before a moment, and the lines that the terms make of it."""
    known, executed = _executed(question, books, until, part_of(progress, start=0.0, end=0.8))
    lines = booked(executed, known)
    if books.posted or not question.settled:
        return known, lines
    known = with_payments(known, [*known.records("payments"), *_settling(lines, question)])
    return known, booked(executed, known)


def _executed(
    question: KeepQuestion, books: Books, until: int, progress: Progress
) -> tuple[Knowledge, pa.Table]:
    """Return what happened before a moment with payments and the books' own rulings, and executed lines."""
    terms = canonical_json(agreement_plain(agreement_of(question.programme)))
    payments = [*question.payments, *settled_before(books.entries)]
    history = question.history()
    known = known_of(terms, history, payments, awards_of(books.entries)).before(until)
    lines = executed_lines(known, history.before(until), progress=lambda share: progress(EXECUTING, share))
    return known, lines


def drafted(question: KeepQuestion, books: Books, *, progress: Progress = silent) -> Iterator[Draft]:
    """Return one after the other the entries that keeping a month would append."""
    zone = question.programme.time_zone
    require_month(question.month, books, today=question.today)
    known, lines = _booked(question, books, month_end(question.month, zone), progress)
    posted, learned = list(books.posted), books.known
    since: int | None = None
    for kind, period in _periods(question.month, books, known, zone):
        progress(POSTING, 0.8)
        so_far = Books(posted=posted, known=learned)
        end = month_end(Month.read(period), zone)
        draft = _draft(kind, period, (known, lines), so_far, question, since=since, end=end)
        since = end
        if draft is not None:
            posted.append(draft.posted)
            learned = draft.known
            yield draft


def _made(kind: EntryKind, lines: pa.Table, known: Knowledge, question: KeepQuestion) -> dict[str, Any]:
    """Return what an entry of postings says of itself."""
    made: dict[str, Any] = {"kuajie": __version__, "lines": len(lines)}
    if kind is EntryKind.OPENING and question.settled:
        payments = (asdict(each) for each in known.records("payments"))
        made["settled"] = [each for each in payments if each["id"].endswith(BEFORE_THE_BOOKS)]
    return made


def entry_after(
    entries: Sequence[Entry],
    kind: EntryKind,
    period: str,
    files: Mapping[str, bytes],
    body: Mapping[str, Any],
) -> Entry:
    """Return the next entry of a chain."""
    return Entry(
        number=len(entries) + 1,
        kind=kind,
        period=period,
        previous=head_of(entries),
        files={name: sha256(data) for name, data in files.items()},
        body=body,
    )


def require_month(month: Month, books: Books, *, today: date) -> None:
    """Refuse a month that is not over, and one before the books."""
    if month.after.first > today:
        raise BadInput.of(notices.NOT_OVER, month=str(month), day=month.after.first)
    if books.first and str(month) < books.first:
        raise BadInput.of(notices.BEFORE_BOOKS, month=str(month), first=books.first)


def _periods(month: Month, books: Books, known: Knowledge, zone: str) -> list[tuple[EntryKind, str]]:
    """Return the periods that something may be posted in, in order."""
    if not books.posted:
        begins = month_end(month.before, zone)
        before = any(len(table) for table in known.before(begins).tables.values())
        opening = [(EntryKind.OPENING, str(month.before))] if before else []
        return [*opening, (EntryKind.POST, str(month))]
    # A run that was stopped may have left the opening alone.
    each = Month.read(books.first) if books.first else Month.read(books.opened).after
    periods = []
    while each <= month:
        standing = books.standings.get(str(each))
        if standing is None or not standing.closed:
            periods.append((EntryKind.POST, str(each)))
        each = each.after
    return periods


def _draft(
    kind: EntryKind,
    period: str,
    now: tuple[Knowledge, pa.Table],
    books: Books,
    question: KeepQuestion,
    *,
    since: int | None,
    end: int,
) -> Draft | None:
    """Return what there is to post in a period, or ``None`` where it is all posted.

    ``now`` is what is known and booked; ``since`` the moment up to which all of it was posted just before.
    """
    known, lines = now
    changes = learnt(books.known.before(end, since=since), known.before(end, since=since))
    new = posting(
        up_to(lines, end, since=since),
        books.lines(until=period, since="" if since is None else period),
        period=period,
        zone=question.programme.time_zone,
        opening=kind is EntryKind.OPENING,
    )
    kept = any(each.period == period for each in books.posted)
    if kept and not len(new) and not any(len(table) for table in changes.values()):
        return None
    inputs = {change_file(name): table for name, table in changes.items() if len(table)}
    tables = {**inputs, POSTINGS_FILE: new}
    files: dict[str, Content] = {name: partial(write_table_csv, table) for name, table in tables.items()}
    if inputs:
        marks = {name: marks_of(table) for name, table in inputs.items()}
        files[MARKS_FILE] = canonical_json(marks).encode()
    if known.terms != books.known.terms:
        files[TERMS_FILE] = known.terms.encode()
    after = told(books.known, known.terms, changes)
    body = _made(kind, new, after, question)
    return Draft(kind=kind, period=period, body=body, known=after, lines=new, files=files)


def awards_of(entries: Sequence[Entry]) -> list[Award]:
    """Return what rulings in the books move."""
    return [
        Award(**award)
        for entry in entries
        if entry.kind is EntryKind.RULING
        for award in entry.body["awards"]
    ]


def today_in(zone: str, now: datetime) -> date:
    """Return the day it is in a zone at a moment."""
    return now.astimezone(ZoneInfo(zone)).date()
