"""What every party must get of a plan under the terms as they stand, so that it takes part."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kuajie.domain.clauses import RevenueShare
from kuajie.domain.deal import deal_of, not_foreseen
from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Participation
from kuajie.messages import Finding, Severity
from kuajie.messages.notices.deals import CLAUSES_CHANGE, ONLY_SHARES_COUNT
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of


def under_terms(programme: Programme) -> bool:
    """Say whether every party must reach its own floor under the terms as they stand."""
    return programme.objective.participation is Participation.UNDER_TERMS


def clauses_left_out(programme: Programme) -> tuple[Finding, ...]:
    """Return notes where terms have clauses that shares of revenue alone do not express, or that change."""
    clauses = (*deal_of(programme).clauses, *not_foreseen(programme.terms))
    count = sum(not isinstance(clause, RevenueShare) or bool(clause.bundle) for clause in clauses)
    changes = changing(programme)
    if not count:
        return changes
    return (Finding(notice=ONLY_SHARES_COUNT, severity=Severity.NOTE, facts={"count": count}), *changes)


def changing(programme: Programme) -> tuple[Finding, ...]:
    """Return a note where clauses begin or end within the horizon: plans take those of its first day."""
    start, end = programme.horizon.start, programme.horizon.end
    count = sum(
        (clause.since is not None and start < clause.since <= end)
        or (clause.until is not None and start < clause.until <= end)
        for clause in programme.terms.clauses
    )
    if not count:
        return ()
    facts = {"count": count, "start": start}
    return (Finding(notice=CLAUSES_CHANGE, severity=Severity.NOTE, facts=facts),)


def with_participation(
    problem: PlanningProblem, programme: Programme, fit: FitAnswer, posterior: Posterior, scope: Scope
) -> PlanningProblem:
    """Return the problem with a floor for each member of its scope, where the programme asks for them."""
    if problem.parties is None or not under_terms(programme):
        return problem
    floors = [
        disagreement(programme, fit, posterior, party) if party in scope.members else -np.inf
        for party in programme.party_ids
    ]
    floored = replace(problem.parties, floor=np.array(floors))
    return replace(problem, parties=floored, profit_floor=None)


def disagreement(programme: Programme, fit: FitAnswer, posterior: Posterior, party: str) -> float:
    """Return the least profit a party takes part for: what it states, else what it earns here alone.

    Its outside profit is no part of either, since it keeps that in any case. Alone means its own courses and
    levers, or nothing.
    """
    stated = programme.objective.profit_floors.get(party)
    if stated is not None:
        return float(stated)
    scope = scope_of(programme, frozenset({party}))
    if scope.empty:
        return 0.0
    alone = build_problem(programme, fit, posterior, scope)
    nothing: Floats = np.zeros(alone.courses)
    return max(0.0, maximise(replace(alone, money_weight=1.0, bonus=nothing, profit_floor=None)).value)
