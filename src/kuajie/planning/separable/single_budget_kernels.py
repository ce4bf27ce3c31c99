"""Compiled branch and bound for one week with one shared budget.

A part's bound is the minimum over the budget's multiplier ν of ν · budget + Σ max (worth R(s) - (cost + ν) s),
whose inner maxima are exact. Its two-sided slopes make the search in ν a matter of a few evaluations; the
levers whose best spend jumps at the best ν are those at which plans are divided.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.kernels import best_spends, inflection, response, stationary
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

TURNS = 60
"""Evaluations of a dual at most; a handful is usual."""
CLOSE = 1e-10
"""Relative accuracy of a part's dual."""


@compiled
def total_at(
    shapes: tuple[Codes, Floats, Floats, Floats],
    worth: Floats,
    cost: Floats,
    entry: Floats,
    low: Floats,
    high: Floats,
    state: Codes,
    multiplier: float,
    spend: Floats,
    value: Floats,
) -> tuple[float, float]:
    """Return the sum of best values and of best spends at one multiplier, written to ``value``, ``spend``."""
    kind, size, scale, slope = shapes
    best_spends(kind, size, scale, slope, worth, cost + multiplier, entry, low, high, state, spend, value)
    return value.sum(), spend.sum()


@compiled
def solve_dual(
    shapes: tuple[Codes, Floats, Floats, Floats],
    worth: Floats,
    cost: Floats,
    entry: Floats,
    low: Floats,
    high: Floats,
    state: Codes,
    budget: float,
    guess: float,
    over: Floats,
    under: Floats,
    value: Floats,
) -> tuple[float, float]:
    """Return a part's bound and multiplier, and write best spends just over and just under the budget.

    The bound is -inf where even the least spends overrun the budget. Each evaluation gives a tangent of the
    convex dual; where the tangents of both sides meet, the next is taken, until they meet the dual.
    """
    if np.where(state > 0, low, 0.0).sum() > budget * (1.0 + 1e-12):
        return -math.inf, guess
    worths, spent = total_at(shapes, worth, cost, entry, low, high, state, 0.0, over, value)
    if spent <= budget:
        under[:] = over
        return worths, 0.0
    left, left_height, left_slope = 0.0, worths, budget - spent
    right = max(guess, 1e-9)
    trial = np.empty(low.size)
    right_height, right_slope = 0.0, -1.0
    while right_slope < 0.0:
        worths, spent = total_at(shapes, worth, cost, entry, low, high, state, right, trial, value)
        right_height, right_slope = worths + right * budget, budget - spent
        if right_slope < 0.0:
            left, left_height, left_slope = right, right_height, right_slope
            over[:] = trial
            right *= 1.5
        else:
            under[:] = trial
        if right > 1e300:
            return left_height, left
    bound = min(left_height, right_height)
    at = left if left_height < right_height else right
    near = left == 0.0
    for turn in range(TURNS):
        if right_slope - left_slope <= 0.0:
            break
        meet = (left_height - left_slope * left - right_height + right_slope * right) / (
            right_slope - left_slope
        )
        promised = left_height + left_slope * (meet - left)
        if bound - promised <= CLOSE * max(abs(bound), 1e-12) or not left < meet < right:
            break
        # From the far left end tangents creep; a step towards the middle keeps both sides moving.
        if near and turn % 3 == 2:
            meet = 0.5 * (left + right)
        worths, spent = total_at(shapes, worth, cost, entry, low, high, state, meet, trial, value)
        height, steep = worths + meet * budget, budget - spent
        if height < bound:
            bound, at = height, meet
        if steep < 0.0:
            left, left_height, left_slope = meet, height, steep
            over[:] = trial
        else:
            right, right_height, right_slope = meet, height, steep
            under[:] = trial
    return bound, at


@compiled
def fill_budget(
    shapes: tuple[Codes, Floats, Floats, Floats],
    worth: Floats,
    cost: Floats,
    entry: Floats,
    low: Floats,
    high: Floats,
    state: Codes,
    budget: float,
    guess: float,
    near: Floats,
    spend: Floats,
) -> float:
    """Write the best plan on the pieces ``near`` lies on, each concave, and return its value; -inf if none.

    A lever below its inflection stays at its least, one that is not used at nothing.
    """
    kind, size, scale, slope = shapes
    count = low.size
    first, last = np.empty(count), np.empty(count)
    for k in range(count):
        bend = inflection(kind[k], scale[k], slope[k])
        if near[k] <= 0.0 and state[k] <= 0:
            first[k], last[k] = 0.0, 0.0
        elif near[k] > max(low[k], min(bend, high[k])) * (1.0 - 1e-9) and high[k] > bend:
            first[k], last[k] = max(low[k], bend), high[k]
        else:
            first[k], last[k] = near[k], near[k]
    if first.sum() > budget:
        return -math.inf
    left, right = 0.0, max(guess, 1e-9)
    if filled(shapes, worth, cost, first, last, 0.0, spend) > budget:
        while filled(shapes, worth, cost, first, last, right, spend) > budget:
            left = right
            right *= 1.5
            if right > 1e300:
                return -math.inf
        above = filled(shapes, worth, cost, first, last, left, spend) - budget
        below = filled(shapes, worth, cost, first, last, right, spend) - budget
        for _ in range(TURNS):
            if right - left <= 1e-14 * right or -below <= 1e-13 * budget:
                break
            meet = left + (right - left) * above / (above - below)
            if not left < meet < right:
                meet = 0.5 * (left + right)
            excess = filled(shapes, worth, cost, first, last, meet, spend) - budget
            if excess > 0.0:
                left, above = meet, excess
                below *= 0.5
            else:
                right, below = meet, excess
                above *= 0.5
        filled(shapes, worth, cost, first, last, right, spend)
    total = 0.0
    for k in range(count):
        if state[k] > 0 or spend[k] > 0.0:
            total += worth[k] * response(kind[k], size[k], scale[k], slope[k], spend[k])
            total -= cost[k] * spend[k] + entry[k]
    return total


@compiled
def filled(
    shapes: tuple[Codes, Floats, Floats, Floats],
    worth: Floats,
    cost: Floats,
    first: Floats,
    last: Floats,
    multiplier: float,
    spend: Floats,
) -> float:
    """Write each lever's best spend on its concave piece at one multiplier, and return their sum."""
    kind, size, scale, slope = shapes
    for k in range(first.size):
        price = cost[k] + multiplier
        if first[k] >= last[k] or worth[k] <= 0.0:
            spend[k] = first[k]
        elif price <= 0.0:
            spend[k] = last[k]
        else:
            spend[k] = stationary(kind[k], size[k], scale[k], slope[k], price / worth[k], first[k], last[k])
    return spend.sum()


@compiled
def widest_jump(over: Floats, under: Floats, high: Floats, low: Floats) -> int:
    """Return the lever whose best spend jumps most at the best multiplier."""
    widest, lever = -1.0, 0
    for k in range(over.size):
        jump = abs(over[k] - under[k])
        if jump > widest and high[k] > low[k]:
            widest, lever = jump, k
    return lever


@compiled
def search_single_budget(
    shapes: tuple[Codes, Floats, Floats, Floats],
    worth: Floats,
    cost: Floats,
    entry: Floats,
    low: Floats,
    high: Floats,
    state: Codes,
    budget: float,
    tolerance: float,
    most_parts: int,
    spend: Floats,
) -> tuple[float, float, int]:
    """Return value, bound and the number of parts looked at, and write the best plan to ``spend``.

    Best parts first, until the bound is within ``tolerance`` of the value or ``most_parts`` have been divided.
    """
    count, room = low.size, 2 * most_parts + 2
    lows, highs = np.empty((room, count)), np.empty((room, count))
    states = np.empty((room, count), dtype=np.int64)
    overs, unders = np.empty((room, count)), np.empty((room, count))
    bounds, multipliers = np.full(room, -math.inf), np.empty(room)
    value, trial = np.empty(count), np.empty(count)
    lows[0], highs[0], states[0] = low, high, state
    bounds[0], multipliers[0] = solve_dual(
        shapes, worth, cost, entry, low, high, state, budget, 1.0, overs[0], unders[0], value
    )
    best = -math.inf
    made, divided = 1, 0
    fresh = 0
    while True:
        for n in range(fresh, made):
            for side in range(2):
                near = overs[n] if side == 0 else unders[n]
                reached = fill_budget(
                    shapes,
                    worth,
                    cost,
                    entry,
                    lows[n],
                    highs[n],
                    states[n],
                    budget,
                    multipliers[n],
                    near,
                    trial,
                )
                if reached > best:
                    best = reached
                    spend[:] = trial
        fresh = made
        n = int(np.argmax(bounds[:made]))
        bound = max(bounds[n], best)
        if bound - best <= tolerance * max(abs(best), 1e-12) or divided >= most_parts:
            return best, bound, divided
        k = widest_jump(overs[n], unders[n], highs[n], lows[n])
        for side in range(2):
            lows[made], highs[made], states[made] = lows[n], highs[n], states[n]
            divide_part(lows[made], highs[made], states[made], k, side, overs[n], unders[n], budget)
            bounds[made], multipliers[made] = solve_dual(
                shapes,
                worth,
                cost,
                entry,
                lows[made],
                highs[made],
                states[made],
                budget,
                multipliers[n],
                overs[made],
                unders[made],
                value,
            )
            bounds[made] = min(bounds[made], bounds[n])
            made += 1
        bounds[n] = -math.inf
        divided += 1


@compiled
def divide_part(
    low: Floats, high: Floats, state: Codes, k: int, side: int, over: Floats, under: Floats, budget: float
) -> None:
    """Make ``low``, ``high``, ``state`` one of the two halves of a part, divided at lever ``k``."""
    smaller, larger = min(over[k], under[k]), max(over[k], under[k])
    if state[k] == 0 and smaller <= 0.0:
        state[k] = 1 if side == 0 else -1
        return
    spent, saved = over.sum(), under.sum()
    share = (budget - saved) / (spent - saved) if spent > saved else 0.5
    cut = under[k] + share * (over[k] - under[k])
    width = larger - smaller
    cut = min(max(cut, smaller + 0.1 * width), larger - 0.1 * width)
    if width <= 0.0:
        cut = 0.5 * (low[k] + high[k])
    if side == 0:
        low[k] = cut
    else:
        high[k] = cut
