"""Splits of many parties: exact rules on given worths, and every coalition of six parties planned."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.table import Table, write_table
from kuajie import wiring
from kuajie.sharing.coalitions import CoalitionGame
from kuajie.sharing.rules.shapley import exact_shapley
from kuajie.sharing.split import split_game
from kuajie.usecases.coalition_plans import plan_coalitions
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.split_question import SplitQuestion

LETTERS = "abcdefghijklmnop"
GAMES = 10
"""Games of each kind."""


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def games(parties: int) -> Iterator[CoalitionGame]:
    """Yield games of several kinds: noise under a large total, almost convex, glove markets, voting."""
    names = tuple(LETTERS[:parties])
    for seed in range(GAMES):
        rng = np.random.default_rng(seed)
        weight = dict(zip(names, rng.integers(1, 9, parties).tolist(), strict=True))
        half, left = sum(weight.values()) // 2 + 1, set(names[: parties // 2 - 1])
        yield CoalitionGame.from_function(
            names, lambda s, rng=rng: float(rng.normal()) + 4.0 * parties * (len(s) == parties)
        )
        yield CoalitionGame.from_function(names, lambda s, rng=rng: len(s) ** 2 + float(rng.uniform(0, 0.1)))
        yield CoalitionGame.from_function(names, lambda s, left=left: min(len(s & left), len(s - left)))
        yield CoalitionGame.from_function(
            names, lambda s, weight=weight, half=half: int(sum(weight[one] for one in s) >= half)
        )


def slowest(parties: int, rule: str) -> str:
    """Return the longest time of a rule over the games."""
    return f"{max(seconds(lambda game=game: split_game(game, rule=rule)) for game in games(parties)):.2f} s"


def alliance(place: Path) -> tuple[str, str]:
    """Return how long all coalitions of the six-party example take to plan, with and without proofs."""
    wiring.new(place, template="alliance")
    project = wiring.read(place)
    fit = wiring.fit(project, settings=SamplerSettings(draws=500, warm_up=500), holdout_weeks=0)
    plan = wiring.plan(project, fit)
    asked = SplitQuestion(programme=project.programme, fit=fit, plan=plan)
    plan_coalitions(asked)  # compiles
    proved = seconds(lambda: plan_coalitions(asked))
    plain = SplitQuestion(programme=project.programme, fit=fit, plan=plan, certified=False)
    return f"{proved:.1f} s", f"{seconds(lambda: plan_coalitions(plain)):.1f} s"


def main() -> None:
    whole = CoalitionGame.from_function(LETTERS[:12], lambda s: len(s) ** 2)
    with tempfile.TemporaryDirectory() as place:
        proved, plain = alliance(Path(place) / "alliance")
    rows = (
        ("Shapley value, 12 parties, slowest of 40 games", slowest(12, "shapley"), "< 2 s"),
        ("the same as exact fractions", f"{seconds(lambda: exact_shapley(whole)):.2f} s", "< 2 s"),
        ("nucleolus, 8 parties, slowest of 40 games", slowest(8, "nucleolus"), "< 5 s"),
        ("prenucleolus, 8 parties, slowest of 40 games", slowest(8, "prenucleolus"), "< 5 s"),
        ("63 coalitions of six parties planned, each with a proof", proved, "< 60 s"),
        ("the same without proofs", plain, ""),
    )
    write_table(
        Table(
            name="coalitions",
            title="Coalitions and splits",
            command="python -m benchmarks coalitions",
            columns=("figure", "value", "target"),
            rows=rows,
            note="Games: noise under a large total, almost convex, glove markets, weighted voting; ten of "
            "each. The six parties are those of the template `alliance` (nine courses, seven levers, twelve "
            "weeks, three prices a course), planned on 100 posterior draws, judged on 400 others, with "
            "nothing kept from earlier answers and the joint plan given.",
        )
    )


if __name__ == "__main__":
    main()
