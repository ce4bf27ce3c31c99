"""Each party's own money under the plan and today's terms, and what evens it out to its fair share."""

from __future__ import annotations

from collections.abc import Mapping

from kuajie.domain.deal import deal_of
from kuajie.domain.programme import Programme
from kuajie.usecases.party_money import revenue_share
from kuajie.usecases.plan_answer import CourseOutcome, PlanAnswer
from kuajie.usecases.split_answer import PartyAccount


def party_accounts(
    programme: Programme, plan: PlanAnswer, *, fair: Mapping[str, float], alone: Mapping[str, float]
) -> tuple[PartyAccount, ...]:
    """Return one account per party; transfers add up to zero because revenue and costs are all handed out.

    Revenue of a course goes by the agreed shares among the parties it requires, and to its seller where no
    shares are agreed or none of them concerns a required party.
    """
    accounts = []
    for party in programme.parties:
        revenue = sum(_revenue(programme, course, party.id) for course in plan.courses)
        unit_costs = sum(_unit_cost(programme, course, party.id) for course in plan.courses)
        spend = _spend(programme, plan, party.id)
        outside = float(party.outside_profit)
        clauses = _clauses(programme, plan, party.name, revenue - unit_costs - spend)
        own = revenue + clauses - unit_costs - spend + outside
        accounts.append(
            PartyAccount(
                party=party.id,
                name=party.name,
                revenue=revenue,
                clauses=clauses,
                unit_costs=unit_costs,
                spend=spend,
                outside=outside,
                own=own,
                fair=fair[party.id],
                transfer=fair[party.id] - own,
                alone=alone[party.id],
            )
        )
    return tuple(accounts)


def _clauses(programme: Programme, plan: PlanAnswer, name: str, by_shares: float) -> float:
    """Return what clauses beyond shares of revenue pay a party on average, as its expected profit has it."""
    if deal_of(programme).linear:
        return 0.0
    expected = {risk.party: risk.profit.mean for risk in plan.party_risks}
    return expected.get(name, by_shares) - by_shares


def _revenue(programme: Programme, outcome: CourseOutcome, party: str) -> float:
    """Return a party's part of what was paid: shares are of list prices, what is let off its bearer's."""
    listed = outcome.revenue + outcome.let_off
    borne = outcome.let_off if outcome.borne_by == party else 0.0
    return listed * revenue_share(programme, outcome.id, party) - borne


def _unit_cost(programme: Programme, outcome: CourseOutcome, party: str) -> float:
    costs = programme.course(outcome.id).unit_costs
    return outcome.enrolments.mean * float(costs[party]) if party in costs else 0.0


def _spend(programme: Programme, plan: PlanAnswer, party: str) -> float:
    levers = [decision for decision in plan.levers if decision.party == party]
    set_up = sum(float(programme.lever(lever.id).set_up_cost) for lever in levers if lever.spend > 0)
    return sum(lever.spend for lever in levers) + set_up
