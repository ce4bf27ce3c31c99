"""What would every party do on its own, behind a leader, or together? One fitted response, several games."""

from __future__ import annotations

import time
from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.planning.solution import Start
from kuajie.sharing.structures.cooperation import cooperate
from kuajie.sharing.structures.nash import nash
from kuajie.usecases.addressing import key_of
from kuajie.usecases.plan_telling import fit_doubts
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.usecases.structures_answer import StructureLine, StructuresAnswer
from kuajie.usecases.structures_doubts import structure_doubts
from kuajie.usecases.structures_led import lead_in_turn
from kuajie.usecases.structures_question import Staged, StructuresQuestion, stage
from kuajie.usecases.structures_telling import Teller

TOGETHER = Text(en="Planning together", zh="共同规划")
ALONE = Text(en="Letting everybody decide alone", zh="模拟各自决策")


def compare_structures(question: StructuresQuestion, *, progress: Progress = silent) -> StructuresAnswer:
    """Return what deciding together, alone and behind each leader brings to everybody.

    Floors on profit are left out: each party does its best. Raises ``InfeasiblePlan`` when limits contradict
    each other or nothing is sold.
    """
    began = time.perf_counter()
    progress(TOGETHER, 0.0)
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


def solved(question: StructuresQuestion, staged: Staged, progress: Progress) -> Iterator[StructureLine]:
    """Yield the line of every structure, cooperation first: no other earns more together."""
    points = nash(
        staged.game,
        staged.starts,
        certified=question.certified,
        progress=lambda done: progress(ALONE, 0.1 + 0.2 * done),
    )
    led = lead_in_turn(question, staged, points, part_of(progress, start=0.3, end=0.9))
    progress(TOGETHER, 0.9)
    profiles = [*(point.profile for point in points), *(each.profile for _, each in led)]
    starts = [*staged.starts, *(Start(spend=each.spend, prices=each.prices) for each in profiles)]
    joint = cooperate(staged.game, starts, certified=question.certified)
    teller = Teller(staged=staged, joint=joint.joint)
    yield teller.cooperation(staged.game, joint)
    for point in points:
        yield teller.nash(staged.game, point)
    for turn, each in led:
        yield teller.leads(each, turn.structure)
    progress(TOGETHER, 1.0)


def _key(question: StructuresQuestion) -> str:
    asked = {
        "fit": question.fit.key,
        "programme": question.played,
        "structures": (question.leaders, question.draws, question.test_draws, question.certified),
    }
    return key_of(asked, data_fingerprint="")
