"""Courses on which no price of the menu earns its unit cost."""

from __future__ import annotations

import numpy as np

from kuajie.messages import Finding, Severity
from kuajie.messages.notices import planning as notices
from kuajie.planning.feasibility import money
from kuajie.planning.offers import offer_values
from kuajie.planning.problem import PlanningProblem
from kuajie.usecases.planning_problem import Scope


def without_margin(problem: PlanningProblem, scope: Scope) -> list[Finding]:
    """Return a warning for every course of which a sold seat only ever takes from the programme's aim."""
    found = []
    for place, course in enumerate(scope.courses):
        if np.all(offer_values(problem, place) < 0.0):
            price = float(problem.menus[place].max())
            facts: dict[str, object] = {
                "course": course.title,
                "price": money(price),
                "net": money(price * float(problem.realised[place] * (1.0 - problem.refund[place]))),
                "cost": money(float(problem.cost[place])),
            }
            found.append(Finding(notice=notices.NO_MARGIN, severity=Severity.WARNING, facts=facts))
    return found
