"""A [[lever]] of programme.toml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from kuajie.domain.beliefs import LeverBelief
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.exchange.programme_file.fields import Fault, Field, Section
from kuajie.exchange.programme_file.readers import belief, identifier, money, text, word, words
from kuajie.messages.notices.programme_file import (
    CROSSED_BOUNDS,
    HALF_LIFE_WITHOUT_CARRY_OVER,
    MISSING_KEY,
    MONEY_COSTS_ONE,
)
from kuajie.response.registry import CARRY_OVERS, SATURATIONS


def read_lever(
    section: Section, currency: str, party_ids: Collection[str], course_ids: Collection[str]
) -> dict[str, Any]:
    """Return the values of a lever."""
    nothing = Money.zero(currency)
    values = section.read(
        {
            "id": Field(identifier(), required=True),
            "title": Field(text(), required=True),
            "party": Field(word(party_ids), required=True),
            "kind": Field(word([str(kind) for kind in LeverKind]), required=True),
            "unit": Field(word([str(unit) for unit in Unit]), required=True),
            "unit_cost": Field(money(currency, positive=True)),
            "weekly_min": Field(money(currency), default=nothing),
            "weekly_max": Field(money(currency), required=True),
            "set_up_cost": Field(money(currency), default=nothing),
            "min_if_used": Field(money(currency), default=nothing),
            "courses": Field(words(course_ids), default=()),
            "largest_change": Field(money(currency)),
            "carry_over": Field(word(CARRY_OVERS), default="geometric"),
            "saturation": Field(word(SATURATIONS), default="exponential"),
            "return_on_spend": Field(belief()),
            "half_life": Field(belief()),
        }
    )
    if values["half_life"] is not None and values["carry_over"] == "none":
        section.fault("half_life", Fault(HALF_LIFE_WITHOUT_CARRY_OVER))
    _check_bounds(section, values)
    return {**values, "unit_cost": _unit_cost(section, values, currency)}


def _unit_cost(section: Section, values: Mapping[str, Any], currency: str) -> Money | None:
    cost: Money | None = values["unit_cost"]
    if values["unit"] == Unit.MONEY:
        if cost is not None and cost.amount != 1:
            section.fault("unit_cost", Fault(MONEY_COSTS_ONE))
        return Money.of(1, currency)
    if values["unit"] is not None and "unit_cost" not in section.values:
        section.fault("unit_cost", Fault(MISSING_KEY, expected=money(currency).expected))
    return cost


def _check_bounds(section: Section, values: Mapping[str, Any]) -> None:
    low, high = values["weekly_min"], values["weekly_max"]
    if high is not None and low > high:
        section.fault("weekly_min", Fault(CROSSED_BOUNDS, low=low, high=high))


def build_lever(values: Mapping[str, Any]) -> Lever:
    """Return the lever of values without faults."""
    plain = {name: value for name, value in values.items() if name not in ("return_on_spend", "half_life")}
    believed = LeverBelief(return_on_spend=values["return_on_spend"], half_life=values["half_life"])
    kinds = {"kind": LeverKind(values["kind"]), "unit": Unit(values["unit"])}
    return Lever(**{**plain, **kinds, "belief": believed})
