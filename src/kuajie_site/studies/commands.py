"""What the commands of the command line can be asked, read from their signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from inspect import Parameter, signature
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from kuajie.cli.bilingual import said
from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One parameter of a command: the kind of its value, default and bounds, its flag, what it means."""

    kind: type
    default: Any
    help: Text
    flag: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@cache
def options_of(command: str) -> Mapping[str, Asked]:
    """Return what a command can be asked, by the names of its parameters."""
    function = import_module(f"kuajie.cli.commands.{command}").command
    hints = get_type_hints(function, include_extras=True)
    parameters = signature(function).parameters
    return MappingProxyType(
        {name: _asked(hints[name], parameter) for name, parameter in parameters.items() if name in hints}
    )


def _asked(hint: Any, parameter: Parameter) -> Asked:
    told = hint.__metadata__[0] if get_origin(hint) is Annotated else None
    kind, choices = _kind(hint.__origin__ if told is not None else hint)
    english = getattr(told, "help", None) or parameter.name
    default = None if parameter.default is Parameter.empty else parameter.default
    return Asked(
        kind=kind,
        default=str(default) if isinstance(default, StrEnum) else default,
        help=Text(en=_plain(said(english, "en")), zh=_plain(said(english, "zh"))),
        flag=_flag(told),
        choices=choices,
        least=getattr(told, "min", None),
        most=getattr(told, "max", None),
    )


def _flag(told: Any) -> str:
    """Return the name of an option; inside ``Annotated`` Typer holds the first one as the default."""
    declared = (getattr(told, "default", None), *(getattr(told, "param_decls", None) or ()))
    return next((str(each).partition("/")[0] for each in declared if str(each).startswith("--")), "")


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _kind(hint: Any) -> tuple[type, tuple[str, ...]]:
    """Return the kind of a value, ``None`` and lists left aside, and its choices where it has any."""
    if get_origin(hint) in (Union, UnionType):
        return _kind(next(each for each in get_args(hint) if each is not NoneType))
    if get_origin(hint) is Literal:
        return str, tuple(get_args(hint))
    if get_origin(hint) is list:
        return _kind(get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str, tuple(str(each) for each in hint)
    if isinstance(hint, type) and issubclass(hint, datetime):
        return date, ()
    return hint, ()
