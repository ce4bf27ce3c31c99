"""What each party has without the programme: what it accepts at least, or earns with what is its own."""

from __future__ import annotations

import numpy as np

from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import InfeasiblePlan
from kuajie.planning.objective import evaluate
from kuajie.usecases.addressing import key_of
from kuajie.usecases.coalition_record import without_terms
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_search import PlanQuestion, work_out
from kuajie.usecases.planning_problem import build_problem, scope_of
from kuajie.usecases.ports import AnswerStore


def disagreement(
    programme: Programme,
    fit: FitAnswer,
    judges: Posterior,
    party: str,
    *,
    draws: int,
    store: AnswerStore | None,
) -> float:
    """Return the expected profit a party has without the others, outside profit not counted.

    The floor it states where it states one. Else, in a programme that aims at profit, the best plan of its
    own courses and levers, found on ``draws`` draws and judged on ``judges``, or nothing when it rather stays
    idle; what ``store`` keeps is not planned again. Nothing in programmes with another aim.
    """
    stated = programme.objective.profit_floors.get(party)
    if stated is not None:
        return float(stated)
    if programme.objective.aim is not Aim.PROFIT or scope_of(programme, frozenset({party})).empty:
        return 0.0
    key = key_of(
        {"alone": party, "programme": without_terms(programme), "draws": (draws, judges.draws)},
        data_fingerprint=fit.key,
    )
    kept = None if store is None else store.load(key)
    if kept is not None:
        return float(str(kept[0]["profit"]))
    profit = _alone(programme, fit, judges, party, draws)
    if store is not None:
        store.save(key, {"profit": profit}, {})
    return profit


def _alone(programme: Programme, fit: FitAnswer, judges: Posterior, party: str, draws: int) -> float:
    members = frozenset({party})
    question = PlanQuestion(programme=programme, fit=fit, members=members, draws=draws, certified=False)
    try:
        worked = work_out(question)
    except InfeasiblePlan:  # its own limits leave it nothing it could do alone
        return 0.0
    problem = build_problem(programme, fit, judges, worked.scope)
    return max(0.0, float(np.mean(evaluate(problem, worked.spend, worked.prices).joint_profit)))
