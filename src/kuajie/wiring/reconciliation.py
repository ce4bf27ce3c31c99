"""Reconciliation joined to the books it reads and the differences it writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kuajie.messages import Locale
from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from pyarrow import Table

    from kuajie.exchange.own_books.opening import OpenedBook
    from kuajie.exchange.own_books.table import Reading
    from kuajie.messages import Finding
    from kuajie.settlement.periods import Month
    from kuajie.usecases.reconcile import ReconcileAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class HowWritten:
    """How one side's book is written, as far as a person states it; ``unit`` is yuan or fen.

    ``name`` is what the answer calls the book, where not by its place.
    """

    zone: str | None = None
    unit: str | None = None
    columns: Path | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """How books are compared: ``tolerance`` in major units, ``days`` apart, ``keys`` as A's=B's column."""

    zone: str | None = None
    currency: str | None = None
    tolerance: str = "0"
    days: int = 1
    on: str | None = None
    month: str | None = None
    keys: tuple[str, ...] = field(default=())


def reconcile_books(
    a: str,
    b: str,
    *,
    written_a: HowWritten,
    written_b: HowWritten,
    comparing: Comparing,
    output: Path | None = None,
    locale: Locale = "en",
    progress: Progress = silent,
) -> ReconcileAnswer:
    """Return two books compared, and write the differences where ``output`` says.

    Raises ``BadInput`` with everything that is wrong with either book; nothing is written then.
    """
    from dataclasses import replace

    from kuajie.messages import BadInput
    from kuajie.messages.notices.reconcile import MONTH_WITHOUT_ZONE, NOT_WRITTEN
    from kuajie.present.reconcile_lines import differences_csv
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.settlement.reconciliation.compare import Tolerance
    from kuajie.usecases.reconcile import ReconcileQuestion, reconcile

    if output is not None:
        require_place(output, notice=NOT_WRITTEN)
        require_no_book(output, a, b)
    keys = [_key_pair(each) for each in comparing.keys]
    month = None if comparing.month is None else _month(comparing.month)
    on = None if comparing.on is None else _day(comparing.on)
    opened = _opened((a, b), (written_a, written_b), comparing, keys, part_of(progress, start=0.0, end=0.6))
    known = comparing.zone or opened[0].zone or opened[1].zone
    if known is None and month is not None:
        raise BadInput.of(MONTH_WITHOUT_ZONE, month=month)
    zone = known or "UTC"
    question = ReconcileQuestion(
        a=opened[0].entries,
        b=opened[1].entries,
        zone=zone,
        on=on or datetime.now(UTC).astimezone(ZoneInfo(zone)).date(),
        tolerance=Tolerance(minor=_minor(comparing, opened[0].entries.table), days=comparing.days),
        month=month,
        fallbacks=len(keys),
    )
    answer = reconcile(question, progress=part_of(progress, start=0.6, end=1.0))
    answer = replace(answer, warnings=(*opened[0].warnings, *opened[1].warnings))
    if output is not None:
        write_whole(output, differences_csv(answer, locale), notice=NOT_WRITTEN)
    return answer


def require_no_book(output: Path, *books: str) -> None:
    """Refuse to write over a book that is to be read."""
    from kuajie.messages import BadInput, Place
    from kuajie.messages.notices.reconcile import OVERWRITES_BOOK

    named = {Path(each).resolve() for book in books for each in (book, book.rpartition(":")[0]) if each}
    if output.resolve() in named:
        raise BadInput.of(OVERWRITES_BOOK, place=Place(file=str(output)))


def _opened(
    sources: tuple[str, str],
    written: tuple[HowWritten, HowWritten],
    comparing: Comparing,
    keys: list[tuple[str, str]],
    progress: Progress,
) -> list[OpenedBook]:
    """Return both books; what is wrong with either is told at once."""
    from kuajie.exchange.own_books.opening import open_book
    from kuajie.messages import BadInput, Text

    books: list[OpenedBook] = []
    found: list[Finding] = []
    for place, (source, how, side) in enumerate(zip(sources, written, ("a", "b"), strict=True)):
        shown = _literal(how.name or source)
        progress(Text(en=f"Reading {shown}", zh=f"正在读取 {shown}"), place / 2)
        try:
            books.append(
                open_book(source, reading_of(side, how, comparing, tuple(key[place] for key in keys)))
            )
        except BadInput as error:
            found += error.findings
    if found:
        raise BadInput(found)
    return books


def _literal(name: str) -> str:
    return name.replace("{", "{{").replace("}", "}}")


def reading_of(side: str, written: HowWritten, comparing: Comparing, keys: tuple[str, ...]) -> Reading:
    """Return how a side's book is written; raises ``BadInput`` for unknown zones and currencies."""
    from kuajie.exchange.own_books.table import Reading

    zone = written.zone or comparing.zone
    _require_zone(zone)
    return Reading(
        side=side,
        zone=zone,
        currency=None if comparing.currency is None else _currency(comparing.currency),
        minor_units={None: None, "yuan": False, "fen": True}[written.unit],
        columns=written.columns,
        keys=keys,
        name=written.name,
    )


def _require_zone(zone: str | None) -> None:
    from zoneinfo import ZoneInfoNotFoundError

    from kuajie.messages import BadInput
    from kuajie.messages.notices.reconcile import NOT_A_ZONE

    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput.of(NOT_A_ZONE, value=zone) from error


def _currency(code: str) -> str:
    from kuajie.domain.money import minor_digits

    minor_digits(code.strip().upper())
    return code.strip().upper()


def _minor(comparing: Comparing, table: Table) -> int:
    from kuajie.domain.money import Money
    from kuajie.messages import BadInput
    from kuajie.messages.notices.reconcile import NOT_AN_AMOUNT

    currency = table["currency"][0].as_py() if len(table) else "CNY"
    try:
        minor = Money.of(comparing.tolerance.strip(), currency).minor
    except ValueError as error:
        raise BadInput.of(NOT_AN_AMOUNT, value=comparing.tolerance) from error
    if minor < 0:
        raise BadInput.of(NOT_AN_AMOUNT, value=comparing.tolerance)
    return minor


def _key_pair(text: str) -> tuple[str, str]:
    from kuajie.messages import BadInput
    from kuajie.messages.notices.reconcile import NOT_A_KEY_PAIR

    first, _, second = (part.strip() for part in text.replace("\uff1d", "=").partition("="))
    if not first:
        raise BadInput.of(NOT_A_KEY_PAIR, value=text)
    return first, second or first


def _day(text: str) -> date:
    from kuajie.messages import BadInput
    from kuajie.messages.notices.reconcile import NOT_A_DAY

    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput.of(NOT_A_DAY, value=text) from error


def _month(text: str) -> Month:
    from kuajie.messages import BadInput
    from kuajie.messages.notices.settle import NOT_A_MONTH
    from kuajie.settlement.periods import Month

    try:
        return Month.read(text)
    except ValueError as error:
        raise BadInput.of(NOT_A_MONTH, value=text) from error
