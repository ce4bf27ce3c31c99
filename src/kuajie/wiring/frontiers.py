"""Frontiers joined to the plan they are traced around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.usecases.frontier_answer import CostFrontierAnswer, PartyFrontierAnswer
    from kuajie.usecases.plan_answer import PlanAnswer
    from kuajie.wiring import Project


def cost_frontier(
    project: Project,
    fit: FitAnswer,
    plan: PlanAnswer | None = None,
    *,
    points: int = 12,
    draws: int = 100,
    certified: bool = True,
    profit: float | None = None,
    progress: Progress = silent,
) -> CostFrontierAnswer:
    """Return joint profit over joint cost around a plan, a new one where ``None``."""
    from kuajie.usecases.frontier import FrontierQuestion, trace_cost_frontier

    question = FrontierQuestion(
        programme=project.programme,
        fit=fit,
        plan=plan or _plan(project, fit, draws, progress),
        points=points,
        draws=draws,
        certified=certified,
        profit=profit,
    )
    return trace_cost_frontier(question, progress=part_of(progress, start=0.3, end=1.0))


def party_frontier(
    project: Project,
    fit: FitAnswer,
    plan: PlanAnswer | None = None,
    *,
    points: int = 12,
    draws: int = 100,
    certified: bool = True,
    parties: tuple[str, ...] | None = None,
    progress: Progress = silent,
) -> PartyFrontierAnswer:
    """Return one party's profit over another's around a plan, a new one where ``None``.

    Raises ``BadInput`` for parties that are not two of the programme's.
    """
    from kuajie.usecases.frontier import FrontierQuestion, compared_parties, trace_party_frontier

    pair = compared_parties(project.programme, parties)
    question = FrontierQuestion(
        programme=project.programme,
        fit=fit,
        plan=plan or _plan(project, fit, draws, progress),
        points=points,
        draws=draws,
        certified=certified,
        parties=pair,
    )
    return trace_party_frontier(question, progress=part_of(progress, start=0.3, end=1.0))


def _plan(project: Project, fit: FitAnswer, draws: int, progress: Progress) -> PlanAnswer:
    """Return a plan to trace around; it is not kept as the plan agreed on."""
    from kuajie.usecases.plan import PlanQuestion, plan_programme

    question = PlanQuestion(programme=project.programme, fit=fit, draws=draws, certified=False)
    return plan_programme(question, progress=part_of(progress, start=0.0, end=0.3))
