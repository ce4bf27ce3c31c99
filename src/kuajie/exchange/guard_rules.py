"""Reading a country's rules, which come with the software as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from kuajie.domain.money import Money
from kuajie.messages import Text
from kuajie.settlement.guards.rules import (
    Basis,
    Checked,
    ClaimList,
    ConsentRule,
    GuardRules,
    PrepaidRule,
    ReferralRule,
    Source,
)

COUNTRIES: Final = ("CN",)
"""Countries with rules of their own."""
_DEFAULT = "default"
Sources = Mapping[str, Source]


def read_rules(country: str) -> GuardRules:
    """Return the rules of a country, or those of all others where it has none of its own."""
    name = country.lower() if country in COUNTRIES else _DEFAULT
    place = files("kuajie.settlement.guards") / "rules" / f"{name}.toml"
    return _rules(tomllib.loads(place.read_text(encoding="utf-8")))


def _rules(values: Mapping[str, Any]) -> GuardRules:
    consent = values["consent"]
    sources = {name: _source(name, each) for name, each in values.get("sources", {}).items()}
    return GuardRules(
        country=values["country"],
        sources=tuple(sources.values()),
        referral=_referral(values["referral"], sources),
        prepaid=_prepaid(values["prepaid"], sources) if "prepaid" in values else None,
        claims=tuple(_claims(each, sources) for each in values["claims"]),
        signs=tuple((name, tuple(each["signs"])) for name, each in values["fields"].items()),
        consent=ConsentRule(days=consent["days"], basis=_basis(consent["basis"], sources)),
    )


def _source(name: str, values: Mapping[str, Any]) -> Source:
    return Source(
        id=name,
        name=Text(en=values["en"], zh=values["zh"]),
        checked=Checked(values["checked"]),
        rests_on=values.get("rests_on", ""),
    )


def _basis(values: Mapping[str, Any], sources: Sources) -> Basis:
    return Basis(
        said=Text(en=values["en"], zh=values["zh"]),
        sources=tuple(sources[name] for name in values.get("cites", ())),
    )


def _referral(values: Mapping[str, Any], sources: Sources) -> ReferralRule:
    return ReferralRule(
        most_levels=values["most_levels"],
        words=tuple(values["words"]),
        basis=_basis(values["basis"], sources),
        caution=Text(**values["caution"]) if "caution" in values else None,
    )


def _prepaid(values: Mapping[str, Any], sources: Sources) -> PrepaidRule:
    return PrepaidRule(
        months=values["months"],
        lessons=values["lessons"],
        amount=Money.of(values["amount"], values["currency"]),
        basis=_basis(values["basis"], sources),
        amount_basis=_basis(values["amount_basis"], sources),
    )


def _claims(values: Mapping[str, Any], sources: Sources) -> ClaimList:
    return ClaimList(
        id=values["id"],
        field=values.get("field", ""),
        grave=values.get("grave", True),
        words=tuple(values["words"]),
        patterns=tuple(values["patterns"]),
        exceptions=tuple(values["exceptions"]),
        why=Text(**values["why"]),
        instead=Text(**values["instead"]),
        basis=_basis(values["basis"], sources),
    )
