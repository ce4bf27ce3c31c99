"""From a sheet of text to a record table: every cell judged by the kind of its column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.money import minor_digits
from kuajie.domain.records import Column, Kind, RecordFile
from kuajie.exchange.cells import number
from kuajie.exchange.cells.coded import Coded, code, constant
from kuajie.exchange.cells.day import days
from kuajie.exchange.cells.judged import Judged
from kuajie.exchange.cells.moment import moments, split_state
from kuajie.exchange.cells.money import FINEST_DIGITS, Amounts, money
from kuajie.exchange.column_map import ColumnMap, Target
from kuajie.exchange.findings import Findings
from kuajie.exchange.headers import place_columns
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.sheet import Sheet
from kuajie.exchange.states import take_states
from kuajie.messages import BadInput, Notice, Place
from kuajie.messages.notices.files import DAMAGED_IDENTIFIER, DECIMAL_COMMA, EMPTY_CELL, SIGN_AGAINST_CURRENCY
from kuajie.messages.notices.money import TOO_MANY_DIGITS, UNKNOWN_CURRENCY

_TEXTUAL = {Kind.TEXT, Kind.IDENTIFIER, Kind.CURRENCY}
_JUDGES: Mapping[Kind, Callable[[pa.StringArray], Judged]] = {
    Kind.COUNT: number.counts,
    Kind.POSITIVE_COUNT: number.positive_counts,
    Kind.NUMBER: number.numbers,
    Kind.AMOUNT: number.amounts,
    Kind.SHARE: number.shares,
    Kind.DAY: days,
}
_SHORTENED_NUMBER = r"^\d(\.\d+)?[Ee]\+\d+$"


def read_cells(
    sheet: Sheet,
    record_file: RecordFile,
    *,
    party: str,
    zone: str,
    column_map: ColumnMap,
    findings: Findings,
) -> RecordTable | None:
    """Return the table of a sheet, or ``None`` and findings where any header or cell is wrong."""
    placed = place_columns(sheet, record_file, column_map, findings=findings)
    if findings.refused(sheet.file):
        return None
    sheet = take_states(sheet, placed, map_file=column_map.file, findings=findings)
    reader = _CellReader(sheet=sheet, zone=zone, column_map=column_map, placed=placed, findings=findings)
    columns = reader.columns(record_file)
    if findings.refused(sheet.file):
        return None
    return RecordTable(
        record_file=record_file, party=party, file=sheet.file, rows=sheet.rows, columns=columns
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _CellReader:
    sheet: Sheet
    zone: str
    column_map: ColumnMap
    placed: Mapping[str, tuple[int, Target]]
    findings: Findings

    def columns(self, record_file: RecordFile) -> dict[str, pa.Array]:
        """Return every column of a record file, typed."""
        coded = {column.name: self._coded(column) for column in record_file.columns}
        currencies = _Currencies.of(coded["currency"]) if "currency" in coded else None
        return {
            column.name: self._typed(column, coded[column.name], currencies) for column in record_file.columns
        }

    def _coded(self, column: Column) -> Coded:
        if column.name in self.placed:
            return code(self.sheet.columns[self.placed[column.name][0]])
        return constant(self.column_map.constant.get(column.name, ""), len(self.sheet.rows))

    def _typed(self, column: Column, coded: Coded, currencies: _Currencies | None) -> pa.Array:
        if not column.blank:
            self._refuse(column, coded, EMPTY_CELL, np.asarray(_equals(coded.cells, ""), dtype=bool))
        if column.kind in _TEXTUAL:
            self._check_text(column, coded)
            return coded.dictionary
        if column.kind is Kind.MONEY and currencies is not None:
            return self._money(column, coded, currencies)
        judged = (
            moments(coded.cells, zone=self.zone)
            if column.kind is Kind.MOMENT
            else _JUDGES[column.kind](coded.cells)
        )
        for notice, places in judged.faults.items():
            self._refuse(column, coded, notice, places)
        return coded.spread(judged.values)

    def _check_text(self, column: Column, coded: Coded) -> None:
        if column.kind is Kind.IDENTIFIER:
            shortened = pc.match_substring_regex(coded.cells, _SHORTENED_NUMBER)
            self._refuse(column, coded, DAMAGED_IDENTIFIER, shortened.to_numpy(zero_copy_only=False))
        if column.kind is Kind.CURRENCY:
            unknown = np.array(
                [bool(cell) and _digits(cell) is None for cell in coded.cells.to_pylist()], dtype=bool
            )
            self._refuse(column, coded, UNKNOWN_CURRENCY, unknown)

    def _money(self, column: Column, coded: Coded, currencies: _Currencies) -> pa.Array:
        minor = column.name in self.placed and self.placed[column.name][1].minor_units
        if minor:
            judged = number.counts(coded.cells)
            for notice, places in judged.faults.items():
                self._refuse(column, coded, notice, places)
            return coded.spread(judged.values)
        amounts = money(coded.cells)
        for notice, places in amounts.faults.items():
            self._refuse(column, coded, notice, places, currencies)
        self._check_signs(column, coded, amounts, currencies)
        return self._in_minor_units(column, coded, amounts, currencies)

    def _in_minor_units(
        self, column: Column, coded: Coded, amounts: Amounts, currencies: _Currencies
    ) -> pa.Array:
        minor = pa.nulls(len(coded.codes), pa.int64())
        units = amounts.units
        for digits in currencies.known_digits:
            step = 10 ** (FINEST_DIGITS - digits)
            whole = pc.divide(units, step)
            fine = pc.not_equal(pc.multiply(whole, step), units)
            # Exactly three decimals may be thousands written with a point, so even zeros are refused there.
            three = pa.array((amounts.decimals == 3) & (digits != 3))
            faulty = np.asarray(pc.fill_null(pc.or_(fine, three), False).to_numpy(zero_copy_only=False))  # noqa: FBT003 - Arrow has no keyword
            mine = currencies.digits[currencies.coded.codes] == digits
            self._refuse_at(column, coded, TOO_MANY_DIGITS, coded.rows_with(faulty), mine, currencies)
            if digits == 3:
                self._refuse_at(
                    column, coded, DECIMAL_COMMA, coded.rows_with(amounts.doubtful), mine, currencies
                )
            minor = pc.if_else(pa.array(mine), coded.spread(whole), minor)
        return minor

    def _check_signs(self, column: Column, coded: Coded, amounts: Amounts, currencies: _Currencies) -> None:
        for allowed in set(amounts.signs.values()):
            signed = np.zeros(len(coded.cells), dtype=bool)
            signed[[place for place, sign in amounts.signs.items() if sign == allowed]] = True
            others = np.array(
                [cell not in allowed for cell in currencies.coded.cells.to_pylist()], dtype=bool
            )
            against = others[currencies.coded.codes]
            self._refuse_at(
                column, coded, SIGN_AGAINST_CURRENCY, coded.rows_with(signed), against, currencies
            )

    def _refuse(
        self,
        column: Column,
        coded: Coded,
        notice: Notice,
        places: NDArray[np.bool_],
        currencies: _Currencies | None = None,
    ) -> None:
        everywhere = np.ones(len(coded.codes), dtype=bool)
        self._refuse_at(column, coded, notice, coded.rows_with(places), everywhere, currencies)

    def _refuse_at(
        self,
        column: Column,
        coded: Coded,
        notice: Notice,
        rows: NDArray[np.intp],
        mask: NDArray[np.bool_],
        currencies: _Currencies | None,
    ) -> None:
        for position in self.findings.listable(self.sheet.file, rows[mask[rows]]):
            cell = coded.text(position)
            place = Place(
                file=self.sheet.file,
                row=int(self.sheet.rows[position]),
                column=column.name,
                value=cell or None,
            )
            currency = currencies.coded.text(position) if currencies else cell
            self.findings.error(notice, place, **self._facts(column, cell, currency))

    def _facts(self, column: Column, cell: str, currency: str) -> dict[str, object]:
        state = split_state(cell)
        header = (
            self.sheet.headers[self.placed[column.name][0]] if column.name in self.placed else column.name
        )
        return {
            "amount": cell,
            "currency": currency,
            "digits": _digits(currency),
            "column": column.name,
            "header": header,
            "map": self.column_map.file,
            "state": state[0] if state else "",
        }


@dataclass(frozen=True, slots=True, eq=False)
class _Currencies:
    """The currency of each row, and the digits of each distinct currency (-1 for an unknown one)."""

    coded: Coded
    digits: NDArray[np.int8]

    @classmethod
    def of(cls, coded: Coded) -> _Currencies:
        digits = [_digits(cell) for cell in coded.cells.to_pylist()]
        return cls(coded, np.array([-1 if each is None else each for each in digits], dtype=np.int8))

    @property
    def known_digits(self) -> list[int]:
        return sorted({int(each) for each in self.digits} - {-1})


def _digits(currency: str) -> int | None:
    try:
        return minor_digits(currency)
    except BadInput:
        return None


def _equals(cells: pa.StringArray, text: str) -> NDArray[np.bool_]:
    return np.asarray(pc.equal(cells, text).to_numpy(zero_copy_only=False))
