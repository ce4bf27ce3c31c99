"""The core: splits from which no coalition would walk away (Gillies, 1959), and how near a game comes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.optimize import linprog

from kuajie.domain.panel import Floats
from kuajie.sharing.coalitions import Coalition, CoalitionGame, coalitions
from kuajie.sharing.worths import membership

# Shares are rounded floats or come from a linear programme good to nine digits.
CORE_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A coalition and what its members would gain together by walking away; below zero they stay."""

    coalition: Coalition
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreCheck:
    """Whether a split is in the core, and every coalition that would walk away, the keenest first."""

    in_core: bool
    largest: Complaint | None
    walking_away: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastCore:
    """How near a game comes to a split that nobody walks away from.

    ``complaint`` is the smallest possible largest gain from walking away (minus infinity for one party,
    above zero when the core is empty), ``shares`` a split that reaches it, and ``needed_total`` the least
    joint profit that would keep every smaller coalition in.
    """

    empty_core: bool
    complaint: float
    shares: Mapping[str, float]
    needed_total: float


def check_core(game: CoalitionGame, shares: Mapping[str, float]) -> CoreCheck:
    """Return whether anybody would walk away from ``shares``, which must add up to the joint profit.

    Raises ``ValueError`` for shares of other parties or of another total.
    """
    if set(shares) != set(game.parties):
        raise ValueError(f"shares must name exactly {sorted(game.parties)}, but name {sorted(shares)}")
    slack = CORE_TOLERANCE * game.scale * len(game.parties)
    if abs(math.fsum(shares.values()) - float(game.total)) > slack:
        raise ValueError(f"shares must add up to {float(game.total)}, but got {dict(shares)}")
    complaints = [
        Complaint(
            coalition=coalition,
            gain=float(game.worth[coalition]) - math.fsum(shares[party] for party in coalition),
        )
        for coalition in coalitions(game.parties)
        if len(coalition) < len(game.parties)
    ]
    walking = sorted((it for it in complaints if it.gain > slack), key=lambda it: -it.gain)
    largest = max(complaints, key=lambda it: it.gain, default=None)
    return CoreCheck(in_core=not walking, largest=largest, walking_away=tuple(walking))


def least_core(game: CoalitionGame) -> LeastCore:
    """Return the least core of a game (Maschler, Peleg, Shapley, 1979).

    Two linear programmes over the coalitions short of everybody: the least ε with x(S) >= v(S) - ε and
    x(N) = v(N), and the least x(N) with x(S) >= v(S).
    """
    if len(game.parties) == 1:
        shares = {game.parties[0]: float(game.total)}
        return LeastCore(empty_core=False, complaint=-math.inf, shares=shares, needed_total=-math.inf)
    complaint, row = _least_complaint(game)
    return LeastCore(
        empty_core=complaint > CORE_TOLERANCE * game.scale,
        complaint=complaint,
        shares=MappingProxyType(dict(zip(game.parties, row.tolist(), strict=True))),
        needed_total=_needed_total(game),
    )


def _least_complaint(game: CoalitionGame) -> tuple[float, Floats]:
    members, worth = membership(len(game.parties)), game.by_mask / game.scale
    rows = np.column_stack([members[1:-1], np.ones(len(members) - 2)])
    everybody = np.append(members[-1], 0.0)
    aim = np.append(np.zeros(len(game.parties)), 1.0)
    answer = _solve(aim, rows, worth[1:-1], everybody[None], worth[-1:])
    return float(answer[-1] * game.scale), answer[:-1] * game.scale


def _needed_total(game: CoalitionGame) -> float:
    members, worth = membership(len(game.parties)), game.by_mask / game.scale
    answer = _solve(np.ones(len(game.parties)), members[1:-1], worth[1:-1], None, None)
    return float(answer.sum() * game.scale)


def _solve(aim: Floats, rows: Floats, least: Floats, equal: Floats | None, value: Floats | None) -> Floats:
    answer = linprog(
        aim, A_ub=-rows, b_ub=-least, A_eq=equal, b_eq=value, bounds=(None, None), method="highs-ds"
    )
    if answer.status != 0:
        raise ArithmeticError(f"the least core was not solved: {answer.message}")
    solution: Floats = answer.x
    return solution
