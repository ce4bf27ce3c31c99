"""What to change from here? Weeks that have passed are fixed; the rest of the horizon is planned anew."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.rounding import round_down
from kuajie.planning.shadow_prices import shadow_prices
from kuajie.planning.solution import Solution, Start
from kuajie.planning.spend_limits import optional_levers
from kuajie.planning.starting_points import plan_from
from kuajie.usecases.plan_reasons import plan_reasons
from kuajie.usecases.plan_search import PROVING, Worked, judging_draws, work_out
from kuajie.usecases.plan_telling import tell_plan
from kuajie.usecases.plan_values import plan_values
from kuajie.usecases.planning_problem import build_problem
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.replan_answer import ReplanAnswer
from kuajie.usecases.replan_telling import Decision, Decisions, ReplanQuestion, tell_replan
from kuajie.usecases.under_way import require_under_way

WORTH_CHANGING = 1e-4
"""Another plan must promise more than this above the agreed one, relatively: less is rounding."""

FITS = 1e-6
"""How near, relatively, the nearest plan within limits lies to one that is within them itself."""


def replan_programme(question: ReplanQuestion, *, progress: Progress = silent) -> ReplanAnswer:
    """Return the best plan found for the weeks that are left, never worse than going on as agreed.

    Both are judged on draws that found neither. Raises ``BadInput`` when no week has passed or none is left,
    and ``InfeasiblePlan`` when what is left of the limits contradicts itself.
    """
    began = time.perf_counter()
    require_under_way(question.programme.horizon, question.actuals.weeks)
    asked = question.of_rest
    spend, prices = question.agreed_rest
    worked = work_out(asked, starts=[Start(spend=spend, prices=prices)], progress=progress)
    others = judging_draws(asked.fit, used=asked.draws, wanted=asked.test_draws)
    judge = asked.left(build_problem(asked.whole, asked.fit, others, worked.scope), worked.scope)
    going_on, fits = nearest_within(worked.problem, spend, prices)
    old = decide(judge, going_on.spend, going_on.prices)
    new = decide(judge, worked.spend, worked.prices)
    least = WORTH_CHANGING * abs(old.judged.objective)
    if new.judged.objective <= old.judged.objective + least:
        worked, new = stay_with(worked, going_on), old
    rest = replace(
        tell_plan(asked, worked, seconds=time.perf_counter() - began),
        values=plan_values(asked, worked),
        reasons=plan_reasons(worked, asked.fit),
    )
    decisions = Decisions(worked=worked, judge=judge, old=old, new=new, fits=fits)
    answer = tell_replan(question, rest, decisions, seconds=time.perf_counter() - began)
    progress(PROVING, 1.0)
    return answer


def decide(judge: PlanningProblem, spend: Floats, prices: Floats) -> Decision:
    """Return a decision with what it brings on the draws of ``judge``."""
    return Decision(spend=spend, prices=prices, judged=evaluate(judge, spend, prices))


def nearest_within(problem: PlanningProblem, spend: Floats, prices: Floats) -> tuple[Solution, bool]:
    """Return the agreed rest, or the nearest plan that keeps all limits, and whether it was the former."""
    used = spend.sum(axis=1) > 0.0
    plan = plan_from(problem, Start(spend=spend, prices=prices))
    if plan is None:  # its set-up costs are out of reach now: leave out what may be left out
        bare = np.where(optional_levers(problem)[:, None], 0.0, spend)
        plan = plan_from(problem, Start(spend=bare, prices=prices))
    if plan is None:
        raise ValueError("the least a plan can spend does not fit, though the planner found one that does")
    fits = bool(np.allclose(plan.spend, spend, rtol=FITS, atol=FITS * max(1.0, float(spend.max(initial=0)))))
    nearest = Solution(spend=spend if fits else plan.spend, prices=prices, used=used, value=0.0, profit=0.0)
    return (nearest if fits else round_down(problem, replace(nearest, used=plan.used))), fits


def stay_with(worked: Worked, agreed: Solution) -> Worked:
    """Return the agreed plan in place of the one found; what bounds every plan bounds it too."""
    problem = worked.problem
    found = evaluate(problem, agreed.spend, agreed.prices)
    bound = worked.certificate.bound
    kept = None if bound is None else max(bound, found.objective)
    solution = replace(agreed, value=found.objective, profit=found.expected_profit)
    return replace(
        worked,
        spend=agreed.spend,
        prices=agreed.prices,
        found=found,
        certificate=replace(worked.certificate, value=found.objective, bound=kept),
        shadow=shadow_prices(problem, solution),
    )


__all__ = ["ReplanQuestion", "replan_programme"]
