"""A proved upper bound on every plan of a problem.

Each saturation is replaced by a concave majorant, each product of lifts by a concave majorant of the
product (``relaxation.py``); a sum of lifts is concave as soon as they are, so that under the sum coupling the
plain concave envelopes do. E[min(seats, N)] is concave and never falls with mean demand, be demand
log-normal, normal or negative binomial; set-up costs are spread over the most that can be spent. What results
is concave in spend for every price combination, so a tangent at any point, maximised over all spends within
limits, bounds every plan. Prices and open levers are searched by branch and bound; wherever the search stops,
the largest bound still standing is returned.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.plan import Certificate
from kuajie.messages import Text
from kuajie.planning.kernels.expected_value import OfferArrays
from kuajie.planning.menu_extras import MenuExtras
from kuajie.planning.narrowing import narrowed, priced
from kuajie.planning.participation import without_floors
from kuajie.planning.price_bound import Peak, PriceSearch
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.relaxation import LeverStates, Relaxation, open_states, relax, settle
from kuajie.planning.reserves import chosen_reserves
from kuajie.planning.shadow_prices import shadow_prices
from kuajie.planning.solution import Solution, Start
from kuajie.planning.tangents import Choice, Tangents
from kuajie.planning.useful_prices import useful_offers
from kuajie.response import codes

Floats = NDArray[np.float64]

ROUNDING = 1e-9
"""Relative allowance for floating-point sums over draws, courses and weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to prove: ``tolerance`` of one concave maximum and of ending early, most nodes of each search.

    ``nodes`` counts looks at sets of levers, ``price_nodes`` price combinations, whole or begun, of each.
    """

    tolerance: float = 1e-5
    nodes: int = 150
    price_nodes: int = 8000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """No plan of the problem is worth more than ``value``; ``method`` says how it was proved, or ``none``.

    ``hint`` is the plan on which the bound rests: starting the planner there may improve the plan.
    """

    value: float
    method: str
    hint: Start | None = None

    def gap(self, value: float) -> float:
        """Return how much better than ``value`` any plan could be, relative to ``value``."""
        return max(0.0, self.value - value) / max(abs(value), 1e-12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """Plans that agree with a relaxation's lever states, and their bound."""

    relaxation: Relaxation
    peak: Peak


def certify(problem: PlanningProblem, solution: Solution, *, effort: Effort | None = None) -> Bound:
    """Return a proved upper bound on the objective of every plan of ``problem``.

    ``solution`` only says where to look first; the bound holds whatever it is. Floors on profit
    are bounded with their weights in the objective (``participation.without_floors``).
    """
    goal, worth, owed = without_floors(problem, solution)
    whole = bound_of(goal, solution, worth, effort or Effort())
    if goal.coupling == codes.PRODUCT and whole.gap(worth) > NARROWED_ABOVE:
        whole = min(
            whole, narrowed_bound(goal, solution, worth, effort or Effort()), key=lambda one: one.value
        )
    return replace(whole, value=whole.value - owed)


def bound_of(problem: PlanningProblem, solution: Solution, worth: float, effort: Effort) -> Bound:
    """Return a proved upper bound on every plan of a problem without floors; ``worth`` is the plan's."""
    node, tangents = prove(problem, solution, worth, effort)
    bound = node.peak.bound + ROUNDING * max(1.0, turnover(node.relaxation))
    if not np.isfinite(bound):
        return Bound(value=np.inf, method="none")
    return Bound(value=bound, method=METHOD, hint=hint_of(node, tangents))


def with_useful_prices(problem: PlanningProblem) -> PlanningProblem:
    """Return the problem less the prices that others prove needless on its ranges."""
    root = relax(problem, open_states(problem), chosen_reserves(problem))
    first = np.cumsum([0, *(menu.size for menu in problem.menus)])
    kept = [
        these - start for these, start in zip(useful_offers(root.offers, root.majorant), first, strict=False)
    ]
    extras = problem.extras
    return replace(
        problem,
        menus=tuple(menu[these] for menu, these in zip(problem.menus, kept, strict=True)),
        extras=None
        if extras is None
        else tuple(
            MenuExtras(*(part[these] for part in each)) for each, these in zip(extras, kept, strict=True)
        ),
    )


def narrowed_bound(problem: PlanningProblem, solution: Solution, worth: float, effort: Effort) -> Bound:
    """Return the bound with budgets priced at what they are worth at the plan, on the ranges that leaves."""
    shadow = shadow_prices(problem, solution)
    free = priced(problem, shadow.groups, shadow.total)
    if free is None:
        return Bound(value=np.inf, method="none")
    free = replace(free, problem=narrowed(with_useful_prices(free.problem)))
    spent = solution.spend.sum(axis=1)
    outlay = spent + np.where(spent > 0.0, problem.set_up_cost, 0.0)
    extra = free.problem.spend_weight - problem.spend_weight
    there = replace(solution, spend=np.clip(solution.spend, free.problem.lower, free.problem.upper))
    bound = bound_of(free.problem, there, worth - float(extra @ outlay), effort)
    return replace(bound, value=bound.value + free.credit, method=NARROWED)


METHOD = "concave majorant"
NARROWED = "concave majorant, budgets priced, ranges narrowed"

NARROWED_ABOVE = 1e-3
"""A gap above this is worth pricing the budgets and narrowing the ranges, where both sides multiply."""

COARSENESS = 0.02
"""Share of a node's gap to which its concave maximum is found while levers are open."""


def turnover(relaxation: Relaxation) -> float:
    """Return the size of the sums behind a bound: what rounding is relative to."""
    offers = relaxation.offers
    weekly = np.abs(offers.organic)
    if offers.coupling == codes.SUM:
        weekly = weekly + offers.unit[:, None]
    demand = (offers.factor * weekly.sum(axis=2)[:, offers.course]).mean(axis=0)
    return float(np.abs(demand * offers.value).sum())


def hint_of(node: Node, tangents: Tangents) -> Start | None:
    """Return the relaxed plan as a start; none where the bound rests on tangents alone."""
    if node.peak.outlay is None:
        return None
    relaxation = node.relaxation
    return Start(
        spend=node.peak.outlay / relaxation.mark_up[:, None],
        prices=relaxation.offers.price[tangents.offers(node.peak.choice)],
    )


def prove(
    problem: PlanningProblem, solution: Solution, known: float, effort: Effort
) -> tuple[Node, Tangents]:
    """Return the node whose bound holds for all plans, and the tangents found.

    Open levers are settled one by one. The node of the largest bound comes first: it is solved if tangents
    found elsewhere were all that bounded it, and else split on the lever whose set-up cost it understates
    most.
    """
    root = relax(problem, open_states(problem), chosen_reserves(problem))
    tangents = Tangents(offers_of=useful_offers(root.offers, root.majorant))
    frame = Frame(
        tangents=tangents,
        target=known + effort.tolerance * abs(known),
        slack=effort.tolerance * abs(known),
        effort=effort,
    )
    first = Peak(bound=np.inf, choice=nearest_choice(root.offers, tangents, solution.prices))
    heap = [frame.entry(Node(relaxation=root, peak=first))]
    for _ in range(effort.nodes):
        node = heap[0][-1]
        if node.peak.bound <= frame.target:
            break
        grown = frame.grow(node, solution.spend)
        if grown is None:
            break
        heapq.heappop(heap)
        for child in grown:
            heapq.heappush(heap, frame.entry(child))
    return heap[0][-1], tangents


@dataclass(slots=True, kw_only=True)
class Frame:
    """What all nodes of one proof share."""

    tangents: Tangents
    target: float
    slack: float
    effort: Effort
    made: int = 0

    def entry(self, node: Node) -> tuple[float, int, Node]:
        """Return a node as the heap orders it: largest bound first, the older of equals."""
        self.made += 1
        return -node.peak.bound, self.made, node

    def search(self, node: Node) -> PriceSearch:
        """Return the price search of one node, its maxima no finer than the node's gap is worth."""
        open_gap = (node.peak.bound - self.target) / max(abs(self.target), 1e-12)
        coarse = COARSENESS * open_gap if np.isfinite(open_gap) and node.relaxation.states.open.any() else 0.0
        return PriceSearch(
            relaxation=node.relaxation,
            tangents=self.tangents,
            target=self.target,
            slack=self.slack,
            tolerance=max(self.effort.tolerance, coarse),
            limit=self.effort.price_nodes,
        )

    def grow(self, node: Node, start: Floats) -> list[Node] | None:
        """Return what takes the place of ``node``: itself, seen closer, or its halves; nothing if neither.

        While levers are open, prices are only glanced at: which levers are used matters more.
        """
        search, peak = self.search(node), node.peak
        outlay = start * node.relaxation.mark_up[:, None] if peak.outlay is None else peak.outlay
        lever = None if peak.outlay is None else lever_to_settle(node.relaxation, peak.outlay)
        if lever is not None:
            return self.split(node, lever)
        if peak.outlay is None and node.relaxation.states.open.any():
            return [capped(replace(node, peak=search.visit(peak.choice, outlay)), node)]
        if not peak.thorough:
            return [capped(replace(node, peak=search.run(peak.choice, outlay)), node)]
        return None

    def split(self, node: Node, lever: int) -> list[Node]:
        """Return the node with ``lever`` used and with it unused, as far as those admit a plan."""
        children = []
        for used in (True, False):
            relaxation = settle(node.relaxation, settled(node.relaxation.states, lever, used=used))
            if relaxation is not None:
                child = Node(relaxation=relaxation, peak=node.peak)
                consulted = self.search(child).consult()
                children.append(capped(replace(child, peak=consulted), node))
        return children


def capped(node: Node, parent: Node) -> Node:
    """Return the node with a bound no larger than its parent's, which holds for it as well."""
    bound = min(node.peak.bound, parent.peak.bound)
    return replace(node, peak=replace(node.peak, bound=bound))


def nearest_choice(offers: OfferArrays, tangents: Tangents, prices: Floats) -> Choice:
    """Return the place of each course's nearest price to ``prices`` among those still considered."""
    return tuple(
        int(np.argmin(np.abs(offers.price[these] - price)))
        for these, price in zip(tangents.offers_of, prices, strict=True)
    )


def lever_to_settle(relaxation: Relaxation, outlay: Floats) -> int | None:
    """Return the open lever whose spread set-up cost falls furthest short of the true one, if any does."""
    problem = relaxation.problem
    spend = (outlay / relaxation.mark_up[:, None]).sum(axis=1)
    spread = outlay.sum(axis=1) - spend
    short = np.where(spend > 0.0, problem.set_up_cost - spread, 0.0)
    short = np.maximum(short, np.where(spend > 0.0, problem.min_if_used - spend, 0.0))
    short = np.where(relaxation.states.open, short, 0.0)
    lever = int(np.argmax(short))
    return lever if short[lever] > 1e-9 * max(1.0, float(problem.set_up_cost[lever])) else None


def settled(states: LeverStates, lever: int, *, used: bool) -> LeverStates:
    """Return the states with one more lever settled."""
    this = np.arange(states.used.size) == lever
    if used:
        return LeverStates(used=states.used | this, unused=states.unused)
    return LeverStates(used=states.used, unused=states.unused | this)


def certificate_of(problem: PlanningProblem, solution: Solution, bound: Bound) -> Certificate:
    """Return the bound as a certificate that names the problem it bounds."""
    proved = bound.method != "none"
    return Certificate(
        value=solution.value,
        bound=bound.value if proved else None,
        method=bound.method,
        problem=problem_in_words(problem),
    )


def problem_in_words(problem: PlanningProblem) -> Text:
    """Return which problem a bound is about: coupling, draws, weeks, levers, prices."""
    words = IN_WORDS[problem.coupling]
    facts = {
        "draws": problem.draws,
        "courses": problem.courses,
        "levers": problem.levers,
        "weeks": problem.weeks,
        "prices": sum(menu.size for menu in problem.menus),
    }
    return Text(
        en=words.say("en", **facts),
        zh=words.say("zh", **facts),
    )


IN_WORDS = {
    codes.PRODUCT: Text(
        en="product coupling, average over {draws} draws, {courses} courses, {levers} levers, {weeks} weeks, "
        "any spend within limits, {prices} prices on the menus",
        zh="乘积耦合，对 {draws} 个抽样取平均，{courses} 门课程、{levers} 个杠杆、{weeks} 周，"
        "限额内任意投入，价格取自共 {prices} 个候选价",
    ),
    codes.SUM: Text(
        en="sum coupling, average over {draws} draws, {courses} courses, {levers} levers, {weeks} weeks, "
        "any spend within limits, {prices} prices on the menus",
        zh="加和耦合，对 {draws} 个抽样取平均，{courses} 门课程、{levers} 个杠杆、{weeks} 周，"
        "限额内任意投入，价格取自共 {prices} 个候选价",
    ),
}
