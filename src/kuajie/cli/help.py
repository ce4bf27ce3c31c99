"""Help pages in the language of the person, laid out by Rich so that Chinese columns line up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from kuajie.cli.bilingual import both, said
from kuajie.cli.language import CURRENT_LOCALE
from kuajie.cli.wrapping import wrap
from kuajie.messages import Locale, Text

USAGE = Text(en="Usage: {line}", zh="用法：{line}")
ARGUMENTS = Text(en="Arguments", zh="参数")
OPTIONS = Text(en="Options", zh="选项")
COMMANDS = Text(en="Commands", zh="命令")
REQUIRED = Text(en="required", zh="必填")
DEFAULT = Text(en="default: {value}", zh="默认：{value}")
MORE = Text(
    en="'kuajie COMMAND --help' tells more about a command.", zh="“kuajie 命令 --help”给出该命令的详细说明。"
)
GAPS = 6
"""Cells that a table of options leaves empty: beside each of its columns, and between them."""

_OPTION_PIECE = Text(en="[OPTIONS]", zh="[选项]")
_COMMAND_PIECE = Text(en="COMMAND", zh="命令")

# Options that Typer adds by itself, in its own words.
BUILT_IN: dict[str, Text] = {
    "help": Text(en="Show this page.", zh="显示本页。"),
    "install_completion": Text(en="Let the shell complete kuajie's commands.", zh="为当前终端安装命令补全。"),
    "show_completion": Text(en="Show the completion script.", zh="显示命令补全脚本。"),
}


def print_help(command: Any, context: Any) -> None:
    """Print the help page of a command or of the group."""
    locale = CURRENT_LOCALE.get()
    console = Console(highlight=False)
    console.print(USAGE.say(locale, line=_usage(command, context, locale)), markup=False)
    console.print()
    console.print(Padding(Line(wrap(said(command.help or "", locale), console.width - 4)), (0, 2)))
    for title, params in _groups(command, context, locale).items():
        _print_section(console, title, [_param_row(param, context, locale) for param in params])
    if hasattr(command, "list_commands"):
        _print_section(console, COMMANDS.say(locale), list(_command_rows(command, context, locale)))
        console.print()
        console.print(MORE.say(locale), markup=False)


def _groups(command: Any, context: Any, locale: Locale) -> dict[str, list[Any]]:
    """Return arguments, then options by the panels they name, those without one last."""
    groups: dict[str, list[Any]] = {ARGUMENTS.say(locale): []}
    params = [param for param in command.get_params(context) if not getattr(param, "hidden", False)]
    for param in sorted(params, key=lambda param: _panel(param) is None):
        kind = ARGUMENTS if param.param_type_name == "argument" else OPTIONS
        groups.setdefault(said(_panel(param) or both(kind), locale), []).append(param)
    return groups


def _panel(param: Any) -> str | None:
    named: str | None = getattr(param, "rich_help_panel", None)
    return named


def _usage(command: Any, context: Any, locale: Locale) -> str:
    pieces = [context.command_path, _OPTION_PIECE.say(locale)]
    for param in command.get_params(context):
        if param.param_type_name == "argument":
            name = param.name.upper()
            pieces.append(name if param.required else f"[{name}]")
    if hasattr(command, "list_commands"):
        pieces.append(_COMMAND_PIECE.say(locale))
    return " ".join(pieces)


def _print_section(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(no_wrap=True, style="bold cyan")
    table.add_column(overflow="fold")
    room = console.width - max(cell_len(name) for name, _ in rows) - GAPS
    for name, meaning in rows:
        table.add_row(Line(name), Line(wrap(meaning, room)))
    console.print()
    console.print(title, style="bold", markup=False)
    console.print(table)


def _command_rows(group: Any, context: Any, locale: Locale) -> Iterator[tuple[str, str]]:
    for name in group.list_commands(context):
        yield name, said(group.get_command(context, name).help, locale)


def _param_row(param: Any, context: Any, locale: Locale) -> tuple[str, str]:
    if param.param_type_name == "argument":
        name = param.name.upper()
    else:
        flag = getattr(param, "is_flag", False)
        name = ", ".join([*param.opts, *param.secondary_opts])
        name += "" if flag else " " + _value_name(param, context)
    built_in = BUILT_IN.get(param.name)
    meaning = built_in.say(locale) if built_in else said(param.help or "", locale)
    notes = " ".join(f"[{note}]" for note in _notes(param, context, locale))
    return name, f"{meaning} {notes}".strip()


def _value_name(param: Any, context: Any) -> str:
    name = str(param.metavar or param.display_type(context)).strip("<>")
    return name if param.type_descriptor.is_choice else name.upper()


def _notes(param: Any, context: Any, locale: Locale) -> Iterator[str]:
    if param.required:
        yield REQUIRED.say(locale)
    default = param.get_default(context, call=False)
    if default is not None and not isinstance(default, bool) and default not in ((), []):
        yield DEFAULT.say(locale, value=default)
