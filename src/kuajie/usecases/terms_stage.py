"""Where terms are tried: the plan, the game on the draws that found it, and what it brings on others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.domain.deal import Deal
from kuajie.domain.panel import Floats
from kuajie.domain.plan import Plan
from kuajie.domain.programme import Programme
from kuajie.sharing.deals.deal_payoffs import Outcomes
from kuajie.sharing.deals.random_horizons import let_off_each, random_horizons
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.terms.deviations import Bench
from kuajie.sharing.terms.families.setting import Setting
from kuajie.usecases.agreed_plan import AgreedPlan
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_search import judging_draws
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of

TIMES, SEED = 8, 20271
"""Random horizons per draw; every deal and every deviation meets the same luck."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """A plan to make terms for: ``bench`` tries deviations on the draws that found it.

    ``outcomes`` are random horizons on draws that did not, ``let_off`` (P, C) what parties let off of an
    enrolment.
    """

    programme: Programme
    scope: Scope
    bench: Bench
    outcomes: Outcomes
    let_off: Floats

    @property
    def joint(self) -> float:
        """Expected joint profit of the plan on the draws that judge it."""
        return float(self.outcomes.joint_profit.mean())

    @property
    def bare(self) -> Deal:
        """The deal without any clause."""
        return Deal(
            parties=self.programme.party_ids,
            sellers={course.id: course.seller for course in self.scope.courses},
            owners={lever.id: lever.party for lever in self.scope.levers},
        )

    def setting(self, target: Floats) -> Setting:
        """Return what terms are designed for: this plan, and a target (P,) that adds up to ``joint``."""
        return Setting(
            bare=self.bare,
            outcomes=self.outcomes,
            target=target,
            currency=self.programme.currency,
            let_off_each=self.let_off,
        )


def stage_of(
    programme: Programme, fit: FitAnswer, plan: Plan, *, draws: int, test_draws: int, certified: bool
) -> Stage:
    """Return the stage of a plan found on ``draws`` draws and judged on ``test_draws`` others."""
    scope = scope_of(programme, frozenset(programme.party_ids))
    agreed = AgreedPlan.of(plan)
    spend = agreed.spend_of([lever.id for lever in scope.levers])
    prices = agreed.price_of([course.id for course in scope.courses])[:, 0]
    sellers = [programme.party_ids.index(course.seller) for course in scope.courses]
    problem = build_problem(programme, fit, fit.posterior.thin(draws), scope)
    judge = build_problem(programme, fit, judging_draws(fit, used=draws, wanted=test_draws), scope)
    return Stage(
        programme=programme,
        scope=scope,
        bench=Bench(
            game=Game(problem=problem, seller=np.array(sellers, dtype=np.int64)),
            plan=Profile(spend=spend, prices=prices),
            times=TIMES,
            seed=SEED,
            certified=certified,
        ),
        outcomes=random_horizons(judge, spend, prices, times=TIMES, seed=SEED),
        let_off=let_off_each(judge, prices),
    )
