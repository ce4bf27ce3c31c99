"""Statements as files: one page (HTML), one workbook and one CSV for every party."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from kuajie.domain.money import minor_digits
from kuajie.domain.spreadsheets import calculated, harmless
from kuajie.messages import Locale, Text
from kuajie.present.reader import Reader
from kuajie.present.statement_page import statement_html
from kuajie.present.statement_rows import (
    DAY,
    KIND,
    LINE,
    each_line,
    facts_of,
    party_names,
    plain,
    statement_rows,
)
from kuajie.settlement.statements import PartyStatement
from kuajie.usecases.settle_books import BooksAnswer

SUMMARY, CORRECTIONS, FACTS = (
    Text(en="Statement", zh="对账单"),
    Text(en="Corrections", zh="更正明细"),
    Text(en="About", zh="说明"),
)
ITEM, AMOUNT = Text(en="Item", zh="项目"), Text(en="Amount ({unit})", zh="金额（{unit}）")
EVENT, ORDER, WHY, PERIOD, CLAUSE, ACCOUNT, SECTION = (
    Text(en="Event", zh="事件"),
    Text(en="Order", zh="订单"),
    Text(en="Why", zh="原因"),
    Text(en="Month concerned", zh="所属月份"),
    Text(en="Clause", zh="条款"),
    Text(en="Account", zh="科目"),
    Text(en="Section", zh="部分"),
)
_UNTRUE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def statement_files(answer: BooksAnswer, locale: Locale) -> Mapping[str, str | bytes]:
    """Return every party's statement as files by name."""
    reader = Reader(locale, answer.programme.currency)
    files: dict[str, str | bytes] = {}
    for statement in answer.statements:
        name = f"{answer.period}-{statement.party}"
        files[f"{name}.html"] = statement_html(answer, statement, locale)
        files[f"{name}.xlsx"] = statement_workbook(answer, statement, reader)
        files[f"{name}.csv"] = statement_csv(answer, statement, reader)
    return files


def statement_csv(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> str:
    """Return a statement as CSV, with a byte order mark so that spreadsheets take it for UTF-8.

    First what makes up the balance, then every correction line. Texts that a spreadsheet would take for a
    formula get an apostrophe before them.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    heads = (SECTION, ITEM, DAY, KIND, EVENT, ORDER, WHY, PERIOD, CLAUSE, ACCOUNT)
    unit = reader.say(AMOUNT, unit=reader.unit)
    rows.writerow([*(reader.say(text) for text in heads), unit])
    for row in _csv_rows(answer, statement, reader):
        rows.writerow([harmless(cell) for cell in row])
    return "\ufeff" + written.getvalue()


def _csv_rows(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> Iterator[tuple[str, ...]]:
    empty = ("",) * 8
    for row in statement_rows(answer, statement, reader):
        yield (reader.say(SUMMARY), row.label, *empty, plain(row.amount, statement.currency))
    for line in each_line(answer, statement, reader):
        yield (reader.say(CORRECTIONS), reader.say(LINE), *line)
    for name, value in facts_of(answer, statement, reader):
        yield (reader.say(FACTS), name, *empty, value)


def statement_workbook(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> bytes:
    """Return a statement as a workbook: what makes up the balance, every correction line, and what it is.

    Texts are cells of text whatever they begin with; amounts are numbers.
    """
    book = openpyxl.Workbook()
    unit = reader.say(AMOUNT, unit=reader.unit)
    sheet = book.active
    sheet.title = reader.say(SUMMARY)
    rows = statement_rows(answer, statement, reader)
    cells = [(row.label, amount_cell(plain(row.amount, statement.currency))) for row in rows]
    fill_sheet(sheet, (reader.say(ITEM), unit), cells, statement.currency)
    for place, row in enumerate(rows, start=2):
        for cell in sheet[place]:
            cell.font = Font(bold=row.total)
    heads = (DAY, KIND, EVENT, ORDER, WHY, PERIOD, CLAUSE, ACCOUNT)
    lines = [(*line[:-1], amount_cell(line[-1])) for line in each_line(answer, statement, reader)]
    fill_sheet(
        book.create_sheet(reader.say(CORRECTIONS)),
        (*(reader.say(text) for text in heads), unit),
        lines,
        statement.currency,
    )
    facts = facts_of(answer, statement, reader)
    fill_sheet(book.create_sheet(reader.say(FACTS)), (reader.say(ITEM), ""), facts, statement.currency)
    made = datetime(2000, 1, 1)
    book.properties.created = book.properties.modified = made
    book.properties.title = f"{answer.period} {party_names(answer)[statement.party]}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def amount_cell(amount: str) -> float | int:
    """Return an amount as a number of a workbook."""
    return float(amount) if "." in amount else int(amount)


def fill_sheet(sheet: Worksheet, heads: tuple[str, ...], rows: Any, currency: str) -> None:
    """Write a header and rows; every text is written as text."""
    digits = minor_digits(currency)
    form = "#,##0" + ("." + "0" * digits if digits else "")
    for place, row in enumerate([heads, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=place, column=column)
            if isinstance(value, str):
                cell.value = _UNTRUE.sub(" ", value)
                cell.data_type = "s"
                cell.quotePrefix = calculated(value)
            else:
                cell.value, cell.number_format = value, form
            if place == 1:
                cell.font = Font(bold=True)
                cell.alignment = Alignment(wrap_text=False)
    for column, head in enumerate(heads, start=1):
        texts = [head, *(str(row[column - 1]) for row in list(rows)[:200])]
        width = max(sum(2 if ord(char) > 0x2E80 else 1 for char in text) for text in texts)
        sheet.column_dimensions[sheet.cell(row=1, column=column).column_letter].width = min(60, width + 3)
    sheet.freeze_panes = "A2"
