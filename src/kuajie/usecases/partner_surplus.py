"""What planning together with each candidate would add, by the planner on the fitted response."""

from __future__ import annotations

from kuajie.domain.programme import Programme
from kuajie.messages import InfeasiblePlan, Text
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_search import PlanQuestion, work_out
from kuajie.usecases.progress import Progress, part_of, silent

PLANNING = Text(en="Planning with each candidate and without", zh="分别测算有无各候选方的方案")


def predict_surplus(
    programme: Programme, fit: FitAnswer, *, party: str, draws: int = 50, progress: Progress = silent
) -> dict[str, float]:
    """Return for every other party what the two reach together beyond what each reaches alone.

    In the unit of the programme's objective, as the mean over ``draws`` posterior draws; all others' levers
    are at zero. Each plan is the best found, without a bound.
    """
    others = [each for each in programme.party_ids if each != party]
    jobs = [frozenset({party}), *(frozenset({other}) for other in others)]
    jobs += [frozenset({party, other}) for other in others]
    worth: dict[frozenset[str], float] = {}
    for place, members in enumerate(jobs):
        share = part_of(progress, start=place / len(jobs), end=(place + 1) / len(jobs))
        share(PLANNING, 0.0)
        worth[members] = _worth(programme, fit, members, draws=draws)
    progress(PLANNING, 1.0)
    alone = worth[frozenset({party})]
    return {other: worth[frozenset({party, other})] - alone - worth[frozenset({other})] for other in others}


def _worth(programme: Programme, fit: FitAnswer, members: frozenset[str], *, draws: int) -> float:
    """Return the objective of the members' best plan, or zero where they have nothing to sell or gain."""
    asked = PlanQuestion(programme=programme, fit=fit, members=members, draws=draws, certified=False)
    try:
        return max(0.0, work_out(asked).found.objective)
    except InfeasiblePlan:
        return 0.0
