"""The inputs of a game model, each read by its kind, or noted as a finding under its key."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isfinite

from kuajie.exchange.frontier_text import NotAFrontier, frontier_of
from kuajie.exchange.instance_values import ABOVE_ZERO, ANY, AT_LEAST_ZERO, BELOW_ONE, Values, Within, shown
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.messages import Place, Text
from kuajie.messages.notices.games import (
    BAD_FRONTIER,
    BAD_LAW,
    DIFFERENT_LENGTHS,
    MISSING_INPUT,
    NOT_A_BOX,
    NOT_NUMBERS,
    NOT_WEIGHTS,
    UNUSED_INPUT,
)
from kuajie.messages.notices.instances import NUMBER_OUT_OF_RANGE, UNKNOWN_CHOICE
from kuajie.sharing.frontier_bargaining import Frontier, line_frontier
from kuajie.sharing.literature.demand_law import LAWS, OTHER_NAMES, SIGNED, DemandLaw, Parameters
from kuajie.sharing.literature.inputs import LENGTH, Input, Kind
from kuajie.sharing.literature.registry import Model

RANGES = {
    Kind.POSITIVE: Within(rule=ABOVE_ZERO, above=True),
    Kind.NOT_NEGATIVE: Within(rule=AT_LEAST_ZERO),
    Kind.NUMBER: Within(rule=ANY, lowest=-inf),
    Kind.SHARE: Within(rule=Text(en="from 0 to 1", zh="在 0 与 1 之间"), highest=1.0 + 1e-15),
    Kind.BELOW_ONE: Within(rule=BELOW_ONE, highest=1.0),
}
_SEVERAL = Text(en="two or more", zh="两个或以上")
_TRADES = Text(
    en="its points must trade u1 for u2, two of them at least", zh="各点应以 u1 换 u2，且至少两个点"
)
_ORDERED = Text(en="above the lower end", zh="大于下端")


def made_of(model: Model, inputs: Values) -> object | None:
    """Return a model made of its inputs; ``None``, with findings, where they cannot be taken."""
    taken: dict[str, object | None] = {}
    used = {wanted.name for wanted in model.inputs} | set(model.ignored)
    for wanted in model.inputs:
        if wanted.name in inputs.held:
            taken[wanted.name] = _value(wanted, inputs, used)
        elif wanted.needed:
            inputs.note(MISSING_INPUT, wanted.name, meaning=wanted.meaning)
            taken[wanted.name] = None
    missing = any(wanted.needed and wanted.name not in inputs.held for wanted in model.inputs)
    _note_unused(model, inputs, used, note=inputs.findings.error if missing else inputs.findings.warn)
    whole = all(value is not None for value in taken.values()) and _alike(model, inputs, taken)
    return model.make(**taken) if whole else None


def _value(wanted: Input, inputs: Values, used: set[str]) -> object | None:
    if wanted.kind in RANGES:
        return number_of(inputs, wanted.name, RANGES[wanted.kind])
    if wanted.kind is Kind.BOX:
        return _box(inputs, wanted.name)
    if wanted.kind is Kind.DEMAND:
        return _law(inputs, wanted.name, used)
    if wanted.kind is Kind.FRONTIER:
        return _frontier(inputs, wanted.name)
    return _numbers(wanted, inputs)


def number_of(inputs: Values, name: str, within: Within) -> float | None:
    """Return a number; ``None``, noted, where it is none or outside its range."""
    value = inputs.held[name]
    number = inputs.plain(value, name, within)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return number if number == value else None


def _box(inputs: Values, name: str) -> tuple[float, float] | None:
    numbers = _finite_numbers(inputs.held[name])
    if numbers is None or len(numbers) != 2 or numbers[0] > numbers[1]:
        inputs.note(NOT_A_BOX, name, value=shown(inputs.held[name]))
        return None
    return numbers[0], numbers[1]


def _numbers(wanted: Input, inputs: Values) -> tuple[float, ...] | None:
    value, length = inputs.held[wanted.name], LENGTH.get(wanted.kind)
    numbers = _finite_numbers(value)
    if numbers is None or len(numbers) < 2 or (length is not None and len(numbers) != length):
        inputs.note(NOT_NUMBERS, wanted.name, value=shown(value), count=length or _SEVERAL)
        return None
    weights = wanted.kind in (Kind.WEIGHTS, Kind.SHARES)
    if weights and (min(numbers) < 0.0 or sum(numbers) <= 0.0):
        inputs.note(NOT_WEIGHTS, wanted.name, value=shown(value))
        return None
    return numbers


def _finite_numbers(value: object) -> tuple[float, ...] | None:
    if not isinstance(value, list):
        return None
    plain = [entry for entry in value if isinstance(entry, int | float) and not isinstance(entry, bool)]
    try:
        numbers = tuple(float(entry) for entry in plain)
    except OverflowError:  # a whole number beyond every float
        return None
    return numbers if len(numbers) == len(value) and all(map(isfinite, numbers)) else None


def _alike(model: Model, inputs: Values, taken: dict[str, object | None]) -> bool:
    """Return whether all lists have as many entries, one per party; a finding where not."""
    lists = {
        wanted.name: len(value)
        for wanted in model.inputs
        if isinstance(value := taken.get(wanted.name), tuple) and wanted.kind in (Kind.NUMBERS, Kind.WEIGHTS)
    }
    if len(set(lists.values())) <= 1:
        return True
    first, *others = lists
    inputs.note(DIFFERENT_LENGTHS, first, others=listing(inputs.key(name) for name in others))
    return False


def _frontier(inputs: Values, name: str) -> Frontier | None:
    value = inputs.held[name]
    try:
        if isinstance(value, str):
            return frontier_of(value)
        listed = value if isinstance(value, list) else []
        points = [_finite_numbers(point) or () for point in listed]
        return line_frontier(points)
    except NotAFrontier as error:
        reason = error.reason
    except ValueError:
        reason = _TRADES
    inputs.note(BAD_FRONTIER, name, reason=reason)
    return None


def _law(inputs: Values, name: str, used: set[str]) -> DemandLaw | None:
    """Return the law of demand whose name and parameters stand beside each other."""
    value = inputs.held[name]
    called = value.strip().casefold() if isinstance(value, str) else ""
    law = OTHER_NAMES.get(called, called)
    if law not in LAWS:
        inputs.note(UNKNOWN_CHOICE, name, value=shown(value), known=listing(LAWS))
        return None
    for way in LAWS[law]:
        held = [_stated(inputs, names) for names in way.names]
        if None not in held:
            return _made_law(law, way, [key for key in held if key is not None], inputs, used)
    usual = LAWS[law][0]
    missing = [names[0] for names in usual.names if _stated(inputs, names) is None]
    needed = [names[0] for names in usual.names]
    inputs.note(BAD_LAW, name, law=law, needed=listing(needed), missing=listing(missing))
    used.update(key for way in LAWS[law] for names in way.names for key in names)
    return None


def _stated(inputs: Values, names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in inputs.held), None)


def _made_law(law: str, way: Parameters, keys: list[str], inputs: Values, used: set[str]) -> DemandLaw | None:
    used.update(keys)
    signed = law in ("normal", "lognormal", "uniform")
    found = [
        number_of(inputs, key, RANGES[Kind.NUMBER if signed and key in SIGNED else Kind.POSITIVE])
        for key in keys
    ]
    numbers = [number for number in found if number is not None]
    if len(numbers) < len(found):
        return None
    if law == "uniform" and numbers[0] >= numbers[1]:
        value = shown(inputs.held[keys[1]])
        inputs.note(NUMBER_OUT_OF_RANGE, keys[1], value=value, rule=_ORDERED)
        return None
    return way.make(*numbers)


def _note_unused(model: Model, inputs: Values, used: set[str], *, note: Callable[..., None]) -> None:
    """Note inputs that the model does not have: where one is missing, it may have been misspelt."""
    known = [wanted.name for wanted in model.inputs]
    for name in inputs.held:
        if name not in used:
            note(
                UNUSED_INPUT,
                Place(file=inputs.file),
                key=inputs.key(name),
                model=model.name,
                known=did_you_mean(name, known),
            )
