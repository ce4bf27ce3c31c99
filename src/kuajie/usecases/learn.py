"""Which experiment would pay? What knowing each lever's response before planning would be worth."""

from __future__ import annotations

import time
from dataclasses import dataclass

from kuajie.domain.programme import Programme
from kuajie.messages import InfeasiblePlan, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.information import InformationValue, value_of_everything, value_of_levers
from kuajie.planning.solution import Solution, Start
from kuajie.planning.solver import maximise
from kuajie.usecases.experiment_size import experiment_size
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.learn_answer import LearnAnswer, LeverKnowledge
from kuajie.usecases.plan_search import current_prices, last_year_spend
from kuajie.usecases.plan_telling import fit_doubts
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of
from kuajie.usecases.progress import Progress, silent

PLANNING = Text(en="Planning on what is known", zh="按现有信息制定方案")
ASKING = Text(en="Planning as if each lever were known", zh="逐一假设各杠杆已知并重新制定方案")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LearnQuestion:
    """Which programme, on which fit.

    Plans are made on ``draws`` posterior draws; each lever is supposed known in ``scenarios`` ways.
    """

    programme: Programme
    fit: FitAnswer
    draws: int = 50
    scenarios: int = 20


def value_of_learning(question: LearnQuestion, *, progress: Progress = silent) -> LearnAnswer:
    """Return what knowing each lever's response before planning would add, the most valuable first.

    Raises ``InfeasiblePlan`` when limits contradict each other, or there is nothing to sell.
    """
    began = time.perf_counter()
    programme, fit = question.programme, question.fit
    scope = scope_of(programme, frozenset(programme.party_ids))
    if scope.empty:
        raise InfeasiblePlan.of(notices.NOTHING_TO_SELL, parties=", ".join(programme.party_ids))
    problem = build_problem(programme, fit, fit.posterior.thin(question.draws), scope)
    progress(PLANNING, 0.0)
    plan = _plan(question, problem, scope)
    values = value_of_levers(
        problem,
        plan,
        scenarios=question.scenarios,
        progress=lambda share: progress(ASKING, 0.1 + 0.8 * share),
    )
    everything = value_of_everything(problem, plan, scenarios=max(question.scenarios, question.draws))
    levers = [_knowledge(problem, plan, scope, place, value) for place, value in enumerate(values)]
    progress(ASKING, 1.0)
    return LearnAnswer(
        programme=programme,
        levers=tuple(sorted(levers, key=lambda lever: -lever.value)),
        everything=everything.mean,
        everything_error=everything.standard_error,
        objective=plan.value,
        draws=problem.draws,
        scenarios=values[0].gains.size if values else 0,
        fit_doubts=fit_doubts(fit),
        seconds=time.perf_counter() - began,
    )


def _plan(question: LearnQuestion, problem: PlanningProblem, scope: Scope) -> Solution:
    """Return the best plan on what is known today, found as ``plan`` finds it."""
    history = Start(
        spend=last_year_spend(question.programme, question.fit, scope), prices=current_prices(scope)
    )
    own = maximise(problem)
    return maximise(problem, starts=(Start(spend=own.spend, prices=own.prices), history))


def _knowledge(
    problem: PlanningProblem, plan: Solution, scope: Scope, place: int, value: InformationValue
) -> LeverKnowledge:
    lever = scope.levers[place]
    return LeverKnowledge(
        id=lever.id,
        title=lever.title,
        party=lever.party,
        planned=float(plan.spend[place].sum()),
        value=value.mean,
        standard_error=value.standard_error,
        size=experiment_size(problem, plan.spend, plan.prices, place),
    )
