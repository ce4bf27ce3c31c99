"""Budgets divided by Kuajie, PyMC-Marketing and Meridian on the same known curves.

``python -m benchmarks allocation_comparison`` asks the others afresh, each in its own environment;
``python -m benchmarks.allocation_comparison --kept`` asks them only what was not asked before.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.peers.allocation import (
    FREE,
    NEAR,
    Answer,
    Curves,
    Question,
    read_answers,
    timed,
    write_records,
)
from benchmarks.peers.compare import alone, ended_in_time
from benchmarks.peers.environments import CACHE, install, pins, python_of, variables
from benchmarks.peers.tables import ROOT
from benchmarks.random_instances import static_problem
from benchmarks.table import Table, write_table
from kuajie.planning.separable.problem import Budget, SeparableProblem, violations
from kuajie.planning.separable.solve import Solved, solve

CHANNELS = 8
SHARES = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
HISTORY = 1_000_000.0
SECONDS = 20 * 60  # for one tool and all its questions
REPEATS = 20  # of our searches, which are too short for one clock tick
TIE = 1e-6
"""By how much, relative to ours, a better objective counts as equal: the spend a tool may overrun by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An optimiser, its environment, the bounds it is asked with, and how many seeds it has time for."""

    tool: str
    environment: str
    runner: str
    bounds: tuple[str, ...]
    usual: str
    seeds: int

    @property
    def answers(self) -> Path:
        return CACHE / "results" / f"{self.environment}-allocation.json"

    @property
    def log(self) -> Path:
        return CACHE / "logs" / f"{self.answers.stem}.log"


PEERS = (
    Peer(
        tool="PyMC-Marketing",
        environment="pymc-marketing",
        runner="optimise_pymc_marketing",
        bounds=(FREE,),
        usual=FREE,
        seeds=10,
    ),
    Peer(
        tool="Meridian",
        environment="meridian",
        runner="optimise_meridian",
        bounds=(NEAR, FREE),
        usual=NEAR,
        seeds=4,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One question: the other's objective, ours, what either leaves unspent, and the CPU seconds."""

    answer: Answer
    theirs: float | None
    ours: float
    gap: float
    unspent: float | None
    our_unspent: float
    infeasible: bool
    our_cpu_seconds: float

    @property
    def loss(self) -> float | None:
        return None if self.theirs is None else 1.0 - self.theirs / self.ours


def main(arguments: Sequence[str] = ()) -> None:
    kept = "--kept" in (*arguments, *sys.argv[1:])
    rows: list[tuple[str, ...]] = []
    notes = []
    for peer in PEERS:
        answers, missing = ask(peer, fresh=not kept)
        compared = [compare(answer) for answer in answers]
        rows += [line for bounds in peer.bounds for line in lines(peer, bounds, compared)]
        notes.append(told(peer, compared, missing))
    write_table(comparison(rows, notes))


def questions(peer: Peer) -> list[Question]:
    """Return every seed's curves at every budget between all bounds."""
    return [
        Question(seed=seed, share=share, bounds=bound, curves=curves(seed))
        for seed in range(peer.seeds)
        for bound in peer.bounds
        for share in SHARES
    ]


def curves(seed: int) -> Curves:
    """Return random S-shapes whose half-way spends add up to history's budget, and a history beside them."""
    drawn = static_problem(seed, CHANNELS, 1.0)
    percents = (
        np.random.default_rng(seed).multinomial(100 - 4 * CHANNELS, np.full(CHANNELS, 1 / CHANNELS)) + 4
    )
    return Curves(
        size=tuple(drawn.size.tolist()),
        half=tuple((HISTORY * drawn.scale / drawn.scale.sum()).tolist()),
        slope=tuple(drawn.slope.tolist()),
        history=tuple((HISTORY / 100 * percents).tolist()),
    )


def ask(peer: Peer, *, fresh: bool) -> tuple[list[Answer], int]:
    """Return a tool's answers by the pinned versions, and how many questions it left unanswered."""
    asked = questions(peer)
    if fresh or not as_pinned(peer):
        peer.answers.unlink(missing_ok=True)
    if any(question not in known(peer) for question in asked):
        with alone():
            install(peer.environment)
            run(peer, asked)
    answers = [answer for answer in read_answers(peer.answers) if answer.question in asked]
    return answers, len(asked) - len(answers)


def known(peer: Peer) -> list[Question]:
    return [answer.question for answer in read_answers(peer.answers)]


def as_pinned(peer: Peer) -> bool:
    """Return whether the answers kept were made with the versions that are pinned now."""
    pinned = pins(peer.environment)
    return all(
        pinned.get(name, version) == version
        for answer in read_answers(peer.answers)
        for name, version in answer.versions.items()
    )


def run(peer: Peer, asked: Sequence[Question]) -> None:
    """Let a tool answer in its own environment; what it prints goes to a log."""
    file = CACHE / "results" / f"{peer.environment}-questions.json"
    write_records(asked, file)
    peer.log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        str(python_of(peer.environment)),
        "-m",
        f"benchmarks.peers.{peer.runner}",
        str(file),
        str(peer.answers),
    ]
    began = time.monotonic()
    with peer.log.open("w", encoding="utf-8") as out:
        ended_in_time(command, out.fileno(), variables(peer.environment), SECONDS)
    print(f"{peer.tool}: {time.monotonic() - began:.0f} s in all", flush=True)


def problem_of(answer: Answer) -> SeparableProblem:
    """Return a question as ours, between the bounds that the other tool had after its rounding."""
    question, allocation = answer.question, answer.allocation
    count = len(question.curves.size)
    return replace(
        static_problem(question.seed, count, 1.0),
        size=np.array(question.curves.size),
        scale=np.array(question.curves.half),
        slope=np.array(question.curves.slope),
        lower=np.array(allocation.lower)[:, None],
        upper=np.array(allocation.upper)[:, None],
        budgets=(Budget(name="total", members=np.ones(count, dtype=np.bool_), limit=question.budget),),
    )


def solved(answer: Answer) -> Solved:
    return solve(problem_of(answer), clock=time.monotonic)


def compare(answer: Answer) -> Compared:
    """Solve a question and evaluate both plans by the same curves."""
    question, allocation = answer.question, answer.allocation
    plan = solved(answer)
    _, seconds = timed(lambda: [solved(answer) for _ in range(REPEATS)])
    spend = plan.spend[:, 0]
    theirs = None if allocation.spend is None else np.array(allocation.spend)
    return Compared(
        answer=answer,
        theirs=None if theirs is None else float(question.curves.responses(theirs).sum()),
        ours=float(question.curves.responses(spend).sum()),
        gap=np.inf if plan.gap is None else plan.gap,
        unspent=None if theirs is None else float(1.0 - theirs.sum() / question.budget),
        our_unspent=float(1.0 - spend.sum() / question.budget),
        infeasible=bool(violations(problem_of(answer), plan.spend)),
        our_cpu_seconds=seconds / REPEATS,
    )


def lines(peer: Peer, bounds: str, compared: Sequence[Compared]) -> list[tuple[str, ...]]:
    """Return a row for every budget, and one for all of them."""
    here = [one for one in compared if one.answer.question.bounds == bounds]
    if not here:
        return []
    usual = " (its default)" if bounds == peer.usual else ""
    head = (peer.tool, f"{bounds}{usual}")
    budgets = [
        (f"{share:g}", [one for one in here if one.answer.question.share == share]) for share in SHARES
    ]
    return [(*head, name, *figures(some)) for name, some in (*budgets, ("all", here)) if some]


def figures(some: Sequence[Compared]) -> tuple[str, ...]:
    """Return the figures of one row."""
    losses = [one.loss for one in some if one.loss is not None]
    unspent = [one.unspent for one in some if one.unspent is not None]
    theirs = np.array([one.answer.allocation.cpu_seconds for one in some])
    searches = np.array([one.answer.allocation.search_cpu_seconds for one in some])
    ours = np.array([one.our_cpu_seconds for one in some])
    return (
        str(len(some)),
        str(len(some) - len(losses)),
        f"{np.median(losses):.2%}" if losses else "-",
        f"{max(losses):.2%}" if losses else "-",
        str(sum(loss < -TIE for loss in losses)),
        f"{max(*unspent, 0.0):.1%}" if unspent else "-",
        f"{sum(one.infeasible for one in some)}",
        f"{max(one.gap for one in some):.0e}",
        f"{np.median(theirs):.2f}",
        f"{np.median(searches):.3f}",
        f"{1e3 * np.median(ours):.2f}",
        f"{(theirs / ours).min():,.0f}",
        f"{(searches / ours).min():,.0f}",
    )


COLUMNS = (
    "tool",
    "bounds of a channel",
    "budget over history's",
    "problems",
    "it failed",
    "its loss against ours, median",
    "its loss, worst",
    "ours worse (target 0)",
    "it left unspent, worst",
    "ours infeasible (target 0)",
    "our proved gap, largest",
    "its CPU s, median",
    "of which search",
    "our CPU ms, median",
    "ratio, least (target ≥ 20)",
    "ratio of the search alone, least",
)


def told(peer: Peer, compared: Sequence[Compared], missing: int) -> str:
    """Return what to know of one tool's answers: versions, how equal the curves are, and what it said."""
    if not compared:
        return f"{peer.tool} answered nothing, see {peer.log.relative_to(ROOT).as_posix()}."
    error = max(one.answer.allocation.curve_error for one in compared)
    versions = ", ".join(f"{name} {number}" for name, number in compared[0].answer.versions.items())
    over = max((-one.unspent for one in compared if one.unspent is not None), default=0.0)
    better = max((-one.loss for one in compared if one.loss is not None), default=0.0)
    text = (
        f"{peer.tool} ({versions}): its own responses and these curves differ by at most {error:.0e}, "
        f"it overran a budget by at most {above_zero(over)} and bettered ours by at most "
        f"{above_zero(better)}, all relative."
    )
    failures = sorted({one.answer.allocation.failure for one in compared} - {""})
    if failures:
        text += f" Its failures: {'; '.join(failures)}."
    left = f" {missing} questions have no answer, see {peer.log.relative_to(ROOT).as_posix()}."
    return text + (left if missing else "")


def above_zero(excess: float) -> str:
    return f"{excess:.0e}" if excess > 0 else "0"


def comparison(rows: Sequence[tuple[str, ...]], notes: Sequence[str]) -> Table:
    return Table(
        name="allocation_comparison",
        title="Budgets divided beside PyMC-Marketing and Meridian, one run",
        command="python -m benchmarks allocation_comparison",
        columns=COLUMNS,
        rows=tuple(rows),
        note=f"{CHANNELS} channels; Hill responses with slopes of 1.2 to 4, known to every tool (a posterior "
        "of two equal draws, which is the quickest for the others), a year of even weeks without "
        "carry-over, and half-way spends that add up to history's budget. Every tool has its default start, "
        "grid and tolerance. Both plans are evaluated by the same curves, and ours is found between the "
        "bounds that the other had after its own rounding. CPU seconds are of one whole call after a first "
        "one; the search is what is left once the other's compiled objective, or its grid of responses, is "
        f"at hand. Ours is always the whole call, mean of {REPEATS}. A loss above -{TIE:.0e} is a tie. "
        + " ".join(notes),
    )


if __name__ == "__main__":
    main()
