"""Compiled branch and bound for one week with one shared budget.

A part's bound is the minimum over the budget's multiplier ν of

    ν · budget + Σ max (worth R(s) - (cost + ν) s),

whose inner maxima are exact. Tangents from both sides make the search in ν a matter of a few evaluations;
the levers whose best spend jumps at the best ν are those at which plans are divided.
"""

from __future__ import annotations

import math
from typing import NamedTuple

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
LEAST_MULTIPLIER = 1e-9
LARGEST_MULTIPLIER = 1e300
GROWTH = 1.5
"""Where the search for a multiplier starts and ends, and by how much it grows."""


class Terms(NamedTuple):
    """Responses, what they are worth, what spends and use cost, all (L,), and the budget."""

    kind: Codes
    size: Floats
    scale: Floats
    slope: Floats
    worth: Floats
    cost: Floats
    entry: Floats
    budget: float


class Box(NamedTuple):
    """A part of the plans: spends of levers in use in [low, high]; state 1 used, -1 left out, 0 open."""

    low: Floats
    high: Floats
    state: Codes


class Pool(NamedTuple):
    """Parts by row: their boxes, best spends just over and under the budget, bounds and multipliers."""

    lows: Floats
    highs: Floats
    states: Codes
    overs: Floats
    unders: Floats
    bounds: Floats
    multipliers: Floats


@compiled
def height_at(terms: Terms, box: Box, multiplier: float, spend: Floats, value: Floats) -> tuple[float, float]:
    """Return the dual's height and slope at a multiplier, and write every lever's best spend."""
    best_spends(
        terms.kind,
        terms.size,
        terms.scale,
        terms.slope,
        terms.worth,
        terms.cost + multiplier,
        terms.entry,
        box.low,
        box.high,
        box.state,
        spend,
        value,
    )
    return value.sum() + multiplier * terms.budget, terms.budget - spend.sum()


@compiled
def solve_dual(terms: Terms, box: Box, guess: float, over: Floats, under: Floats) -> tuple[float, float]:
    """Return a part's bound and multiplier, and write best spends just over and just under the budget.

    The bound is -inf where even the least spends overrun the budget.
    """
    if np.where(box.state > 0, box.low, 0.0).sum() > terms.budget * (1.0 + 1e-12):
        return -math.inf, guess
    value = np.empty(over.size)
    height, slope = height_at(terms, box, 0.0, over, value)
    if slope >= 0.0:
        under[:] = over
        return height, 0.0
    left, left_height, left_slope = 0.0, height, slope
    right = max(guess, LEAST_MULTIPLIER)
    right_height, right_slope = height_at(terms, box, right, under, value)
    while right_slope < 0.0 and right < LARGEST_MULTIPLIER:
        left, left_height, left_slope = right, right_height, right_slope
        over[:] = under
        right *= GROWTH
        right_height, right_slope = height_at(terms, box, right, under, value)
    ends = (left, left_height, left_slope, right, right_height, right_slope)
    return between_tangents(terms, box, ends, over, under)


@compiled
def between_tangents(
    terms: Terms,
    box: Box,
    ends: tuple[float, float, float, float, float, float],
    over: Floats,
    under: Floats,
) -> tuple[float, float]:
    """Return the least height of the dual between two multipliers with opposite slopes, and where it is.

    The next multiplier is where both ends' tangents meet, until they meet the dual.
    """
    left, left_height, left_slope, right, right_height, right_slope = ends
    bound, at = (left_height, left) if left_height < right_height else (right_height, right)
    trial, value = np.empty(over.size), np.empty(over.size)
    for turn in range(TURNS):
        rise = right_slope - left_slope
        if rise <= 0.0:
            break
        meet = (left_height - left_slope * left - right_height + right_slope * right) / rise
        promised = left_height + left_slope * (meet - left)
        if bound - promised <= CLOSE * max(abs(bound), 1e-12) or not left < meet < right:
            break
        if turn % 3 == 2:  # one end may creep; the middle keeps both moving
            meet = 0.5 * (left + right)
        height, slope = height_at(terms, box, meet, trial, value)
        if height < bound:
            bound, at = height, meet
        if slope < 0.0:
            left, left_height, left_slope = meet, height, slope
            over[:] = trial
        else:
            right, right_height, right_slope = meet, height, slope
            under[:] = trial
    return bound, at


@compiled
def fill_budget(terms: Terms, box: Box, guess: float, near: Floats, spend: Floats) -> float:
    """Write the best plan on the concave pieces that ``near`` lies on, and return its value; -inf if none.

    A lever below its inflection stays where it is, one that is not used at nothing.
    """
    first, last = np.empty(near.size), np.empty(near.size)
    for k in range(near.size):
        bend = inflection(terms.kind[k], terms.scale[k], terms.slope[k])
        first[k], last[k] = near[k], near[k]
        if near[k] <= 0.0 and box.state[k] <= 0:
            first[k], last[k] = 0.0, 0.0
        elif near[k] > max(box.low[k], min(bend, box.high[k])) * (1.0 - 1e-9) and box.high[k] > bend:
            first[k], last[k] = max(box.low[k], bend), box.high[k]
    if first.sum() > terms.budget:
        return -math.inf
    spend_to_budget(terms, first, last, max(guess, LEAST_MULTIPLIER), spend)
    total = 0.0
    for k in range(near.size):
        if box.state[k] > 0 or spend[k] > 0.0:
            raw = response(terms.kind[k], terms.size[k], terms.scale[k], terms.slope[k], spend[k])
            total += terms.worth[k] * raw - terms.cost[k] * spend[k] - terms.entry[k]
    return total


@compiled
def spend_to_budget(terms: Terms, first: Floats, last: Floats, guess: float, spend: Floats) -> None:
    """Write the best spends on concave pieces within the budget: regula falsi, by Illinois."""
    above = filled(terms, first, last, 0.0, spend) - terms.budget
    if above <= 0.0:
        return
    left, right = 0.0, guess
    below = filled(terms, first, last, right, spend) - terms.budget
    while below > 0.0 and right < LARGEST_MULTIPLIER:
        left, above = right, below
        right *= GROWTH
        below = filled(terms, first, last, right, spend) - terms.budget
    for _ in range(TURNS):
        if right - left <= 1e-14 * right or -below <= 1e-13 * terms.budget:
            break
        meet = left + (right - left) * above / (above - below)
        if not left < meet < right:
            meet = 0.5 * (left + right)
        excess = filled(terms, first, last, meet, spend) - terms.budget
        if excess > 0.0:
            left, above, below = meet, excess, 0.5 * below
        else:
            right, below, above = meet, excess, 0.5 * above
    filled(terms, first, last, right, spend)


@compiled
def filled(terms: Terms, first: Floats, last: Floats, multiplier: float, spend: Floats) -> float:
    """Write each lever's best spend on its concave piece at one multiplier, and return their sum."""
    for k in range(first.size):
        price, worth = terms.cost[k] + multiplier, terms.worth[k]
        if first[k] >= last[k] or worth <= 0.0:
            spend[k] = first[k]
        elif price <= 0.0:
            spend[k] = last[k]
        else:
            shape = (terms.kind[k], terms.size[k], terms.scale[k], terms.slope[k])
            spend[k] = stationary(shape[0], shape[1], shape[2], shape[3], price / worth, first[k], last[k])
    return float(spend.sum())


@compiled
def divide_part(terms: Terms, pool: Pool, whole: int, part: int, side: int) -> None:
    """Write one of two halves of a part to row ``part``, divided at the lever whose spend jumps most."""
    low, high, state = pool.lows[part], pool.highs[part], pool.states[part]
    low[:], high[:], state[:] = pool.lows[whole], pool.highs[whole], pool.states[whole]
    over, under = pool.overs[whole], pool.unders[whole]
    k = int(np.argmax(np.where(high > low, np.abs(over - under), -1.0)))
    smaller, larger = min(over[k], under[k]), max(over[k], under[k])
    if state[k] == 0 and smaller <= 0.0:
        state[k] = 1 if side == 0 else -1
        return
    spent, saved = over.sum(), under.sum()
    share = (terms.budget - saved) / (spent - saved) if spent > saved else 0.5
    width = larger - smaller
    cut = under[k] + share * (over[k] - under[k])
    cut = min(max(cut, smaller + 0.1 * width), larger - 0.1 * width)
    if width <= 0.0:
        cut = 0.5 * (low[k] + high[k])
    if side == 0:
        low[k] = cut
    else:
        high[k] = cut


@compiled
def best_in_part(terms: Terms, pool: Pool, n: int, best: float, trial: Floats, spend: Floats) -> float:
    """Return the best value so far, a part's own plans included, and write the plan that reaches it."""
    box = Box(pool.lows[n], pool.highs[n], pool.states[n])
    for near in (pool.overs[n], pool.unders[n]):
        reached = fill_budget(terms, box, pool.multipliers[n], near, trial)
        if reached > best:
            best = reached
            spend[:] = trial
    return best


@compiled
def open_part(terms: Terms, pool: Pool, n: int, guess: float, ceiling: float) -> None:
    """Bound a part by its dual, and by the bound of the part it came from."""
    box = Box(pool.lows[n], pool.highs[n], pool.states[n])
    bound, multiplier = solve_dual(terms, box, guess, pool.overs[n], pool.unders[n])
    pool.bounds[n], pool.multipliers[n] = min(bound, ceiling), multiplier


@compiled
def search_single_budget(
    terms: Terms, whole: Box, tolerance: float, most_parts: int, spend: Floats
) -> tuple[float, float]:
    """Return the value of the best plan, written to ``spend``, and its bound.

    Most promising parts come first, until the bound is within ``tolerance`` of the value or ``most_parts``
    have been divided.
    """
    count, room = spend.size, 2 * most_parts + 1
    pool = Pool(
        np.empty((room, count)),
        np.empty((room, count)),
        np.empty((room, count), dtype=np.int64),
        np.empty((room, count)),
        np.empty((room, count)),
        np.full(room, -math.inf),
        np.empty(room),
    )
    pool.lows[0], pool.highs[0], pool.states[0] = whole.low, whole.high, whole.state
    trial = np.empty(count)
    open_part(terms, pool, 0, 1.0, math.inf)
    best = best_in_part(terms, pool, 0, -math.inf, trial, spend)
    for made in range(1, room, 2):
        n = int(np.argmax(pool.bounds[:made]))
        if pool.bounds[n] - best <= tolerance * max(abs(best), 1e-12):
            break
        for side in range(2):
            divide_part(terms, pool, n, made + side, side)
            open_part(terms, pool, made + side, pool.multipliers[n], pool.bounds[n])
            if pool.bounds[made + side] > best:
                best = best_in_part(terms, pool, made + side, best, trial, spend)
        pool.bounds[n] = -math.inf
    return best, max(best, pool.bounds.max())
