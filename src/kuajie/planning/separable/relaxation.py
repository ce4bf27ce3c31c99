"""The Lagrangian bound of one week, by column generation on intervals of spend.

Each lever is a mixture of single spends (columns), which is its concave envelope; budgets and demand see the
mixture (Dantzig and Wolfe 1960). The multipliers of the linear programme price new columns, whose best spends
are exact, so that every round gives a proved bound: what the mixture reaches plus what any lever still
promises at those multipliers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from kuajie.planning.separable.kernels import best_spends, response
from kuajie.planning.separable.outcome import Outcome
from kuajie.planning.separable.problem import SeparableProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

ROUNDS = 200
FIRST_SPENDS = 9
"""Evenly spread spends every lever starts with."""
SHORTFALL = 1e3
"""Penalty, in steepest slopes, on sums below the box of a product's sides: then it stays feasible."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A part of the plans: spends of levers in use in [low, high] (L,); state 1 used, -1 left out, 0 open."""

    low: Floats
    high: Floats
    state: Codes
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relaxed:
    """A node's proved bound and its mixture.

    ``spend``, ``use`` and ``brought`` (L,) are the mixture's mean spend, share in use and mean response,
    ``sums`` (S,) the sides' sums it reaches, ``worth`` and ``cost`` (L,) the multipliers of responses and
    spends.
    """

    bound: float
    spend: Floats
    use: Floats
    brought: Floats
    sums: Floats
    worth: Floats
    cost: Floats


@dataclass(slots=True, kw_only=True, eq=False)
class Columns:
    """Single spends of single levers: ``lever``, ``spend``, ``brought``, ``use`` of one length each."""

    lever: list[int] = field(default_factory=list)
    spend: list[float] = field(default_factory=list)
    brought: list[float] = field(default_factory=list)
    use: list[float] = field(default_factory=list)

    def add(self, problem: SeparableProblem, lever: int, spend: float, *, use: bool) -> None:
        """Add a spend of a lever."""
        k = lever
        raw = response(problem.kind[k], problem.size[k], problem.scale[k], problem.slope[k], spend)
        self.lever.append(k)
        self.spend.append(spend)
        self.brought.append(float(problem.season[k, 0]) * raw)
        self.use.append(float(use))

    def within(self, node: Node) -> Columns:
        """Return the columns that a part of the plans allows."""
        kept = Columns()
        for k, spend, brought, use in zip(self.lever, self.spend, self.brought, self.use, strict=True):
            off = use == 0.0 and node.state[k] <= 0
            if off or (use == 1.0 and node.state[k] >= 0 and node.low[k] <= spend <= node.high[k]):
                kept.lever.append(k)
                kept.spend.append(spend)
                kept.brought.append(brought)
                kept.use.append(use)
        return kept


def spread(problem: SeparableProblem, node: Node, known: Columns | None) -> Columns:
    """Return columns to start from: known ones that are allowed, both ends, and a few between."""
    columns = Columns() if known is None else known.within(node)
    count = 2 if known is not None else FIRST_SPENDS
    for k in range(len(problem.levers)):
        if node.state[k] <= 0:
            columns.add(problem, k, 0.0, use=False)
        if node.state[k] >= 0:
            for spend in np.unique(np.linspace(node.low[k], node.high[k], count)):
                columns.add(problem, k, float(spend), use=True)
    return columns


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixture:
    """A solution of the master programme: its value, weights, sums and outcome, and the multipliers.

    ``budget`` (B,), ``worth`` (S,) and ``plane`` (number of planes) are those of budgets, links and planes,
    ``lever`` (L,) what each lever adds.
    """

    value: float
    weights: Floats
    sums: Floats
    reckoned: float
    budget: Floats
    worth: Floats
    lever: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """The master programme's matrices; variables are weights, sums (S,), shortfalls (S,) and the outcome."""

    price: Floats
    matrix: Floats
    limits: Floats
    mixes: Floats


def master_rows(problem: SeparableProblem, columns: Columns, planes: list[tuple[float, Floats]]) -> Rows:
    """Return the rows of budgets, of links between responses and sums, of planes, and of mixing."""
    lever, spend = np.array(columns.lever), np.array(columns.spend)
    brought, use = np.array(columns.brought), np.array(columns.use)
    sides, count = planes[0][1].size, lever.size
    width = count + 2 * sides + 1
    budgets = np.zeros((len(problem.budgets), width))
    for row, budget in zip(budgets, problem.budgets, strict=True):
        row[:count] = np.where(budget.members[lever], spend, 0.0)
    links = np.zeros((sides, width))
    links[problem.side[lever], np.arange(count)] = -brought
    links[:, count : count + sides] = np.eye(sides)
    links[:, count + sides : count + 2 * sides] = -np.eye(sides)
    cuts = np.zeros((len(planes), width))
    cuts[:, count : count + sides] = [-slopes for _, slopes in planes]
    cuts[:, -1] = 1.0
    mixes = np.zeros((len(problem.levers), width))
    mixes[lever, np.arange(count)] = 1.0
    steepest = max(float(np.abs(slopes).max()) for _, slopes in planes) or 1.0
    cost = problem.spend_weight * spend + problem.set_up_cost[lever] * use
    return Rows(
        price=np.concatenate([cost, np.zeros(sides), np.full(sides, SHORTFALL * steepest), [-1.0]]),
        matrix=np.vstack([budgets, links, cuts]),
        limits=np.array(
            [*(b.limit for b in problem.budgets), *side_bases(problem), *(height for height, _ in planes)]
        ),
        mixes=mixes,
    )


def side_bases(problem: SeparableProblem) -> list[float]:
    """Return what the sides' sums are without any lever: organic demand, or zero lifts."""
    return [0.0, 0.0] if problem.product else [float(problem.base[0])]


def solve_master(
    problem: SeparableProblem, node: Node, columns: Columns, planes: list[tuple[float, Floats]]
) -> Mixture | None:
    """Return the best mixture of the columns, ``None`` when no mixture keeps to the budgets."""
    outcome, count = node.outcome, len(columns.lever)
    sides = outcome.low.size
    rows = master_rows(problem, columns, planes)
    free = [(0.0, None)]
    found = linprog(
        rows.price,
        A_ub=rows.matrix,
        b_ub=rows.limits,
        A_eq=rows.mixes,
        b_eq=np.ones(len(problem.levers)),
        bounds=[*free * count, *zip(outcome.low, outcome.high, strict=True), *free * sides, (None, None)],
        method="highs-ds",
    )
    if found.status != 0:
        return None
    multipliers = np.maximum(-found.ineqlin.marginals, 0.0)
    first = len(problem.budgets)
    return Mixture(
        value=-float(found.fun),
        weights=found.x[:count],
        sums=found.x[count : count + sides],
        reckoned=float(found.x[-1]),
        budget=multipliers[:first],
        worth=multipliers[first : first + sides],
        lever=-found.eqlin.marginals,
    )


def relax(
    problem: SeparableProblem,
    node: Node,
    *,
    columns: Columns | None = None,
    tolerance: float,
    floor: float = -np.inf,
) -> tuple[Relaxed, Columns] | None:
    """Return a part's relaxation to a relative ``tolerance``, and its columns; ``None`` where nothing fits.

    Ends as soon as the bound is no more than ``floor``: then no plan of the part matters.
    """
    outcome = node.outcome
    columns = spread(problem, node, columns)
    middle = 0.5 * (outcome.low + outcome.high)
    planes = [outcome.plane(point) for point in (outcome.low, middle, outcome.high)]
    best, mixture, cost = np.inf, None, np.zeros(len(problem.levers))
    for _ in range(ROUNDS):
        found = solve_master(problem, node, columns, planes)
        if found is None:
            break
        mixture = found
        bound, cost, asked = price_columns(problem, node, mixture)
        best = min(best, bound)
        height, slopes = outcome.plane(mixture.sums)
        promised = mixture.reckoned - (height + float(slopes @ mixture.sums))
        slack = tolerance * max(abs(mixture.value), 1e-9)
        if best <= floor or max(best - mixture.value, promised) <= slack:
            break
        planes.append((height, slopes))
        for k, spend, use in asked:
            columns.add(problem, k, spend, use=use)
    if mixture is None:
        return None
    return _relaxed(problem, columns, mixture, best, cost), columns


def price_columns(
    problem: SeparableProblem, node: Node, mixture: Mixture
) -> tuple[float, Floats, list[tuple[int, float, bool]]]:
    """Return the bound at the mixture's multipliers, spends' full costs (L,), and spends worth adding."""
    count = len(problem.levers)
    worth = mixture.worth[problem.side] * problem.season[:, 0]
    cost = np.full(count, problem.spend_weight)
    for multiplier, budget in zip(mixture.budget, problem.budgets, strict=True):
        cost[budget.members] += multiplier
    spend, value = np.empty(count), np.empty(count)
    best_spends(
        problem.kind,
        problem.size,
        problem.scale,
        problem.slope,
        worth,
        cost,
        problem.set_up_cost,
        node.low,
        node.high,
        node.state,
        spend,
        value,
    )
    promise = np.maximum(value - mixture.lever, 0.0)
    wanted = np.flatnonzero(promise > 1e-13 * max(1.0, abs(mixture.value)))
    asked = [(int(k), float(spend[k]), bool(node.state[k] > 0 or value[k] > 0.0)) for k in wanted]
    return mixture.value + float(promise.sum()), cost, asked


def _relaxed(
    problem: SeparableProblem, columns: Columns, mixture: Mixture, bound: float, cost: Floats
) -> Relaxed:
    """Return a mixture by lever; a last round may have priced columns that it does not weigh."""
    count, known = len(problem.levers), mixture.weights.size
    lever = np.array(columns.lever[:known])

    def mean(values: list[float]) -> Floats:
        weighed = mixture.weights * np.array(values[:known])
        return np.asarray(np.bincount(lever, weighed, minlength=count), dtype=np.float64)

    return Relaxed(
        bound=bound,
        spend=mean(columns.spend),
        use=mean(columns.use),
        brought=mean(columns.brought),
        sums=mixture.sums,
        worth=mixture.worth[problem.side],
        cost=cost,
    )
