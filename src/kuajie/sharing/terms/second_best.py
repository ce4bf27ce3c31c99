"""The revenue shares under which joint profit is largest when everybody then looks after itself.

What sharing revenue alone can do at best where efforts cannot be written into a contract (double moral
hazard: Holmström 1982; Bhattacharyya and Lafontaine 1995).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kuajie.planning.parties import known_parties
from kuajie.planning.some_draws import thinned
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.structures.nash import settle

Floats = NDArray[np.float64]

FEW = 8
"""Draws on which shares are searched: they need not be finer than people would sign."""

LOOKS = 15
"""Shares tried for each party but one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SecondBest:
    """The best shares (P,) found, the plan everybody then ends at, and joint profit there."""

    shares: Floats
    profile: Profile
    joint: float


def second_best(
    game: Game, start: Profile, shares: Floats, *, few: int = FEW, looks: int = LOOKS, finest: float = 2e-3
) -> SecondBest:
    """Return the shares of all revenue with the largest joint profit, every party bearing its own costs.

    Searched (Nelder and Mead 1965) on a ``few`` draws, from the best two of ``shares``, equal ones and halves
    of two parties each. Where everybody ends up is found by best responses in turn from ``start``, and prices
    are on menus: the best found is local.
    """
    rough = replace(game, problem=thinned(game.problem, few))

    def cost(sticks: Floats) -> float:
        return -settled(rough, start, of_sticks(sticks)).joint

    count = shares.size - 1
    looked = sorted(first_looks(shares), key=lambda some: cost(to_sticks(some)))
    tried = [looked[0]]
    for first in looked[:2]:
        if count:
            found = minimize(
                cost,
                to_sticks(first),
                method="Nelder-Mead",
                bounds=[(0.0, 1.0)] * count,
                options={"maxfev": looks * count, "xatol": finest, "fatol": 0.0},
            )
            tried.append(of_sticks(np.asarray(found.x)))
    return max((settled(game, start, some) for some in tried), key=lambda each: each.joint)


def first_looks(shares: Floats) -> list[Floats]:
    """Return where to look first: shares, equal ones, and half to each of two parties."""
    corners = np.eye(shares.size)
    halves = [0.5 * (one + other) for one, other in combinations(corners, 2)]
    return [shares, np.full(shares.size, 1.0 / shares.size), *halves]


def settled(game: Game, start: Profile, shares: Floats) -> SecondBest:
    """Return where everybody ends up under shares of all revenue."""
    parties, courses = known_parties(game.problem), game.problem.courses
    under = game.under(
        revenue_share=np.repeat(shares[:, None] / shares.sum(), courses, axis=1), cost=parties.cost, paid=None
    )
    point = settle(under, start, thorough=False)
    return SecondBest(shares=shares, profile=point.profile, joint=point.joint)


def to_sticks(shares: Floats) -> Floats:
    """Return of what is left by those before it, which part each party but the last takes."""
    left = 1.0 - np.concatenate([[0.0], np.cumsum(shares)[:-1]])
    return np.clip(shares[:-1] / np.maximum(left[:-1], 1e-12), 0.0, 1.0)


def of_sticks(sticks: Floats) -> Floats:
    """Return shares from the parts of what is left.

    >>> of_sticks(np.array([0.5, 0.5])).tolist()
    [0.5, 0.25, 0.25]
    """
    left = np.concatenate([[1.0], np.cumprod(1.0 - sticks)])
    return np.append(left[:-1] * sticks, left[-1])
