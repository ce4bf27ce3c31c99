"""One interface to every method for separable problems; ``auto`` chooses and says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import Text
from kuajie.planning.separable.by_gradient import follow_gradient
from kuajie.planning.separable.concave import is_concave, tangent_planes
from kuajie.planning.separable.dual_search import compile_paths
from kuajie.planning.separable.lagrangian import dual_and_paths, paths_by_highs
from kuajie.planning.separable.one_week import branch_and_bound
from kuajie.planning.separable.path_tree import ENOUGH, divide_paths
from kuajie.planning.separable.price_search import search_price
from kuajie.planning.separable.problem import SeparableProblem
from kuajie.planning.separable.reach import tightened
from kuajie.planning.separable.single_budget import divide_one_budget, is_single_budget
from kuajie.planning.separable.solved import Clock, Deadline, Found, Limits, Progress, silent

Floats = NDArray[np.float64]

METHODS = ("auto", "convex", "dynamic_programming", "branch_and_bound", "milp", "first_order")
USUAL = Limits()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """A feasible plan: spend (L, T), its price, its objective ``value``, and what is proved about it.

    No feasible plan has an objective above ``bound``, which is ``None`` for a method that proves nothing.
    ``finished`` is false when the time was over before the method was through; ``reason`` says why ``method``
    was taken and what its bound rests on.
    """

    spend: Floats
    price: float | None
    value: float
    bound: float | None
    method: str
    reason: Text
    finished: bool

    @property
    def gap(self) -> float | None:
        """How much better any plan could be, relative to the value; ``None`` when nothing is proved."""
        if self.bound is None:
            return None
        return max(0.0, self.bound - self.value) / max(abs(self.value), 1e-12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way to solve: its search, why it is taken, and what keeps it from a problem (``None``: nothing)."""

    search: Callable[..., Found]
    why: Text
    obstacle: Callable[[SeparableProblem], Text | None]


class DoesNotFit(ValueError):
    """A method was asked for a problem it cannot solve; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


NOT_CONCAVE = Text(
    en="it needs concave responses, the sum coupling, and no set-up cost or minimum of use that is open",
    zh="它要求凹的响应与加和耦合，且没有可选的启用成本或启用下限",
)
NOT_SUM = Text(en="it is for the sum coupling", zh="它只适用于加和耦合")
MANY_WEEKS = Text(en="it is for one period", zh="它只适用于单期问题")
WEEKLY_LIMIT = Text(
    en="its projection knows budgets of separate parties and a total, but no limit per period",
    zh="它的投影只支持各方互不重叠的预算与总预算，不支持每期上限",
)


def _needs_concave(problem: SeparableProblem) -> Text | None:
    return None if is_concave(problem) else NOT_CONCAVE


def _needs_sum(problem: SeparableProblem) -> Text | None:
    return NOT_SUM if problem.product else None


def _needs_one_week(problem: SeparableProblem) -> Text | None:
    return None if problem.weeks == 1 else MANY_WEEKS


def _needs_no_weekly_limit(problem: SeparableProblem) -> Text | None:
    return WEEKLY_LIMIT if np.isfinite(problem.weekly_limit) else None


def _one_week(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Divide plans of one week: compiled where one budget is all that levers share."""
    if is_single_budget(problem):
        found = divide_one_budget(problem, limits=limits, deadline=deadline)
        if found.finished:
            return found
    return branch_and_bound(problem, limits=limits, deadline=deadline, progress=progress)


def _many_weeks(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Bound many weeks by their paths; where that leaves a gap and there are few cells, divide them."""
    few = problem.lower.size <= FEW_CELLS
    if problem.price is not None:
        if few:
            return divide_paths(problem, limits=limits, deadline=deadline, progress=progress)
        return search_price(problem, dual_and_paths, limits=limits, deadline=deadline, progress=progress)
    found = dual_and_paths(problem, limits=limits, deadline=deadline, progress=progress)
    if not few or found.bound - found.value <= ENOUGH * abs(found.value) or deadline.passed():
        return found
    return divide_paths(problem, limits=limits, deadline=deadline, progress=progress, start=found)


FEW_CELLS = 400
"""Levers times weeks up to which plans are divided where the Lagrangian bound leaves a gap."""

SEARCHES = {
    "convex": Method(
        search=tangent_planes,
        why=Text(
            en="Every response is concave and nothing is yes or no: tangents above the responses bound every "
            "plan and meet the best one.",
            zh="所有响应都是凹的，也没有启用与否的选择：位于响应之上的切线给出所有方案的上界，"
            "并与最优方案重合。",
        ),
        obstacle=_needs_concave,
    ),
    "branch_and_bound": Method(
        search=_one_week,
        why=Text(
            en="One period with S-shapes, yes-or-no choices, a price or a product: plans are divided into "
            "parts, and each part gets the exact Lagrangian bound.",
            zh="单期问题，含 S 形响应、启用与否、价格或乘积：把方案逐步划分，"
            "每一部分都有精确的拉格朗日上界。",
        ),
        obstacle=_needs_one_week,
    ),
    "dynamic_programming": Method(
        search=_many_weeks,
        why=Text(
            en="Many periods with S-shapes or yes-or-no choices: budgets and seats get multipliers, and each "
            "channel is then bounded alone by dynamic programming over its stock.",
            zh="多期问题，含 S 形响应或启用与否的选择：为预算与名额设乘子后，"
            "每个渠道用存量上的动态规划单独求界。",
        ),
        obstacle=_needs_sum,
    ),
    "milp": Method(
        search=paths_by_highs,
        why=Text(
            en="HiGHS chooses one path for every channel among those that are best at some prices; the "
            "multipliers that brought the paths prove the bound.",
            zh="由 HiGHS 在各组乘子下的最优路径中为每个渠道选定一条；产生这些路径的乘子给出上界。",
        ),
        obstacle=_needs_sum,
    ),
    "first_order": Method(
        search=follow_gradient,
        why=Text(
            en="Projected gradient steps (SGD) were asked for; they prove nothing.",
            zh="按要求使用投影梯度（SGD）；它不证明任何上界。",
        ),
        obstacle=_needs_no_weekly_limit,
    ),
}


PRICED = ("branch_and_bound", "dynamic_programming", "first_order")
"""Methods that choose the price themselves; around the others it is searched by intervals."""


def solve(
    problem: SeparableProblem,
    *,
    method: str = "auto",
    limits: Limits = USUAL,
    clock: Clock,
    progress: Progress = silent,
) -> Solved:
    """Return the best plan found, and its bound.

    Limits must be possible together (``conflict.smallest_conflict``) and no lever's spend unlimited where
    more could pay (``reach.tightened``). Raises ``DoesNotFit`` for a method that cannot solve it.
    """
    whole = tightened(problem)
    if not np.isfinite(whole.upper).all():
        raise ValueError(f"spends must be bounded, but got {problem.upper} for {problem.levers}")
    name = choose(whole) if method == "auto" else method
    if name not in SEARCHES:
        raise ValueError(f"method must be one of {METHODS}, but got {method!r}")
    chosen = SEARCHES[name]
    obstacle = chosen.obstacle(whole)
    if obstacle is not None:
        raise DoesNotFit(obstacle)
    if whole.weeks > 1:
        compile_paths(whole)  # a first run's compilation is not taken from its time
    deadline = Deadline(end=clock() + limits.seconds, clock=clock)
    if whole.price is None or name in PRICED:
        found = chosen.search(whole, limits=limits, deadline=deadline, progress=progress)
    else:
        found = search_price(whole, chosen.search, limits=limits, deadline=deadline, progress=progress)
    return Solved(
        spend=found.spend,
        price=None if found.price is None else float(found.price),
        value=float(found.value),
        bound=float(found.bound) if np.isfinite(found.bound) else None,
        method=name,
        reason=chosen.why,
        finished=bool(found.finished),
    )


def choose(problem: SeparableProblem) -> str:
    """Return the name of the method that suits a problem best."""
    if problem.weeks == 1 and (problem.price is not None or is_single_budget(problem)):
        return "branch_and_bound"
    return next(name for name, method in SEARCHES.items() if method.obstacle(problem) is None)
