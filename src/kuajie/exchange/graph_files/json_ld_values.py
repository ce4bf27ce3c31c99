"""Values of JSON-LD as schema.org documents write them, read without a network and whatever their form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:", "sdo:")
_CONTAINERS = ("@list", "@set")


def plain_key(key: str) -> str:
    """Return a property or type without the address of schema.org.

    >>> plain_key("http://schema.org/Course"), plain_key("schema:name")
    ('Course', 'name')
    """
    return next((key.removeprefix(prefix) for prefix in _PREFIXES if key.startswith(prefix)), key)


def plain(value: object) -> object:
    """Return a value with plain keys everywhere, and lists in the place of @list and @set."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    for container in _CONTAINERS:
        if container in value:
            return plain(value[container])
    aliases = {"id": "@id", "type": "@type"}
    keyed = {plain_key(str(key)): each for key, each in value.items()}
    # JSON-LD 1.1 contexts usually alias these two; an own "@id" or "@type" goes first.
    keyed = {
        aliases.get(key, key) if aliases.get(key) not in keyed else key: each for key, each in keyed.items()
    }
    return {key: each if key == "@context" else plain(each) for key, each in keyed.items()}


def many(value: object) -> list[object]:
    """Return the values of a property: none, one, or those of a list, lists in it opened up."""
    if value is None:
        return []
    if isinstance(value, list):
        return [single for each in value for single in many(each)]
    return [value]


def types_of(value: object) -> set[str]:
    """Return the types of an object."""
    found = value.get("@type") if isinstance(value, dict) else None
    return {plain_key(each) for each in many(found) if isinstance(each, str)}


def texts(value: object) -> list[str]:
    """Return the texts of a value, each once: strings, numbers, values with a language, and language maps."""
    found: list[str] = []
    for each in many(value):
        found += _texts_of(each)
    return list(dict.fromkeys(text for text in (each.strip() for each in found) if text))


def _texts_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, bool) or not isinstance(value, int | float | dict):
        return []
    if isinstance(value, int | float):
        return [f"{value:g}" if isinstance(value, float) else str(value)]
    if "@value" in value:
        return _texts_of(value["@value"])
    if "@id" in value or "@type" in value:
        return texts(value.get("name"))
    return [text for each in value.values() for text in texts(each)]


def names(value: object) -> list[str]:
    """Return what things are called: their names, or themselves where they are texts."""
    found: list[str] = []
    for each in many(value):
        if isinstance(each, dict) and "@value" not in each:
            found += texts(each.get("name")) or texts(each.get("targetName")) or texts(each.get("termCode"))
        else:
            found += texts(each)
    return list(dict.fromkeys(found))


def objects(value: object, path: str = "$") -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield every object in a value with its path, the outer before the inner."""
    if isinstance(value, dict):
        yield path, value
        for key, each in value.items():
            if key != "@context":
                yield from objects(each, f"{path}.{key}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from objects(each, f"{path}[{place}]")


def first(values: Sequence[str]) -> str:
    """Return the first text, or an empty one."""
    return values[0] if values else ""
