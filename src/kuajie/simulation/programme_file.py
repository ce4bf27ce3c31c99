"""programme.toml of a simulated world, as docs/programme-folder.md describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from kuajie.messages import Locale
from kuajie.simulation.blueprint import CourseBlueprint, LeverBlueprint, PartyBlueprint
from kuajie.simulation.limits import party_budgets, total_budget, weekly_max
from kuajie.simulation.world import World


def quoted(text: str) -> str:
    """Return text as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


def amount(value: float) -> str:
    """Return yuan as a quoted amount of money.

    >>> amount(1200)
    '"1200.00"'
    """
    return f'"{value:.2f}"'


def listed(values: Iterable[str]) -> str:
    """Return already formatted values as a TOML array."""
    return f"[{', '.join(values)}]"


def inline(pairs: Mapping[str, str]) -> str:
    """Return already formatted values as a TOML inline table."""
    return f"{{ {', '.join(f'{key} = {value}' for key, value in pairs.items())} }}"


def general_lines(world: World, locale: Locale) -> Iterator[str]:
    """Yield the programme and its horizon."""
    blueprint = world.blueprint
    yield "[programme]"
    yield f"id = {quoted(blueprint.id)}"
    yield f"title = {quoted(blueprint.title.say(locale))}"
    yield f"currency = {quoted(blueprint.currency)}"
    yield f"time_zone = {quoted(blueprint.time_zone)}"
    yield f"country = {quoted(blueprint.country)}"
    yield "\n[horizon]"
    yield f"start = {world.horizon[0].isoformat()}"
    yield f"weeks = {len(world.horizon)}"


def agreement_lines(world: World) -> Iterator[str]:
    """Yield the objective, the budgets and the terms."""
    blueprint = world.blueprint
    yield "\n[objective]"
    yield f"aim = {quoted(blueprint.aim.value)}"
    if blueprint.weights:
        yield f"weights = {inline({aim.value: str(weight) for aim, weight in blueprint.weights.items()})}"
    if blueprint.profit_floors:
        floors = {party: amount(world.scale * floor) for party, floor in blueprint.profit_floors.items()}
        yield f"profit_floors = {inline(floors)}"
    yield "\n[budgets]"
    yield f"total = {amount(total_budget(world))}"
    yield "[budgets.party]"
    for party, budget in party_budgets(world).items():
        yield f"{party} = {amount(budget)}"
    if blueprint.revenue_shares:
        yield "\n[terms]"
        shares = {party: quoted(share) for party, share in blueprint.revenue_shares.items()}
        yield f"revenue_shares = {inline(shares)}"


def party_lines(world: World, party: PartyBlueprint, locale: Locale) -> Iterator[str]:
    """Yield one party."""
    yield "\n[[party]]"
    yield f"id = {quoted(party.id)}"
    yield f"name = {quoted(party.name.say(locale))}"
    yield f"role = {quoted(party.role.value)}"
    yield f"outside_profit = {amount(world.scale * party.outside_profit)}"
    yield f"bargaining_weight = {party.bargaining_weight}"


def course_lines(course: CourseBlueprint, locale: Locale) -> Iterator[str]:
    """Yield one course."""
    yield "\n[[course]]"
    yield f"id = {quoted(course.id)}"
    yield f"title = {quoted(course.title.say(locale))}"
    yield f"seller = {quoted(course.seller)}"
    yield f"requires = {listed(map(quoted, course.requires))}"
    if course.is_free:
        yield 'price_factor = "absent"'
    else:
        yield f"price_choices = {listed(map(amount, course.price_choices))}"
        yield 'price_factor = "constant_elasticity"'
    yield f"unit_costs = {inline({party: amount(cost) for party, cost in course.unit_costs.items()})}"


def lever_lines(world: World, lever: LeverBlueprint, locale: Locale) -> Iterator[str]:
    """Yield one lever with its limits; the response it is given is the planner's usual guess."""
    place = world.blueprint.lever_place(lever.id)
    yield "\n[[lever]]"
    yield f"id = {quoted(lever.id)}"
    yield f"title = {quoted(lever.title.say(locale))}"
    yield f"party = {quoted(lever.party)}"
    yield f"kind = {quoted(lever.kind.value)}"
    yield f"unit = {quoted(lever.unit.value)}"
    yield f"unit_cost = {amount(lever.unit_cost)}"
    yield f"weekly_max = {amount(weekly_max(world, place))}"
    if lever.set_up_cost:
        yield f"set_up_cost = {amount(world.scale * lever.set_up_cost)}"
    if lever.min_if_used:
        yield f"min_if_used = {amount(world.scale * lever.min_if_used)}"
    if len(lever.factors) < len(world.blueprint.courses):
        yield f"courses = {listed(map(quoted, lever.factors))}"
    yield 'carry_over = "geometric"'
    yield 'saturation = "exponential"'


def duty_lines(world: World, locale: Locale) -> Iterator[str]:
    """Yield who promised to do what by when."""
    for duty in world.blueprint.duties:
        due = world.horizon[0] + timedelta(weeks=duty.week, days=4)
        yield "\n[[duty]]"
        yield f"owner = {quoted(duty.owner)}"
        yield f"task = {quoted(duty.task.say(locale))}"
        yield f"due = {due.isoformat()}"


def programme_text(world: World, locale: Locale) -> str:
    """Return programme.toml."""
    lines = [*general_lines(world, locale), *agreement_lines(world)]
    for party in world.blueprint.parties:
        lines += party_lines(world, party, locale)
    for course in world.blueprint.courses:
        lines += course_lines(course, locale)
    for lever in world.blueprint.levers:
        lines += lever_lines(world, lever, locale)
    return "\n".join([*lines, *duty_lines(world, locale)]) + "\n"
