"""Complaints about the command line's arguments, in both languages.

Typer's own are in English only and are told apart by class; its classes live in a copy of click whose place
has moved between releases, so they are known here by name.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import typer

from kuajie.cli.commands import all_commands
from kuajie.messages import Finding, Notice, Place, Text
from kuajie.messages.notices import cli as notices

UsageError: Any = typer.BadParameter.__base__


def finding_of(error: Any) -> Finding:
    """Return what is wrong with the arguments, from Typer's exception."""
    command = error.ctx.command_path if error.ctx is not None else "kuajie"
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_such_option(error, command)
    if kind == "MissingParameter":
        return _finding(notices.MISSING_VALUE, name=_name(error.param), command=command)
    if kind == "BadParameter":
        return _bad_value(error, command)
    if kind == "BadOptionUsage":
        takes_none = "does not take a value" in error.message
        notice = notices.FLAG_WITH_VALUE if takes_none else notices.OPTION_WITHOUT_VALUE
        return _finding(notice, name=error.option_name, command=command)
    return _by_message(error, command)


def _by_message(error: Any, command: str) -> Finding:
    known = ", ".join(row.name for row in all_commands())
    if error.message.startswith("Missing command"):
        return _finding(notices.NO_COMMAND, known=known)
    if error.message.startswith("No such command"):
        return _finding(notices.NO_SUCH_COMMAND, name=_quoted(error.message), known=known)
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(s) (")[2].rstrip(").")
        return _finding(notices.TOO_MANY_ARGUMENTS, extra=extra, command=command)
    return _finding(notices.OTHER_USAGE, detail=error.message, command=command)


def _no_such_option(error: Any, command: str) -> Finding:
    params = error.ctx.command.get_params(error.ctx)
    known = [name for param in params for name in (*param.opts, *param.secondary_opts)]
    close = get_close_matches(error.option_name, known, n=1)
    if close:
        return _finding(notices.NO_SUCH_OPTION_BUT, name=error.option_name, close=close[0], command=command)
    return _finding(notices.NO_SUCH_OPTION, name=error.option_name, command=command)


def _bad_value(error: Any, command: str) -> Finding:
    if error.param is None:
        return _finding(notices.OTHER_USAGE, detail=error.message, command=command)
    value = _refused_value(error)
    return Finding(
        notice=notices.BAD_VALUE,
        place=Place(),
        facts={"name": _name(error.param), "value": value, "expected": _expected(error)},
    )


def _refused_value(error: Any) -> str:
    """Return the value as it was typed; the check of types keeps it, other checks quote it."""
    details = getattr(error.__cause__, "errors", None)
    if details is not None:
        return str(details()[0]["input"])
    return _quoted(error.message)


def _expected(error: Any) -> Text:
    kind = error.param.type_descriptor
    if kind.is_choice:
        return _filled(notices.ONE_OF, choices=", ".join(str(getattr(c, "value", c)) for c in kind.choices))
    if kind.is_path or kind.is_file:
        return notices.A_PATH
    if kind.is_datetime:
        return notices.A_DATE
    annotation = str(kind.annotation)
    for word, text in (
        ("float", notices.A_NUMBER),
        ("int", notices.A_WHOLE_NUMBER),
        ("date", notices.A_DATE),
    ):
        if word in annotation:
            return _in_range(text, kind.parameter_info) if kind.is_ranged else text
    return _filled(notices.ACCEPTABLE, detail=error.message)


def _in_range(number: Text, limits: Any) -> Text:
    """Return which numbers an option takes, from the limits it was declared with."""
    if limits.max is None:
        text = notices.AT_LEAST
    else:
        text = notices.AT_MOST if limits.min is None else notices.IN_RANGE
    facts = {"low": f"{limits.min}", "high": f"{limits.max}"}
    return Text(en=text.en.format(kind=number.en, **facts), zh=text.zh.format(kind=number.zh, **facts))


def _filled(text: Text, **facts: object) -> Text:
    said = {name: str(fact).replace("{", "{{").replace("}", "}}") for name, fact in facts.items()}
    return Text(en=text.en.format(**said), zh=text.zh.format(**said))


def _name(param: Any) -> str:
    return str(param.name.upper() if param.param_type_name == "argument" else param.opts[0])


def _quoted(message: str) -> str:
    """Return what the message quotes: “No such command 'x'.” gives x."""
    return message.partition("'")[2].partition("'")[0]


def _finding(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, facts=facts)
