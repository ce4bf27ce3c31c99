"""How should a budget be spent when the responses are known? One instance, its best plan and its bound."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import BadInput, Finding, InfeasiblePlan, Severity, Text
from kuajie.messages.notices.instances import (
    LIMITS_IN_CONFLICT,
    METHOD_DOES_NOT_FIT,
    STOPPED_EARLY,
    UNBOUNDED,
)
from kuajie.planning.separable.conflict import SpendLimit, smallest_conflict
from kuajie.planning.separable.problem import SeparableProblem, demand
from kuajie.planning.separable.reach import tightened
from kuajie.planning.separable.solve import DoesNotFit, solve
from kuajie.planning.separable.solved import Limits
from kuajie.usecases.progress import Progress, silent

Floats = NDArray[np.float64]

SOLVING = Text(en="Searching for the best plan", zh="正在寻找最优方案")
JOIN = Text(en="; ", zh="；")
LIMITS = {
    "min": Text(en="min {value} of {name} in every period", zh="{name} 每期的 min {value}"),
    "max": Text(en="max {value} of {name} in every period", zh="{name} 每期的 max {value}"),
    "min_if_used": Text(en="min_if_used {value} of {name}", zh="{name} 的 min_if_used {value}"),
    "budget": Text(en="the budget {name} of {value}", zh="预算 {name} = {value}"),
    "weekly_total": Text(en="the limit {name} of {value} per period", zh="每期上限 {name} = {value}"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SolveQuestion:
    """A problem by name, the method wanted and the seconds it may take."""

    instance: str
    problem: SeparableProblem
    method: str = "auto"
    seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SolveAnswer:
    """The best plan found: spend by channel and period, the price where it is a decision, and what is proved.

    ``objective`` is the plan's, ``bound`` no less than any plan's of exactly this problem, ``gap`` relative;
    both are ``None`` for a method that proves nothing. ``finished`` says whether the search ended by itself.
    """

    instance: str
    spend: dict[str, tuple[float, ...]]
    price: float | None
    objective: float
    bound: float | None
    gap: float | None
    method: str
    reason: Text
    problem: Text
    seconds: float
    total_spend: float
    enrolments: float
    finished: bool
    warnings: tuple[Finding, ...]


def solve_instance(question: SolveQuestion, *, progress: Progress = silent) -> SolveAnswer:
    """Return the best plan of an instance.

    Raises ``InfeasiblePlan`` with the smallest set of limits in conflict, and ``BadInput`` for problems
    without a best plan and for a method that does not fit.
    """
    problem, started = question.problem, time.monotonic()
    require_solvable(problem)
    progress(SOLVING, 0.0)
    try:
        solved = solve(
            problem,
            method=question.method,
            limits=Limits(seconds=question.seconds),
            clock=time.monotonic,
            progress=lambda share: progress(SOLVING, share),
        )
    except DoesNotFit as misfit:
        raise BadInput.of(METHOD_DOES_NOT_FIT, method=question.method, reason=misfit.reason) from misfit
    early = Finding(
        notice=STOPPED_EARLY, severity=Severity.WARNING, facts={"seconds": f"{question.seconds:g}"}
    )
    return SolveAnswer(
        instance=question.instance,
        spend={name: tuple(row.tolist()) for name, row in zip(problem.levers, solved.spend, strict=True)},
        price=solved.price,
        objective=solved.value,
        bound=solved.bound,
        gap=solved.gap,
        method=solved.method,
        reason=solved.reason,
        problem=describe(problem),
        seconds=time.monotonic() - started,
        total_spend=float(solved.spend.sum()),
        enrolments=float(demand(problem, solved.spend).sum()),
        finished=solved.finished,
        warnings=() if solved.finished else (early,),
    )


def require_solvable(problem: SeparableProblem) -> None:
    """Refuse limits in conflict, and spends without limit that could always pay."""
    conflict = smallest_conflict(problem)
    if conflict:
        raise InfeasiblePlan.of(LIMITS_IN_CONFLICT, limits=said(conflict))
    bounds = tightened(problem).upper
    names = [name for name, row in zip(problem.levers, bounds, strict=True) if not np.isfinite(row).all()]
    if names:
        raise BadInput.of(UNBOUNDED, channels=", ".join(names))


def said(conflict: tuple[SpendLimit, ...]) -> Text:
    """Return limits one after the other, in both languages."""
    words = {
        locale: JOIN.say(locale).join(
            LIMITS[limit.kind].say(locale, name=limit.name, value=f"{limit.value:g}") for limit in conflict
        )
        for locale in ("en", "zh")
    }
    return Text(en=words["en"], zh=words["zh"])


def describe(problem: SeparableProblem) -> Text:
    """Return in words which problem a bound is about."""
    facts = {"levers": len(problem.levers), "weeks": problem.weeks}
    whole = PRODUCT if problem.product else SUM
    return Text(en=whole.say("en", **facts), zh=whole.say("zh", **facts))


SUM = Text(
    en="{levers} channels and {weeks} period(s), sum coupling, responses taken as known; every spend within "
    "the limits, on no grid",
    zh="{levers} 个渠道、{weeks} 期，加和耦合，响应视为已知；涵盖限制之内的所有投入，不限于网格",
)
PRODUCT = Text(
    en="{levers} channels and {weeks} period(s), product coupling, responses taken as known; every spend "
    "within the limits, on no grid",
    zh="{levers} 个渠道、{weeks} 期，乘积耦合，响应视为已知；涵盖限制之内的所有投入，不限于网格",
)
