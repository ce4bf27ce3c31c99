"""A [[course]] of programme.toml."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from kuajie.domain.course import Course
from kuajie.domain.money import Money
from kuajie.exchange.programme_file.fields import Fault, Field, Section
from kuajie.exchange.programme_file.readers import (
    identifier,
    list_of,
    money,
    money_range,
    table_of,
    text,
    word,
    words,
)
from kuajie.messages.notices.programme_file import RANGE_AND_CHOICES, SELLER_NOT_REQUIRED
from kuajie.response.registry import PRICE_FACTORS

_CONCEPT_SEPARATOR = re.compile(r"\s*[;；]\s*")


def read_course(section: Section, currency: str, party_ids: Collection[str]) -> dict[str, Any]:
    """Return the values of a course; its price and seats stand in the seller's catalogue."""
    values = section.read(
        {
            "id": Field(identifier(), required=True),
            "title": Field(text(), required=True),
            "seller": Field(word(party_ids), required=True),
            "requires": Field(words(party_ids), required=True),
            "price_choices": Field(list_of(money(currency)), default=()),
            "price_range": Field(money_range(currency)),
            "price_factor": Field(word(PRICE_FACTORS), default="constant_elasticity"),
            "unit_costs": Field(table_of(party_ids, money(currency)), default={}),
        }
    )
    if "price_range" in section.values and "price_choices" in section.values:
        section.fault("price_range", Fault(RANGE_AND_CHOICES))
    values["price_choices"] = values.pop("price_range") or values["price_choices"]
    seller, requires = values["seller"], values["requires"]
    if seller is not None and requires is not None and seller not in requires:
        section.fault("requires", Fault(SELLER_NOT_REQUIRED, seller=seller))
    return values


def build_course(values: Mapping[str, Any], catalogue_row: Mapping[str, Any], currency: str) -> Course:
    """Return a course from values without faults and its row of the seller's catalogue."""
    concepts = _CONCEPT_SEPARATOR.split(catalogue_row["concepts"].strip())
    return Course(
        **values,
        price=Money(catalogue_row["price"], currency),
        seats=catalogue_row["seats"],
        level=catalogue_row["level"],
        language=catalogue_row["language"] or "zh",
        concepts=tuple(dict.fromkeys(concept for concept in concepts if concept)),
    )
