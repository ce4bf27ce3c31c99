"""The lines of a reconciliation, as a table to be written and for the largest to be shown."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from kuajie.domain.money import minor_digits
from kuajie.domain.spreadsheets import harmless_table
from kuajie.messages import Locale
from kuajie.present.reconcile_words import AGES, REASONS, how_matched
from kuajie.settlement.reconciliation.book import Bools, Ints
from kuajie.settlement.reconciliation.reasons import ACTORS, Reason
from kuajie.settlement.reconciliation.summary import ages, buckets
from kuajie.usecases.reconcile import ReconcileAnswer

MARK = "\ufeff"
"""Makes spreadsheets read the file as UTF-8."""


def differences_csv(answer: ReconcileAnswer, locale: Locale) -> str:
    """Return every line that did not simply match as CSV, amounts in major units.

    Texts that a spreadsheet would take for a formula get an apostrophe before them.
    """
    written, table = io.BytesIO(), harmless_table(difference_table(answer, locale))
    csv.write_csv(table, written, csv.WriteOptions(quoting_style="needed"))
    return MARK + written.getvalue().decode()


def difference_table(answer: ReconcileAnswer, locale: Locale) -> pa.Table:
    """Return every line that did not simply match, by reason, then order and line of A and of B."""
    compared = answer.compared
    chosen = np.flatnonzero(compared.reason != Reason.MATCHED)
    sides = [
        _side(book.rows, places[chosen], letter)
        for book, places, letter in ((compared.a, compared.at_a, "a"), (compared.b, compared.at_b, "b"))
    ]
    reason, how = compared.reason[chosen], compared.how[chosen]
    age = ages(compared, answer.question.on)[chosen]
    dated = age > np.iinfo(np.int32).min
    columns = {
        "reason": _named(reason, {each: each.code for each in Reason}),
        "explanation": _named(reason, {each: REASONS[each].say(locale) for each in Reason}),
        "who_acts": _named(reason, {each: ACTORS[each].code for each in Reason}),
        "matched_by": _named(how, {int(each): how_matched(int(each)).say(locale) for each in np.unique(how)}),
        "date": pa.array(compared.day[chosen], pa.int64(), mask=~dated)
        .cast(pa.int32(), safe=False)
        .cast(pa.date32()),
        "days": pa.array(age, pa.int64(), mask=~dated),
        "age": _named(buckets(age), {place: text.say(locale) for place, text in AGES.items()}),
        **sides[0],
        **sides[1],
        "counts_a": _amounts(compared.counts_a[chosen], sides[0]["currency_a"], sides[1]["currency_b"]),
        "counts_b": _amounts(compared.counts_b[chosen], sides[1]["currency_b"], sides[0]["currency_a"]),
    }
    by = [
        (name, "ascending") for name in ("reason", "order_a", "line_a", "order_b", "line_b", "row_a", "row_b")
    ]
    return pa.table(columns).sort_by(by)


def _side(rows: pa.Table, places: Ints, letter: str) -> dict[str, pa.Array]:
    taken = rows.take(pa.array(places, mask=places < 0))
    currency = taken["currency"].combine_chunks()
    amounts = {
        name: _amounts(_ints(taken[name]), currency, currency, mask=places < 0)
        for name in ("paid", "refunded")
    }
    return {
        f"order_{letter}": taken["order"].combine_chunks(),
        f"line_{letter}": pc.if_else(pc.equal(taken["line"], 0), None, taken["line"]).combine_chunks(),
        f"file_{letter}": taken["file"].combine_chunks(),
        f"row_{letter}": taken["row"].combine_chunks(),
        f"at_{letter}": _moments(taken["at"].combine_chunks()),
        f"paid_{letter}": amounts["paid"],
        f"refunded_{letter}": amounts["refunded"],
        f"currency_{letter}": currency,
    }


def _moments(moments: pa.Array) -> pa.Array:
    return pc.strftime(moments.cast(pa.timestamp("s", "UTC"), safe=False), format="%Y-%m-%dT%H:%M:%SZ")


def _ints(column: pa.ChunkedArray) -> Ints:
    return np.asarray(pc.fill_null(column, 0).to_numpy(), dtype=np.int64)


def _amounts(
    minor: Ints,
    currency: pa.Array,
    otherwise: pa.Array,
    *,
    mask: Bools | None = None,
) -> pa.Array:
    """Return minor units in major units of each row's currency, written with all their digits."""
    codes = pc.coalesce(currency, otherwise)
    written = pa.nulls(len(minor), pa.string())
    size, sign = np.abs(minor), pa.array(np.where(minor < 0, "-", ""))
    for code in pc.unique(codes.drop_null()).to_pylist():
        digits = minor_digits(code)
        whole, rest = (pa.array(each).cast(pa.string()) for each in divmod(size, 10**digits))
        decimals = (
            pc.binary_join_element_wise(whole, pc.utf8_lpad(rest, digits, "0"), ".") if digits else whole
        )
        said = pc.binary_join_element_wise(sign, decimals, "")
        written = pc.if_else(pc.equal(codes, code), said, written)
    return written if mask is None else pc.if_else(pa.array(mask), None, written)


def _named(codes: NDArray[np.integer[Any]], names: dict[int, str]) -> pa.Array:
    keys = sorted(names)
    places = np.searchsorted(np.array(keys or [0]), codes)
    return pa.array([names[key] for key in keys], pa.string()).take(pa.array(places))
