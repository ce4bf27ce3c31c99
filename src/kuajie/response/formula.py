"""The rows of the registry: what each kind of formula offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kuajie.response.arrays import Array
from kuajie.response.coupling.gradient import CouplingGradient
from kuajie.response.gradient import CarryGradient, FormulaGradient
from kuajie.response.parameter import Parameter
from kuajie.response.saturation.concavity import always_concave, majorise, touches_at_origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula's name, the code of its compiled form and its parameters in the order kernels take them."""

    name: str
    code: int
    parameters: tuple[Parameter, ...] = ()

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The parameters' names in kernel order."""
        return tuple(parameter.name for parameter in self.parameters)

    def check_parameters(self, **values: float) -> None:
        """Raise ValueError unless ``values`` are exactly this formula's parameters, each in its domain."""
        if set(values) != set(self.parameter_names):
            raise ValueError(f"{self.name} takes parameters {self.parameter_names}, but got {tuple(values)}")
        for parameter in self.parameters:
            if not parameter.domain.holds(values[parameter.name]):
                raise ValueError(
                    f"{self.name}: {parameter.name} must lie in {parameter.domain}, "
                    f"but got {values[parameter.name]}"
                )

    def kernel_arguments(self, *, slots: int, **values: float) -> tuple[float, ...]:
        """Return checked ``values`` in kernel order, filled with ones up to ``slots`` numbers."""
        self.check_parameters(**values)
        known = tuple(float(values[name]) for name in self.parameter_names)
        return known + (1.0,) * (slots - len(known))


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Formula):
    """``impulse(periods, **p)``, ``carry(spend, start=, **p)``, ``carry_adjoint(..., grad_stock=)``."""

    impulse: Callable[..., Array]
    carry: Callable[..., Array]
    carry_adjoint: Callable[..., CarryGradient]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation(Formula):
    """``value(stock, **p)`` and ``gradient(stock, **p)``; ``bounded`` curves stay in [0, 1].

    ``is_concave(**p)`` is about the whole half-line; ``tangent_point(**p)`` is the stock at which a line from
    the origin touches the curve, zero where it is concave.
    """

    value: Callable[..., Array]
    gradient: Callable[..., FormulaGradient]
    bounded: bool
    is_concave: Callable[..., bool] = always_concave
    tangent_point: Callable[..., Array] = touches_at_origin

    def concave_majorant(self, stock: Array, **parameters: Array) -> Array:
        """Return the smallest concave curve above this one, at ``stock``."""
        return majorise(stock, value=self.value, tangent_point=self.tangent_point, **parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFactor(Formula):
    """``value(price, **p)`` and ``gradient(price, **p)``."""

    value: Callable[..., Array]
    gradient: Callable[..., FormulaGradient]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupling(Formula):
    """``value(base, marketing=, training=, price_factor=)`` and ``gradient`` with the same arguments."""

    value: Callable[..., Array]
    gradient: Callable[..., CouplingGradient]
