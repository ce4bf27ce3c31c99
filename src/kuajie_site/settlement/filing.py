"""The forms of a case, who may speak in it, filing it, ruling on it: for pages and the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kuajie.domain.money import Money
from kuajie.present.reader import Reader
from kuajie.present.statement_rows import clause_title
from kuajie.usecases.settle_books import BooksAnswer
from kuajie_site.access.roles import Action
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement import cases
from kuajie_site.settlement.forms import ClaimForm, RulingForm
from kuajie_site.settlement.months import agreed_of
from kuajie_site.settlement.queue import enqueue
from kuajie_site.words import locale_now

MOST_LINES: Final = 20


def claim_form(
    seat: Seat, answer: BooksAnswer, place: int, given: Any, initial: Mapping[str, Any] | None = None
) -> ClaimForm:
    """Return the form of a line of a case about a month; ``place`` counts from 0."""
    reader = Reader(locale_now(), answer.programme.currency)
    return ClaimForm(
        given,
        prefix=f"line{place}",
        parties=[(party.id, party.name) for party in answer.programme.parties],
        clauses=[(name, clause_title(answer, name, reader)) for name in answer.clauses],
        own=seat.party.key if seat.party else "",
        initial=initial,
    )


def file_case(
    seat: Seat, head: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], evidence: Sequence[cases.Given]
) -> Job:
    """Have a case of a seat's party filed, of what its forms hold; the evidence goes with the first line."""
    currency, key = agreed_of(seat.programme).currency, seat.party.key if seat.party else ""
    name = f"{head['month']}-{key}-{head['key'].hex[:6]}"
    values = cases.case_values(seat, name, head["month"], head["answer_by"], head["rule_by"])
    names = [each.name for each in evidence]
    values["line"] = [
        {
            **{part: claim[part] for part in ("event", "clause", "payer", "payee", "reason")},
            "amount": f"{Money.of(str(claim['amount']), currency).amount:f}",
            "evidence": names if place == 0 else [],
        }
        for place, claim in enumerate(claims)
    ]
    return enqueue(seat, seat.user, "file", case=values, evidence=[each.plain() for each in evidence])


def in_case(seat: Seat, kept: cases.KeptCase) -> bool:
    """Say whether a seat may read evidence: mediators, and the parties that the case is between."""
    return seat.party is None or seat.party.key in kept.parties


def may_reply(seat: Seat, kept: cases.KeptCase) -> bool:
    """Say whether a seat may speak in a case."""
    speaks = seat.may(Action.RAISE_DISPUTE) or seat.may(Action.RULE)
    return speaks and in_case(seat, kept) and bool(kept.open)


def may_withdraw(seat: Seat, kept: cases.KeptCase) -> bool:
    """Say whether a seat may take a case back."""
    own = seat.party is not None and seat.party.key == kept.case.raised_by
    return own and seat.may(Action.RAISE_DISPUTE) and bool(kept.open)


def ruling_forms(seat: Seat, kept: cases.KeptCase, given: Any) -> list[tuple[int, RulingForm]]:
    """Return the forms of the lines that a seat may rule on."""
    if not seat.may(Action.RULE):
        return []
    currency = agreed_of(seat.programme).currency
    return [
        (number, RulingForm(given, prefix=f"line{number}", most=Money(claim.amount, currency).amount))
        for number, claim in enumerate(kept.case.claims, start=1)
        if number in kept.open
    ]


def rule_case(seat: Seat, name: str, rulings: Sequence[tuple[int, RulingForm]]) -> Job | None:
    """Have what was filled in of a mediator's forms kept; nothing is done where nothing was."""
    currency = agreed_of(seat.programme).currency
    told = [
        {
            "claim": number,
            "amount": Money.of(str(form.cleaned_data["amount"]), currency).minor,
            "reason": form.cleaned_data["reason"],
        }
        for number, form in rulings
        if form.cleaned_data["amount"] is not None
    ]
    return enqueue(seat, seat.user, "rule", case=name, rulings=told) if told else None
