"""All questions about a programme in one go, and what a manager wants to know first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kuajie.usecases.check import CheckAnswer
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.needs_answer import NeedsAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_keeping import KeepingAnswer
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.truth_score import TruthScore


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunAnswer:
    """The answers of all steps.

    ``keeping`` says who would leave the plan under today's terms (``None`` where the aim is not profit).
    ``truth`` scores the plan where the truth is known (simulated folders); ``report`` is where the report
    was written, if it was.
    """

    check: CheckAnswer
    needs: NeedsAnswer
    fit: FitAnswer
    plan: PlanAnswer
    split: SplitAnswer
    truth: TruthScore | None
    keeping: KeepingAnswer | None = None
    report: Path | None = None
