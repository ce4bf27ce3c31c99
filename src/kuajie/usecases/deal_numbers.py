"""Between which values of each number of a deal everybody still gains, the others as they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kuajie.domain.clauses import FeePerEnrolment
from kuajie.domain.deal import deal_of
from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.sharing.deals.agreement_zone import Zone, agreement_zone, furthest
from kuajie.sharing.deals.clause_parameters import Parameter, ParameterKind, parameters_of, with_value
from kuajie.sharing.deals.deal_payoffs import Outcomes, deal_payoffs
from kuajie.usecases.deal_answer import NegotiableNumber

SHARE_ACCURACY = 1e-5
MONEY_ACCURACY = 0.01


def negotiable_numbers(
    programme: Programme, terms: Terms, outcomes: Outcomes, disagreements: Floats, *, agreed: int
) -> tuple[NegotiableNumber, ...]:
    """Return the zone of agreement of every number of the terms; ``disagreements`` (P,) are expected profits.

    ``agreed`` is how many clauses of the deal stand before those of the terms.
    """
    return tuple(
        _number(programme, terms, parameter, outcomes, disagreements, agreed)
        for parameter in parameters_of(terms)
    )


def _number(
    programme: Programme,
    terms: Terms,
    parameter: Parameter,
    outcomes: Outcomes,
    disagreements: Floats,
    agreed: int,
) -> NegotiableNumber:
    def gains(value: float) -> Floats:
        deal = deal_of(programme, with_value(terms, parameter, value))
        return np.asarray(deal_payoffs(deal, outcomes).profit.mean(axis=1) - disagreements)

    possible = _possible(programme, terms, parameter)
    least, most = (
        furthest(possible, start=parameter.value, end=end) for end in _ends(terms, parameter, outcomes)
    )
    of_money = parameter.kind in (ParameterKind.AMOUNT, ParameterKind.PER_ENROLMENT)
    accuracy = MONEY_ACCURACY if of_money else SHARE_ACCURACY
    zone = agreement_zone(gains, start=parameter.value, least=least, most=most, accuracy=accuracy)
    return _told(programme, parameter, zone, agreed)


def _ends(terms: Terms, parameter: Parameter, outcomes: Outcomes) -> tuple[float, float]:
    """Return how far a number may go: shares and rates from 0 to 1, money up to all revenue."""
    if parameter.kind in (ParameterKind.SHARE, ParameterKind.RATE):
        return 0.0, 1.0
    revenue = max(float(outcomes.revenue.sum(axis=0).mean()), 2.0 * parameter.value, 1.0)
    if parameter.clause is not None and isinstance(terms.clauses[parameter.clause], FeePerEnrolment):
        revenue /= max(float(outcomes.enrolments.sum(axis=0).mean()), 1.0)
        revenue = max(2.0 * revenue, 2.0 * parameter.value)
    return -revenue if parameter.signed else 0.0, revenue


def _possible(programme: Programme, terms: Terms, parameter: Parameter) -> Callable[[float], bool]:
    """Return a test whether a value leaves the terms free of contradictions."""

    def possible(value: float) -> bool:
        try:
            deal_of(programme, with_value(terms, parameter, value))
        except ValueError:
            return False
        return True

    return possible


def _told(programme: Programme, parameter: Parameter, zone: Zone, agreed: int) -> NegotiableNumber:
    parties = programme.party_ids
    names = [None if place is None else parties[place] for place in (zone.stops_below, zone.stops_above)]
    return NegotiableNumber(
        clause=None if parameter.clause is None else parameter.clause + agreed + 1,
        kind=parameter.kind,
        party=parameter.party,
        value=parameter.value,
        low=zone.low,
        high=zone.high,
        stops_below=names[0],
        stops_above=names[1],
        limits=dict(zip(parties, zone.limits, strict=True)),
    )
