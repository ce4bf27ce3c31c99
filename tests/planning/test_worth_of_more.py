"""What more would bring: one more seat against the chance that it sells, budgets against planning anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from kuajie.planning.objective import evaluate
from kuajie.planning.shadow_prices import shadow_prices
from kuajie.planning.solution import Start
from kuajie.planning.solver import maximise
from kuajie.planning.worth_of_more import more_budget, more_budget_searched, one_more_seat
from kuajie.response import codes

SUMS = 1e-9
SEARCH = 2e-5
"""Two searches end within a few of their tolerances of each other."""


def chance_of_more(problem, result, seats):
    """Return P(N > seats) of every draw, course and week, from the textbook's distributions."""
    mean, spread = result.demand, problem.scatter[:, :, None]
    if problem.outcome[0] == codes.LOG_NORMAL:
        return stats.lognorm.sf(seats, s=spread, scale=mean * np.exp(-(spread**2) / 2))
    if problem.outcome[0] == codes.NEGATIVE_BINOMIAL:
        return stats.nbinom.sf(seats, spread, spread / (spread + mean))
    factor = np.stack([problem.factors_of(c, menu)[0] for c, menu in enumerate(problem.menus)], axis=1)
    return stats.norm.sf(seats, mean, spread * (factor * problem.unit)[:, :, None])


@pytest.mark.parametrize("outcome", [codes.LOG_NORMAL, codes.NORMAL, codes.NEGATIVE_BINOMIAL])
def test_a_seat_is_worth_the_chance_that_it_sells(problem_of, outcome):
    coupling = codes.SUM if outcome == codes.NORMAL else codes.PRODUCT
    problem = problem_of(outcome=outcome, coupling=coupling, seats=1.1)
    plan = maximise(problem)
    result = evaluate(problem, plan.spend, plan.prices)
    value = one_more_seat(problem, plan.spend, plan.prices)
    most, least = (
        chance_of_more(problem, result, problem.seats + more).mean(axis=0)
        * problem.seat_values(plan.prices)[:, None]
        for more in (0.0, 1.0)
    )
    assert np.all(value > 0)
    if outcome == codes.NEGATIVE_BINOMIAL:  # whole seats: the next one sells when N exceeds those there are
        np.testing.assert_allclose(value, most, rtol=1e-7)
    else:
        assert np.all((least <= value * (1 + SUMS)) & (value <= most * (1 + SUMS)))


def test_seats_without_limit_are_worth_nothing_more(problem_of):
    problem = problem_of()
    plan = maximise(problem)
    assert one_more_seat(problem, plan.spend, plan.prices).tolist() == np.zeros((2, 3)).tolist()


def test_a_seat_is_worth_what_planning_anew_with_it_gains(problem_of):
    """The envelope theorem, by finite differences: how the plan would change is of second order."""
    problem = problem_of(seats=1.1, menu=1)
    plan = maximise(problem)
    value = one_more_seat(problem, plan.spend, plan.prices).sum()
    more = maximise(
        replace(problem, seats=problem.seats + 1.0), starts=[Start(spend=plan.spend, prices=plan.prices)]
    )
    assert more.value - plan.value == pytest.approx(value, rel=0.05)
    assert more.value - plan.value >= value - SEARCH * plan.value


def test_a_further_sum_brings_what_planning_anew_finds_and_no_more_than_its_first_unit_promises(problem_of):
    problem = problem_of(budget=0.2, total=10.0)
    plan = maximise(problem)
    amount = 0.05 * problem.budget_groups[0].limit
    found = more_budget(problem, plan.spend, plan.prices, amount, exhausted=[True] * 3)
    known = more_budget(problem, plan.spend, plan.prices, amount, exhausted=[True, True, False])
    assert known == [*found[:2], 0.0]
    searched = more_budget_searched(problem, plan.spend, plan.prices, amount)
    assert found == pytest.approx(searched, rel=1e-3, abs=SEARCH * plan.value)
    slopes = [*shadow_prices(problem, plan).groups, 0.0]
    for gain, slope in zip(found, slopes, strict=True):
        assert gain <= amount * slope + SEARCH * plan.value
    assert found[0] > 0.5 * amount * slopes[0] > 0
    assert found[-1] <= SEARCH * plan.value  # the total is not what binds


def test_budgets_under_a_floor_need_a_whole_search(problem_of):
    problem = problem_of(budget=0.2)
    plan = maximise(problem)
    floored = replace(problem, money_weight=0.0, bonus=np.ones(2), profit_floor=0.9 * plan.value)
    best = maximise(floored)
    with pytest.raises(ValueError, match="whole search"):
        more_budget(floored, best.spend, best.prices, 1000.0, exhausted=[True] * 3)
    assert len(more_budget_searched(floored, best.spend, best.prices, 1000.0)) == 3
