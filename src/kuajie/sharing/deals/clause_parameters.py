"""The numbers of a deal that can be negotiated one at a time: shares, rates and amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
)
from kuajie.domain.money import Money
from kuajie.domain.terms import Terms

FINEST_SHARE = 10**6
"""Shares and rates are tried in millionths."""


class ParameterKind(StrEnum):
    """What a number of a deal is."""

    SHARE = "share"
    RATE = "rate"
    AMOUNT = "amount"
    PER_ENROLMENT = "per_enrolment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of the terms: of a clause by its place, or (``None``) of the agreed shares.

    ``party`` says whose share it is. ``value`` is a share or rate, or money in major units. ``signed``
    numbers may fall below zero: the payment then goes the other way.
    """

    clause: int | None
    kind: ParameterKind
    party: str
    value: float
    signed: bool = False


def parameters_of(terms: Terms) -> tuple[Parameter, ...]:
    """Return the numbers of terms that one can negotiate: all but the thresholds and shares of tiers.

    Of shares between two parties only the first one's is listed, since the other is what is left.
    """
    found = list(_of_shares(None, terms.revenue_shares))
    for place, clause in enumerate(terms.clauses):
        found += _of_clause(place, clause)
    return tuple(found)


def with_value(terms: Terms, parameter: Parameter, value: float) -> Terms:
    """Return the terms with one number changed; other shares keep their proportions.

    Money is rounded to the smallest coin, shares to millionths. A signed amount below zero exchanges payer
    and payee. Raises ``ValueError`` for a value the clause refuses.
    """
    if parameter.clause is None:
        shares = _with_share(terms.revenue_shares, parameter.party, value)
        return replace(terms, revenue_shares=shares)
    changed = list(terms.clauses)
    changed[parameter.clause] = _changed(changed[parameter.clause], parameter, value)
    return replace(terms, clauses=tuple(changed))


def _of_shares(place: int | None, shares: Mapping[str, Fraction]) -> Iterator[Parameter]:
    named = [*shares] if len(shares) > 2 else [*shares][: len(shares) - 1]
    for party in named:
        yield Parameter(clause=place, kind=ParameterKind.SHARE, party=party, value=float(shares[party]))


def _of_clause(place: int, clause: Clause) -> list[Parameter]:
    """Return the numbers of one clause."""
    match clause:
        case RevenueShare():
            return list(_of_shares(place, clause.shares))
        case CostShare():
            kind, party, value = ParameterKind.RATE, clause.payer, float(clause.rate)
        case FeePerEnrolment():
            kind, party, value = ParameterKind.PER_ENROLMENT, clause.payee, float(clause.amount)
        case FixedFee() | MinimumGuarantee():
            kind, party, value = ParameterKind.AMOUNT, clause.payee, float(clause.amount)
        case Cap():
            kind, party, value = ParameterKind.AMOUNT, clause.party, float(clause.amount)
        case Recoup() if clause.amounts:
            kind, party, value = ParameterKind.AMOUNT, clause.party, float(clause.amounts[0])
        case _:
            return []
    signed = isinstance(clause, FixedFee | FeePerEnrolment)
    return [Parameter(clause=place, kind=kind, party=party, value=value, signed=signed)]


def _changed(clause: Clause, parameter: Parameter, value: float) -> Clause:
    """Return a clause with its number changed."""
    match clause:
        case RevenueShare():
            return replace(clause, shares=_with_share(clause.shares, parameter.party, value))
        case CostShare():
            return replace(clause, rate=_exact(value))
        case FixedFee() | FeePerEnrolment() if value < 0.0:
            amount = Money.nearest(-value, clause.amount.currency)
            return replace(clause, payer=clause.payee, payee=clause.payer, amount=amount)
        case FixedFee() | FeePerEnrolment() | MinimumGuarantee() | Cap():
            return replace(clause, amount=Money.nearest(value, clause.amount.currency))
        case Recoup() if clause.amounts:
            amount = Money.nearest(value, clause.amounts[0].currency)
            return replace(clause, limit=amount) if clause.costs else replace(clause, amount=amount)
        case _:
            raise ValueError(f"{clause} has no number to change")


def _with_share(shares: Mapping[str, Fraction], party: str, value: float) -> dict[str, Fraction]:
    """Return shares with one changed and the others in proportion, evenly where they have nothing."""
    own = _exact(value)
    rest = 1 - shares[party]
    others = len(shares) - 1
    return {
        name: own if name == party else (1 - own) * (share / rest if rest else Fraction(1, others))
        for name, share in shares.items()
    }


def _exact(value: float) -> Fraction:
    return Fraction(round(value * FINEST_SHARE), FINEST_SHARE)
