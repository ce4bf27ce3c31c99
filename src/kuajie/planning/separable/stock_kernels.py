"""Compiled dynamic programmes over one lever's stock, that bound it from above on the continuum.

With spends s_t = A_t - ρ A_{t-1} priced at c_t, a lever's part of the Lagrangian is Σ_t φ_t(A_t) with

    φ_t(A) = worth_t · R(A) - (c_t - ρ c_{t+1}) A,      ρ A_{t-1} + lower_t <= A_t <= ρ A_{t-1} + upper_t,

so W_t(A) = φ_t(A) + max W_{t+1}(A') over the window of A'. If φ_t + κ A²/2 is convex, then so is W_t with
κ_t = κ + ρ² κ_{t+1}: the maximum over spends of functions of ρ A + s. Between two nodes h apart, W_t lies
therefore no more than κ_t h²/8 above the straight line between its values there, which makes the values kept
at the nodes upper bounds of W_t everywhere, with an error of second order in h.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.kernels import inflection, response, response_slope
from kuajie.response.codes import EXPONENTIAL, HILL, LOG, POWER, SQUARE_ROOT
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

ALIKE = 0.1
"""Paths that differ by no more than this share of the largest spend are alike."""
SUBSIDY_TURNS = 12
"""Halvings in the search for the subsidy that lifts a lever to its least spend of use."""


@compiled
def bend_down(kind: int, size: float, scale: float, slope: float, low: float, high: float) -> float:
    """Return the largest -R'' on [low, high], at least zero, ``low`` above zero.

    Concave forms bend most at ``low``. The Hill form bends down between its inflection and infinity, with a
    single peak; it is bounded there by the ends' larger value times what it can grow between them, for short
    intervals, which is enough for cells: -R'' = R'/A · ((1 + h) q - (h - 1)(1 - q)) with q = R / size.
    """
    if kind == SQUARE_ROOT:
        return 0.25 * size / (low * math.sqrt(low))
    if kind == POWER:
        return max(size * slope * (1.0 - slope) * math.pow(low, slope - 2.0), 0.0)
    if kind == LOG:
        return size / (scale + low) ** 2
    if kind == EXPONENTIAL:
        return size * math.exp(-low / scale) / (scale * scale)
    if high <= inflection(kind, scale, slope):
        return 0.0
    # Each factor at its largest on the interval: R' at an end or, around its peak, at the inflection.
    steepest = max(
        response_slope(kind, size, scale, slope, low), response_slope(kind, size, scale, slope, high)
    )
    bend = inflection(kind, scale, slope)
    if low < bend < high:
        steepest = max(steepest, response_slope(kind, size, scale, slope, bend))
    share = response(kind, 1.0, scale, slope, high)
    return max(steepest / low * ((1.0 + slope) * share - (slope - 1.0) * (1.0 - share)), 0.0)


@compiled
def write_curve(
    kind: int, size: float, scale: float, slope: float, nodes: Floats, value: Floats, bend: Floats
) -> None:
    """Write the response at every node, and for every cell a bound on -R'' there and beyond.

    In the first cell the response is replaced by its value at the cell's end, which lies above it and
    adds no downward bend.
    """
    last = nodes.size - 1
    for j in range(1, last + 1):
        value[j] = response(kind, size, scale, slope, nodes[j])
    bend[last] = 0.0
    worst = 0.0
    for j in range(last - 1, 0, -1):
        worst = max(worst, bend_down(kind, size, scale, slope, nodes[j], nodes[j + 1]))
        bend[j] = worst
    steep = (kind == HILL and slope <= 1.0) or kind == SQUARE_ROOT or (kind == POWER and slope < 1.0)
    value[0] = value[1] if steep else 0.0
    bend[0] = worst if steep else max(worst, bend_down(kind, size, scale, slope, 1e-300, nodes[1]))


@compiled
def cell_of(nodes: Floats, stock: float, guess: int) -> int:
    """Return the cell a stock lies in, going up from ``guess``."""
    j = guess
    while j < nodes.size - 2 and nodes[j + 1] <= stock:
        j += 1
    return j


@compiled
def peak_between(left: float, right: float, room: float) -> float:
    """Return the highest point of a line from ``left`` to ``right`` with the bump 4 room x (1 - x) on it."""
    rise = abs(right - left)
    top = max(left, right)
    if rise >= 4.0 * room:
        return top
    return top + room * (1.0 - 0.25 * rise / room) * (1.0 - 0.25 * rise / room)


@compiled
def bumped(left: float, right: float, room: float, share: float) -> float:
    """Return the height of that bumped line at ``share`` of its way."""
    return left + share * (right - left) + 4.0 * room * share * (1.0 - share)


@compiled
def end_height(nodes: Floats, value: Floats, room: Floats, stock: float, cell: int) -> float:
    """Return the bound of W at one stock; beyond the last node it goes on no less steeply than before."""
    width = nodes[cell + 1] - nodes[cell]
    if stock > nodes[cell + 1]:
        steep = max(0.0, (value[cell + 1] - value[cell] + 4.0 * room[cell]) / width)
        return float(value[cell + 1] + steep * (stock - nodes[cell + 1]))
    return bumped(value[cell], value[cell + 1], room[cell], (stock - nodes[cell]) / width)


@compiled
def write_window_maxima(
    nodes: Floats,
    value: Floats,
    room: Floats,
    span: tuple[float, float, float],
    queue: Codes,
    peaks: Floats,
    out: Floats,
) -> None:
    """Write for every node A the bound of W over [ρ A + lower, ρ A + upper]: a sliding maximum of cells.

    ``span`` is ρ, lower and upper; ``queue`` and ``peaks`` are room to work in. A cell that the window cuts
    counts with its peak only if that may lie inside.
    """
    rho, lower, upper = span
    for j in range(nodes.size - 1):
        peaks[j] = peak_between(value[j], value[j + 1], room[j])
    head, tail, entered = 0, 0, 0
    left, right = 0, 0
    for j in range(nodes.size):
        low, high = rho * nodes[j] + lower, rho * nodes[j] + upper
        left, right = cell_of(nodes, low, left), cell_of(nodes, high, right)
        # Whole cells strictly between those of both ends.
        while entered < right:
            while tail > head and peaks[queue[tail - 1]] <= peaks[entered]:
                tail -= 1
            queue[tail] = entered
            tail += 1
            entered += 1
        while head < tail and queue[head] <= left:
            head += 1
        first, last = min(high, nodes[left + 1]), max(low, nodes[right])
        best = max(
            cut_peak(nodes, value, room, left, low, max(first, low), peaks[left]),
            cut_peak(nodes, value, room, right, min(last, high), high, peaks[right]),
        )
        out[j] = max(best, peaks[queue[head]]) if head < tail else best


@compiled
def cut_peak(
    nodes: Floats, value: Floats, room: Floats, cell: int, low: float, high: float, peak: float
) -> float:
    """Return the bound of W over the part [low, high] of one cell, or beyond the last one."""
    if room[cell] > 0.0:
        share = 0.5 + (value[cell + 1] - value[cell]) / (8.0 * room[cell])
        at = nodes[cell] + share * (nodes[cell + 1] - nodes[cell])
        if 0.0 < share < 1.0 and low < at < high:
            return max(peak, end_height(nodes, value, room, high, cell))
    return max(end_height(nodes, value, room, low, cell), end_height(nodes, value, room, high, cell))


class Curve(NamedTuple):
    """A lever's nodes (G,), its response there, and what bounds -R'' on each cell and beyond."""

    nodes: Floats
    height: Floats
    bend: Floats


class Terms(NamedTuple):
    """A lever's terms: what responses are worth and spends cost (T,), bounds of spends (T,), carry-over.

    ``entry`` is the set-up cost, ``least`` the least total of use, ``obliged`` whether it is used anyway.
    """

    worth: Floats
    cost: Floats
    lower: Floats
    upper: Floats
    rho: float
    entry: float
    least: float
    obliged: bool


class Room(NamedTuple):
    """Room to work in: bounds of W and of its bumps (T, G)."""

    kept: Floats
    bumps: Floats


@compiled
def best_path(curve: Curve, terms: Terms, subsidy: float, room: Room, spend: Floats) -> float:
    """Return the bound of one lever's part, each unit of spend subsidised, and write a path near it."""
    weeks, count, rho = terms.worth.size, curve.nodes.size, terms.rho
    queue, peaks, ahead = np.empty(count, dtype=np.int64), np.empty(count), np.zeros(count)
    faded, bends = np.empty(count, dtype=np.int64), np.zeros(count)
    place = 0
    for j in range(count):
        place = cell_of(curve.nodes, rho * curve.nodes[j], place)
        faded[j] = place
    for t in range(weeks - 1, -1, -1):
        net = terms.cost[t] - subsidy
        if t < weeks - 1:
            net -= rho * (terms.cost[t + 1] - subsidy)
            span = (rho, terms.lower[t + 1], terms.upper[t + 1])
            write_window_maxima(curve.nodes, room.kept[t + 1], room.bumps[t + 1], span, queue, peaks, ahead)
        # Going down in j, the entry of ``faded`` is never above j, so it still is next week's.
        for j in range(count - 1, -1, -1):
            room.kept[t, j] = terms.worth[t] * curve.height[j] - net * curve.nodes[j] + ahead[j]
            bends[j] = terms.worth[t] * curve.bend[j] + rho * rho * bends[faded[j]]
            if j < count - 1:
                room.bumps[t, j] = bends[j] * (curve.nodes[j + 1] - curve.nodes[j]) ** 2 / 8.0
    return write_path(curve.nodes, terms, room, spend)


@compiled
def write_path(nodes: Floats, terms: Terms, room: Room, spend: Floats) -> float:
    """Write the spends that follow the best nodes of every window, and return the bound from no stock."""
    stock, bound = 0.0, 0.0
    for t in range(spend.size):
        low, high = terms.rho * stock + terms.lower[t], terms.rho * stock + terms.upper[t]
        top, at = best_in_window(nodes, room.kept[t], room.bumps[t], low, high)
        if t == 0:
            bound = top
        spend[t] = min(max(at - terms.rho * stock, terms.lower[t]), terms.upper[t])
        stock = spend[t] + terms.rho * stock
    return bound


@compiled
def best_in_window(
    nodes: Floats, value: Floats, bumps: Floats, low: float, high: float
) -> tuple[float, float]:
    """Return the bound of W over [low, high], and the best of its nodes and ends."""
    left, right = find_cell(nodes, low), find_cell(nodes, high)
    best, at = end_height(nodes, value, bumps, low, left), low
    there = end_height(nodes, value, bumps, high, right)
    top = max(best, there)
    if there > best:
        best, at = there, high
    for j in range(left, right + 1):
        peak = peak_between(value[j], value[j + 1], bumps[j])
        if peak > top:
            first, last = max(low, nodes[j]), min(high, nodes[j + 1])
            top = max(top, cut_peak(nodes, value, bumps, j, first, last, peak))
        if j > left and value[j] > best:
            best, at = value[j], nodes[j]
    return top, at


@compiled
def find_cell(nodes: Floats, stock: float) -> int:
    """Return the cell a stock lies in, by halving."""
    place = int(np.searchsorted(nodes, stock, side="right")) - 1
    return min(max(place, 0), nodes.size - 2)


@compiled
def lever_part(curve: Curve, terms: Terms, room: Room, spend: Floats) -> tuple[float, bool]:
    """Return a lever's part of the Lagrangian bound, and whether its path in ``spend`` uses it."""
    part = best_path(curve, terms, 0.0, room, spend)
    if spend.sum() < terms.least * (1.0 - 1e-9) and (terms.obliged or part > terms.entry):
        part = subsidised(curve, terms, part, room, spend)
    part -= terms.entry
    if not terms.obliged and part <= 0.0:
        spend[:] = 0.0
        return 0.0, False
    return part, True


@compiled
def subsidised(curve: Curve, terms: Terms, part: float, room: Room, spend: Floats) -> float:
    """Return the bound of a lever that must reach its least total, and write a path that does.

    For every subsidy ν >= 0 per unit of spend, what the lever reaches with it less ν · least is a bound.
    """
    below, above = 0.0, 1e-3
    trial, short = np.empty(spend.size), spend.copy()
    enough = False
    for turn in range(4 * SUBSIDY_TURNS):
        if enough and turn > SUBSIDY_TURNS:
            break
        subsidy = 0.5 * (below + above) if enough else above
        height = best_path(curve, terms, subsidy, room, trial)
        part = min(part, height - subsidy * terms.least)
        if trial.sum() >= terms.least * (1.0 - 1e-9):
            enough, above = True, subsidy
            spend[:] = trial
            continue
        short[:] = trial
        below, above = subsidy, above if enough else 2.0 * above
    if not enough:
        spend[:] = terms.upper
    elif np.abs(spend - short).max() <= ALIKE * terms.upper.max() and spend.sum() > short.sum():
        # Paths on nodes overshoot the least total; between two that are alike lies one that meets it.
        spend[:] = short + (terms.least - short.sum()) / (spend.sum() - short.sum()) * (spend - short)
    return part


class Levers(NamedTuple):
    """The terms of all levers: (L, T) arrays and (L,) ones."""

    worth: Floats
    cost: Floats
    lower: Floats
    upper: Floats
    rho: Floats
    entry: Floats
    least: Floats
    obliged: NDArray[np.bool_]


@compiled
def write_parts(
    starts: Codes, curve: Curve, levers: Levers, parts: Floats, used: NDArray[np.bool_], spend: Floats
) -> None:
    """Write every lever's part, use and path; lever k's nodes are those from ``starts[k]`` to the next."""
    for k in range(parts.size):
        own = slice(starts[k], starts[k + 1])
        shape = (spend.shape[1], starts[k + 1] - starts[k])
        terms = Terms(
            levers.worth[k],
            levers.cost[k],
            levers.lower[k],
            levers.upper[k],
            levers.rho[k],
            levers.entry[k],
            levers.least[k],
            levers.obliged[k],
        )
        of_lever = Curve(curve.nodes[own], curve.height[own], curve.bend[own])
        room = Room(np.empty(shape), np.zeros(shape))
        parts[k], used[k] = lever_part(of_lever, terms, room, spend[k])
