"""What would every party do on its own, behind a leader, or together? One fitted response, several games."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.messages import InfeasiblePlan, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Start
from kuajie.sharing.structures.cooperation import Cooperation, cooperate
from kuajie.sharing.structures.game import Game
from kuajie.sharing.structures.nash import NashPoint, nash
from kuajie.usecases.addressing import key_of
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_search import current_prices, judging_draws, last_year_spend
from kuajie.usecases.plan_telling import fit_doubts
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.usecases.structures_answer import StructureLine, StructuresAnswer
from kuajie.usecases.structures_doubts import structure_doubts
from kuajie.usecases.structures_telling import Teller

TOGETHER = Text(en="Planning together", zh="共同规划")
ALONE = Text(en="Letting everybody decide alone", zh="模拟各自决策")


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


def compare_structures(question: StructuresQuestion, *, progress: Progress = silent) -> StructuresAnswer:
    """Return what deciding together, alone and behind each leader brings to everybody.

    Floors on profit are left out: each party does its best. Raises ``InfeasiblePlan`` when limits contradict
    each other or nothing is sold.
    """
    began = time.perf_counter()
    staged = stage(question)
    lines = tuple(solved(question, staged, progress))
    programme = staged.programme
    return StructuresAnswer(
        key=_key(question),
        programme=programme,
        draws=staged.game.problem.draws,
        test_draws=staged.judge.draws,
        lines=lines,
        shares=programme.terms.revenue_shares,
        tried=question.shares is not None,
        one_price=all(menu.size == 1 for menu in staged.game.problem.menus),
        warnings=(*fit_doubts(question.fit), *structure_doubts(programme, staged.game)),
        seconds=time.perf_counter() - began,
    )


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


def solved(question: StructuresQuestion, staged: Staged, progress: Progress) -> Iterator[StructureLine]:
    """Yield the line of every structure, cooperation first: no other earns more together."""
    progress(TOGETHER, 0.0)
    joint = cooperate(staged.game, staged.starts)
    alone = part_of(progress, start=0.1, end=0.4)
    points = nash(
        staged.game,
        (Start(spend=joint.profile.spend, prices=joint.profile.prices), *staged.starts),
        certified=question.certified,
        progress=lambda done: alone(ALONE, done),
    )
    joint = best_joint(staged.game, joint, points, certified=question.certified)
    teller = Teller(programme=staged.programme, scope=staged.scope, judge=staged.judge, joint=joint.joint)
    yield teller.cooperation(staged.game, joint)
    for point in points:
        yield teller.nash(staged.game, point)
    progress(ALONE, 1.0)


def best_joint(
    game: Game, joint: Cooperation, points: tuple[NashPoint, ...], *, certified: bool
) -> Cooperation:
    """Return cooperation searched from every structure's plan as well, with its bound."""
    starts = [
        Start(spend=each.spend, prices=each.prices) for each in (joint.profile, *(p.profile for p in points))
    ]
    return cooperate(game, starts, certified=certified)


def _key(question: StructuresQuestion) -> str:
    asked = {
        "fit": question.fit.key,
        "programme": question.played,
        "structures": (question.leaders, question.draws, question.test_draws, question.certified),
    }
    return key_of(asked, data_fingerprint="")
