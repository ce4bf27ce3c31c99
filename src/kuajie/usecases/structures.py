"""What would every party do on its own, behind a leader, or together? One fitted response, several games."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.party import Role
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.messages import InfeasiblePlan, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Start
from kuajie.sharing.structures.cooperation import cooperate
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.structures.leads import Led, leads
from kuajie.sharing.structures.nash import NashPoint, nash
from kuajie.sharing.structures.terms import NOBODY, heirs
from kuajie.usecases.addressing import key_of
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.participation import disagreement
from kuajie.usecases.plan_search import current_prices, judging_draws, last_year_spend
from kuajie.usecases.plan_telling import fit_doubts
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.usecases.structures_answer import Structure, StructureLine, StructuresAnswer
from kuajie.usecases.structures_doubts import structure_doubts
from kuajie.usecases.structures_telling import Teller

TOGETHER = Text(en="Planning together", zh="共同规划")
ALONE = Text(en="Letting everybody decide alone", zh="模拟各自决策")
LEADING = Text(en="Letting one lead and the others follow", zh="模拟一方领导、其他各方跟随")


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
    points = nash(
        staged.game,
        (_start(joint.profile), *staged.starts),
        certified=question.certified,
        progress=lambda done: progress(ALONE, 0.1 + 0.2 * done),
    )
    led = tuple(_led(question, staged, points, part_of(progress, start=0.3, end=0.9)))
    progress(TOGETHER, 0.9)
    profiles = [joint.profile, *(point.profile for point in points), *(each.profile for _, each in led)]
    joint = cooperate(staged.game, [_start(each) for each in profiles], certified=question.certified)
    teller = Teller(programme=staged.programme, scope=staged.scope, judge=staged.judge, joint=joint.joint)
    yield teller.cooperation(staged.game, joint)
    for point in points:
        yield teller.nash(staged.game, point)
    for structure, each in led:
        yield teller.leads(each, structure)
    progress(TOGETHER, 1.0)


def _start(profile: Profile) -> Start:
    return Start(spend=profile.spend, prices=profile.prices)


def _led(
    question: StructuresQuestion, staged: Staged, points: Sequence[NashPoint], progress: Progress
) -> Iterator[tuple[Structure, Led]]:
    """Yield what each leader brings about, by every convention that it may lead by."""
    games = [(leader, structure) for leader in question.leaders for structure in conventions(staged, leader)]
    for place, (leader, structure) in enumerate(games):
        told = part_of(progress, start=place / len(games), end=(place + 1) / len(games))
        margin = structure is Structure.LEADS_MARGIN
        yield (
            structure,
            leads(
                staged.game,
                staged.programme.party_ids.index(leader),
                points,
                margin=margin,
                least=_least(question, staged) if margin else None,
                certified=question.certified,
                progress=partial(told, LEADING),
            ),
        )


def conventions(staged: Staged, leader: str) -> tuple[Structure, ...]:
    """Return how a party may lead: a platform that sells what others share in also by its margin.

    None where nobody else decides anything.
    """
    game, place = staged.game, staged.programme.party_ids.index(leader)
    if not set(game.movers) - {place}:
        return ()
    sells = bool(np.any(heirs(game, place) != NOBODY))
    if sells and staged.programme.party(leader).role is Role.PLATFORM:
        return Structure.LEADS, Structure.LEADS_MARGIN
    return (Structure.LEADS,)


def _least(question: StructuresQuestion, staged: Staged) -> Floats:
    """Return what each party takes part for, (P,)."""
    draws = question.fit.posterior.thin(question.draws)
    programme = staged.programme
    return np.array([disagreement(programme, question.fit, draws, party) for party in programme.party_ids])


def _key(question: StructuresQuestion) -> str:
    asked = {
        "fit": question.fit.key,
        "programme": question.played,
        "structures": (question.leaders, question.draws, question.test_draws, question.certified),
    }
    return key_of(asked, data_fingerprint="")
