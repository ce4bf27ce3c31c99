"""Programmes under way joined to the warehouse, the fits and the plan that a folder keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.wiring.fits import fit_again

if TYPE_CHECKING:
    from datetime import date

    from kuajie.domain.actuals import Actuals
    from kuajie.domain.plan import Plan
    from kuajie.usecases.agreed_plan import AgreedPlan
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.usecases.replan_answer import ReplanAnswer
    from kuajie.wiring import Project


def keep_plan(project: Project, plan: Plan) -> None:
    """Keep a plan as the one agreed on, where the folder can be written to."""
    from kuajie.usecases.agreed_plan import AGREED_PLAN, AgreedPlan

    if project.store is not None:
        project.store.save(AGREED_PLAN, AgreedPlan.of(plan).as_record(), {})


def agreed_plan(project: Project) -> AgreedPlan | None:
    """Return the plan made last for the programme as it stands, or ``None``."""
    from kuajie.usecases.agreed_plan import AGREED_PLAN, AgreedPlan

    kept = project.store.load(AGREED_PLAN) if project.store else None
    plan = AgreedPlan.of_record(kept[0]) if kept else None
    return plan if plan is not None and plan.is_for(project.programme) else None


def replan(
    project: Project,
    fit: FitAnswer,
    *,
    as_of: date | None = None,
    refit: bool = False,
    adopt: bool = False,
    draws: int = 100,
    certified: bool = True,
    progress: Progress = silent,
) -> ReplanAnswer:
    """Return what to change in the weeks that are left of a programme under way.

    The weeks that have passed are those before ``as_of``, else those that the records fill. ``refit`` plans
    on a fit that has seen them; ``adopt`` keeps the answer as the plan agreed on from here. Raises
    ``BadInput`` when no week has passed or none is left.
    """
    from kuajie.usecases.agreed_plan import AGREED_PLAN
    from kuajie.usecases.replan import ReplanQuestion, replan_programme

    actuals, known = _actuals(project, as_of), agreed_plan(project)
    agreed = known or _plan_of_today(project, fit, draws, part_of(progress, start=0.0, end=0.3))
    learned = _refitted(project, actuals, part_of(progress, start=0.3, end=0.6)) if refit else None
    question = ReplanQuestion(
        programme=project.programme,
        fit=fit,
        actuals=actuals,
        agreed=agreed,
        refit=learned,
        on_record=known is not None,
        draws=draws,
        certified=certified,
    )
    answer = replan_programme(question, progress=part_of(progress, start=0.6 if refit else 0.3, end=1.0))
    if adopt and project.store is not None:
        project.store.save(AGREED_PLAN, agreed.followed_by(answer.rest.plan).as_record(), {})
    return answer


def _actuals(project: Project, as_of: date | None) -> Actuals:
    """Return what happened in the whole weeks that have passed."""
    from kuajie.usecases.under_way import require_under_way, weeks_passed
    from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

    warehouse, horizon = DuckDBWarehouse(), project.programme.horizon
    last = None if as_of else warehouse.last_day_on_record(project.programme, project.events)
    weeks = weeks_passed(horizon, as_of=as_of, last_record=last)
    require_under_way(horizon, weeks, as_of=as_of)
    return warehouse.weeks_under_way(project.programme, project.events, weeks=weeks)


def _plan_of_today(project: Project, fit: FitAnswer, draws: int, progress: Progress) -> AgreedPlan:
    """Return the plan of the whole horizon as it would have been made before it began."""
    from kuajie.usecases.agreed_plan import AgreedPlan
    from kuajie.usecases.plan import PlanQuestion, plan_programme

    question = PlanQuestion(programme=project.programme, fit=fit, draws=draws, certified=False)
    return AgreedPlan.of(plan_programme(question, progress=progress).plan)


def _refitted(project: Project, actuals: Actuals, progress: Progress) -> FitAnswer:
    """Return a fit that has seen the weeks that have passed."""
    from kuajie.usecases.under_way import UnderWay
    from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

    rest = UnderWay(whole=project.programme, actuals=actuals).rest
    panel = DuckDBWarehouse().panel(rest, project.events, progress=silent)
    return fit_again(project, panel, progress=progress)
