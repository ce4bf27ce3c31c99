"""Reading a country's rules, which come with the software as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from kuajie.domain.money import Money
from kuajie.messages import Text
from kuajie.settlement.guards.rules import ClaimList, ConsentRule, GuardRules, PrepaidRule, ReferralRule

COUNTRIES: Final = ("CN",)
"""Countries with rules of their own."""
_DEFAULT = "default"


def read_rules(country: str) -> GuardRules:
    """Return the rules of a country, or those of all others where it has none of its own."""
    name = country.lower() if country in COUNTRIES else _DEFAULT
    place = files("kuajie.settlement.guards") / "rules" / f"{name}.toml"
    return _rules(tomllib.loads(place.read_text(encoding="utf-8")))


def _rules(values: Mapping[str, Any]) -> GuardRules:
    referral, consent = values["referral"], values["consent"]
    return GuardRules(
        country=values["country"],
        referral=ReferralRule(
            most_levels=referral["most_levels"],
            words=tuple(referral["words"]),
            basis=Text(**referral["basis"]),
        ),
        prepaid=_prepaid(values["prepaid"]) if "prepaid" in values else None,
        claims=tuple(_claims(each) for each in values["claims"]),
        signs=tuple((name, tuple(each["signs"])) for name, each in values["fields"].items()),
        consent=ConsentRule(days=consent["days"], basis=Text(**consent["basis"])),
    )


def _prepaid(values: Mapping[str, Any]) -> PrepaidRule:
    return PrepaidRule(
        months=values["months"],
        lessons=values["lessons"],
        amount=Money.of(values["amount"], values["currency"]),
        basis=Text(**values["basis"]),
        amount_basis=Text(**values["amount_basis"]),
    )


def _claims(values: Mapping[str, Any]) -> ClaimList:
    return ClaimList(
        id=values["id"],
        field=values.get("field", ""),
        grave=values.get("grave", True),
        words=tuple(values["words"]),
        patterns=tuple(values["patterns"]),
        exceptions=tuple(values["exceptions"]),
        why=Text(**values["why"]),
        instead=Text(**values["instead"]),
        basis=Text(**values["basis"]),
    )
