"""By which method a plan is looked for, why, and what weight decay took from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kuajie.messages import BadInput, Text
from kuajie.messages.notices import plan_method as notices
from kuajie.planning.certificate import Bound, certify
from kuajie.planning.methods import Method
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings, Solution, Start
from kuajie.planning.solver import maximise

AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMethod:
    """The method asked for, ``None`` for the planner's choice, and the weight decay of a first-order one."""

    asked: Method | None = None
    decay: float = 0.0

    @property
    def used(self) -> Method:
        """The method that moves spend: auto picks the certified ascent."""
        return self.asked or Method.ASCENT

    @property
    def first_order(self) -> bool:
        """Whether a rule of fixed steps was asked for."""
        return self.used is not Method.ASCENT

    @property
    def settings(self) -> Settings:
        """The planner's settings for it."""
        return Settings(method=self.used, decay=self.decay)


AUTOMATIC = PlanMethod()
"""The planner's own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodTold:
    """Which method found a plan and why; ``lost`` is what weight decay took of the objective, if any."""

    name: str
    chosen_by: str
    reason: Text
    decay: float
    lost: float


def method_asked(name: str, *, decay: float = 0.0, risk: str = "mean") -> PlanMethod:
    """Return the method that people call ``auto``, or by the name of a ``Method``.

    Raises ``BadInput`` for decay without a first-order method, and for one with a measure other than the
    mean.
    """
    method = PlanMethod(asked=None if name == AUTO else Method(name), decay=decay)
    if decay > 0.0 and not method.first_order:
        raise BadInput.of(notices.DECAY_WITHOUT_METHOD, method=name)
    if method.first_order and risk != "mean":
        raise BadInput.of(notices.METHOD_FOR_MEAN_ONLY, risk=risk)
    return method


def by_rule(
    problem: PlanningProblem,
    method: PlanMethod,
    starts: Sequence[Start],
    *,
    certified: bool,
    progress: Callable[[float], None],
) -> tuple[Solution, Bound | None]:
    """Return the best plan of a first-order rule, from its own and the given starts, and its bound."""
    own = maximise(problem, settings=method.settings, progress=progress)
    given = maximise(problem, settings=method.settings, starts=starts)
    solution = max(own, given, key=lambda plan: plan.value)
    return solution, certify(problem, solution) if certified else None


def tell_method(problem: PlanningProblem, method: PlanMethod, found: Start, value: float) -> MethodTold:
    """Return the method in words; with decay, the same rule goes on without it to tell what it took."""
    lost = 0.0
    if method.decay > 0.0:
        plain = maximise(problem, settings=replace(method.settings, decay=0.0), starts=(found,))
        lost = max(0.0, plain.value - value)
    return MethodTold(
        name=str(method.used),
        chosen_by=AUTO if method.asked is None else "asked",
        reason=REASONS[method.used],
        decay=method.decay,
        lost=lost,
    )


REASONS = {
    Method.ASCENT: Text(
        en="it needs no step size, searches levers and prices as well as spend, and jumps out of the traps "
        "of S-shaped responses",
        zh="它不需要设定步长，除投入外还搜索杠杆与价格，并能跳出 S 形响应的陷阱",
    ),
    Method.ADAM: Text(
        en="projected Adam with fixed steps, scaled cell by cell; it may rest short of the best where "
        "budgets bind",
        zh="投影 Adam，步长固定、逐格缩放；预算起作用时可能停在最优之前",
    ),
    Method.SGD: Text(
        en="projected gradient descent with fixed steps, over all draws at once",
        zh="投影梯度下降，步长固定，每步使用全部样本",
    ),
    Method.ADAM_TORCH: Text(
        en="PyTorch's AdamW on the planner's own gradients, projected after every step",
        zh="PyTorch 的 AdamW，使用规划器自身的梯度，每步之后投影",
    ),
    Method.SGD_TORCH: Text(
        en="PyTorch's SGD on the planner's own gradients, projected after every step",
        zh="PyTorch 的 SGD，使用规划器自身的梯度，每步之后投影",
    ),
}
