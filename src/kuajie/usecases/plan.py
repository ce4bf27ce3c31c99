"""What should every party put into every lever in every week, at which prices? The best joint plan found."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from kuajie.planning.solution import Start
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_launches import launch_outlooks
from kuajie.usecases.plan_method import tell_method
from kuajie.usecases.plan_reasons import plan_reasons
from kuajie.usecases.plan_search import PROVING, PlanQuestion, work_out
from kuajie.usecases.plan_telling import tell_plan
from kuajie.usecases.plan_values import plan_values
from kuajie.usecases.progress import Progress, silent

__all__ = ["PlanQuestion", "plan_programme"]


def plan_programme(
    question: PlanQuestion,
    *,
    starts: Sequence[Start] = (),
    thorough: bool = False,
    progress: Progress = silent,
) -> PlanAnswer:
    """Return the best joint plan found, judged on draws that were not used to find it.

    It comes with what more of each limit would bring and why each lever gets what it does; ``thorough`` also
    plans one more week, which takes about as long again. Raises ``InfeasiblePlan`` when limits contradict
    each other, or the members have nothing to sell.
    """
    began = time.perf_counter()
    worked = work_out(question, starts=starts, progress=progress)
    answer = tell_plan(question, worked, seconds=time.perf_counter() - began)
    answer = replace(
        answer,
        values=plan_values(question, worked, thorough=thorough),
        reasons=plan_reasons(worked, question.fit),
        launches=launch_outlooks(question.programme),
        method=tell_method(
            worked.problem,
            question.method,
            Start(spend=worked.spend, prices=worked.prices),
            worked.found.objective,
        ),
    )
    progress(PROVING, 1.0)
    return answer
