"""Orders of schoolchildren's training as prepayments, and what of them passes a limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.money import Money
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import Finding, Place, Severity
from kuajie.messages.notices import guards as notices
from kuajie.settlement.guards.choices import GuardChoices
from kuajie.settlement.guards.prepaid import Limit, PrepaidHit, Prepayment, prepaid_too_much
from kuajie.settlement.guards.rules import PrepaidRule

ORDERS = "orders"
AMOUNTS = (Limit.AMOUNT, Limit.STANDING)
Key = tuple[object, ...]
SEPARATOR = "\x1f"
_ORDER_COLUMNS = ["party", "order_id", "line", "learner", "course_id", "quantity", "ordered_at", "paid"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PrepaidCheck:
    """A programme's orders, and the rule they are held against (``None``: no such rule)."""

    programme: Programme
    events: Events
    rule: PrepaidRule | None
    choices: GuardChoices


def check_prepaid(
    check: PrepaidCheck, rows: Callable[[str, Collection[Key]], Mapping[Key, tuple[str, int]]]
) -> tuple[int, list[Finding]]:
    """Return how many order lines were checked, and a finding for each that passes a limit."""
    rule = check.rule
    if rule is None or not check.choices.k12:
        return 0, []
    courses = pa.array(check.choices.k12, pa.string())
    orders = check.events.tables[ORDERS]
    orders = orders.filter(pc.is_in(orders["course_id"], courses))
    lines = _prepayments(check, _may_pass(orders, check, rule))
    same = rule.amount.currency == check.programme.currency
    hits = [
        hit
        for hit in prepaid_too_much(lines, check.choices.lengths, rule)
        if same or hit.limit not in AMOUNTS
    ]
    places = rows(ORDERS, {_key(hit) for hit in hits})
    found = [_finding(hit, check, rule, places.get(_key(hit))) for hit in hits]
    return orders.num_rows, [*found, *_not_checked(check, rule)]


def _may_pass(orders: pa.Table, check: PrepaidCheck, rule: PrepaidRule) -> pa.Table:
    """Return the lines that are too long, and all lines of learners who ever paid more than the amount."""
    who = pc.binary_join_element_wise(orders["party"], orders["learner"], SEPARATOR)
    paid = pa.table({"who": who, "paid": orders["paid"]}).group_by("who").aggregate([("paid", "sum")])
    rich = paid.filter(pc.greater(paid["paid_sum"], rule.amount.minor))["who"]
    kept = pc.is_in(who, value_set=rich.combine_chunks())
    for course, length in check.choices.lengths.items():
        for size, most in ((length.months, rule.months), (length.lessons, rule.lessons)):
            if size:
                long = pc.greater(orders["quantity"], most // size)
                kept = pc.or_(kept, pc.and_(pc.equal(orders["course_id"], course), long))
    return orders.filter(kept)


def _prepayments(check: PrepaidCheck, orders: pa.Table) -> Iterator[Prepayment]:
    tables = check.events.tables
    learning = tables["learning"].filter(
        pc.is_in(tables["learning"]["course_id"], orders["course_id"].combine_chunks())
    )
    through: dict[tuple[str, str], datetime] = {}
    for row in learning.filter(pc.is_valid(learning["completed_at"])).to_pylist():
        key = row["learner"], row["course_id"]
        through[key] = min(through.get(key, row["completed_at"]), row["completed_at"])
    back: dict[Key, list[tuple[datetime, int]]] = defaultdict(list)
    mine = tables["refunds"].filter(pc.is_in(tables["refunds"]["order_id"], orders["order_id"]))
    for row in mine.to_pylist():
        back[row["party"], row["order_id"], row["line"]].append((row["refunded_at"], row["amount"]))
    for row in orders.select(_ORDER_COLUMNS).to_pylist():
        done = through.get((row["learner"], row["course_id"]))
        yield Prepayment(
            party=row["party"],
            order_id=row["order_id"],
            line=row["line"],
            learner=row["learner"],
            course=row["course_id"],
            quantity=row["quantity"],
            at=row["ordered_at"],
            paid=row["paid"],
            completed_at=done if done is None or done > row["ordered_at"] else None,
            refunds=tuple(back.get((row["party"], row["order_id"], row["line"]), ())),
        )


def _key(hit: PrepaidHit) -> Key:
    return hit.prepayment.party, hit.prepayment.order_id, hit.prepayment.line


_NOTICES = {
    Limit.STANDING: notices.PREPAID_STANDING,
    Limit.AMOUNT: notices.PREPAID_AMOUNT,
    Limit.LESSONS: notices.PREPAID_LESSONS,
    Limit.MONTHS: notices.PREPAID_MONTHS,
}


def _finding(
    hit: PrepaidHit, check: PrepaidCheck, rule: PrepaidRule, place: tuple[str, int] | None
) -> Finding:
    line, currency = hit.prepayment, rule.amount.currency
    file, row = place or (f"{line.party}/{ORDERS}.csv", None)
    paid = hit.limit in AMOUNTS
    most = {Limit.LESSONS: rule.lessons, Limit.MONTHS: rule.months}
    value = str(Money(line.paid, check.programme.currency).amount) if paid else line.course
    facts: dict[str, object] = {
        "order": f"{line.order_id}/{line.line}",
        "learner": line.learner,
        "party": check.programme.party(line.party).name,
        "count": hit.value,
        "total": Money(hit.value, currency),
        "before": Money(hit.before, currency),
        "most": rule.amount if paid else most[hit.limit],
        "basis": (rule.amount_basis if paid else rule.basis).shown,
    }
    return Finding(
        notice=_NOTICES[hit.limit],
        severity=Severity.WARNING if hit.limit is Limit.STANDING else Severity.ERROR,
        place=Place(file=file, row=row, column="paid" if paid else "course_id", value=value),
        facts=facts,
    )


def _not_checked(check: PrepaidCheck, rule: PrepaidRule) -> Iterator[Finding]:
    """Yield notes of what could not be checked."""
    titles = dict(
        zip(
            *(check.events.tables["courses"][name].to_pylist() for name in ("course_id", "title")),
            strict=True,
        )
    )
    for course in check.choices.k12:
        if course not in check.choices.lengths:
            facts = {"course": titles.get(course, course)}
            yield Finding(
                notice=notices.LENGTH_UNKNOWN,
                severity=Severity.NOTE,
                place=Place(file="programme.toml", column="guards.k12", value=course),
                facts=facts,
            )
    if rule.amount.currency != check.programme.currency:
        limits = {"most": rule.amount, "currency": check.programme.currency}
        yield Finding(
            notice=notices.OTHER_CURRENCY,
            severity=Severity.WARNING,
            facts={**limits, "limit_currency": rule.amount.currency},
        )
