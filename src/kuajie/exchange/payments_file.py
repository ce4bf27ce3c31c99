"""payments.csv: what parties have paid each other, beside programme.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kuajie.domain.programme import Programme
from kuajie.domain.records import Column, Kind, RecordFile
from kuajie.exchange.column_map import ColumnMap
from kuajie.exchange.findings import Findings
from kuajie.exchange.record_cells import read_cells
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.repeated_rows import collapse_repeats
from kuajie.exchange.sheet_file import read_sheet
from kuajie.messages import Place
from kuajie.messages.notices import books as notices
from kuajie.settlement.knowledge import Payment
from kuajie.settlement.periods import Month

PAYMENTS = RecordFile(
    "payments",
    (
        Column("period", Kind.IDENTIFIER),
        Column("payer", Kind.IDENTIFIER),
        Column("payee", Kind.IDENTIFIER),
        Column("amount", Kind.MONEY),
        Column("currency", Kind.CURRENCY),
        Column("paid_at", Kind.MOMENT),
        Column("reference", Kind.TEXT, required=False, blank=True),
    ),
    ("period", "payer", "payee", "paid_at", "reference"),
    of_party=False,
)
"""``period`` is the month that a payment settles; ``reference`` tells payments of one moment apart."""

_FORMS = ("payments.csv", "payments.xlsx")


def read_payments(folder: Path, programme: Programme) -> tuple[Payment, ...]:
    """Return the payments recorded in a folder, none where it has no such file.

    Raises ``BadInput`` with everything that is wrong with it.
    """
    name = next((name for name in _FORMS if (folder / name).is_file()), None)
    if name is None:
        return ()
    findings = Findings()
    table = _table(folder / name, programme, findings=findings)
    findings.stop_if_refused()
    if table is None:
        return ()
    columns = {each: column.to_pylist() for each, column in table.columns.items()}
    columns["at"] = table.numbers("paid_at").tolist()
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for place, row in enumerate(rows):
        _check(table, place, row, programme, findings=findings)
    findings.stop_if_refused()
    return tuple(_payment(row) for row in rows)


def _table(path: Path, programme: Programme, *, findings: Findings) -> RecordTable | None:
    names = [column.name for column in PAYMENTS.columns]
    sheet = read_sheet(path, file=path.name, columns=names, findings=findings)
    if sheet is None:
        return None
    column_map = ColumnMap(file=path.name)
    table = read_cells(
        sheet, PAYMENTS, party="", zone=programme.time_zone, column_map=column_map, findings=findings
    )
    return None if table is None else collapse_repeats(table, findings=findings)


def _check(
    table: RecordTable, place: int, row: dict[str, Any], programme: Programme, *, findings: Findings
) -> None:
    """Note a payment in another currency, not between two parties, or for no month."""
    if row["currency"] != programme.currency:
        facts = {"currency": row["currency"], "programme": programme.currency}
        findings.error(notices.PAYMENT_OTHER_CURRENCY, table.place(place, "currency"), **facts)
    for column in ("payer", "payee"):
        if row[column] not in programme.party_ids or row["payer"] == row["payee"]:
            parties = ", ".join(programme.party_ids)
            findings.error(notices.PAYMENT_PARTY, table.place(place, column), parties=parties)
    try:
        Month.read(row["period"])
    except ValueError:
        where: Place = table.place(place, "period")
        findings.error(notices.PAYMENT_PERIOD, where, value=row["period"])


def _payment(row: dict[str, Any]) -> Payment:
    parts = [row["period"], row["payer"], row["payee"], str(row["at"])]
    parts += [row["reference"]] if row["reference"] else []
    names = ("at", "period", "payer", "payee", "amount")
    return Payment(id="/".join(parts), **{name: row[name] for name in names})
