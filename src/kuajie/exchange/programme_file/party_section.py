"""A [[party]] of programme.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kuajie.domain.money import Money
from kuajie.domain.party import Party, Role
from kuajie.exchange.programme_file.fields import Field, Section
from kuajie.exchange.programme_file.readers import identifier, money, number, text, word


def read_party(section: Section, currency: str) -> dict[str, Any]:
    """Return the values of a party."""
    return section.read(
        {
            "id": Field(identifier(), required=True),
            "name": Field(text(), required=True),
            "role": Field(word([str(role) for role in Role]), required=True),
            "outside_profit": Field(money(currency, signed=True), default=Money.zero(currency)),
            "bargaining_weight": Field(number(positive=True), default=1.0),
        }
    )


def build_party(values: Mapping[str, Any]) -> Party:
    """Return the party of values without faults."""
    return Party(**{**values, "role": Role(values["role"])})
