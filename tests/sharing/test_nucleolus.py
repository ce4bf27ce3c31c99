"""The nucleolus, judged by Kohlberg's balancedness instead of by the programmes that found it."""

from __future__ import annotations

import numpy as np
import pytest
from game_strategies import games, superadditive_games
from hypothesis import given, settings
from scipy.optimize import linprog

from kuajie.sharing.coalitions import CoalitionGame
from kuajie.sharing.rules.nucleolus import nucleolus, prenucleolus
from kuajie.sharing.worths import Worths, membership

# Complaints of whole-number games this near each other are the same complaint.
SAME_COMPLAINT = 1e-6
PRECISE = 1e-8


def balanced(strict: np.ndarray, weak: np.ndarray) -> bool:
    """Say whether positive weights on ``strict`` and non-negative ones on ``weak`` add up to everybody."""
    rows = np.vstack([strict, weak])
    least = np.append(np.ones(len(strict)), np.zeros(len(weak)))
    # Largest t with every strict weight at least t.
    answer = linprog(
        np.append(np.zeros(len(rows)), -1.0),
        A_ub=np.column_stack([-np.eye(len(rows)), least]),
        b_ub=np.zeros(len(rows)),
        A_eq=np.column_stack([rows.T, np.zeros(rows.shape[1])]),
        b_eq=np.ones(rows.shape[1]),
        bounds=[(0, None)] * len(rows) + [(None, 1.0)],
    )
    return bool(answer.status == 0 and -answer.fun > PRECISE)


def levels_are_balanced(game: CoalitionGame, shares: np.ndarray, *, floored: bool) -> bool:
    """Kohlberg (1971): at every level of complaint, the coalitions complaining that much are balanced."""
    members = membership(len(game.parties))
    complaints = (game.by_mask - members @ shares)[1:-1]
    alone = game.by_mask[1 << np.arange(len(game.parties))]
    held = np.eye(len(game.parties))[shares <= alone + SAME_COMPLAINT] if floored else members[:0]
    return all(
        balanced(members[1:-1][complaints >= level - SAME_COMPLAINT], held) for level in np.unique(complaints)
    )


@settings(max_examples=30)
@given(game=games(least=2, most=5))
def test_prenucleolus_is_balanced_at_every_level(game: CoalitionGame) -> None:
    shares = prenucleolus(Worths.of_game(game))[:, 0]
    assert levels_are_balanced(game, shares, floored=False)


@settings(max_examples=30)
@given(game=games(least=2, most=5))
def test_nucleolus_is_balanced_at_every_level(game: CoalitionGame) -> None:
    alone = sum(game.worth[frozenset({party})] for party in game.parties)
    raised = CoalitionGame(game.parties, {**game.worth, game.everybody: max(float(game.total), float(alone))})
    shares = nucleolus(Worths.of_game(raised))[:, 0]
    assert levels_are_balanced(raised, shares, floored=True)


def test_the_judge_tells_a_wrong_answer() -> None:
    game = CoalitionGame.from_function("abc", lambda whole: float(len(whole) ** 2))
    assert levels_are_balanced(game, np.array([3.0, 3.0, 3.0]), floored=False)
    assert not levels_are_balanced(game, np.array([3.1, 3.0, 2.9]), floored=False)


@given(game=superadditive_games(least=2, most=4))
def test_both_agree_where_joining_never_costs_and_the_core_holds(game: CoalitionGame) -> None:
    worths = Worths.of_game(game)
    # Joining gains are added up, so the game is convex and its core is not empty.
    assert game.convex
    assert nucleolus(worths) == pytest.approx(prenucleolus(worths), abs=1e-7)


@pytest.mark.parametrize("core", ["full", "empty"])
def test_draws_are_solved_as_if_alone(core: str) -> None:
    rng = np.random.default_rng(7)
    sizes = membership(4).sum(axis=1)
    values = np.where(sizes[:, None] > 1, rng.uniform(0, 10, (16, 40)), 0.0)
    values[-1] = 25.0 if core == "full" else 5.0  # an empty core lets parties fall to their worth alone
    parties = ("a", "b", "c", "d")
    together = nucleolus(Worths(parties, values))
    apart = [nucleolus(Worths(parties, values[:, [draw]]))[:, 0] for draw in range(40)]
    assert together == pytest.approx(np.array(apart).T, abs=1e-9)
    assert together.min() > -1e-9
    assert core == "full" or (together < 1e-9).any()


def test_draws_that_do_not_pay_share_the_loss() -> None:
    values = np.array([[0.0, 0.0], [10.0, 10.0], [10.0, 10.0], [30.0, 14.0]])
    assert nucleolus(Worths(("a", "b"), values)) == pytest.approx(np.array([[15.0, 7.0], [15.0, 7.0]]))


def test_nothing_to_divide_is_divided() -> None:
    game = CoalitionGame.from_function("abc", lambda whole: 0.1 * len(whole))
    assert nucleolus(Worths.of_game(game))[:, 0] == pytest.approx([0.1, 0.1, 0.1])
    lonely = CoalitionGame(("a",), {frozenset("a"): -3.5})
    assert nucleolus(Worths.of_game(lonely))[:, 0] == pytest.approx([-3.5])


def test_nothing_gained_leaves_everybody_what_it_earns_alone() -> None:
    """Two parties would do well without the third; 0.1 + 0.2 + 0.3 exceeds 0.6 in floats."""
    alone = {"a": 0.1, "b": 0.2, "c": 0.3}
    worth = {frozenset(party): value for party, value in alone.items()}
    worth |= {frozenset("ab"): 9.0, frozenset("ac"): 0.4, frozenset("bc"): 0.5, frozenset("abc"): 0.6}
    worths = Worths.of_game(CoalitionGame(("a", "b", "c"), worth))
    assert nucleolus(worths)[:, 0] == pytest.approx([0.1, 0.2, 0.3])
    # Without floors the pair takes from the third: its complaint 9 - x(ab) meets that of c, 0.3 - x(c).
    assert prenucleolus(worths)[2, 0] == pytest.approx(-4.05)
