"""Preference functions of a partners file: a table with thresholds, or a list of kind, q, p, s."""

from __future__ import annotations

from collections.abc import Mapping

from kuajie.exchange.partners_values import Entry, as_number
from kuajie.matching.promethee import USUAL, Preference, PreferenceKind
from kuajie.messages import Place, Text
from kuajie.messages.notices.partners import BAD_PREFERENCE

THRESHOLDS = ("q", "p", "s")
OTHER_NAMES: Mapping[str, str] = {
    "gaussian": "gauss",
    "quasi": "ushape",
    "u-shape": "ushape",
    "v-shape": "vshape",
    "vshape_2": "linear",
    "vshape2": "linear",
}
"""Names that other tools use."""
NO_KIND = Text(en="its kind is not known.", zh="kind 无法识别。")
NO_NUMBER = Text(en="{key} is not a number of zero or more.", zh="{key} 不是大于或等于零的数。")
CROSSED = Text(en="p is below q.", zh="p 小于 q。")
NEEDS = Text(en="{key} must be above zero.", zh="{key} 应大于零。")


def read_preference(entry: Entry, value: object, place: Place) -> Preference:
    """Return a preference function; the usual one, noted, where it cannot be taken."""
    given = _given(value)
    kind = OTHER_NAMES.get(str(given.get("kind")), str(given.get("kind")))
    rule = None if kind in set(PreferenceKind) else NO_KIND
    numbers: dict[str, float] = {}
    for key in THRESHOLDS:
        number = as_number(given.get(key, 0))
        if number is None or number < 0.0:
            rule = rule or Text(en=NO_NUMBER.say("en", key=key), zh=NO_NUMBER.say("zh", key=key))
        else:
            numbers[key] = number
    rule = rule or _rule_broken(PreferenceKind(kind), numbers)
    if rule is not None:
        entry.findings.error(BAD_PREFERENCE, place, rule=rule)
        return USUAL
    return Preference(kind=PreferenceKind(kind), **numbers)


def _given(value: object) -> Mapping[str, object]:
    if isinstance(value, Mapping):
        unknown = set(value) - {"kind", *THRESHOLDS}
        return {} if unknown else value
    if isinstance(value, list) and 1 <= len(value) <= 1 + len(THRESHOLDS):
        return dict(zip(("kind", *THRESHOLDS), value, strict=False))
    return {"kind": value}


def _rule_broken(kind: PreferenceKind, numbers: Mapping[str, float]) -> Text | None:
    """Return which rule of a kind its thresholds break."""
    if kind in {PreferenceKind.LEVEL, PreferenceKind.LINEAR} and numbers["p"] < numbers["q"]:
        return CROSSED
    for needing, key in ((PreferenceKind.VSHAPE, "p"), (PreferenceKind.GAUSS, "s")):
        if kind is needing and not numbers[key]:
            return Text(en=NEEDS.say("en", key=key), zh=NEEDS.say("zh", key=key))
    return None
