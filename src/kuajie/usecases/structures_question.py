"""Which structures to compare, and the game that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.messages import InfeasiblePlan
from kuajie.messages.notices import planning as notices
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Start
from kuajie.sharing.structures.game import Game
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
    """The game of all parties on the draws that find, the problem on those that judge, and where to start."""

    programme: Programme
    scope: Scope
    game: Game
    judge: PlanningProblem
    starts: tuple[Start, ...]


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
    return Staged(
        programme=programme,
        scope=scope,
        game=Game(problem=problem, seller=np.array(sellers, dtype=np.int64)),
        judge=build_problem(programme, fit, others, scope),
        starts=(
            Start(spend=last_year_spend(programme, fit, scope), prices=prices),
            Start(spend=np.zeros(problem.lower.shape), prices=prices),
        ),
    )
