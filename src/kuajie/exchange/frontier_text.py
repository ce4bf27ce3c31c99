"""Frontiers as people write them: an equation in u1 and u2. Only arithmetic is read, nothing is ever run."""

from __future__ import annotations

import ast
import cmath
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Final

from kuajie.messages import Text
from kuajie.sharing.frontier_bargaining import ImplicitFrontier

Number = complex | float
Formula = Callable[[Number, Number], Number]
LONGEST = 300
"""Characters of an equation; more are surely no frontier."""
_WRITTEN = str.maketrans(
    {"₁": "1", "₂": "2", "²": "**2", "³": "**3", "^": "**", "×": "*", "·": "*", "−": "-"}
)
_EQUALS = re.compile(r"<=|>=|==|=|≤|≥")
_TIMES = re.compile(r"(?<![\w.])(\d+\.?\d*)\s*(?=[a-zA-Z(])(?!e[+-]?\d)")
"""A number right before a name or a bracket: people mean a product, as in 2 u2."""
_NAMES: Final = {"u1": 0, "u2": 1, "u_1": 0, "u_2": 1, "x": 0, "y": 1, "u_P": 0, "u_E": 1, "uP": 0, "uE": 1}
_TWO: Final[Mapping[type[ast.operator], Callable[[Number, Number], Number]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_ONE: Final[Mapping[type[ast.unaryop], Callable[[Number], Number]]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_FUNCTIONS: Final[Mapping[str, tuple[Callable[[float], float], Callable[[complex], complex]]]] = {
    "sqrt": (math.sqrt, cmath.sqrt),
    "exp": (math.exp, cmath.exp),
    "log": (math.log, cmath.log),
    "ln": (math.log, cmath.log),
}
NO_EQUATION = Text(en="it must have one equals sign", zh="应含有且仅含一个等号")
NO_UTILITY = Text(en="it must name both u1 and u2", zh="应同时包含 u1 与 u2")
NO_ARITHMETIC = Text(
    en="it may hold only numbers, u1, u2, + - * / ^, brackets, sqrt, exp and log",
    zh="只能含有数、u1、u2、+ - * / ^、括号、sqrt、exp 与 log",
)


class NotAFrontier(ValueError):
    """An equation that cannot be read; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def frontier_of(equation: str) -> ImplicitFrontier:
    """Return the frontier that an equation describes; raises ``NotAFrontier``.

    >>> frontier_of("u1² + 2 u2 = 1").function(0.5, 0.5)
    0.25
    >>> frontier_of("u1 + pi = 1")
    Traceback (most recent call last):
    ...
    kuajie.exchange.frontier_text.NotAFrontier: it may hold only numbers, u1, u2, + - * / ^, brackets, ...
    """
    sides = _EQUALS.split(_TIMES.sub(r"\1*", equation.translate(_WRITTEN)))
    if len(sides) != 2 or len(equation) > LONGEST:
        raise NotAFrontier(NO_EQUATION)
    named: set[int] = set()
    left, right = (_formula(side, named) for side in sides)
    if named != {0, 1}:
        raise NotAFrontier(NO_UTILITY)
    return ImplicitFrontier(lambda u, v: left(u, v) - right(u, v))


def _formula(text: str, named: set[int]) -> Formula:
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return _read(tree.body, named)
    except (SyntaxError, RecursionError, MemoryError, ValueError, OverflowError) as error:
        raise NotAFrontier(NO_ARITHMETIC) from error


def _read(node: ast.expr, named: set[int]) -> Formula:
    """Return the function of a piece of arithmetic; ``named`` collects which utilities it names."""
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _TWO:
            return _joined(_TWO[type(op)], _read(left, named), _read(right, named))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _ONE:
            return _applied(_ONE[type(op)], _read(operand, named))
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            number = float(value)
            return lambda _u, _v: number
        case ast.Name(id=name) if name in _NAMES:
            named.add(_NAMES[name])
            return (lambda u, _v: u) if _NAMES[name] == 0 else (lambda _u, v: v)
        case ast.Call(func=ast.Name(id=name), args=[inner], keywords=[]) if name in _FUNCTIONS:
            return _called(name, _read(inner, named))
    raise ValueError(f"not arithmetic: {ast.dump(node)[:LONGEST]}")


def _joined(join: Callable[[Number, Number], Number], left: Formula, right: Formula) -> Formula:
    return lambda u, v: join(left(u, v), right(u, v))


def _applied(apply: Callable[[Number], Number], inner: Formula) -> Formula:
    return lambda u, v: apply(inner(u, v))


def _called(name: str, inner: Formula) -> Formula:
    real, whole = _FUNCTIONS[name]

    def value(u: Number, v: Number) -> Number:
        found = inner(u, v)
        return whole(found) if isinstance(found, complex) else real(found)

    return value
