"""Budget instances and their solvers, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.exchange.instance_file import Instance
    from kuajie.usecases.solve_instance import SolveAnswer


def solved(instance: Instance, *, method: str, seconds: float, progress: Progress = silent) -> SolveAnswer:
    """Return the best plan of a budget instance that was read; raises ``InfeasiblePlan``."""
    from kuajie.usecases.solve_instance import SolveQuestion, solve_instance

    question = SolveQuestion(instance=instance.id, problem=instance.problem, method=method, seconds=seconds)
    return solve_instance(question, progress=progress)
