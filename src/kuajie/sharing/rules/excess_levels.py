"""Levelling coalitions' complaints by a sequence of linear programmes, and proving the result draw by draw.

A coalition's complaint (excess) about shares x is v(S) - x(S). The prenucleolus makes the largest complaint
as small as possible, then the next largest, and so on; the nucleolus does so among the splits that leave
nobody below its worth alone (Schmeidler, 1969; the sequence follows Maschler, Peleg, Shapley, 1979).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from kuajie.domain.panel import Floats
from kuajie.sharing.worths import membership

Masks = NDArray[np.int64]

# Multipliers of a level add up to one over at most n + 1 coalitions; smaller ones are the solver's rounding.
POSITIVE_MULTIPLIER = 1e-7
# What a draw may miss of the optimality conditions, relative to its largest worth beyond worths alone.
CERTIFICATE_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Level:
    """One step: ``rivals`` still compete, ``tight`` of them all complain alike, ``floors`` hold parties."""

    rivals: Masks
    tight: Masks
    floors: Masks


@dataclass(frozen=True, slots=True)
class Levels:
    """The order in which complaints settle: it names the optimum for every game of the same shape."""

    parties: int
    steps: tuple[Level, ...]
    floored: bool


def find_levels(worth: Floats, *, floored: bool) -> Levels:
    """Return which coalitions settle at which level for one game.

    ``worth`` has shape ``(2^n,)``, is nothing for every single party and at most one in size. ``floored``
    keeps every party at its worth alone or above.
    """
    count = worth.size.bit_length() - 1
    members = membership(count)
    settled, values = members[-1:], worth[-1:]
    singles = 1 << np.arange(count)
    rivals = np.arange(1, worth.size - 1)
    steps = []
    while np.linalg.matrix_rank(settled) < count:
        rivals = rivals[~_within(members[rivals], settled)]
        free = singles[~_within(members[singles], settled)] if floored else singles[:0]
        shares, tight, held = _level(worth, members, rivals=rivals, free=free, settled=(settled, values))
        steps.append(Level(rivals=rivals, tight=rivals[tight], floors=free[held]))
        settled, values = _settle(settled, values, members[[*rivals[tight], *free[held]]], shares)
    return Levels(parties=count, steps=tuple(steps), floored=floored)


def _level(
    worth: Floats, members: Floats, *, rivals: Masks, free: Masks, settled: tuple[Floats, Floats]
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return shares that minimise the largest complaint, and which rivals and floors every optimum meets.

    Minimise ε subject to x(S) + ε >= v(S) for rivals and x_i >= v(i) for free parties. A row with a positive
    multiplier is tight in every optimum (complementary slackness).
    """
    count = members.shape[1]
    rows = np.vstack([np.column_stack([members[rivals], np.ones(rivals.size)]), _padded(members[free])])
    answer = linprog(
        np.append(np.zeros(count), 1.0),
        A_ub=-rows,
        b_ub=-np.concatenate([worth[rivals], worth[free]]),
        A_eq=_padded(settled[0]),
        b_eq=settled[1],
        bounds=(None, None),
        method="highs-ds",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if answer.status != 0:
        raise ArithmeticError(f"a level of the nucleolus was not solved: {answer.message}")
    binding = -answer.ineqlin.marginals > POSITIVE_MULTIPLIER
    if not binding.any():
        raise ArithmeticError("a level of the nucleolus settled nothing: its multipliers are all zero")
    return answer.x[:-1], binding[: rivals.size], binding[rivals.size :]


def _padded(rows: Floats) -> Floats:
    return np.column_stack([rows, np.zeros(len(rows))])


def _within(rows: Floats, basis: Floats) -> NDArray[np.bool_]:
    """Say which rows are combinations of a basis: those coalitions' complaints are settled."""
    left_over = rows - rows @ np.linalg.pinv(basis) @ basis
    found: NDArray[np.bool_] = np.abs(left_over).max(axis=1, initial=0.0) < 1e-8
    return found


def _settle(settled: Floats, values: Floats, rows: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Add the rows that say something new to the settled ones, with the amounts they settle at."""
    for row in rows:
        if not _within(row[None], settled)[0]:
            settled, values = np.vstack([settled, row]), np.append(values, row @ shares)
    return settled, values


def follow_levels(levels: Levels, worths: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the shares that the levels name in every draw, and where they are proved optimal.

    ``worths`` has shape ``(2^n, draw)``; shares have shape ``(party, draw)``. The levels name shares by
    linear equations. They are optimal in a draw when these are met and no rival complains more than its level
    says: then the multipliers found for the first draw prove each level optimal here as well.
    """
    rows, masks = _equations(levels)
    answer = np.linalg.pinv(rows) @ worths[masks]
    met = np.abs(rows @ answer - worths[masks]).max(axis=0) <= CERTIFICATE_TOLERANCE
    shares, limits = answer[: levels.parties], answer[levels.parties :]
    members = membership(levels.parties)
    for limit, step in zip(limits, levels.steps, strict=True):
        complaints = worths[step.rivals] - members[step.rivals] @ shares
        met &= (complaints <= limit + CERTIFICATE_TOLERANCE).all(axis=0)
    if levels.floored:
        met &= (shares >= worths[1 << np.arange(levels.parties)] - CERTIFICATE_TOLERANCE).all(axis=0)
    return shares, met


def _equations(levels: Levels) -> tuple[Floats, Masks]:
    """Return the rows on (shares, level complaints) and the coalitions whose worths they equal."""
    members, steps = membership(levels.parties), len(levels.steps)
    rows, masks = [np.append(members[-1], np.zeros(steps))], [len(members) - 1]
    for place, step in enumerate(levels.steps):
        for mask in [*step.tight, *step.floors]:
            # A floor says x_i = v(i), a tight coalition x(S) + ε_k = v(S).
            rows.append(np.append(members[mask], np.zeros(steps)))
            masks.append(int(mask))
        for row in rows[len(rows) - step.tight.size - step.floors.size :][: step.tight.size]:
            row[levels.parties + place] = 1.0
    return np.array(rows), np.array(masks)
