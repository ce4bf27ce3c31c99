"""Terms for a split, joined to the plan and the split they rest on, and to the file that holds them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.usecases.plan_answer import PlanAnswer
    from kuajie.usecases.split_answer import SplitAnswer
    from kuajie.usecases.terms_answer import TermsAnswer
    from kuajie.usecases.terms_asked import AskedTarget
    from kuajie.wiring import Project


def terms(
    project: Project,
    fit: FitAnswer,
    plan: PlanAnswer,
    split: SplitAnswer,
    *,
    target: AskedTarget | None = None,
    family: str | None = None,
    draws: int = 100,
    certified: bool = True,
    progress: Progress = silent,
) -> TermsAnswer:
    """Return terms that reach a target (else the split's recommended shares), and who would leave the plan.

    Raises ``BadInput`` for a target that does not share out joint profit, and for an unknown ``family``.
    """
    from kuajie.usecases.terms_asked import asked_family
    from kuajie.usecases.terms_design import TermsQuestion, find_terms

    question = TermsQuestion(
        programme=project.programme,
        fit=fit,
        plan=plan,
        split=split,
        target=target,
        family=asked_family(family),
        draws=draws,
        certified=certified,
    )
    return find_terms(question, progress=progress)


def terms_of_folder(
    project: Project,
    *,
    rule: str,
    patience: Mapping[str, float],
    target: AskedTarget | None = None,
    family: str | None = None,
    draws: int = 100,
    certified: bool = True,
    progress: Progress = silent,
) -> TermsAnswer:
    """Return terms for a folder's best plan, fitted, planned and split on the way."""
    from kuajie import wiring

    asked: dict[str, Any] = {"draws": draws, "certified": certified}
    fit = wiring.fit(project, progress=part_of(progress, start=0.0, end=0.1))
    plan = wiring.plan(project, fit, **asked, progress=part_of(progress, start=0.1, end=0.4))
    split = wiring.split(
        project,
        fit,
        plan,
        draws=draws,
        certified=False,
        rule=rule,
        patience=patience,
        progress=part_of(progress, start=0.4, end=0.7),
    )
    rest = part_of(progress, start=0.7, end=1.0)
    return terms(project, fit, plan, split, target=target, family=family, **asked, progress=rest)


def require_new_file(file: Path | None, *, overwrite: bool) -> None:
    """Refuse a place where terms cannot be written, or would replace a file unasked."""
    from kuajie.messages import BadInput, Place
    from kuajie.messages.notices.terms import FILE_IS_THERE, NOT_WRITTEN
    from kuajie.present.report_file import require_place

    if file is None:
        return
    require_place(file, notice=NOT_WRITTEN)
    if file.exists() and not overwrite:
        raise BadInput.of(FILE_IS_THERE, place=Place(file=str(file)))


def write_terms(answer: TermsAnswer, file: Path) -> None:
    """Write the recommended terms as a file for ``kuajie deal --terms``: TOML, or JSON by its suffix."""
    from kuajie.exchange.programme_file.writing import terms_lines
    from kuajie.messages.notices.terms import NOT_WRITTEN
    from kuajie.present.report_file import write_whole

    lines = [f'currency = "{answer.programme.currency}"', *terms_lines(answer.recommended.terms)]
    text = "\n".join(lines) + "\n"
    write_whole(file, _json(text) if file.suffix.lower() == ".json" else text, notice=NOT_WRITTEN)


def _json(toml: str) -> str:
    """Return a TOML text as JSON; days become text."""
    return json.dumps(tomllib.loads(toml), ensure_ascii=False, indent=2, default=str) + "\n"
