"""Trying deals, joined to the files that hold them and to the plan a folder keeps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.wiring.replans import agreed_plan

if TYPE_CHECKING:
    from kuajie.domain.terms import Terms
    from kuajie.usecases.agreed_plan import AgreedPlan
    from kuajie.usecases.deal_answer import DealAnswer
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.wiring import Project


def read_terms(project: Project, files: Sequence[Path]) -> tuple[tuple[str, Terms], ...]:
    """Return the terms of every file under the file's name, or the folder's own under an empty name.

    Files of one name go by their paths.

    Raises ``BadInput`` with everything that is wrong with a file.
    """
    from kuajie.exchange.deal_file import read_deal

    if not files:
        return (("", project.programme.terms),)
    stems = [file.stem for file in files]
    names = [file.stem if stems.count(file.stem) == 1 else str(file) for file in files]
    return tuple((name, read_deal(file, project.programme)) for name, file in zip(names, files, strict=True))


def simulate_deals(
    project: Project,
    fit: FitAnswer,
    deals: Sequence[tuple[str, Terms]],
    *,
    draws: int = 100,
    keep: bool = True,
    progress: Progress = silent,
) -> DealAnswer:
    """Return what each of the deals means for every party on the plan made last, or on a new one.

    A new plan is kept as the one agreed on, unless told not to ``keep`` it.
    """
    from kuajie.usecases.deal import DealQuestion, simulate_deals

    plan = _plan(project, fit, draws, part_of(progress, start=0.0, end=0.5), keep=keep)
    question = DealQuestion(programme=project.programme, fit=fit, plan=plan, deals=deals, draws=draws)
    return simulate_deals(question, store=project.store, progress=part_of(progress, start=0.5, end=1.0))


def _plan(project: Project, fit: FitAnswer, draws: int, progress: Progress, *, keep: bool) -> AgreedPlan:
    """Return the plan the folder keeps, where its prices hold throughout; else the best one."""
    from kuajie.usecases.agreed_plan import AgreedPlan
    from kuajie.wiring import plan

    kept = agreed_plan(project)
    if kept is not None and all(len(set(row)) == 1 for row in kept.prices.values()):
        return kept
    return AgreedPlan.of(plan(project, fit, draws=draws, certified=False, keep=keep, progress=progress).plan)
