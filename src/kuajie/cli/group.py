"""The command ``kuajie`` itself: finds a command in the table and loads it when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command as build_command

from kuajie import __version__
from kuajie.cli.bilingual import both
from kuajie.cli.commands import CommandRow, all_commands
from kuajie.cli.help import print_help
from kuajie.cli.options import Language, option
from kuajie.messages import Text

if TYPE_CHECKING:  # Typer carries its own copy of click, whose place has moved between releases
    from typer._click import Command, Context, HelpFormatter

DESCRIPTION = Text(
    en="Kuajie: plan, run, measure and settle joint programmes between knowledge platforms, "
    "training institutions and their partners.",
    zh="跨界：知识付费平台、教育培训机构及其伙伴的合作项目，从规划、执行、评估到结算。",
)


class KuajieCommand(TyperCommand):
    """A command whose help is printed in the language of the person."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Print the help page to standard output."""
        del formatter
        print_help(self, ctx)


class KuajieGroup(TyperGroup):
    """All commands, by their rows in the table."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of the commands, in the table's order."""
        del ctx
        return [row.name for row in all_commands()]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return a command's name and summary, without loading its module."""
        del ctx
        row = _row(cmd_name)
        return None if row is None else TyperCommand(name=row.name, help=both(row.summary))

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that was called, loaded; a usage error when there is none of that name."""
        name, found, rest = super().resolve_command(ctx, args)
        row = _row(name or "")
        return name, found if row is None else load(row), rest

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Print the help page to standard output."""
        del formatter
        print_help(self, ctx)


def _row(name: str) -> CommandRow | None:
    return next((row for row in all_commands() if row.name == name), None)


def load(row: CommandRow) -> Command:
    """Return a command ready to parse its arguments."""
    place = row.module if "." in row.module else f"kuajie.cli.commands.{row.module}"
    module = import_module(place)
    app = typer.Typer(add_completion=False)
    app.command(row.name, cls=KuajieCommand, help=both(module.DESCRIPTION))(module.command)
    return build_command(app)


def _print_version(asked: bool) -> None:  # noqa: FBT001 -- Typer calls back with the flag in this place
    if asked:
        typer.echo(__version__)
        raise typer.Exit


def _root(
    lang: Language = None,  # read before parsing, by choose_locale
    version: Annotated[  # noqa: FBT002 -- Typer finds the option's default here
        bool,
        option(
            "--version",
            Text(en="Print the version.", zh="显示版本。"),
            is_eager=True,
            callback=_print_version,
        ),
    ] = False,
) -> None:
    del lang, version


def build_group() -> Command:
    """Return the command ``kuajie``."""
    app = typer.Typer(cls=KuajieGroup)
    app.callback(cls=KuajieGroup, help=both(DESCRIPTION))(_root)
    return build_command(app)
