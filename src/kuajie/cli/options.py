"""Options and arguments with bilingual help, and the two options that every command has."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from kuajie.cli.bilingual import both
from kuajie.messages import Text


def option(
    name: str, help_text: Text, *, short: str | None = None, panel: Text | None = None, **settings: Any
) -> Any:
    """Return what Typer needs to know of an option, for use inside ``Annotated``.

    ``panel`` names the group of options under which a help page lists it.
    """
    names = (name,) if short is None else (name, short)
    group = None if panel is None else both(panel)
    return typer.Option(*names, help=both(help_text), rich_help_panel=group, **settings)


def argument(help_text: Text, **settings: Any) -> Any:
    """Return what Typer needs to know of an argument, for use inside ``Annotated``."""
    return typer.Argument(help=both(help_text), **settings)


Language = Annotated[
    Literal["zh", "en"] | None,
    option(
        "--lang",
        Text(
            en="Language of texts; otherwise KUAJIE_LANG, then the system's.",
            zh="文字使用的语言；未指定时依次取 KUAJIE_LANG 与系统语言。",
        ),
    ),
]
AsJson = Annotated[
    bool,
    option(
        "--json",
        Text(
            en="Print the answer as JSON, and nothing else.",
            zh="以 JSON 输出结果，不输出其他内容。",
        ),
    ),
]
