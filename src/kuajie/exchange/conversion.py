"""Bringing every amount into the programme's currency, at the rate of the row's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.money import Money, Rates
from kuajie.domain.records import Kind
from kuajie.exchange.findings import Findings
from kuajie.exchange.rates import latest_day
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Place
from kuajie.messages.notices.files import OUT_OF_RANGE
from kuajie.messages.notices.money import RATE_MISSING

_LARGEST = 10**17  # minor units; sums of these still fit into 64 bits
_DATED_BY = {"orders": "ordered_at", "refunds": "refunded_at", "spend": "date", "training": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Converts tables into ``currency`` with ``rates``.

    Rows are dated by their day or by their moment seen from ``zone``; catalogues by the latest rate up to
    ``horizon_start``.
    """

    currency: str
    zone: str
    horizon_start: date
    rates: Rates
    findings: Findings

    def convert(self, table: RecordTable, *, days: pa.Array | None = None) -> RecordTable:
        """Return the table with all money in the programme's currency; missing rates are findings.

        ``days`` (one per row) are those whose rates count, in place of the rows' own.
        """
        if "currency" not in table.columns or table.record_file.name == "rates":
            return table
        foreign = np.flatnonzero(~table.rows_where("currency", {self.currency}))
        columns = {name: column for name, column in table.columns.items() if name != "currency"}
        if len(foreign):
            wanted = self._days(table, foreign) if days is None else days.take(pa.array(foreign)).to_pylist()
            kept, dated = self._with_rate(table, foreign, wanted)
            for column in table.record_file.columns:
                if column.kind is Kind.MONEY:
                    columns[column.name] = self._converted(table, column.name, kept, dated)
        return replace(table, columns=columns)

    def _days(self, table: RecordTable, rows: NDArray[np.intp]) -> list[date | None]:
        dated_by = _DATED_BY.get(table.record_file.name)
        if dated_by is not None:
            return list(table.days(dated_by, self.zone).take(pa.array(rows)).to_pylist())
        return [
            latest_day(self.rates, first=currency, second=self.currency, until=self.horizon_start)
            for currency in self._currencies(table, rows)
        ]

    def _currencies(self, table: RecordTable, rows: NDArray[np.intp]) -> list[str]:
        texts = table.texts("currency")
        return [texts[place] for place in table.codes("currency")[rows]]

    def _with_rate(
        self, table: RecordTable, rows: NDArray[np.intp], days: Sequence[date | None]
    ) -> tuple[NDArray[np.intp], list[date]]:
        """Return the rows that have a rate and their days; the others are findings."""
        pairs = list(zip(days, self._currencies(table, rows), strict=True))
        has_rate = {
            pair: pair[0] is not None and (pair[0], pair[1], self.currency) in self.rates.by_day
            for pair in set(pairs)
        }
        known = np.array([has_rate[pair] for pair in pairs], dtype=bool)
        for place in self.findings.listable(table.file, np.flatnonzero(~known)):
            day, currency = pairs[place]
            where = Place(
                file=table.file, row=int(table.rows[rows[place]]), column="currency", value=currency
            )
            shown = day or self.horizon_start
            self.findings.error(RATE_MISSING, where, first=currency, second=self.currency, day=shown)
        return rows[known], [day for day, fine in zip(days, known, strict=True) if fine and day is not None]

    def _converted(
        self, table: RecordTable, name: str, rows: NDArray[np.intp], days: Sequence[date]
    ) -> pa.Array:
        minor = table.columns[name]
        amounts = minor.take(pa.array(rows)).to_pylist()
        cases = list(zip(amounts, self._currencies(table, rows), days, strict=True))
        converted = {case: self._exchange(*case) for case in set(cases)}
        mask = np.zeros(len(table), dtype=bool)
        mask[rows] = True
        too_large = np.array([(converted[case] or 0) > _LARGEST for case in cases], dtype=bool)
        for place in self.findings.listable(table.file, rows[too_large]):
            self.findings.error(OUT_OF_RANGE, table.place(place, name), low=0, high=_LARGEST)
        values = pa.array(
            [min(each, _LARGEST) if each else each for each in map(converted.get, cases)], pa.int64()
        )
        return pc.replace_with_mask(minor, pa.array(mask), values)

    def _exchange(self, minor: int | None, currency: str, day: date) -> int | None:
        if minor is None:
            return None
        return self.rates.convert(Money(minor, currency), to=self.currency, on=day).minor
