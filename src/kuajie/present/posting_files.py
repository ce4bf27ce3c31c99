"""The lines posted for a party as files: CSV and a workbook, texts never taken for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

import openpyxl

from kuajie.domain.spreadsheets import harmless
from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.present.statement_files import (
    ACCOUNT,
    AMOUNT,
    CLAUSE,
    EVENT,
    ORDER,
    PERIOD,
    WHY,
    amount_cell,
    fill_sheet,
)
from kuajie.present.statement_rows import DAY, KIND, REASONS, clause_title, kind_name, line_name, plain
from kuajie.usecases.posted_lines import PostedLine
from kuajie.usecases.settle_books import BooksAnswer

COURSE: Final = Text(en="Course", zh="课程")
COUNT: Final = Text(en="Lines", zh="分录数")
EARNED: Final = Text(en="Earned", zh="分成所得")
LINES: Final = Text(en="Lines", zh="分录")
HEADS: Final = (DAY, KIND, EVENT, ORDER, COURSE, CLAUSE, ACCOUNT, WHY, PERIOD, COUNT)


def line_texts(answer: BooksAnswer, line: PostedLine, reader: Reader) -> tuple[str, ...]:
    """Return a line under ``HEADS``, without its amount."""
    earned = line.account == "earned"
    titles = {course.id: course.title for course in answer.programme.courses}
    return (
        "" if line.day is None else line.day.isoformat(),
        kind_name(line.kind, reader),
        line.event,
        line.order,
        titles.get(line.course, line.course),
        clause_title(answer, line.clause, reader) if line.clause or earned else "",
        reader.say(EARNED) if earned else line_name(answer, line.account, line.clause, reader),
        reader.say(REASONS[line.why], period=line.concerns) if line.why else "",
        line.concerns if line.why else "",
        str(line.count),
    )


def postings_csv(answer: BooksAnswer, lines: Sequence[PostedLine], reader: Reader) -> str:
    """Return lines as CSV, with a byte order mark; amounts add up to what the month's statement adds."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([*(reader.say(head) for head in HEADS), reader.say(AMOUNT, unit=reader.unit)])
    for texts, amount in _rows(answer, lines, reader):
        rows.writerow([*map(harmless, texts), amount])
    return "\ufeff" + written.getvalue()


def postings_workbook(answer: BooksAnswer, lines: Sequence[PostedLine], reader: Reader) -> bytes:
    """Return lines as a workbook: texts are cells of text, amounts numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = reader.say(LINES)
    heads = (*(reader.say(head) for head in HEADS), reader.say(AMOUNT, unit=reader.unit))
    rows = [(*texts, amount_cell(amount)) for texts, amount in _rows(answer, lines, reader)]
    fill_sheet(sheet, heads, rows, answer.programme.currency)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rows(
    answer: BooksAnswer, lines: Sequence[PostedLine], reader: Reader
) -> Iterator[tuple[tuple[str, ...], str]]:
    for line in lines:
        yield line_texts(answer, line, reader), plain(line.amount, answer.programme.currency)
