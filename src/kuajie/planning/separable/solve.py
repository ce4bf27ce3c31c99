"""One interface to every method for separable problems; ``auto`` chooses and says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import Text
from kuajie.planning.separable.concave import is_concave, tangent_planes
from kuajie.planning.separable.lagrangian import dual_and_paths
from kuajie.planning.separable.one_week import branch_and_bound
from kuajie.planning.separable.problem import SeparableProblem
from kuajie.planning.separable.reach import tightened
from kuajie.planning.separable.solved import Clock, Deadline, Found, Limits, Progress, silent

Floats = NDArray[np.float64]

METHODS = ("auto", "convex", "dynamic_programming", "branch_and_bound", "milp", "first_order")


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
    """A way to solve: its search, why ``auto`` takes it, and what keeps it from a problem (``None``: nothing)."""

    search: Callable[..., Found]
    why: Text
    obstacle: Callable[[SeparableProblem], Text | None]


class DoesNotFit(ValueError):
    """A method was asked for a problem it cannot solve; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


NOT_CONCAVE = Text(
    en="it needs concave responses, the sum coupling, no price decision and no set-up cost or minimum of use",
    zh="它要求凹的响应、加和耦合、价格不作决策，且没有启用成本或启用下限",
)
NOT_PRODUCT = Text(
    en="it is for the sum coupling without a price decision", zh="它只适用于加和耦合且价格不作决策的问题"
)
MANY_WEEKS = Text(en="it is for one period", zh="它只适用于单期问题")


def _needs_concave(problem: SeparableProblem) -> Text | None:
    return None if is_concave(problem) and problem.price is None else NOT_CONCAVE


def _needs_sum(problem: SeparableProblem) -> Text | None:
    return NOT_PRODUCT if problem.product or problem.price is not None else None


def _needs_one_week(problem: SeparableProblem) -> Text | None:
    return None if problem.weeks == 1 else MANY_WEEKS


SEARCHES = {
    "convex": Method(
        search=tangent_planes,
        why=Text(
            en="All responses are concave and nothing is yes or no, so tangents above the responses bound every "
            "plan and meet the best one.",
            zh="所有响应都是凹的，也没有启用与否的选择，因此位于响应之上的切线给出所有方案的上界，并与最优方案重合。",
        ),
        obstacle=_needs_concave,
    ),
    "branch_and_bound": Method(
        search=branch_and_bound,
        why=Text(
            en="One period with S-shapes, yes-or-no choices, a price or a product: the plans are divided into "
            "parts, and each part gets the exact Lagrangian bound.",
            zh="单期问题，含 S 形响应、启用与否、价格或乘积：把方案空间逐步划分，每一部分都有精确的拉格朗日上界。",
        ),
        obstacle=_needs_one_week,
    ),
    "dynamic_programming": Method(
        search=dual_and_paths,
        why=Text(
            en="Many periods with S-shapes or yes-or-no choices: budgets and seats get multipliers, and each "
            "channel is then bounded alone by dynamic programming over its stock.",
            zh="多期问题，含 S 形响应或启用与否的选择：为预算与名额设乘子后，每个渠道用存量上的动态规划单独求界。",
        ),
        obstacle=_needs_sum,
    ),
}


def solve(
    problem: SeparableProblem,
    *,
    method: str = "auto",
    limits: Limits = Limits(),
    clock: Clock,
    progress: Progress = silent,
) -> Solved:
    """Return the best plan found, and its bound.

    Limits must be possible together (``conflict.smallest_conflict``) and no lever's spend unlimited where
    more could pay (``reach.tightened``). Raises ``DoesNotFit`` for a ``method`` that cannot solve the problem.
    """
    whole = tightened(problem)
    if not np.isfinite(whole.upper).all():
        raise ValueError(f"spends must be bounded, but got {problem.upper} for {problem.levers}")
    name = choose(whole) if method == "auto" else method
    chosen = SEARCHES[name]
    obstacle = chosen.obstacle(whole)
    if obstacle is not None:
        raise DoesNotFit(obstacle)
    deadline = Deadline(end=clock() + limits.seconds, clock=clock)
    found = chosen.search(whole, limits=limits, deadline=deadline, progress=progress)
    return Solved(
        spend=found.spend,
        price=found.price,
        value=found.value,
        bound=found.bound if np.isfinite(found.bound) else None,
        method=name,
        reason=chosen.why,
        finished=found.finished,
    )


def choose(problem: SeparableProblem) -> str:
    """Return the name of the method that suits a problem best."""
    return next(name for name, method in SEARCHES.items() if method.obstacle(problem) is None)
