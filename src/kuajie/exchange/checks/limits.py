"""Limits that contradict each other: budgets below the least spend, prices below unit costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kuajie.domain.lever import Lever
from kuajie.domain.money import Money
from kuajie.domain.terms import Aim, Budgets
from kuajie.exchange.findings import Findings
from kuajie.messages import Place, Text
from kuajie.messages.notices.records import BUDGET_BELOW_FLOOR, PRICE_BELOW_COST
from kuajie.planning.feasibility import smallest_excess

_FILE = "programme.toml"
_EARNING = (Aim.PROFIT, Aim.MIX)


def check_budgets(
    levers: Sequence[Lever], budgets: Budgets, *, weeks: int, currency: str, findings: Findings
) -> None:
    """Refuse budgets that the least spend of the levers already exceeds."""
    limits = {f"budgets.party.{party}": (budget, {party}) for party, budget in budgets.by_party.items()}
    if budgets.total is not None:
        limits["budgets.total"] = (budgets.total, {lever.party for lever in levers})
    for key, (budget, parties) in limits.items():
        own = [lever for lever in levers if lever.party in parties]
        floor = least_spend(own, weeks, currency)
        if floor > budget:
            place = Place(file=_FILE, column=key, value=str(budget.amount))
            findings.error(
                BUDGET_BELOW_FLOOR,
                place,
                budget=budget,
                floor=floor,
                levers=_too_much(own, budget, weeks),
            )


def least_spend(levers: Iterable[Lever], weeks: int, currency: str) -> Money:
    """Return what levers that cannot stay unused cost at least over a horizon, set-up included."""
    total = Money.zero(currency)
    for lever in levers:
        if lever.weekly_min.minor:
            total += max(lever.weekly_min * weeks, lever.min_if_used) + lever.set_up_cost
    return total


def _too_much(levers: Sequence[Lever], budget: Money, weeks: int) -> Text:
    """Return the fewest levers whose least spends a budget cannot hold, with what each needs."""
    needs = [least_spend([lever], weeks, budget.currency) for lever in levers]
    blamed = smallest_excess([need.minor for need in needs], budget.minor)
    named = [f"{levers[place].title} ({needs[place]})" for place in blamed]
    return Text(en=", ".join(named), zh="、".join(named))


def warn_prices(courses: Iterable[Mapping[str, Any]], aim: str, currency: str, *, findings: Findings) -> None:
    """Warn of prices on the menu below unit cost, where the programme is meant to earn."""
    if aim not in _EARNING:
        return
    for course in courses:
        cost = sum(course["unit_costs"].values(), start=Money.zero(currency))
        for price in course["price_choices"]:
            if price < cost:
                place = Place(
                    file=_FILE, column=f"course[{course['id']}].price_choices", value=str(price.amount)
                )
                findings.warn(PRICE_BELOW_COST, place, price=price, cost=cost)
