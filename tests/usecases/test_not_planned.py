"""What a plan cannot decide on is refused in words, and budgets that are too small name the fewest levers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.messages import InfeasiblePlan
from kuajie.planning.feasibility import smallest_excess
from kuajie.usecases.planning_problem import build_problem, scope_of


def test_levers_known_by_reach_and_frequency_are_named(reading, fit):
    programme = reading.programme
    frequency = np.full(fit.model.frequency.shape, np.nan)
    frequency[1] = 2.0
    reached = replace(fit, model=replace(fit.model, frequency=frequency))
    scope = scope_of(programme, frozenset(programme.party_ids))
    with pytest.raises(InfeasiblePlan) as refused:
        build_problem(programme, reached, fit.posterior.thin(3), scope)
    (finding,) = refused.value.findings
    assert finding.notice.code == "planning.not_planned_as_spend"
    for locale in ("en", "zh"):
        assert programme.levers[1].title in finding.problem(locale)
        assert programme.levers[0].title not in finding.problem(locale)


@given(needs=st.lists(st.integers(0, 50), min_size=1, max_size=6), limit=st.integers(0, 120))
def test_the_fewest_that_exceed_a_budget_exceed_it_and_need_each_other(needs, limit):
    chosen = smallest_excess(needs, limit)
    if sum(needs) <= limit:
        return
    total = sum(needs[place] for place in chosen)
    assert total > limit
    assert all(total - needs[place] <= limit for place in chosen)
    assert len(chosen) == min(
        bin(subset).count("1")
        for subset in range(1, 2 ** len(needs))
        if sum(need for place, need in enumerate(needs) if subset >> place & 1) > limit
    )
