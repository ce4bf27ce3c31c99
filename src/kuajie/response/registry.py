"""The tables of response formulas, by the name a programme file gives them.

Adding a formula is adding one file and one row here; its compiled form is one branch in ``kernels``, proved
equal by the tests that run over these tables. Importing this module does not import numba.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import TypeVar

from kuajie.response import codes
from kuajie.response.carry_over import delayed_geometric, geometric, none, weibull
from kuajie.response.coupling import product
from kuajie.response.coupling import sum as total
from kuajie.response.formula import CarryOver, Coupling, Formula, PriceFactor, Saturation
from kuajie.response.parameter import EXPONENT, LAG, POSITIVE, RETAINED_SHARE, Domain, Parameter
from kuajie.response.price import absent, constant_elasticity, linear_power, logit
from kuajie.response.saturation import exponential, hill, identity, log, logistic, power, square_root, tanh

Row = TypeVar("Row", bound=Formula)


def tabulate(*rows: Row) -> Mapping[str, Row]:
    """Return a read-only table of ``rows`` by name."""
    return MappingProxyType({row.name: row for row in rows})


def parameters_of(domains: Mapping[str, Domain]) -> tuple[Parameter, ...]:
    """Return parameters in the order given, which is kernel order."""
    return tuple(Parameter(name=name, domain=domain) for name, domain in domains.items())


def carry_over(name: str, code: int, module: ModuleType, **domains: Domain) -> CarryOver:
    """Return the row of a carry-over."""
    return CarryOver(
        name=name,
        code=code,
        parameters=parameters_of(domains),
        impulse=module.impulse,
        carry=module.carry,
        carry_adjoint=module.carry_adjoint,
    )


def saturation(
    name: str, code: int, module: ModuleType, *, bounded: bool = False, **domains: Domain
) -> Saturation:
    """Return the row of a saturation that is concave whatever its parameters."""
    return Saturation(
        name=name,
        code=code,
        parameters=parameters_of({"scale": POSITIVE, **domains}),
        value=module.value,
        gradient=module.gradient,
        bounded=bounded,
    )


def price_factor(name: str, code: int, module: ModuleType, **domains: Domain) -> PriceFactor:
    """Return the row of a price factor."""
    return PriceFactor(
        name=name,
        code=code,
        parameters=parameters_of(domains),
        value=module.value,
        gradient=module.gradient,
    )


CARRY_OVERS = tabulate(
    carry_over("none", codes.NONE, none),
    carry_over("geometric", codes.GEOMETRIC, geometric, retention=RETAINED_SHARE),
    carry_over(
        "delayed_geometric", codes.DELAYED_GEOMETRIC, delayed_geometric, retention=RETAINED_SHARE, delay=LAG
    ),
    carry_over("weibull", codes.WEIBULL, weibull, shape=POSITIVE, scale=POSITIVE),
)

SATURATIONS = tabulate(
    saturation("identity", codes.IDENTITY, identity),
    saturation("square_root", codes.SQUARE_ROOT, square_root),
    saturation("power", codes.POWER, power, slope=EXPONENT),
    saturation("log", codes.LOG, log),
    saturation("exponential", codes.EXPONENTIAL, exponential, bounded=True),
    saturation("logistic", codes.LOGISTIC, logistic, bounded=True),
    saturation("tanh", codes.TANH, tanh, bounded=True),
    Saturation(
        name="hill",
        code=codes.HILL,
        parameters=parameters_of({"scale": POSITIVE, "slope": POSITIVE}),
        value=hill.value,
        gradient=hill.gradient,
        bounded=True,
        is_concave=hill.is_concave,
        tangent_point=hill.tangent_point,
    ),
)

PRICE_FACTORS = tabulate(
    price_factor("absent", codes.ABSENT, absent),
    price_factor(
        "constant_elasticity",
        codes.CONSTANT_ELASTICITY,
        constant_elasticity,
        elasticity=POSITIVE,
        reference=POSITIVE,
    ),
    price_factor("logit", codes.LOGIT, logit, sensitivity=POSITIVE, reference=POSITIVE),
    price_factor(
        "linear_power", codes.LINEAR_POWER, linear_power, intercept=POSITIVE, decline=POSITIVE, root=POSITIVE
    ),
)

COUPLINGS = tabulate(
    Coupling(name="product", code=codes.PRODUCT, value=product.value, gradient=product.gradient),
    Coupling(name="sum", code=codes.SUM, value=total.value, gradient=total.gradient),
)


def find(name: str, *, table: Mapping[str, Row]) -> Row:
    """Return the row called ``name``.

    Raises ValueError that lists the known names.

    >>> find("hill", table=SATURATIONS).code
    7
    >>> find("cubic", table=COUPLINGS)
    Traceback (most recent call last):
    ValueError: no formula is called 'cubic'; known are product, sum
    """
    if name not in table:
        raise ValueError(f"no formula is called {name!r}; known are {', '.join(table)}")
    return table[name]
