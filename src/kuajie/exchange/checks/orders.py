"""Orders: of known courses, at no more than the list price."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kuajie.exchange.checks.rows import report_rows, report_texts
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Severity
from kuajie.messages.notices.records import COURSE_OF_OTHER_SELLER, PAID_ABOVE_LIST, UNKNOWN_COURSE


def check_orders(
    orders: RecordTable,
    *,
    catalogue: Collection[str],
    catalogue_file: str,
    sellers: Mapping[str, str],
    findings: Findings,
) -> None:
    """Check one party's orders; ``sellers`` says who sells each joint course."""
    report_texts(
        orders,
        "course_id",
        lambda course: course not in catalogue,
        UNKNOWN_COURSE,
        findings=findings,
        facts=lambda course: {"catalogue": catalogue_file, "hint": did_you_mean(course, catalogue)},
    )
    report_texts(
        orders,
        "course_id",
        lambda course: course in catalogue and sellers.get(course, orders.party) != orders.party,
        COURSE_OF_OTHER_SELLER,
        findings=findings,
        severity=Severity.WARNING,
        facts=lambda course: {"seller": sellers[course]},
    )
    _check_paid(orders, findings=findings)


def _check_paid(orders: RecordTable, *, findings: Findings) -> None:
    quantity, paid, price = (orders.numbers(name) for name in ("quantity", "paid", "list_price"))
    # Division instead of multiplication, which could overflow: paid > quantity * price.
    above = -(-paid // quantity) > price
    report_rows(orders, "paid", above, PAID_ABOVE_LIST, findings=findings, severity=Severity.WARNING)
