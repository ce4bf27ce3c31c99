"""What of settlement waits for a person: statements to sign, cases to answer and to rule on, books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from kuajie.messages import LOCALES, Text
from kuajie_site.access.roles import Action
from kuajie_site.needs import Need, by_programme
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.cases import Answered, answers_in
from kuajie_site.settlement.models import Comparison, Ledger

SIGN = Text(
    en="Look at the statement of {month}: sign or object until {until}",
    zh="核对 {month} 对账单，请在 {until} 前签署或提出异议",
)
AGAIN = Text(en="Issue the statements of {month} again", zh="重新出具 {month} 对账单")
LOCK = Text(en="Lock {month}: everybody has signed", zh="锁定 {month}：各方均已签署")
ANSWER = Text(en="Answer the dispute {case} until {until}", zh="请在 {until} 前答复争议 {case}")
RULE = Text(en="Rule on the dispute {case} until {until}", zh="请在 {until} 前对争议 {case} 作出裁决")
BOOK = Text(
    en="{party} asks to reconcile books: hand yours in, or decline", zh="{party}请求对账：请上传账本或谢绝"
)


def settlement_needs(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell a seat what of settlement waits for it."""
    seeing = {seat.programme_id: seat for seat in seats if seat.may(Action.SEE_SETTLEMENT)}
    ledgers = list(Ledger.objects.filter(programme__in=seeing))
    answered = answers_in([ledger.programme_id for ledger in ledgers if ledger.cases])
    for ledger in ledgers:
        seat = seeing[ledger.programme_id]
        for need in _of_ledger(seat, ledger, answered[ledger.programme_id]):
            yield seat, need
    yield from _asked(by_programme(seats, Action.RAISE_DISPUTE))


def _of_ledger(seat: Seat, ledger: Ledger, answered: Answered) -> Iterator[Need]:
    today = timezone.localdate()
    for month in ledger.months:
        yield from _of_month(seat, month, today)
    for case in ledger.cases:
        yield from _of_case(seat, case, today, answered)


def _need(text: Text, place: str, *, urgent: bool = False, **facts: object) -> Need:
    said = {locale: text.say(locale, **facts).replace("{", "(").replace("}", ")") for locale in LOCALES}
    return Need(what=Text(en=said["en"], zh=said["zh"]), place=place, urgent=urgent)


def _of_month(seat: Seat, month: dict[str, Any], today: date) -> Iterator[Need]:
    if month["closed"] or seat.party is None:
        return
    period, key = month["period"], seat.party.key
    place = reverse("settlement_month", args=[seat.programme_id, period])
    if month["stale"]:
        if seat.may(Action.KEEP_BOOKS):
            yield _need(AGAIN, place, month=period)
    elif key in month["codes"] and key not in month["signed"] and key not in month["objected"]:
        if seat.may(Action.SIGN):
            late = today > date.fromisoformat(month["until"])
            yield _need(SIGN, place, urgent=late, month=period, until=month["until"])
    elif month["codes"] and set(month["codes"]) == set(month["signed"]) and seat.may(Action.KEEP_BOOKS):
        yield _need(LOCK, place, month=period)


def _of_case(seat: Seat, case: dict[str, Any], today: date, answered: Answered) -> Iterator[Need]:
    if len(case["ruled"]) == len(case["claims"]):
        return
    place = reverse("dispute", args=[seat.programme_id, case["id"]])
    if seat.may(Action.RULE):
        late = today > date.fromisoformat(case["rule_by"])
        yield _need(RULE, place, urgent=late, case=case["id"], until=case["rule_by"])
    elif seat.may(Action.RAISE_DISPUTE) and seat.party is not None:
        concerned = {party for claim in case["claims"] for party in (claim["payer"], claim["payee"])}
        key = seat.party.key
        waits = key in concerned - {case["raised_by"]} and (case["id"], key) not in answered
        if waits:
            late = today > date.fromisoformat(case["answer_by"])
            yield _need(ANSWER, place, urgent=late, case=case["id"], until=case["answer_by"])


def _asked(seats: Mapping[UUID, Seat]) -> Iterator[tuple[Seat, Need]]:
    parties = [seat.party_id for seat in seats.values()]
    waiting = Comparison.objects.filter(other__in=parties, record=False, other_book=None, declined=False)
    for each in waiting.select_related("book__party"):
        place = reverse("reconciliation", args=[each.programme_id, each.pk])
        yield seats[each.programme_id], _need(BOOK, place, party=each.book.party.name)
