"""One week, one budget that all levers share, seats that cannot run out: compiled branch and bound."""

from __future__ import annotations

import numpy as np

from kuajie.planning.separable.one_week import root
from kuajie.planning.separable.problem import SeparableProblem, objective
from kuajie.planning.separable.single_budget_kernels import Box, Terms, search_single_budget
from kuajie.planning.separable.solved import Deadline, Found, Limits, Progress, silent

PARTS_PER_SECOND = 200
MOST_PARTS = 3000
"""Parts divided at most; each holds a few numbers per lever."""


def is_single_budget(problem: SeparableProblem) -> bool:
    """Return whether demand counts as it is and one budget on all levers is the only shared limit."""
    if problem.weeks > 1 or problem.product or problem.price is not None:
        return False
    everyone = [budget for budget in problem.budgets if budget.members.all()]
    tightest = min((budget.limit for budget in everyone), default=np.inf)
    others = [b for b in problem.budgets if not b.members.all() and b.limit < tightest]
    return bool(everyone) and not others and _demand_at_most(problem) <= problem.seats[0]


def _demand_at_most(problem: SeparableProblem) -> float:
    outcome = root(problem).outcome
    return float(outcome.high[0])


def divide_one_budget(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Return the best plan and its bound; raises ``ValueError`` for a problem of another kind."""
    if not is_single_budget(problem):
        raise ValueError("one budget of all levers must be the only shared limit")
    del progress
    node, spend = root(problem), np.empty(len(problem.levers))
    tolerance = limits.tolerance
    terms = Terms(
        problem.kind,
        problem.size,
        problem.scale,
        problem.slope,
        problem.unit_margin * problem.season[:, 0],
        np.full(spend.size, problem.spend_weight),
        problem.set_up_cost,
        min(budget.limit for budget in problem.budgets if budget.members.all()),
    )
    parts = int(min(MOST_PARTS, max(1.0, PARTS_PER_SECOND * deadline.left)))
    _, bound = search_single_budget(terms, Box(node.low, node.high, node.state), tolerance, parts, spend)
    value = objective(problem, spend[:, None], None)
    bound += problem.unit_margin * float(problem.base[0])
    finished = bound - value <= 2.0 * tolerance * max(abs(value), 1e-12)
    return Found(
        spend=spend[:, None], price=None, value=value, bound=max(bound, value), finished=bool(finished)
    )
