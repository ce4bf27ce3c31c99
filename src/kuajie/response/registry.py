"""The table of response formulas: one row per formula, by the name a programme file gives it."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.response import codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula's name, the code of its compiled form and its parameters' names in kernel order."""

    name: str
    code: int
    parameters: tuple[str, ...] = ()


CARRY_OVERS = {
    row.name: row
    for row in (
        Formula(name="none", code=codes.NONE),
        Formula(name="geometric", code=codes.GEOMETRIC, parameters=("retention",)),
        Formula(name="delayed_geometric", code=codes.DELAYED_GEOMETRIC, parameters=("retention", "delay")),
        Formula(name="weibull", code=codes.WEIBULL, parameters=("shape", "scale")),
    )
}

SATURATIONS = {
    row.name: row
    for row in (
        Formula(name="identity", code=codes.IDENTITY, parameters=("scale",)),
        Formula(name="square_root", code=codes.SQUARE_ROOT, parameters=("scale",)),
        Formula(name="power", code=codes.POWER, parameters=("scale", "slope")),
        Formula(name="log", code=codes.LOG, parameters=("scale",)),
        Formula(name="exponential", code=codes.EXPONENTIAL, parameters=("scale",)),
        Formula(name="logistic", code=codes.LOGISTIC, parameters=("scale",)),
        Formula(name="tanh", code=codes.TANH, parameters=("scale",)),
        Formula(name="hill", code=codes.HILL, parameters=("scale", "slope")),
    )
}

PRICE_FACTORS = {
    row.name: row
    for row in (
        Formula(name="absent", code=codes.ABSENT),
        Formula(
            name="constant_elasticity", code=codes.CONSTANT_ELASTICITY, parameters=("elasticity", "reference")
        ),
        Formula(name="logit", code=codes.LOGIT, parameters=("sensitivity", "reference")),
        Formula(name="linear_power", code=codes.LINEAR_POWER, parameters=("intercept", "decline", "root")),
    )
}
