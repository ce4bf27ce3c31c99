"""Everything a report tells about: the answers of one programme, and its truth where that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuajie.domain.programme import Programme
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.needs_answer import NeedsAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_keeping import KeepingAnswer
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.truth_score import TruthScore


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportContent:
    """The answers for all parties of ``programme``, made on the day ``created``.

    ``truth`` is the content of a simulated folder's truth.json and ``truth_score`` the plan judged by it;
    both ``None`` for real data. ``seed`` is the one the fit was sampled with, where known; ``keeping`` who
    would leave the plan under today's terms, where that was asked.
    """

    programme: Programme
    fit: FitAnswer
    plan: PlanAnswer
    split: SplitAnswer
    created: date
    needs: NeedsAnswer | None = None
    truth: Mapping[str, Any] | None = None
    truth_score: TruthScore | None = None
    seed: int | None = None
    keeping: KeepingAnswer | None = None
