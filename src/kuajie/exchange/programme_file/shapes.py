"""What values look like as fragments of JSON Schema (draft 2020-12), beside the readers that take them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

Shape = Mapping[str, Any]

ANYTHING: Final[Shape] = {}
TEXT: Final[Shape] = {"type": "string", "pattern": r"\S"}
MONEY: Final[Shape] = {
    "anyOf": [
        {"type": "string", "pattern": r"^\+?[0-9]{1,14}(\.[0-9]+)?$"},
        {"type": "number", "minimum": 0, "exclusiveMaximum": 10**14},
    ]
}
SHARE: Final[Shape] = {
    "anyOf": [
        {"type": "string", "pattern": r"^[0-9]{1,9}(/(?!0+$)[0-9]{1,9}|\.[0-9]{1,12})?$"},
        {"type": "number", "minimum": 0, "exclusiveMaximum": 10**9},
    ]
}
RATE: Final[Shape] = {"anyOf": [SHARE["anyOf"][0], {"type": "number", "minimum": 0, "maximum": 1}]}
DAY: Final[Shape] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


class AnyName(Collection[str]):
    """Every name: known names where a schema is about no particular programme."""

    def __contains__(self, name: object) -> bool:
        """Say that a name is known."""
        return isinstance(name, str)

    def __iter__(self) -> Iterator[str]:
        """Yield no name, as there is no end of them."""
        return iter(())

    def __len__(self) -> int:
        """Return zero: none can be listed."""
        return 0


def word(known: Collection[str]) -> Shape:
    """Return the shape of one of the known words."""
    return TEXT if isinstance(known, AnyName) else {"enum": list(known)}


def listed(each: Shape, *, once: bool = False, least: int = 0) -> Shape:
    """Return the shape of a list; ``once``: nothing twice."""
    found: dict[str, Any] = {"type": "array", "items": each}
    found |= {"uniqueItems": True} if once else {}
    return found | ({"minItems": least} if least else {})


def table(known: Collection[str], each: Shape) -> Shape:
    """Return the shape of a table from known words to what ``each`` says."""
    if isinstance(known, AnyName):
        return {"type": "object", "additionalProperties": each}
    return whole_table(dict.fromkeys(known, each))


def whole_table(each: Mapping[str, Shape], *, required: Collection[str] = ()) -> Shape:
    """Return the shape of a table that holds these keys and no others."""
    found: dict[str, Any] = {"type": "object", "properties": dict(each), "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})


def tiers(threshold: Shape, shares: Shape) -> Shape:
    """Return the shape of tiers."""
    keys = {"from": threshold, "shares": shares}
    return listed(whole_table(keys, required=keys), least=1)


def count(most: int) -> Shape:
    """Return the shape of a whole number from zero."""
    return {"type": "integer", "minimum": 0, "maximum": most}
