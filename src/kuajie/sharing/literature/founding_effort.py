"""The founding formula with efforts that cost something and a revenue share, as a game.

Revenue N price (1 + x)(1 + y); P chooses x, keeps φ of revenue and pays k_P x²/2 and N F_P, E chooses y,
keeps the rest and pays k_E y²/2 and N F_E. Efforts stay within boxes, by default without an upper end.
Without effort costs (k = 0) it is the formula as the brief printed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Final

from kuajie.messages import Text
from kuajie.messages.notices.games import UNBOUNDED_GAME
from kuajie.planning.founding import Founding, optimum
from kuajie.sharing.literature.conditions import AT_THE_EDGE, INSIDE, SEVERAL
from kuajie.sharing.literature.outcome import NoEquilibrium, Outcome, shared
from kuajie.sharing.literature.structures import COOPERATION, INSTITUTION_LEADS, NASH, PLATFORM_LEADS

CLOSE = 1e-12
"""Efforts closer than this, relative to one, are the same."""
ESCALATES = Text(
    en="efforts cost too little beside N·price, so that each raises the other without end",
    zh="投入成本相对 N·price 太低，双方投入会无止境地相互推高",
)
CAP_EFFORT = Text(
    en="State x_box and y_box, the efforts that are possible, or higher effort costs k_P and k_E.",
    zh="请给出 x_box 与 y_box（可行的投入范围），或提高投入成本 k_P 与 k_E。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingEffort:
    """Organic enrolments, price, costs per enrolment, effort costs, P's share of revenue, and boxes."""

    N: float
    price: float
    F_P: float
    F_E: float
    k_P: float
    k_E: float
    phi: float = 0.5
    x_box: tuple[float, float] = (0.0, inf)
    y_box: tuple[float, float] = (0.0, inf)

    @property
    def revenue(self) -> float:
        """Revenue without effort."""
        return self.N * self.price

    @property
    def platform(self) -> Side:
        """P's part: its share of revenue, its effort cost, its box."""
        return Side(gain=self.phi * self.revenue, cost=self.k_P, box=self.x_box)

    @property
    def institution(self) -> Side:
        """E's part."""
        return Side(gain=(1.0 - self.phi) * self.revenue, cost=self.k_E, box=self.y_box)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party: it earns gain (1 + own)(1 + other) - cost own²/2 with its effort in a box."""

    gain: float
    cost: float
    box: tuple[float, float]

    def earns(self, own: float, other: float) -> float:
        """Return what the party earns, but for what its enrolments cost."""
        return self.gain * (1.0 + own) * (1.0 + other) - self.cost * own * own / 2.0

    def reply(self, other: float) -> float:
        """Return the best effort beside the other's; the least where all are as good."""
        pull = self.gain * (1.0 + other)
        if self.cost > 0.0:
            return min(max(pull / self.cost, self.box[0]), self.box[1])
        return self.box[1] if pull > 0.0 else self.box[0]

    def indifferent(self, other: float) -> bool:
        """Return whether every effort is as good."""
        return self.cost == 0.0 and self.gain * (1.0 + other) == 0.0

    def capped(self, highest: float) -> Side:
        """Return the same party with an upper end that it never wants to pass."""
        return Side(gain=self.gain, cost=self.cost, box=(self.box[0], max(self.box[0], highest)))


def without_effort_cost(
    *,
    N: float,
    price: float,
    x_box: tuple[float, float],
    y_box: tuple[float, float],
    F_P: float = 0.0,
    F_E: float = 0.0,
    phi: float = 0.5,
) -> FoundingEffort:
    """Return the formula as the brief printed it: lifts cost nothing within their boxes."""
    return FoundingEffort(
        N=N, price=price, F_P=F_P, F_E=F_E, k_P=0.0, k_E=0.0, phi=phi, x_box=x_box, y_box=y_box
    )


def cooperation(model: FoundingEffort) -> Outcome:
    """Return the efforts with the largest joint profit, found exactly, concave or not."""
    whole = model.revenue
    x_side, y_side = bounded(
        Side(gain=whole, cost=model.k_P, box=model.x_box),
        Side(gain=whole, cost=model.k_E, box=model.y_box),
        times=1.0,
    )
    formula = Founding(
        organic=model.N,
        price=model.price,
        platform_cost=model.F_P,
        institution_cost=model.F_E,
        x_min=x_side.box[0],
        x_max=x_side.box[1],
        y_min=y_side.box[0],
        y_max=y_side.box[1],
        x_cost=model.k_P,
        y_cost=model.k_E,
    )
    best = optimum(formula)
    return Outcome(
        structure=COOPERATION,
        decisions={"x": best.x, "y": best.y},
        joint=best.profit,
        conditions=(_where(model, best.x, best.y),),
    )


def nash(model: FoundingEffort) -> Outcome:
    """Return the efforts that are best replies to each other; of several, those with most joint profit."""
    x_side, y_side = bounded(model.platform, model.institution, times=1.0)
    found = [pair for pair in _candidates(x_side, y_side) if _mutual(x_side, y_side, *pair)]
    if not found:
        raise NoEquilibrium.of(UNBOUNDED_GAME, reason=ESCALATES, remedy=CAP_EFFORT)
    best = max(found, key=lambda pair: x_side.earns(*pair) + y_side.earns(pair[1], pair[0]))
    several = any(abs(x - best[0]) + abs(y - best[1]) > 1e-9 for x, y in found)
    return _told(model, NASH, *best, conditions=(SEVERAL,) if several else ())


def platform_leads(model: FoundingEffort) -> Outcome:
    """Return P's best effort, announced first, and E's reply."""
    x, y = leading(model.platform, model.institution)
    return _told(model, PLATFORM_LEADS, x, y)


def institution_leads(model: FoundingEffort) -> Outcome:
    """Return E's best effort, announced first, and P's reply."""
    y, x = leading(model.institution, model.platform)
    return _told(model, INSTITUTION_LEADS, x, y)


def bounded(first: Side, second: Side, *, times: float) -> tuple[Side, Side]:
    """Return both parties with finite boxes that leave out nothing they could want.

    Without upper ends an answer needs k k' > times · gain · gain': ``times`` is 1 where both move at once
    and 2 where the first leads. Raises ``NoEquilibrium`` where efforts raise each other without end.
    """
    open_first, open_second = (not isfinite(side.box[1]) for side in (first, second))
    if not (open_first or open_second):
        return first, second
    for side, is_open in ((first, open_first), (second, open_second)):
        if is_open and side.cost == 0.0 and side.gain > 0.0:
            raise NoEquilibrium.of(UNBOUNDED_GAME, reason=ESCALATES, remedy=CAP_EFFORT)
    if open_first and open_second:
        highest = _stationary(first, second, times)
        first = first.capped(max(highest, first.box[0], 0.0) + 1.0)
    elif open_first:
        first = first.capped(3.0 * _pull(first, second.box[1]) + 1.0)
    if open_second:
        second = second.capped(_pull(second, max(abs(end) for end in first.box)) + 1.0)
    return first, second


def _pull(side: Side, other: float) -> float:
    """Return more than the effort a party wants beside any effort of the other up to ``other``."""
    return 0.0 if side.gain == 0.0 else side.gain * (1.0 + abs(other)) / side.cost


def _stationary(first: Side, second: Side, times: float) -> float:
    """Return the first party's effort where nothing bounds either."""
    if first.gain == 0.0 or second.gain == 0.0:
        return 0.0 if first.gain == 0.0 else first.gain / first.cost * (1.0 + abs(second.box[0]))
    spare = first.cost * second.cost - times * first.gain * second.gain
    if spare <= 0.0:
        raise NoEquilibrium.of(UNBOUNDED_GAME, reason=ESCALATES, remedy=CAP_EFFORT)
    inner = first.gain * (second.cost + times * second.gain) / spare
    return max(inner, first.gain * (1.0 + abs(second.box[0])) / first.cost)


def _candidates(x_side: Side, y_side: Side) -> Iterator[tuple[float, float]]:
    """Yield every pair that can be an equilibrium: inside, or with one party at an end of its box."""
    spare = x_side.cost * y_side.cost - x_side.gain * y_side.gain
    if spare != 0.0:
        yield (
            x_side.gain * (y_side.cost + y_side.gain) / spare,
            y_side.gain * (x_side.cost + x_side.gain) / spare,
        )
    for x in x_side.box:
        yield x, y_side.reply(x)
    for y in y_side.box:
        yield x_side.reply(y), y
    yield from ((x, y) for x in x_side.box for y in y_side.box)


def _mutual(x_side: Side, y_side: Side, x: float, y: float) -> bool:
    return all(
        (side.box[0] <= own <= side.box[1] and side.indifferent(other))
        or abs(side.reply(other) - own) <= CLOSE * (1.0 + abs(own))
        for side, own, other in ((x_side, x, y), (y_side, y, x))
    )


def leading(leader: Side, follower: Side) -> tuple[float, float]:
    """Return a leader's best effort and the follower's reply, exactly: the profit is quadratic in pieces."""
    leader, follower = bounded(leader, follower, times=2.0)
    places = [*leader.box, *_turns(leader, follower)]
    inside = [place for place in places if leader.box[0] <= place <= leader.box[1]]
    best = max(inside, key=lambda own: leader.earns(own, follower.reply(own)))
    return best, follower.reply(best)


def _turns(leader: Side, follower: Side) -> Iterator[float]:
    """Yield where the leader's profit may turn: in each piece, and between pieces."""
    for end in follower.box:
        if leader.cost > 0.0:
            yield leader.gain * (1.0 + end) / leader.cost
        if follower.gain > 0.0:
            yield follower.cost * end / follower.gain - 1.0
    if follower.cost > 0.0:
        spare = leader.cost * follower.cost - 2.0 * leader.gain * follower.gain
        if spare > 0.0:
            yield leader.gain * (follower.cost + 2.0 * follower.gain) / spare


def _where(model: FoundingEffort, x: float, y: float) -> Text:
    at_end = any(
        value in (box[0], box[1]) for value, box in ((x, model.x_box), (y, model.y_box)) if box[0] < box[1]
    )
    return AT_THE_EDGE if at_end else INSIDE


def _told(
    model: FoundingEffort, structure: str, x: float, y: float, *, conditions: tuple[Text, ...] = ()
) -> Outcome:
    profits = shared(
        model.platform.earns(x, y) - model.N * model.F_P, model.institution.earns(y, x) - model.N * model.F_E
    )
    return Outcome(
        structure=structure,
        decisions={"x": x, "y": y},
        profits=profits,
        joint=sum(profits.values()),
        conditions=(_where(model, x, y), *conditions),
    )


SOLVERS: Final[Mapping[str, Callable[[FoundingEffort], Outcome]]] = {
    COOPERATION: cooperation,
    NASH: nash,
    PLATFORM_LEADS: platform_leads,
    INSTITUTION_LEADS: institution_leads,
}
