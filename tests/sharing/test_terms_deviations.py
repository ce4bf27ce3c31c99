"""Who leaves a plan under a deal: nobody where revenue and cost are shared alike, and by hand elsewhere."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from game_problems import FINEST, K_E, K_P, M_E, M_P, PRICE, spend_of, square_root_game, two_sides

from kuajie.domain.clauses import (
    CostKind,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.deal import Deal
from kuajie.domain.money import Money
from kuajie.planning.certificate import certify
from kuajie.planning.menu_extras import MenuExtras
from kuajie.planning.participation import expected_party_profits
from kuajie.planning.parties import Parties
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.response import codes
from kuajie.sharing.deals.random_horizons import let_off_each, random_horizons
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.terms.deviations import Bench, part_way
from kuajie.sharing.terms.families.setting import Setting
from kuajie.sharing.terms.families.table import FAMILIES
from kuajie.sharing.terms.game_under import game_under, is_linear
from kuajie.sharing.terms.terms_design import design_terms

WHOLE = M_P + M_E


def bench(problem: PlanningProblem, plan: Profile, *, times: int = 1) -> Bench:
    sellers = np.zeros(problem.courses, dtype=np.int64)
    return Bench(game=Game(problem=problem, seller=sellers), plan=plan, times=times, seed=1)


def deal(problem: PlanningProblem, *clauses: object) -> Deal:
    names = ("P", "E")
    owners = {f"l{place}": names[owner] for place, owner in enumerate(problem.parties.owner)}
    sellers = {f"c{place}": "P" for place in range(problem.courses)}
    return Deal(parties=names, sellers=sellers, owners=owners, clauses=clauses)


def alike(share: Fraction) -> tuple[object, ...]:
    both = (CostKind.SPEND, CostKind.UNIT_COSTS)
    return (
        RevenueShare(shares={"P": share, "E": 1 - share}),
        CostShare(payer="P", payee="E", rate=share, costs=both),
        CostShare(payer="E", payee="P", rate=1 - share, costs=both),
    )


def cooperative(problem: PlanningProblem) -> Profile:
    found = maximise(problem, settings=FINEST)
    return Profile(spend=found.spend, prices=found.prices)


def test_revenue_shares_are_left_as_by_hand() -> None:
    # Together: u = (8 k / 2)². With a share φ of revenue a party answers (φ 8 k / 2)², at a gain of
    # 8 φ k √u' - u' - (8 φ k √u - u) = u (1 - φ)².
    problem = square_root_game()
    plan = Profile(spend=spend_of((WHOLE * K_P / 2) ** 2, (WHOLE * K_E / 2) ** 2), prices=PRICE)
    share = Fraction(1, 4)
    terms = deal(problem, RevenueShare(shares={"P": share, "E": 1 - share}))
    found = bench(problem, plan).deviations(terms)
    for each, part, strength in zip(found, (0.25, 0.75), (K_P, K_E), strict=True):
        u = (WHOLE * strength / 2) ** 2
        assert each.gain == pytest.approx(u * (1 - part) ** 2, rel=1e-6)
        # The other loses its part of the revenue that is no longer made: (1 - φ) 8 k (√u - √u').
        lost = (1 - part) * WHOLE * strength * (1 - part) * np.sqrt(u)
        assert each.others == pytest.approx(-lost, rel=1e-3)
        assert each.most is not None
        assert each.most >= each.gain
    # With a sum coupling responses do not depend on each other, so all end there at once.
    ends = bench(problem, plan).everybody(terms)
    assert ends.settled
    us = [(part * WHOLE * k / 2) ** 2 for part, k in ((0.25, K_P), (0.75, K_E))]
    nash = WHOLE * (10 + K_P * us[0] ** 0.5 + K_E * us[1] ** 0.5) - sum(us)
    assert ends.joint == pytest.approx(nash, rel=1e-4)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("share", [Fraction(1, 10), Fraction(3, 5)])
def test_sharing_costs_at_the_same_rate_keeps_the_best_plan(seed: int, share: Fraction) -> None:
    # Everybody's objective is a part of joint profit, so nobody gains more than that part of the gap.
    problem = two_sides(seed, budget_groups=(), total_budget=None)
    found = maximise(problem, settings=FINEST)
    gap = certify(problem, found).value - found.value
    plan = Profile(spend=found.spend, prices=found.prices)
    terms = deal(problem, *alike(share))
    for part, each in zip(
        (float(share), 1.0 - float(share)), bench(problem, plan).deviations(terms), strict=True
    ):
        assert -1e-6 <= each.gain <= part * max(gap, 0.0) + 1e-6 * abs(found.value)
    alone = deal(problem, RevenueShare(shares={"P": share, "E": 1 - share}))
    assert sum(each.gain for each in bench(problem, plan).deviations(alone)) > 1e-4 * abs(found.value)


@pytest.mark.parametrize("seed", range(3))
def test_the_game_of_a_linear_deal_pays_what_the_deal_pays(seed: int) -> None:
    problem = two_sides(seed)
    terms = deal(
        problem,
        *alike(Fraction(2, 7)),
        FixedFee(payer="P", payee="E", amount=Money.of(500, "CNY")),
    )
    assert is_linear(terms)
    rng = np.random.default_rng(seed)
    prices = np.array([menu[0] for menu in problem.menus])
    here = Profile(spend=rng.uniform(0.0, 1.0, problem.lower.shape) * problem.upper, prices=prices)
    there = Profile(spend=rng.uniform(0.0, 1.0, problem.lower.shape) * problem.upper, prices=prices)
    tried = bench(problem, here, times=3)
    game = game_under(tried.game, terms, tried.outcomes(here))
    by_game = expected_party_profits(game.problem, there.spend, prices) - expected_party_profits(
        game.problem, here.spend, prices
    )
    by_deal = tried.payoffs(terms, there) - tried.payoffs(terms, here)
    np.testing.assert_allclose(by_deal, by_game, rtol=1e-5, atol=1e-6 * np.abs(by_game).max())


def test_random_horizons_have_the_averages_of_expected_ones() -> None:
    problem = two_sides(4)
    prices = np.array([menu[0] for menu in problem.menus])
    spend = 0.5 * problem.upper
    drawn = random_horizons(problem, spend, prices, times=7, seed=3)
    want = expected_party_profits(problem, spend, prices).sum()
    assert drawn.joint_profit.mean() == pytest.approx(want, rel=1e-9)
    assert drawn.draws == 7 * problem.draws


def test_costs_repaid_first_coordinate_where_revenue_covers_them() -> None:
    problem = square_root_game()
    plan = cooperative(problem)
    terms = deal(
        problem,
        Recoup(party="E", costs=(CostKind.SPEND,)),
        Recoup(party="P", costs=(CostKind.SPEND,)),
        RevenueShare(shares={"P": Fraction(3, 10), "E": Fraction(7, 10)}),
    )
    assert not is_linear(terms)
    for each in bench(problem, plan).deviations(terms):
        assert each.gain <= 1e-4
        assert each.most is None


def test_what_incentives_let_off_is_shared_by_the_enrolment() -> None:
    # P lets off 2 of a list price of 10; without the fees it alone would bear what its effort lets off.
    extras = MenuExtras(boost=np.array([1.2]), discount=np.array([2.0]), bearer=np.array([0]))
    problem = square_root_game(extras=(extras,))
    plan = cooperative(problem)
    tried = bench(problem, plan)
    outcomes = tried.outcomes(plan)
    setting = Setting(
        bare=deal(problem),
        outcomes=outcomes,
        target=np.array([0.3, 0.7]) * outcomes.joint_profit.mean(),
        currency="CNY",
        let_off_each=let_off_each(problem, plan.prices),
    )
    found = design_terms(FAMILIES["revenue_and_cost_share"], setting)
    assert found.reached
    fees = [clause for clause in found.deal.clauses if isinstance(clause, FeePerEnrolment)]
    assert [(fee.payer, fee.payee, str(fee.amount)) for fee in fees] == [("E", "P", "1.40 CNY")]
    assert max(each.gain for each in tried.deviations(found.deal)) <= 1e-4
    without = deal(problem, *(each for each in found.deal.clauses if each not in fees))
    assert max(each.gain for each in tried.deviations(without)) > 1.0


def test_a_guarantee_that_always_binds_stops_all_effort() -> None:
    # E has its guarantee whatever it does, so it saves all it spends, and P bears what is lost.
    problem = square_root_game()
    plan = cooperative(problem)
    promise = MinimumGuarantee(payer="P", payee="E", amount=Money.of(10_000, "CNY"))
    terms = deal(problem, RevenueShare(shares={"P": Fraction(1, 2), "E": Fraction(1, 2)}), promise)
    found = bench(problem, plan).deviations(terms)
    assert found[1].gain == pytest.approx(float(plan.spend[1].sum()), rel=1e-6)
    assert found[1].profile.spend[1].sum() == pytest.approx(0.0, abs=1e-6)
    # P, to whom all further revenue falls, would not change its lever.
    assert found[0].gain <= 1e-4


def test_retroactive_tiers_tempt_beyond_their_slopes() -> None:
    # A little above the plan's revenue half of everything goes to E: worth pushing for.
    problem = square_root_game()
    plan = cooperative(problem)
    revenue = float(bench(problem, plan).outcomes(plan).revenue.sum())
    low, high = {"P": Fraction(4, 5), "E": Fraction(1, 5)}, {"P": Fraction(1, 2), "E": Fraction(1, 2)}
    tiers = Tiers(
        tiers=(
            Tier(threshold=Money.zero("CNY"), shares=low),
            Tier(threshold=Money.nearest(1.02 * revenue, "CNY"), shares=high),
        ),
        mode=TierMode.RETROACTIVE,
    )
    found = bench(problem, plan).deviations(deal(problem, tiers))
    after = found[1].profile
    assert after.spend[1].sum() > plan.spend[1].sum()
    # It pays more than (1/2 - 1/5) of the revenue there, less what the push costs.
    push = float(after.spend[1].sum() - plan.spend[1].sum())
    assert found[1].gain >= 0.3 * revenue - push


@pytest.mark.parametrize("name", [name for name, each in FAMILIES.items() if not each.searched])
@pytest.mark.parametrize("seed", range(2))
def test_no_grid_of_deviations_finds_much_more(name: str, seed: int) -> None:
    # One lever each: what a party could do is a line, which is walked in small steps. Weeks are wild, so that
    # every clause is met on both sides of where it bends, and costs are not always repaid.
    rng = np.random.default_rng(seed)
    problem = square_root_game(
        draws=30,
        organic=rng.uniform(5.0, 15.0, (30, 1, 1)),
        strength=rng.uniform(0.5, 1.5, (30, 2)) * [K_P, K_E],
        scale=np.ones((30, 2)),
        scatter=np.full((30, 1), 3.0),
        reach=np.ones((30, 1, 2)),
    )
    plan = cooperative(problem)
    tried = bench(problem, plan, times=4)
    outcomes = tried.outcomes(plan)
    setting = Setting(
        bare=deal(problem),
        outcomes=outcomes,
        target=np.array([0.45, 0.55]) * outcomes.joint_profit.mean(),
        currency="CNY",
    )
    terms = design_terms(FAMILIES[name], setting).deal
    stay = tried.payoffs(terms, plan)
    for party, each in enumerate(tried.deviations(terms)):
        best = 0.0
        for spend in np.linspace(0.0, 3.0 * float(plan.spend[party, 0]), 121):
            changed = plan.spend.copy()
            changed[party] = spend
            there = Profile(spend=changed, prices=plan.prices)
            best = max(best, float(tried.payoffs(terms, there)[party] - stay[party]))
        assert each.gain >= 0.97 * best - 1e-3 * setting.joint
        if each.most is not None:
            assert best <= each.most + 1e-6 * setting.joint


def test_part_of_the_way_keeps_levers_that_switch_whole() -> None:
    here = Profile(spend=np.array([[4.0], [0.0], [2.0]]), prices=np.array([1.0]))
    there = Profile(spend=np.array([[8.0], [6.0], [0.0]]), prices=np.array([2.0]))
    half = part_way(here, there, 0.5)
    np.testing.assert_allclose(half.spend, [[6.0], [6.0], [0.0]])
    assert half.prices == pytest.approx([2.0])


def test_deviations_see_prices_too() -> None:
    # Who bears the cost of seats but shares their revenue wants them dearer than both do together.
    problem = square_root_game(
        price_kind=np.array([codes.CONSTANT_ELASTICITY]),
        price_0=np.full((1, 1), 8.0),
        price_1=np.full((1, 1), 2.0),
        menus=(np.array([6.0, 7.0, 8.0, 9.0, 10.0]),),
        cost=np.array([4.0]),
        parties=Parties(
            names=("P", "E"),
            revenue_share=np.array([[1.0], [0.0]]),
            cost=np.array([[4.0], [0.0]]),
            owner=np.array([0, 1]),
        ),
    )
    plan = cooperative(problem)
    shared = deal(problem, RevenueShare(shares={"P": Fraction(3, 5), "E": Fraction(2, 5)}))
    dearer = bench(problem, plan).deviations(shared)[0]
    assert dearer.profile.prices[0] > plan.prices[0]
    assert bench(problem, plan).deviations(deal(problem, *alike(Fraction(3, 5))))[0].gain <= 1e-6
