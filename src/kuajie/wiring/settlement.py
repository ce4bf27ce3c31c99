"""Settlement joined to the files it comes from and goes to."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.messages import Locale
from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    import pyarrow as pa

    from kuajie.domain.programme import Programme
    from kuajie.exchange.reading import Reading
    from kuajie.settlement.periods import Month
    from kuajie.usecases.book_shelf import Books, BookShelf
    from kuajie.usecases.keep_books import KeepQuestion
    from kuajie.usecases.settle import SettleAnswer
    from kuajie.usecases.settle_books import BooksAnswer
    from kuajie.usecases.verify_bundle import VerifyAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksRequest:
    """What to do with a month in the books; nothing asked only looks at it.

    ``keep`` posts what is new; ``settled_before``: what lay before the books was paid outside of them.
    ``issue`` posts, and issues statements with ``window`` days for comments and payments of at least
    ``minimum`` (as text); ``statements`` does so too, and is where they are written. ``sign`` and
    ``object`` name a party, ``by`` who speaks for it, ``code`` the hash seen,
    ``comment`` what is objected. ``evidence`` is where the bundle goes.
    """

    keep: bool = False
    settled_before: bool = False
    issue: bool = False
    statements: Path | None = None
    window: int | None = None
    minimum: str | None = None
    sign: str | None = None
    object: str | None = None
    by: str = ""
    code: str = ""
    comment: str = ""
    lock: bool = False
    evidence: Path | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked of the books."""
        return self != BooksRequest()

    @property
    def writes(self) -> bool:
        """Whether anything may be written into the books."""
        said = (self.sign, self.object)
        return self.keep or self.lock or self.issues or any(each is not None for each in said)

    @property
    def issues(self) -> bool:
        """Whether statements are to be issued."""
        return self.issue or self.statements is not None

    @property
    def executes(self) -> bool:
        """Whether the terms are to be executed on what happened."""
        return not self.asks or self.keep or self.issues


def settle_folder(
    folder: Path, *, month: str | None = None, postings: Path | None = None, progress: Progress = silent
) -> SettleAnswer:
    """Return what every party of a programme folder is due for a month (none: the last complete one).

    Every line is written as CSV where ``postings`` says. Raises ``BadInput`` with everything that is wrong.
    """
    from kuajie.exchange.reading import read_folder

    require_postings(postings)
    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.4))
    return _computed(reading, month, postings, part_of(progress, start=0.4, end=1.0))


def settle_or_look(
    folder: Path,
    request: BooksRequest,
    *,
    locale: Locale,
    month: str | None = None,
    postings: Path | None = None,
    progress: Progress = silent,
    now: datetime | None = None,
) -> SettleAnswer | BooksAnswer:
    """Return a month as the books have it where they hold it or are asked to, else as it would be.

    Without a month the last complete one is meant. Raises ``BadInput``; then nothing is kept.
    """
    import pyarrow as pa

    from kuajie.exchange.reading import read_folder
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.book_shelf import read_books
    from kuajie.usecases.keep_books import today_in
    from kuajie.wiring.guards import guard_warnings

    require_postings(postings)
    _require_places(request)
    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.4))
    shelf, programme = FolderBooks(folder), reading.programme
    today = today_in(programme.time_zone, now or datetime.now(UTC))
    chosen, rest = _month(month, today), part_of(progress, start=0.4, end=1.0)
    with without_collector(), shelf.alone() if request.writes else nullcontext():
        books = read_books(shelf)
        if not request.asks and str(chosen) not in books.standings:
            return _warned(_computed(reading, month, postings, rest), folder, reading, now)
        warnings = guard_warnings(folder, reading, now=now)
        asked = Asked(programme=programme, month=chosen, today=today, request=request, locale=locale)
        question = _question(asked, folder, reading) if request.executes else None
        del reading  # orders take much memory, and everything that is needed of them is in the question
        pa.default_memory_pool().release_unused()
        answer, books = _in_books(asked, question, shelf, books, progress=rest)
    if postings is not None:
        _write_posted(books, postings, str(chosen))
    return replace(answer, warnings=warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of the books of a programme, about which month, on which day, in which language."""

    programme: Programme
    month: Month
    today: date
    request: BooksRequest
    locale: Locale


def _question(asked: Asked, folder: Path, reading: Reading) -> KeepQuestion:
    from kuajie.exchange.payments_file import read_payments
    from kuajie.usecases.keep_books import KeepQuestion
    from kuajie.usecases.settlement_history import settlement_history

    held = [settlement_history(asked.programme, reading.events)]
    return KeepQuestion(
        programme=asked.programme,
        history=held.pop,
        payments=read_payments(folder, asked.programme),
        month=asked.month,
        today=asked.today,
        settled=asked.request.settled_before,
    )


def _warned(
    answer: SettleAnswer | BooksAnswer, folder: Path, reading: Reading, now: datetime | None
) -> SettleAnswer | BooksAnswer:
    """Return an answer with what the guards found, which stops no settlement."""
    from kuajie.wiring.guards import guard_warnings

    return replace(answer, warnings=guard_warnings(folder, reading, now=now))


def _write_posted(books: Books, postings: Path, period: str) -> None:
    """Write the lines that the books hold for a month."""
    from kuajie.messages.notices.settle import NOT_WRITTEN
    from kuajie.present.report_file import write_together
    from kuajie.settlement.table_form import write_table_csv

    lines = books.lines(since=period, until=period)
    write_together({postings: lambda file: write_table_csv(lines, file)}, notice=NOT_WRITTEN)


def _in_books(
    asked: Asked, question: KeepQuestion | None, shelf: BookShelf, books: Books, *, progress: Progress
) -> tuple[BooksAnswer, Books]:
    """Do what is asked, and return how the month stands then; ``question`` where terms are to be executed."""
    from kuajie.usecases.close_books import issue, lock
    from kuajie.usecases.keep_books import as_if_over, drafted, keep
    from kuajie.usecases.settle_books import look_at, next_open

    request, period, known = asked.request, str(asked.month), len(books.entries)
    minimum, today = _minimum(request.minimum, asked.programme), asked.today
    fresh: list[tuple[str, pa.Table]] = []
    if question is not None and request.writes:
        books = keep(question, shelf, books=books, progress=progress)
    elif question is not None:
        seen = as_if_over(question, next_open(books, period))
        fresh = [(draft.period, draft.lines) for draft in drafted(seen, books, progress=progress)]
    if request.issues:
        books = issue(shelf, books, period, today=today, window=request.window, minimum=minimum)
    books = _spoken(asked, shelf, books)
    if request.lock:
        books = lock(shelf, books, period, today=today)
    answer = look_at(books, asked.programme, period, known_before=known, fresh=fresh)
    _write(answer, shelf, request, asked.locale)
    return answer, books


def _spoken(asked: Asked, shelf: BookShelf, books: Books) -> Books:
    """Keep an objection or a signature, where there is one."""
    from kuajie.usecases.close_books import Signing, object_to, sign

    request = asked.request
    for party, act in ((request.object, object_to), (request.sign, sign)):
        if party is not None:
            signing = Signing(
                party=party, by=request.by, day=asked.today, code=request.code, text=request.comment
            )
            books = act(shelf, books, str(asked.month), signing)
    return books


def _write(answer: BooksAnswer, shelf: BookShelf, request: BooksRequest, locale: Locale) -> None:
    """Write statements and evidence where they are asked for."""
    from kuajie.messages.notices.books import STATEMENTS_NOT_WRITTEN
    from kuajie.present.report_file import write_together
    from kuajie.present.statement_files import statement_files

    if request.statements is not None:
        request.statements.mkdir(exist_ok=True)
        files = {request.statements / name: held for name, held in statement_files(answer, locale).items()}
        write_together(files, notice=STATEMENTS_NOT_WRITTEN)
    if request.evidence is not None:
        _write_evidence(answer, shelf, request.evidence, locale)


def _write_evidence(answer: BooksAnswer, shelf: BookShelf, file: Path, locale: Locale) -> None:
    """Write the whole books with the month's statements as one bundle."""
    from kuajie import __version__
    from kuajie.exchange.evidence_file import evidence_bytes
    from kuajie.messages.notices.evidence import EVIDENCE_NOT_WRITTEN
    from kuajie.present.report_file import write_together
    from kuajie.present.statement_files import statement_files

    about = {
        "kuajie": __version__,
        "programme": answer.programme.title,
        "parties": {party.id: party.name for party in answer.programme.parties},
        "currency": answer.programme.currency,
        "period": answer.period,
        "head": answer.head,
    }
    bundle = evidence_bytes(shelf, statement_files(answer, locale), about)
    write_together({file: bundle}, notice=EVIDENCE_NOT_WRITTEN)


def verify_file(file: Path, *, head: str = "", progress: Progress = silent) -> VerifyAnswer:
    """Return what recomputing an evidence bundle finds; raises ``BadInput`` for what is no sound bundle."""
    from kuajie.exchange.evidence_file import read_evidence
    from kuajie.usecases.verify_bundle import VerifyQuestion, verify

    bundle = read_evidence(file)
    question = VerifyQuestion(
        members=bundle.members,
        altered=bundle.altered,
        manifest_head=str(bundle.manifest.get("head", "")),
        head=head,
    )
    return verify(question, progress=progress)


def _computed(reading: Reading, month: str | None, postings: Path | None, progress: Progress) -> SettleAnswer:
    from kuajie.exchange.postings_file import write_postings
    from kuajie.messages.notices.settle import NOT_WRITTEN
    from kuajie.present.report_file import write_together
    from kuajie.usecases.keep_books import today_in
    from kuajie.usecases.settle import SettleQuestion, settle

    today = today_in(reading.programme.time_zone, datetime.now(UTC))
    question = SettleQuestion(
        programme=reading.programme, events=reading.events, today=today, month=_month(month, today)
    )
    with without_collector():
        answer = settle(question, progress=progress)
    if postings is not None:
        write_together(
            {postings: lambda file: write_postings(file, answer.agreement, answer.history, answer.lines)},
            notice=NOT_WRITTEN,
        )
    return answer


@contextmanager
def without_collector() -> Iterator[None]:
    """Do not look for cycles meanwhile: millions of records are made, none of them in one."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def require_postings(postings: Path | None) -> None:
    """Refuse a place where postings cannot be written."""
    from kuajie.messages.notices.settle import NOT_WRITTEN
    from kuajie.present.report_file import require_place

    if postings is not None:
        require_place(postings, notice=NOT_WRITTEN)


def _require_places(request: BooksRequest) -> None:
    from kuajie.messages.notices.books import STATEMENTS_NOT_WRITTEN
    from kuajie.messages.notices.evidence import EVIDENCE_NOT_WRITTEN
    from kuajie.present.report_file import require_place

    if request.statements is not None:
        inside = request.statements / "statement" if request.statements.is_dir() else request.statements
        require_place(inside, notice=STATEMENTS_NOT_WRITTEN)
    if request.evidence is not None:
        require_place(request.evidence, notice=EVIDENCE_NOT_WRITTEN)


def _minimum(text: str | None, programme: Programme) -> int | None:
    from kuajie.domain.money import Money
    from kuajie.messages import BadInput
    from kuajie.messages.notices.books import NOT_AN_AMOUNT

    if text is None:
        return None
    try:
        minor = Money.of(text, programme.currency).minor
    except (ValueError, BadInput):
        minor = -1
    if minor < 0:
        raise BadInput.of(NOT_AN_AMOUNT, value=text, currency=programme.currency)
    return minor


def _month(text: str | None, today: date) -> Month:
    from kuajie.messages import BadInput
    from kuajie.messages.notices.settle import NOT_A_MONTH
    from kuajie.settlement.periods import Month, month_of

    if text is None:
        return month_of(today).before
    try:
        return Month.read(text)
    except ValueError as error:
        raise BadInput.of(NOT_A_MONTH, value=text) from error
