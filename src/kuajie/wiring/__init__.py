"""The only place that joins use cases to the adapters behind their ports.

Adapters are imported in the functions that need them, so that a surface loads only what it uses.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie.messages import BadInput, CannotFit, Finding, Locale, Place, Severity
from kuajie.messages.notices.surfaces import NOT_KEPT, OTHER_DEMO
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.wiring.fits import LAST_FIT, fit, fit_question, fit_table, last_fit, load_fit, save_fit, to_arviz
from kuajie.wiring.frontiers import cost_frontier, party_frontier
from kuajie.wiring.replans import keep_plan, replan

if TYPE_CHECKING:
    from kuajie.domain.panel import Panel
    from kuajie.domain.programme import Programme
    from kuajie.domain.records import Events
    from kuajie.exchange.reading import Reading
    from kuajie.planning.risk.measure import RiskMeasure
    from kuajie.store.folder import FolderAnswerStore
    from kuajie.usecases.check import CheckAnswer
    from kuajie.usecases.doctor import Examination, Report
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.usecases.learn_answer import LearnAnswer
    from kuajie.usecases.needs_answer import NeedsAnswer
    from kuajie.usecases.new_programme import NewAnswer, TemplateLine
    from kuajie.usecases.plan_answer import PlanAnswer
    from kuajie.usecases.plan_keeping import KeepingAnswer
    from kuajie.usecases.plan_method import PlanMethod
    from kuajie.usecases.ports import SamplerSettings
    from kuajie.usecases.run import RunAnswer
    from kuajie.usecases.solve_instance import SolveAnswer
    from kuajie.usecases.split_answer import SplitAnswer
    from kuajie.usecases.truth_score import TruthScore


def examine_machine(*, progress: Report) -> Examination:
    """Return what this machine has and lacks."""
    from kuajie.inspection.machine import ThisMachine
    from kuajie.usecases.doctor import examine

    return examine(machine=ThisMachine(), progress=progress)


def templates() -> tuple[TemplateLine, ...]:
    """Return the kinds of programme that can be simulated."""
    from kuajie.usecases.new_programme import list_templates

    return list_templates()


def new(
    folder: Path,
    *,
    template: str = "demo",
    seed: int = 2026,
    weeks: int = 156,
    scale: float = 1.0,
    locale: Locale = "en",
    progress: Progress = silent,
) -> NewAnswer:
    """Write a simulated programme folder; raises ``BadInput`` when the folder holds something."""
    from kuajie.exchange.writing import write_folder
    from kuajie.usecases.new_programme import (
        SIMULATING,
        WRITING,
        NewQuestion,
        describe_new,
        simulate_programme,
    )

    question = NewQuestion(template=template, seed=seed, weeks=weeks, scale=scale, locale=locale)
    progress(SIMULATING, 0.0)
    contents = simulate_programme(question)
    progress(WRITING, 0.7)
    write_folder(folder.absolute(), contents)
    progress(WRITING, 1.0)
    return describe_new(question, folder, contents)


def prepare_demo(folder: Path, *, template: str, locale: Locale, progress: Progress = silent) -> None:
    """Make sure that a folder holds the demo of a template: as it is when it does, else newly written.

    Raises ``BadInput`` for a folder that holds anything else.
    """
    if not (folder.is_dir() and any(folder.iterdir())):
        new(folder, template=template, locale=locale, progress=progress)
        return
    if _simulated(folder) != template:
        raise BadInput.of(OTHER_DEMO, place=Place(file=str(folder)), template=template, folder=folder)


def _simulated(folder: Path) -> str | None:
    """Return the template a folder was simulated from, or ``None`` for any other folder."""
    try:
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        return str(truth["template"]) if truth["simulated"] is True else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Project:
    """A programme folder as read: what its files say, their weekly panel, and where answers are kept.

    ``store`` is ``None`` when the folder cannot be written to; ``notes`` then says so.
    """

    folder: Path
    reading: Reading
    panel: Panel
    store: FolderAnswerStore | None
    notes: tuple[Finding, ...]

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.reading.programme

    @property
    def events(self) -> Events:
        """Everything that happened."""
        return self.reading.events

    @property
    def truth(self) -> Mapping[str, Any] | None:
        """What a simulated folder says made its data."""
        return self.reading.truth


def read(folder: Path, *, progress: Progress = silent) -> Project:
    """Return a programme folder, read and counted by week; raises ``BadInput`` with every finding."""
    from kuajie.exchange.reading import read_folder
    from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.6))
    rest = part_of(progress, start=0.6, end=1.0)
    panel = DuckDBWarehouse().panel(reading.programme, reading.events, progress=rest)
    store, notes = _store(folder)
    return Project(folder=folder, reading=reading, panel=panel, store=store, notes=notes)


def _store(folder: Path) -> tuple[FolderAnswerStore | None, tuple[Finding, ...]]:
    from kuajie.store.folder import FolderAnswerStore

    place = folder / ".kuajie"
    if os.access(place if place.exists() else folder, os.W_OK):
        return FolderAnswerStore(folder), ()
    return None, (Finding(notice=NOT_KEPT, severity=Severity.NOTE, place=Place(file=str(folder))),)


def check(project: Project) -> CheckAnswer:
    """Return what a folder holds and whether it can be fitted."""
    from kuajie.usecases.check import check_programme
    from kuajie.wiring.guards import guard_warnings

    guarded = guard_warnings(project.folder, project.reading)
    return check_programme(
        project.programme,
        project.events,
        project.panel,
        warnings=(*project.reading.warnings, *project.notes, *guarded),
        simulated=project.truth is not None,
    )


def needs(project: Project, *, today: date, progress: Progress = silent) -> NeedsAnswer:
    """Return what the parties of a folder share and lack; ``today`` tells which duties are overdue."""
    from kuajie.usecases.needs import NeedsQuestion, find_needs
    from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

    question = NeedsQuestion(programme=project.programme, events=project.events)
    return find_needs(question, today=today, warehouse=DuckDBWarehouse(), progress=progress)


def plan(
    project: Project,
    fit: FitAnswer,
    *,
    draws: int = 100,
    certified: bool = True,
    risk: RiskMeasure | None = None,
    method: PlanMethod | None = None,
    thorough: bool = False,
    keep: bool = True,
    progress: Progress = silent,
) -> PlanAnswer:
    """Return the best joint plan found on a fit, by ``risk`` or (where ``None``) by the mean, with a method.

    ``thorough`` also says what one more week would bring. The folder keeps the plan as the one agreed on,
    unless told not to ``keep`` it.
    """
    from kuajie.usecases.plan import PlanQuestion, plan_programme
    from kuajie.usecases.plan_method import AUTOMATIC

    question = PlanQuestion(
        programme=project.programme,
        fit=fit,
        draws=draws,
        certified=certified,
        risk=risk,
        method=method or AUTOMATIC,
    )
    answer = plan_programme(question, thorough=thorough, progress=progress)
    if keep:
        keep_plan(project, answer.plan)
    return answer


def learn(
    project: Project,
    fit: FitAnswer,
    *,
    draws: int = 50,
    scenarios: int = 20,
    progress: Progress = silent,
) -> LearnAnswer:
    """Return what knowing each lever's response before planning would be worth."""
    from kuajie.usecases.learn import LearnQuestion, value_of_learning

    question = LearnQuestion(programme=project.programme, fit=fit, draws=draws, scenarios=scenarios)
    return value_of_learning(question, progress=progress)


def split(
    project: Project,
    fit: FitAnswer,
    plan: PlanAnswer,
    *,
    draws: int = 100,
    certified: bool = True,
    rule: str = "nash_bargaining",
    patience: Mapping[str, float] | None = None,
    most_coalitions: int | None = None,
    progress: Progress = silent,
) -> SplitAnswer:
    """Return who gets what of a plan's joint profit; coalitions' plans kept in the folder are used again.

    ``certified`` also proves how much better each coalition could do. Raises ``BadInput`` for ``patience``
    that does not name every party with a number between 0 and 1.
    """
    from kuajie.usecases.split import SplitQuestion, split_profit
    from kuajie.usecases.split_question import checked_patience

    question = SplitQuestion(
        programme=project.programme,
        fit=fit,
        plan=plan,
        draws=draws,
        certified=certified,
        rule=rule,
        patience=checked_patience(patience or {}, project.programme),
        most_coalitions=most_coalitions,
    )
    return split_profit(question, store=project.store, progress=progress)


def solve(
    file: Path, *, method: str = "auto", seconds: float = 60.0, progress: Progress = silent
) -> SolveAnswer:
    """Return the best plan of a budget instance; raises ``BadInput`` and ``InfeasiblePlan``."""
    from kuajie.exchange.instance_file import read_instance
    from kuajie.wiring.instances import solved

    return solved(read_instance(file), method=method, seconds=seconds, progress=progress)


def truth_score(project: Project, fit: FitAnswer, plan: PlanAnswer) -> TruthScore | None:
    """Return what a plan earns under the truth of a simulated folder; ``None`` for any other folder."""
    from kuajie.usecases.truth_score import score_plan

    return None if project.truth is None else score_plan(plan, fit, project.truth)


def run(
    project: Project,
    *,
    today: date,
    settings: SamplerSettings | None = None,
    holdout_weeks: int | None = None,
    plan_draws: int = 100,
    certified: bool = True,
    fitted: FitAnswer | None = None,
    keep: bool = True,
    progress: Progress = silent,
) -> RunAnswer:
    """Return the answers of all steps: check, needs, fit, plan and split; ``fitted`` is a fit made before.

    The folder keeps the plan as the one agreed on, unless told not to ``keep`` it.
    """
    from kuajie.usecases.run import RunAnswer

    checked = check(project)
    if checked.obstacles:
        raise CannotFit(checked.obstacles)
    needed = needs(project, today=today, progress=part_of(progress, start=0.0, end=0.05))
    fitted = fitted or fit(
        project,
        settings=settings,
        holdout_weeks=holdout_weeks,
        progress=part_of(progress, start=0.05, end=0.3),
    )
    planned = plan(
        project,
        fitted,
        draws=plan_draws,
        certified=certified,
        keep=keep,
        progress=part_of(progress, start=0.3, end=0.75),
    )
    divided = split(
        project,
        fitted,
        planned,
        draws=plan_draws,
        certified=certified,
        progress=part_of(progress, start=0.75, end=1.0),
    )
    return RunAnswer(
        check=checked,
        needs=needed,
        fit=fitted,
        plan=planned,
        split=divided,
        truth=truth_score(project, fitted, planned),
        keeping=keeping(project, fitted, planned, draws=plan_draws),
    )


def keeping(project: Project, fit: FitAnswer, plan: PlanAnswer, *, draws: int = 100) -> KeepingAnswer | None:
    """Return who would leave a plan under the folder's terms; nothing where the aim is not profit."""
    from kuajie.usecases.plan_keeping import who_would_leave

    return who_would_leave(project.programme, fit, plan, draws=draws)


def report(project: Project, answer: RunAnswer, *, file: Path, locale: Locale, created: date) -> Path:
    """Write the report of a run as one HTML file and return where it is.

    It is written beside its place and then renamed, so that what was there stays whole until then. Raises
    ``BadInput`` when it cannot be written.
    """
    from kuajie.present.report import report_html
    from kuajie.present.report_content import ReportContent
    from kuajie.present.report_file import write_whole

    content = ReportContent(
        programme=project.programme,
        fit=answer.fit,
        plan=answer.plan,
        split=answer.split,
        needs=answer.needs,
        truth=project.truth,
        truth_score=answer.truth,
        seed=last_fit(project).settings.seed,
        keeping=answer.keeping,
        created=created,
    )
    write_whole(file, report_html(content, locale))
    return file


__all__ = [
    "LAST_FIT",
    "Project",
    "check",
    "cost_frontier",
    "examine_machine",
    "fit",
    "fit_question",
    "fit_table",
    "last_fit",
    "load_fit",
    "needs",
    "new",
    "party_frontier",
    "plan",
    "prepare_demo",
    "read",
    "replan",
    "report",
    "run",
    "save_fit",
    "solve",
    "split",
    "templates",
    "to_arviz",
    "truth_score",
]
