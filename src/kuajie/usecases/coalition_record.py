"""Coalitions' plans as an answer store keeps them, so that asking again plans nothing anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Participation, Terms
from kuajie.sharing.coalitions import Coalition
from kuajie.usecases.addressing import key_of
from kuajie.usecases.coalition_plan import CoalitionPlan, Judged
from kuajie.usecases.ports import AnswerStore


def kept_plan(judged: Judged, members: Coalition, store: AnswerStore) -> CoalitionPlan | None:
    """Return the coalition's plan that is kept for the same fit, limits and draws, or ``None``."""
    found = store.load(plan_key(judged, members))
    return None if found is None else _from_record(members, *found)


def keep_plan(judged: Judged, plan: CoalitionPlan, store: AnswerStore) -> None:
    """Keep a coalition's plan."""
    store.save(plan_key(judged, plan.members), *_as_record(plan))


def plan_key(judged: Judged, members: Coalition) -> str:
    """Return the address of a coalition's plan: what it depends on, and nothing else.

    Terms and bargaining weights say how profit is shared, not what a coalition does to earn it.
    """
    question = judged.question
    asked = {
        "coalition": members,
        "programme": without_terms(question.programme),
        "draws": (question.draws, question.test_draws, question.certified),
    }
    return key_of(asked, data_fingerprint=question.fit.key)


def without_terms(programme: Programme) -> Programme:
    """Return a programme as its coalitions plan it; terms matter only where floors are kept under them."""
    under_terms = programme.objective.participation is Participation.UNDER_TERMS
    parties = tuple(replace(party, bargaining_weight=1.0) for party in programme.parties)
    return replace(programme, parties=parties, terms=programme.terms if under_terms else Terms(), duties=())


def _as_record(plan: CoalitionPlan) -> tuple[Mapping[str, object], Mapping[str, Floats]]:
    record = {
        "levers": list(plan.spend),
        "prices": dict(plan.prices),
        "outside": plan.outside,
        "value": plan.value,
        "bound": plan.bound,
    }
    spend = np.array(list(plan.spend.values())) if plan.spend else np.zeros((0, 0))
    return record, {"spend": spend, "objective": plan.objective, "profit": plan.profit}


def _from_record(
    members: Coalition, record: Mapping[str, object], arrays: Mapping[str, Floats]
) -> CoalitionPlan:
    held = cast("Mapping[str, Any]", record)
    return CoalitionPlan(
        members=members,
        spend=dict(zip(held["levers"], arrays["spend"], strict=True)),
        prices=held["prices"],
        objective=arrays["objective"],
        profit=arrays["profit"],
        outside=held["outside"],
        value=held["value"],
        bound=held["bound"],
    )
