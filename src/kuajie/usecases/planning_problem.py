"""From a programme and its fitted response to the planner's problem: here labels become axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kuajie.domain.calendar import DAYS_OF_WEEK
from kuajie.domain.course import Course
from kuajie.domain.lever import Lever, LeverKind
from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import InfeasiblePlan, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.problem import BudgetGroup, PlanningProblem
from kuajie.response import codes
from kuajie.response.baseline import LOG_PRICE
from kuajie.response.registry import PRICE_FACTORS
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.party_money import parties_of
from kuajie.usecases.plan_limits import (
    largest_changes,
    linear_limits,
    purse_share,
    total_budget,
    weekly_bounds,
)
from kuajie.usecases.plan_offers import extras_of, menu_of
from kuajie.usecases.predict import MOST_CONCENTRATION

HISTORY_WEEKS = 52
"""Weeks of past input from which carry-over reaches into the horizon; more has faded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scope:
    """The levers and courses that some of the parties can decide on without the others."""

    members: frozenset[str]
    courses: tuple[Course, ...]
    levers: tuple[Lever, ...]

    @property
    def empty(self) -> bool:
        """Whether the members have no course to sell without the others."""
        return not self.courses


def scope_of(programme: Programme, members: frozenset[str]) -> Scope:
    """Return what ``members`` can do alone: courses that need nobody else, and the levers that act on them.

    Outsiders' levers are kept because what was spent on them before still acts, but nothing can be added.
    """
    courses = tuple(course for course in programme.courses if set(course.requires) <= members)
    levers = tuple(lever for lever in programme.levers if any(lever.acts_on(course.id) for course in courses))
    return Scope(members=members, courses=courses, levers=levers)


def build_problem(
    programme: Programme, fit: FitAnswer, posterior: Posterior, scope: Scope
) -> PlanningProblem:
    """Return the planner's problem for a scope, over the given draws.

    Controls of the future count at their historic mean. Weeks between the end of history and the start of
    the horizon count as weeks without spend. What levers do to parties' own sales (halo) is no part of it.

    Raises ``InfeasiblePlan`` for levers fitted as reach and frequency, which a spend does not decide on.
    """
    courses = [fit.spec.course_ids.index(course.id) for course in scope.courses]
    levers = [fit.spec.lever_ids.index(lever.id) for lever in scope.levers]
    _require_spend(fit, levers)
    return PlanningProblem(
        reach=posterior.get("reach", fit.model.courses, fit.model.levers)[:, courses][:, :, levers],
        course_names=tuple(course.title for course in scope.courses),
        **_demand(programme, fit, posterior, scope, courses),
        **_levers(programme, fit, posterior, scope, levers),
        **_money(programme, fit, scope, courses),
        **_limits(programme, scope),
    )


def _require_spend(fit: FitAnswer, levers: list[int]) -> None:
    """Refuse levers whose response is one of reach and frequency."""
    frequency = fit.model.frequency
    named = [fit.spec.levers[lever].title for lever in levers if not np.isnan(frequency[lever]).all()]
    if named:
        listed = Text(en=", ".join(named), zh="、".join(named))
        raise InfeasiblePlan.of(notices.NOT_PLANNED_AS_SPEND, levers=listed)


def _demand(
    programme: Programme, fit: FitAnswer, posterior: Posterior, scope: Scope, courses: list[int]
) -> dict[str, Any]:
    weeks = programme.horizon.weeks
    reference = np.array(fit.baseline.reference_price)
    price = np.repeat(np.where(reference > 0, reference, 1.0)[:, None], len(weeks), axis=1)
    means = np.repeat(np.array(fit.baseline.control_mean).reshape(-1, 1), len(weeks), axis=1)
    design = fit.baseline.design(weeks, price=price, controls=means)
    coefficient = posterior.get("coefficient", fit.model.courses, fit.model.terms)
    base = np.einsum("ctp,dcp->dct", design, coefficient)[:, courses]
    unit = fit.model.unit[courses]
    return {
        "coupling": fit.model.coupling,
        "organic": unit[:, None] * base if fit.model.coupling == codes.SUM else np.exp(base),
        "unit": unit,
        "outcome": fit.model.outcome_kinds[courses],
        "scatter": _scatter(fit, posterior)[:, courses],
        **_price_draws(fit, posterior, courses),
        "seats": np.array(
            [[np.inf if course.seats is None else course.seats] * len(weeks) for course in scope.courses]
        ),
    }


def _scatter(fit: FitAnswer, posterior: Posterior) -> Floats:
    """Return σ of every course, or the concentration of counted ones, ``(draw, course)``."""
    concentration = posterior.get("concentration", fit.model.courses)
    sigma = posterior.get("sigma", fit.model.courses)
    return np.where(fit.model.counted, np.minimum(concentration, MOST_CONCENTRATION), sigma)


def _price_draws(fit: FitAnswer, posterior: Posterior, courses: list[int]) -> dict[str, Any]:
    """Return kind and parameters of every price factor; one that is linear in logs stands in the design."""
    coefficient = posterior.get("coefficient", fit.model.courses, fit.model.terms)
    elasticity = -coefficient[:, :, fit.model.terms.index(LOG_PRICE)]
    reference = np.array(fit.baseline.reference_price)
    sampled = [posterior.get(f"price_{place}", fit.model.courses) for place in range(3)]
    linear = reference > 0
    values = [
        np.where(linear, elasticity, sampled[0]),
        np.where(linear, np.where(linear, reference, 1.0), sampled[1]),
        np.where(linear, 1.0, sampled[2]),
    ]
    kinds = [
        PRICE_FACTORS[course.price_factor if course.elastic else "absent"].code for course in fit.spec.courses
    ]
    return {
        "price_kind": np.array(kinds, dtype=np.int64)[courses],
        **{f"price_{place}": value[:, courses] for place, value in enumerate(values)},
    }


def _levers(
    programme: Programme, fit: FitAnswer, posterior: Posterior, scope: Scope, levers: list[int]
) -> dict[str, Any]:
    draws = {name: posterior.get(name, fit.model.levers)[:, levers] for name in _LEVER_DRAWS}
    lower, upper = weekly_bounds(programme, scope)
    return {
        **draws,
        "lower": lower,
        "upper": upper,
        "training": np.array([lever.kind is LeverKind.TRAINING for lever in scope.levers], dtype=np.bool_),
        "carry_kind": fit.model.carry_kinds[levers],
        "saturation_kind": fit.model.saturation_kinds[levers],
        "past_input": past_input(programme, fit)[levers],
        "start_input": fit.model.start[levers],
        "unit_cost": np.array([float(lever.unit_cost) for lever in scope.levers]),
        "set_up_cost": np.array([float(lever.set_up_cost) for lever in scope.levers]),
        "min_if_used": np.array([float(lever.min_if_used) for lever in scope.levers]),
        "lever_names": tuple(lever.title for lever in scope.levers),
    }


_LEVER_DRAWS = ("strength", "carry_0", "carry_1", "scale", "slope")


def past_input(programme: Programme, fit: FitAnswer) -> Floats:
    """Return inputs of the weeks before the horizon, ``(lever, week)``, weeks without record at zero.

    A fit may rest on weeks of the horizon too; these are no part of what was before it.
    """
    before = [week < programme.horizon.start for week in fit.panel.weeks]
    gap = (programme.horizon.start - fit.panel.weeks[sum(before) - 1]).days // DAYS_OF_WEEK - 1
    known = fit.panel.inputs[:, before][:, -HISTORY_WEEKS:]
    return np.concatenate([known, np.zeros((known.shape[0], max(gap, 0)))], axis=1)


def _money(programme: Programme, fit: FitAnswer, scope: Scope, courses: list[int]) -> dict[str, Any]:
    completion = fit.panel.completion_rate[courses]
    worth = dict(programme.objective.weights)
    money_weight, bonus = {
        Aim.PROFIT: (1.0, np.zeros(len(courses))),
        Aim.ENROLMENTS: (0.0, np.ones(len(courses))),
        Aim.COMPLETIONS: (0.0, completion),
        Aim.MIX: (
            worth.get(Aim.PROFIT, 0.0),
            worth.get(Aim.ENROLMENTS, 0.0) + worth.get(Aim.COMPLETIONS, 0.0) * completion,
        ),
    }[programme.objective.aim]
    return {
        "menus": tuple(menu_of(course, scope.members) for course in scope.courses),
        "extras": extras_of(programme, scope),
        "realised": fit.panel.realised_rate[courses],
        "refund": fit.panel.refund_rate[courses],
        "cost": np.array([float(course.unit_cost) for course in scope.courses]),
        "bonus": np.asarray(bonus, dtype=np.float64),
        "money_weight": money_weight,
        "parties": parties_of(programme, scope.courses, scope.levers),
        "profit_floor": profit_floor(programme, scope.members),
    }


def profit_floor(programme: Programme, members: frozenset[str]) -> float | None:
    """Return the least joint profit that lets every member reach its floor; ``None`` when nobody states one.

    Profit can be shared, so members reach their floors by some split exactly when joint profit reaches the
    sum of the floors. A party that states none, beside one that does, accepts nothing below zero.
    """
    floors = programme.objective.profit_floors
    if not floors or programme.objective.aim is Aim.PROFIT:
        return None
    return sum(float(floors[party]) for party in members if party in floors)


def _limits(programme: Programme, scope: Scope) -> dict[str, Any]:
    groups = tuple(
        BudgetGroup(
            party, np.array([lever.party == party for lever in scope.levers], dtype=np.bool_), float(limit)
        )
        for party, limit in programme.budgets.by_party.items()
        if party in scope.members
    )
    return {
        "budget_groups": groups,
        "total_budget": total_budget(programme, scope.members),
        "linear_limits": linear_limits(programme, scope, purse=purse_share(programme, scope.members)),
        "largest_change": largest_changes(scope),
    }
