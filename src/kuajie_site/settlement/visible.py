"""Whose statements a seat sees: its own party's, and those that others disclose to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.utils import timezone

from kuajie.settlement.statements import Transfer
from kuajie.usecases.settle_books import BooksAnswer, LaterCorrections
from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.programmes.models import Seat, parties_of


def seen_by(seat: Seat, field: Field = Field.STATEMENTS) -> frozenset[str]:
    """Return the keys of the parties of which a seat sees a field, its own among them."""
    hidden = {party.pk for party, _ in not_shown(seat, [field], now=timezone.now())}
    return frozenset(party.key for party in parties_of(seat.programme) if party.pk not in hidden)


def sees_all(seat: Seat) -> bool:
    """Say whether a seat may have the whole books: everybody's statements and order lines."""
    return not not_shown(seat, [Field.STATEMENTS, Field.ORDER_LINES], now=timezone.now())


def of_parties(answer: BooksAnswer, parties: Collection[str]) -> BooksAnswer:
    """Return a month without the statements of others, and without payments among others."""
    return replace(
        answer,
        statements=tuple(each for each in answer.statements if each.party in parties),
        payments=payments_of(answer.payments, parties),
        later=tuple(_later(each, parties) for each in answer.later),
    )


def payments_of(payments: Collection[Transfer], parties: Collection[str]) -> tuple[Transfer, ...]:
    """Return the payments that some of the parties make or get."""
    return tuple(each for each in payments if each.payer in parties or each.payee in parties)


def _later(later: LaterCorrections, parties: Collection[str]) -> LaterCorrections:
    return replace(later, dues={party: due for party, due in later.dues.items() if party in parties})
