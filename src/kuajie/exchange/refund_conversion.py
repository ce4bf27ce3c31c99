"""Refunds in another currency: converted at the rate of their sale's day, which was frozen on the sale.

A sale refunded whole is then worth nothing, whatever rates have done since; refunds in parts add up to what
the refund of all of them together would be. Refunds in another currency than their sale's are converted at
their own day.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.exchange.checks.refunds import NO_ORDER, order_rows
from kuajie.exchange.conversion import Converter
from kuajie.exchange.record_table import RecordTable

Ints = NDArray[np.int64]


def converted_refunds(converter: Converter, refunds: RecordTable, orders: RecordTable | None) -> RecordTable:
    """Return refunds in the programme's currency; missing rates are findings."""
    if orders is None or "currency" not in refunds.columns or not len(refunds):
        return converter.convert(refunds)
    lines = order_rows(refunds, orders)
    same = (lines != NO_ORDER) & _same_currency(refunds, orders, lines)
    sold = orders.days("ordered_at", converter.zone).to_numpy(zero_copy_only=False)
    days = refunds.days("refunded_at", converter.zone).to_numpy(zero_copy_only=False).copy()
    days[same] = sold[lines[same]]
    running = _so_far(refunds, lines, same)
    together = replace(refunds, columns={**refunds.columns, "amount": pa.array(running)})
    converted = converter.convert(together, days=pa.array(days, pa.date32()))
    amounts = _single(refunds, lines, same, converted.numbers("amount"))
    return replace(converted, columns={**converted.columns, "amount": pa.array(amounts)})


def _same_currency(refunds: RecordTable, orders: RecordTable, lines: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say for each refund whether it is in the currency of its order line."""
    of_orders = np.array(orders.texts("currency"), dtype=object)[orders.codes("currency")]
    of_refunds = np.array(refunds.texts("currency"), dtype=object)[refunds.codes("currency")]
    return np.asarray(of_refunds == of_orders[lines], dtype=bool)


def _in_turn(refunds: RecordTable, lines: NDArray[np.intp], same: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the places of some refunds by order line, then by moment and amount."""
    chosen = np.flatnonzero(same)
    keys = (refunds.numbers("amount")[chosen], refunds.numbers("refunded_at")[chosen], lines[chosen])
    return chosen[np.lexsort(keys)]


def _so_far(refunds: RecordTable, lines: NDArray[np.intp], same: NDArray[np.bool_]) -> Ints:
    """Return for refunds of their order's currency what went back of the line so far; others as they are."""
    amounts = refunds.numbers("amount").copy()
    turn = _in_turn(refunds, lines, same)
    total = np.cumsum(amounts[turn])
    first = np.flatnonzero(np.diff(lines[turn], prepend=NO_ORDER))
    before = np.repeat(total[first] - amounts[turn][first], np.diff(np.append(first, len(turn))))
    amounts[turn] = total - before
    return amounts


def _single(refunds: RecordTable, lines: NDArray[np.intp], same: NDArray[np.bool_], running: Ints) -> Ints:
    """Return what each refund adds to what went back of its line so far."""
    amounts = running.copy()
    turn = _in_turn(refunds, lines, same)
    follows = np.diff(lines[turn], prepend=NO_ORDER) == 0
    places = np.flatnonzero(follows)
    amounts[turn[places]] = running[turn[places]] - running[turn[places - 1]]
    return amounts
