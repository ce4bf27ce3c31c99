"""Every coalition planned on its own, small ones first, several at a time, each kept once planned."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from itertools import groupby

from kuajie.messages import Text
from kuajie.sharing.coalitions import Coalition, coalitions, mask_of
from kuajie.usecases.coalition_plan import CoalitionPlan, Judged, coalition_plan
from kuajie.usecases.coalition_record import keep_plan, kept_plan
from kuajie.usecases.ports import AnswerStore
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.split_question import SplitQuestion

PLANNING_COALITIONS = Text(en="Planning every coalition on its own", zh="正在为每个联盟单独做方案")


def plan_coalitions(
    question: SplitQuestion,
    wanted: Collection[Coalition] | None = None,
    *,
    store: AnswerStore | None = None,
    progress: Progress = silent,
) -> dict[Coalition, CoalitionPlan]:
    """Return the plan of every coalition (or those ``wanted``), in the order of ``coalitions``.

    Coalitions of one size do not depend on each other and are planned side by side; larger ones start from
    the plans of their parts. What ``store`` keeps is not planned again.
    """
    judged = Judged.of(question)
    every = _in_order(question, wanted)
    plans: dict[Coalition, CoalitionPlan] = {}
    progress(PLANNING_COALITIONS, 0.0)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for _, level in groupby(every, key=len):
            known = dict(plans)
            waiting = {pool.submit(_plan, judged, members, known, store): members for members in level}
            for done in _each(waiting):
                plans[waiting[done]] = done.result()
                progress(PLANNING_COALITIONS, len(plans) / len(every))
    return {members: plans[members] for members in every}


def _in_order(question: SplitQuestion, wanted: Collection[Coalition] | None) -> list[Coalition]:
    """Return the coalitions to plan, small ones first, always in the same order."""
    parties = question.programme.party_ids
    if wanted is None:
        return list(coalitions(parties))
    return sorted(wanted, key=lambda members: (len(members), mask_of(members, parties)))


def _each(waiting: Mapping[Future[CoalitionPlan], Coalition]) -> Iterator[Future[CoalitionPlan]]:
    """Yield plans as they are ready; when one fails, or the person stops, those not begun never begin."""
    try:
        yield from as_completed(waiting)
    finally:
        for future in waiting:
            future.cancel()


def _plan(
    judged: Judged,
    members: Coalition,
    known: Mapping[Coalition, CoalitionPlan],
    store: AnswerStore | None,
) -> CoalitionPlan:
    """Return a coalition's plan, the kept one if there is one; the joint plan is given and never kept."""
    if store is None or len(members) == len(judged.programme.parties):
        return coalition_plan(judged, members, known)
    kept = kept_plan(judged, members, store)
    if kept is None:
        kept = coalition_plan(judged, members, known)
        keep_plan(judged, kept, store)
    return kept
