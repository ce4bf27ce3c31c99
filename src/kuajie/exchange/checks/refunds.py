"""Refunds: of orders that exist, and never above what was paid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.money import Money
from kuajie.exchange.checks.rows import report_rows
from kuajie.exchange.findings import Findings
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Place
from kuajie.messages.notices.records import REFUND_ABOVE_PAID, REFUND_WITHOUT_ORDER

NO_ORDER = -1
"""Stands for the order line of a refund that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The orders and refunds of a party, as written and in the programme's currency."""

    orders: RecordTable
    refunds: RecordTable
    converted_orders: RecordTable
    converted_refunds: RecordTable
    currency: str


def check_refunds(books: Books, *, findings: Findings) -> None:
    """Refuse refunds without an order and order lines with more refunded than paid.

    Amounts are compared in the currency of the order where its refunds are in that currency too, else both
    as converted.
    """
    lines = order_rows(books.refunds, books.orders)
    missing = lines == NO_ORDER
    report_rows(
        books.refunds,
        "order_id",
        missing,
        REFUND_WITHOUT_ORDER,
        findings=findings,
        facts=lambda _: {"orders": books.orders.file},
    )
    placed = np.flatnonzero(~missing)
    if len(placed):
        _check_sums(books, placed, lines[placed], findings=findings)


def order_rows(refunds: RecordTable, orders: RecordTable) -> NDArray[np.intp]:
    """Return for each refund the position of its order line, or -1."""
    ids = pc.index_in(refunds.columns["order_id"].dictionary, orders.columns["order_id"].dictionary)
    codes = np.asarray(pc.fill_null(ids, NO_ORDER).to_numpy(zero_copy_only=False), dtype=np.int64)
    wanted_ids = codes[refunds.codes("order_id")] if len(codes) else np.empty(0, np.int64)
    lines, wanted_lines = orders.numbers("line"), refunds.numbers("line")
    known_lines = np.unique(lines)
    have = orders.codes("order_id").astype(np.int64) * len(known_lines) + np.searchsorted(known_lines, lines)
    rank = np.minimum(np.searchsorted(known_lines, wanted_lines), max(0, len(known_lines) - 1))
    fits = (wanted_ids != NO_ORDER) & (known_lines[rank] == wanted_lines if len(known_lines) else False)
    return np.where(fits, _positions(have, wanted_ids * len(known_lines) + rank), NO_ORDER)


def _positions(have: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.intp]:
    if not len(have):
        return np.full(len(wanted), NO_ORDER, dtype=np.intp)
    order = np.argsort(have, kind="stable")
    found = np.minimum(np.searchsorted(have, wanted, sorter=order), len(have) - 1)
    return np.where(have[order[found]] == wanted, order[found], NO_ORDER)


def _check_sums(
    books: Books, placed: NDArray[np.intp], lines: NDArray[np.intp], *, findings: Findings
) -> None:
    distinct, group = np.unique(lines, return_inverse=True)
    same = _same_currency(books, placed, lines)
    all_same = np.bincount(group, weights=~same) == 0
    for lines_meant, orders, refunds in (
        (all_same, books.orders, books.refunds),
        (~all_same, books.converted_orders, books.converted_refunds),
    ):
        refunded = np.zeros(len(distinct), dtype=np.int64)
        np.add.at(refunded, group, refunds.numbers("amount")[placed])
        paid = orders.numbers("paid")[distinct]
        for place in findings.listable(books.refunds.file, np.flatnonzero(lines_meant & (refunded > paid))):
            row = int(placed[np.flatnonzero(group == place)[-1]])
            order = int(distinct[place])
            currency = orders.columns["currency"][order].as_py() if all_same[place] else books.currency
            findings.error(
                REFUND_ABOVE_PAID,
                _amount_place(books.refunds, row),
                order=books.orders.columns["order_id"][order].as_py(),
                line=books.orders.columns["line"][order].as_py(),
                refunded=Money(int(refunded[place]), currency),
                paid=Money(int(paid[place]), currency),
            )


def _same_currency(books: Books, placed: NDArray[np.intp], lines: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say for each placed refund whether it is in the currency of its order line."""
    known = {text: code for code, text in enumerate(books.orders.texts("currency"))}
    codes = np.array([known.get(text, NO_ORDER) for text in books.refunds.texts("currency")], dtype=np.int64)
    currencies = books.orders.codes("currency")[lines]
    return np.equal(codes[books.refunds.codes("currency")[placed]], currencies, dtype=bool)


def _amount_place(refunds: RecordTable, row: int) -> Place:
    money = Money(refunds.columns["amount"][row].as_py(), refunds.columns["currency"][row].as_py())
    return Place(file=refunds.file, row=int(refunds.rows[row]), column="amount", value=str(money.amount))
