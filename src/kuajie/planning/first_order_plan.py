"""Plans by first-order rules: SGD and Adam with decoupled weight decay, each step projected onto the limits.

Spend moves in shares of the largest weekly maximum, all cells by one scale, so that projection is the nearest
point in the rule's own units. A rule runs in stages of ever smaller steps. Adam scales its steps cell by cell
and the nearest point does not, so where budgets bind it may rest short of the best; the certificate tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.first_order import Adam, Sgd, UpdateRule, descend
from kuajie.planning.local_plan import LocalPlan, drop_unused, value_of
from kuajie.planning.menu_prices import best_prices
from kuajie.planning.methods import Method
from kuajie.planning.nearest_spend import project
from kuajie.planning.objective import Climb, evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Progress, Settings, Solution, Start
from kuajie.planning.spend_limits import SpendLimits, limits_when_used
from kuajie.planning.starting_points import first_plans
from kuajie.planning.torch_rules import TorchRule

Floats = NDArray[np.float64]

STAGES = (1.0, 0.3, 0.1, 0.03, 0.01)
"""What the first rate is multiplied by, stage after stage."""

ROUGH = 2
"""Stages that every start gets; the best then go on."""

FIRST_MOVE = 0.05
"""How far the first step of SGD moves the steepest cell, and every step of Adam: a share of the width."""

TURNS = 4
"""Turns between spend and prices at most."""

AT_REST = 1e-9
"""A step that moves no cell by more than this share of the width ends a stage."""


def first_order_search(
    problem: PlanningProblem, *, starts: Sequence[Start], progress: Progress, settings: Settings
) -> Solution:
    """Return the best plan that the settings' rule reaches from any start, floors on profit left out.

    Which levers are used stays as in the start. With weight decay the rule's own resting point is returned,
    although it is not the best point met. Raises ``MissingTool`` for PyTorch's rules without PyTorch.
    """
    begun = first_plans(problem, starts)
    rough = [follow(problem, plan, settings, STAGES[:ROUGH]) for plan in begun]
    progress(0.5)
    rough.sort(key=lambda one: -one.value)
    settled = [follow(problem, plan, settings, STAGES[ROUGH:]) for plan in rough[: settings.kept]]
    plan = max(settled, key=lambda one: one.value)
    progress(1.0)
    result = evaluate(problem, plan.spend, plan.prices)
    return Solution(
        spend=plan.spend,
        prices=plan.prices,
        used=plan.used,
        value=result.objective,
        profit=result.expected_profit,
    )


def follow(
    problem: PlanningProblem, plan: LocalPlan, settings: Settings, stages: Sequence[float]
) -> LocalPlan:
    """Return where the rule and the menus lead from a plan; without decay never to less."""
    limits = limits_when_used(problem, plan.used)
    for _ in range(TURNS):
        climb = Climb.at(problem, plan.prices)
        spend = settle(climb, plan.spend, limits, settings, stages)
        prices = best_prices(problem, spend)
        same = bool(np.array_equal(prices, plan.prices))
        value = value_of(problem, spend, prices, plan.used)
        if settings.decay == 0.0 and value < plan.value:
            break
        plan = replace(plan, spend=spend, prices=prices, value=value)
        if same:
            break
    return drop_unused(problem, plan)


def settle(
    climb: Climb, start: Floats, limits: SpendLimits, settings: Settings, stages: Sequence[float]
) -> Floats:
    """Return the spend at which the rule comes to rest, stages of smaller steps one after the other."""
    width = width_of(limits)
    shape = start.shape
    first = np.abs(climb(start)[1]).max(initial=0.0)
    if first == 0.0:
        return start

    def loss_slope(point: Floats) -> Floats:
        return -width * climb(width * point.reshape(shape))[1].ravel()

    def nearest(point: Floats) -> Floats:
        return project(np.ascontiguousarray(width * point.reshape(shape)), limits).ravel() / width

    here, best = start, (climb(start)[0], start)
    for share in stages:
        rule = rule_of(settings, share * FIRST_MOVE, width=width, steepest=float(first))
        path = descend(
            loss_slope,
            here.ravel() / width,
            rule=rule,
            project=nearest,
            steps=settings.steps,
            tolerance=AT_REST,
        )
        here = width * path.end.reshape(shape)
        best = max(best, (climb(here)[0], here), key=lambda pair: pair[0])
        if settings.decay == 0.0:
            here = best[1]
    return here


def width_of(limits: SpendLimits) -> float:
    """Return the largest weekly maximum, or the total budget where that is less."""
    sizes = (float(limits.upper.max(initial=0.0)), limits.total)
    return min((size for size in sizes if np.isfinite(size) and size > 0.0), default=1.0)


def rule_of(settings: Settings, move: float, *, width: float, steepest: float) -> UpdateRule:
    """Return the rule whose first step moves the steepest cell by ``move``.

    SGD's decay λ is what each unit of money must bring more per unit already spent in its week; in shares of
    the width that is λ width². Adam's steps know no money, so its decay is taken as it is.
    """
    if settings.method.adaptive:
        if settings.method.of_torch:
            return TorchRule(adaptive=True, rate=move, decay=settings.decay)
        return Adam(rate=move, decay=settings.decay)
    decay = settings.decay * width * width
    # The largest step at which decay alone still settles is 2 / decay.
    rate = min(move / (width * steepest), 0.5 / decay if decay > 0.0 else np.inf)
    if settings.method is Method.SGD_TORCH:
        return TorchRule(adaptive=False, rate=rate, decay=decay)
    return Sgd(rate=rate, decay=decay)
