"""What a programme leaves to decide: weekly bounds, promises, and limits across levers and weeks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from kuajie.domain.money import Money
from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.messages import Text
from kuajie.planning.problem import LinearLimit

if TYPE_CHECKING:  # The problem of a scope asks here for its limits.
    from kuajie.usecases.planning_problem import Scope


def weekly_bounds(programme: Programme, scope: Scope) -> tuple[Floats, Floats]:
    """Return the least and the most spend of every lever and week, ``(lever, week)``; promises leave no room.

    Outsiders' levers get nothing.
    """
    weeks = programme.horizon.count
    mine = [float(lever.party in scope.members) for lever in scope.levers]
    shape = (len(scope.levers), weeks)
    lower, upper = (
        np.array(
            [own * float(limit) for own, limit in zip(mine, limits, strict=True) for _ in range(weeks)]
        ).reshape(shape)
        for limits in (
            [lever.weekly_min for lever in scope.levers],
            [lever.weekly_max for lever in scope.levers],
        )
    )
    places = {lever.id: place for place, lever in enumerate(scope.levers)}
    for promise in programme.promises:
        place, week = places.get(promise.lever), programme.horizon.weeks.index(promise.week)
        if place is not None:
            lower[place, week] = upper[place, week] = mine[place] * float(promise.spend)
    return lower, upper


def largest_changes(scope: Scope) -> Floats | None:
    """Return how far each lever's spend may move in a week, nothing where none has a limit."""
    changes = [lever.largest_change for lever in scope.levers]
    if all(change is None for change in changes):
        return None
    return np.array([np.inf if change is None else float(change) for change in changes])


def linear_limits(programme: Programme, scope: Scope, *, purse: float) -> tuple[LinearLimit, ...]:
    """Return the limits of weeks and of scarce resources; ``purse`` is the members' part of the whole."""
    found = [*_weekly_budgets(programme, scope, purse), *_resources(programme, scope)]
    return tuple(limit for limit in found if limit.weights.any())


def _weekly_budgets(programme: Programme, scope: Scope, purse: float) -> Iterator[LinearLimit]:
    budgets = programme.budgets
    everybody = np.ones(len(scope.levers))
    if budgets.weekly_total is not None:
        limit = purse * float(budgets.weekly_total)
        yield from _each_week(programme, WEEKLY_TOTAL, everybody, limit)
    for party, limit_of_party in budgets.weekly_by_party.items():
        if party in scope.members:
            own = np.array([float(lever.party == party) for lever in scope.levers])
            name = Text(en=WEEKLY.say("en", party=party), zh=WEEKLY.say("zh", party=party))
            yield from _each_week(programme, name, own, float(limit_of_party))


def _resources(programme: Programme, scope: Scope) -> Iterator[LinearLimit]:
    for resource in programme.resources:
        per_money = np.array(
            [resource.uses.get(lever.id, 0.0) / float(lever.unit_cost) for lever in scope.levers]
        )
        name = Text(en=resource.title, zh=resource.title)
        if resource.weekly is not None:
            yield from _each_week(programme, name, per_money, resource.weekly)
        if resource.total is not None:
            weights = np.repeat(per_money[:, None], programme.horizon.count, axis=1)
            yield LinearLimit(name, weights, resource.total)


def _each_week(programme: Programme, name: Text, per_money: Floats, limit: float) -> Iterator[LinearLimit]:
    for place, week in enumerate(programme.horizon.weeks):
        weights = np.zeros((per_money.size, programme.horizon.count))
        weights[:, place] = per_money
        yield LinearLimit(Text(en=f"{name.en} {week}", zh=f"{name.zh} {week}"), weights, limit)


WEEKLY_TOTAL = Text(en="all parties' budget of the week", zh="各方合计周预算")
WEEKLY = Text(en="{party}'s budget of the week", zh="{party} 的周预算")


def purse_share(programme: Programme, members: frozenset[str]) -> float:
    """Return the part of a budget of all that ``members`` may spend, 0 to 1.

    The total is the purse of all. Members alone have their part of it: in proportion to the parties' own
    budgets where every party with a lever has one, else by the number of parties with levers. Parts add up
    to the whole, so that a coalition is never poorer than its parts together.
    """
    owners = {lever.party for lever in programme.levers}
    own = {party: float(money) for party, money in programme.budgets.by_party.items() if party in owners}
    weights = own if set(own) == owners and sum(own.values()) > 0 else dict.fromkeys(owners, 1.0)
    everybody = sum(weights.values())
    if not everybody:
        return 1.0
    return sum(weight for party, weight in weights.items() if party in members) / everybody


def total_budget(programme: Programme, members: frozenset[str]) -> float | None:
    """Return what ``members`` may spend of the total budget; ``None`` where there is no total."""
    total: Money | None = programme.budgets.total
    return None if total is None else float(total) * purse_share(programme, members)
