"""What a plan's spend does to the parties' own sales, which a plan does not count."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.messages import Finding, Severity
from kuajie.messages.notices import planning as notices
from kuajie.planning.objective import weekly_lifts
from kuajie.planning.problem import PlanningProblem
from kuajie.response import codes
from kuajie.usecases.fit_answer import FitAnswer, Interval
from kuajie.usecases.planning_problem import Scope


def halo_left_out(
    fit: FitAnswer, draws: Posterior, problem: PlanningProblem, scope: Scope, *, spend: Floats
) -> list[Finding]:
    """Return one finding for every party whose own sales the planned spend moves.

    ``problem`` is that of ``scope`` over ``draws``, ``spend (lever, week)`` its plan.
    """
    levers = [fit.spec.lever_ids.index(lever.id) for lever in scope.levers]
    more = weekly_lifts(problem, spend) - weekly_lifts(problem, np.zeros(spend.shape))
    halo = draws.get("halo", fit.model.courses, fit.model.levers)[:, :, levers]
    found = []
    for place, course in enumerate(fit.spec.courses):
        if course.own_sales and fit.model.halo[place, levers].any():
            told = Interval.of(change_of_sales(fit, np.einsum("dl,dlt->dt", halo[:, place], more)))
            facts: dict[str, object] = {
                "party": course.title,
                "change": told.mean,
                "lower": told.lower,
                "upper": told.upper,
            }
            found.append(Finding(notice=notices.HALO_LEFT_OUT, severity=Severity.WARNING, facts=facts))
    return found


def change_of_sales(fit: FitAnswer, halo: Floats) -> Floats:
    """Return by which share own sales change over the weeks, ``(draw,)``.

    ``halo (draw, week)`` adds to the log of sales under the product coupling, and under the sum coupling to
    sales counted in mean weekly sales of history.
    """
    weekly = halo if fit.model.coupling == codes.SUM else np.expm1(halo)
    return np.asarray(weekly.mean(axis=1))
