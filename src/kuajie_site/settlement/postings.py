"""The lines posted for a seat's own party in a month: as files, and to choose from for a dispute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import Http404

from kuajie.messages import Text
from kuajie.present.posting_files import line_texts, postings_csv, postings_workbook
from kuajie.present.reader import Reader
from kuajie.present.statement_rows import exact
from kuajie.usecases.book_shelf import Books
from kuajie.usecases.posted_lines import PostedLine
from kuajie.usecases.settle_books import BooksAnswer
from kuajie.wiring.kept_books import lines_posted
from kuajie_site.access.refused import Refused
from kuajie_site.disclosure.fields import Field
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.ledger import version_of
from kuajie_site.settlement.visible import seen_by
from kuajie_site.words import locale_now

MOST_IN_WORKBOOK: Final = 20_000
SHOWN: Final = 50
TOO_MANY: Final = Text(
    en="{count} lines are too many for a workbook. Take the table (CSV).",
    zh="共 {count} 条分录，工作簿放不下，请下载表格（CSV）。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A line that a dispute can be about, as a page tells it."""

    event: str
    clause: str
    day: str
    order: str
    course: str
    what: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The first lines that were found, and how many there are."""

    lines: list[Choice]
    count: int


def own_lines(seat: Seat, books: Books, month: str) -> list[PostedLine]:
    """Return the lines of a seat's own party, of orders it may read one by one; none for a mediator."""
    if seat.party is None:
        raise Http404
    readable = seen_by(seat, Field.ORDER_LINES)
    folder = version_of(seat.programme).folder
    return lines_posted(folder, books, month, seat.party.key, readable=readable)


def postings_file(seat: Seat, books: Books, answer: BooksAnswer, kind: str) -> str | bytes:
    """Return the lines of a seat's own party as CSV or as a workbook; raises ``Refused`` for too many."""
    lines = own_lines(seat, books, answer.period)
    reader = Reader(locale_now(), answer.programme.currency)
    if kind == "csv":
        return postings_csv(answer, lines, reader)
    if len(lines) > MOST_IN_WORKBOOK:
        raise Refused(TOO_MANY, count=reader.count(len(lines)))
    return postings_workbook(answer, lines, reader)


def choices(seat: Seat, books: Books, answer: BooksAnswer, sought: str) -> Found:
    """Return the first lines that hold every word sought (order, course, day)."""
    reader = Reader(locale_now(), answer.programme.currency)
    words = sought.casefold().split()
    found = [
        (line, texts)
        for line, texts in _told(answer, own_lines(seat, books, answer.period), reader)
        if line.event and all(word in " ".join((*texts, line.course)).casefold() for word in words)
    ]
    currency = answer.programme.currency
    shown = [
        Choice(
            event=line.event,
            clause=line.clause,
            day=texts[0],
            order=texts[3],
            course=texts[4],
            what=" · ".join(each for each in (texts[1], texts[5], texts[6]) if each),
            amount=exact(line.amount, currency, reader),
        )
        for line, texts in found[:SHOWN]
    ]
    return Found(lines=shown, count=len(found))


def _told(
    answer: BooksAnswer, lines: Iterable[PostedLine], reader: Reader
) -> Iterable[tuple[PostedLine, tuple[str, ...]]]:
    for line in lines:
        yield line, line_texts(answer, line, reader)
