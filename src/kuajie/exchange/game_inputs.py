"""The inputs of a game model, each read by its kind, or noted as a finding under its key."""

from __future__ import annotations

from kuajie.exchange.instance_values import (
    ABOVE_ZERO,
    ANY,
    AT_LEAST_ZERO,
    Values,
    Within,
    shown,
)
from kuajie.exchange.nearest import did_you_mean
from kuajie.messages import Place, Text
from kuajie.messages.notices.games import MISSING_INPUT, NOT_A_BOX, NOT_NUMBERS, UNUSED_INPUT
from kuajie.sharing.literature.inputs import Input, Kind
from kuajie.sharing.literature.registry import Model

_SEVERAL = Text(en="two or more", zh="两个或以上")
RANGES = {
    Kind.POSITIVE: Within(rule=ABOVE_ZERO, above=True),
    Kind.NOT_NEGATIVE: Within(rule=AT_LEAST_ZERO),
    Kind.NUMBER: Within(rule=ANY, lowest=-float("inf")),
    Kind.SHARE: Within(rule=Text(en="from 0 to 1", zh="在 0 与 1 之间"), highest=1.0 + 1e-15),
    Kind.INNER_SHARE: Within(
        rule=Text(en="above 0 and below 1", zh="大于 0 且小于 1"), above=True, highest=1.0, instead=0.5
    ),
}


def made_of(model: Model, inputs: Values) -> object | None:
    """Return a model made of its inputs; ``None``, with findings, where they cannot be taken."""
    before = len(inputs.held)
    taken = {}
    whole = True
    for wanted in model.inputs:
        if wanted.name not in inputs.held:
            if wanted.needed:
                inputs.note(MISSING_INPUT, wanted.name, meaning=wanted.meaning)
                whole = False
            continue
        value = _value(wanted, inputs)
        whole = whole and value is not None
        taken[wanted.name] = value
    if before:
        _note_unused(model, inputs)
    return model.make(**taken) if whole else None


def _value(wanted: Input, inputs: Values) -> object | None:
    if wanted.kind in RANGES:
        return _number(wanted, inputs)
    if wanted.kind is Kind.BOX:
        return _box(wanted, inputs)
    return _numbers(wanted, inputs)


def _number(wanted: Input, inputs: Values) -> float | None:
    """Return a number; ``None``, noted, where it is none or outside its range."""
    value = inputs.held[wanted.name]
    within = RANGES[wanted.kind]
    number = inputs.plain(value, wanted.name, within)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return number if number == value else None


def _box(wanted: Input, inputs: Values) -> tuple[float, float] | None:
    value = inputs.held[wanted.name]
    numbers = _finite_numbers(value)
    if numbers is None or len(numbers) != 2 or numbers[0] > numbers[1]:
        inputs.note(NOT_A_BOX, wanted.name, value=shown(value))
        return None
    return numbers[0], numbers[1]


def _numbers(wanted: Input, inputs: Values) -> tuple[float, ...] | None:
    value = inputs.held[wanted.name]
    numbers = _finite_numbers(value)
    if numbers is None or len(numbers) < 2:
        inputs.note(NOT_NUMBERS, wanted.name, value=shown(value), count=_SEVERAL)
        return None
    return numbers


def _finite_numbers(value: object) -> tuple[float, ...] | None:
    if not isinstance(value, list):
        return None
    try:
        numbers = [
            float(entry) for entry in value if isinstance(entry, int | float) and not isinstance(entry, bool)
        ]
    except OverflowError:
        return None
    whole = len(numbers) == len(value) and all(abs(number) < float("inf") for number in numbers)
    return tuple(numbers) if whole else None


def _note_unused(model: Model, inputs: Values) -> None:
    known = [wanted.name for wanted in model.inputs]
    for name in inputs.held:
        if name not in known and name not in model.ignored:
            inputs.findings.warn(
                UNUSED_INPUT,
                Place(file=inputs.file),
                key=inputs.key(name),
                model=model.name,
                known=did_you_mean(name, known),
            )
