"""Which structures to compare, and the game that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from kuajie.domain.deal import deal_of, require_foreseen
from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.messages import InfeasiblePlan
from kuajie.messages.notices import planning as notices
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Start
from kuajie.sharing.deals.deal_outcomes import outcomes_of
from kuajie.sharing.deals.deal_payoffs import deal_payoffs
from kuajie.sharing.structures.cooperation import cooperate
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.terms.game_under import game_under
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_search import current_prices, judging_draws, last_year_spend
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StructuresQuestion:
    """Whose decisions to compare, on which fit.

    ``leaders`` are ids of parties that lead in turn. ``draws`` posterior draws find every structure,
    ``test_draws`` others judge it. ``certified`` asks for bounds. ``shares``, where given, take the place of
    all agreed terms: a revenue share for each party named, together one.
    """

    programme: Programme
    fit: FitAnswer
    leaders: tuple[str, ...] = ()
    draws: int = 50
    test_draws: int = 400
    certified: bool = True
    shares: Mapping[str, Fraction] | None = None

    @property
    def played(self) -> Programme:
        """The programme under the terms that are tried."""
        if self.shares is None:
            return self.programme
        return replace(self.programme, terms=Terms(revenue_shares=self.shares))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Staged:
    """The game of all parties on the draws that find, the problem on those that judge, and where to start.

    ``constants`` (P,) is what the terms give each party whatever anybody decides (fees; under terms that are
    not linear, what is left of them at the plan of highest joint profit); they add up to nothing.
    """

    programme: Programme
    scope: Scope
    game: Game
    judge: PlanningProblem
    starts: tuple[Start, ...]
    constants: Floats


def stage(question: StructuresQuestion) -> Staged:
    """Return the game of a question; raises ``InfeasiblePlan`` where nothing is sold."""
    programme, fit = question.played, question.fit
    scope = scope_of(programme, frozenset(programme.party_ids))
    if scope.empty:
        raise InfeasiblePlan.of(notices.NOTHING_TO_SELL, parties=", ".join(programme.party_ids))
    problem = build_problem(programme, fit, fit.posterior.thin(question.draws), scope)
    others = judging_draws(fit, used=question.draws, wanted=question.test_draws)
    sellers = [programme.party_ids.index(course.seller) for course in scope.courses]
    prices = current_prices(scope)
    starts = (
        Start(spend=last_year_spend(programme, fit, scope), prices=prices),
        Start(spend=np.zeros(problem.lower.shape), prices=prices),
    )
    game = Game(problem=problem, seller=np.array(sellers, dtype=np.int64))
    joint = cooperate(game, starts).profile
    game, constants = under_terms(programme, game, joint)
    return Staged(
        programme=programme,
        scope=scope,
        game=game,
        judge=build_problem(programme, fit, others, scope),
        starts=(Start(spend=joint.spend, prices=joint.prices), *starts),
        constants=constants,
    )


def under_terms(programme: Programme, game: Game, joint: Profile) -> tuple[Game, Floats]:
    """Return the game under all clauses of the terms, and what they give each party in any case, (P,).

    Clauses that are not linear count by their slopes at the ``joint`` plan. Raises ``BadInput`` for terms
    with clauses that can only be settled.
    """
    require_foreseen(programme.terms)
    deal = deal_of(programme)
    if deal.linear:
        return game, np.zeros(game.parties)
    enrolments = evaluate(game.problem, joint.spend, joint.prices).enrolments
    at = outcomes_of(game.problem, joint.spend, joint.prices, enrolments)
    played = game_under(game, deal, at)
    constants = deal_payoffs(deal, at).profit.mean(axis=1) - played.payoffs(joint.spend, joint.prices)
    return played, constants
