"""What a command needs of the terminal: the language, progress, and a way to show its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console

from kuajie.cli.blocks import as_rich
from kuajie.cli.json_output import print_json
from kuajie.cli.language import CURRENT_LOCALE
from kuajie.cli.progress import Report, reporting
from kuajie.messages import Locale
from kuajie.present.blocks import Block
from kuajie.present.record import as_record

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run of a command: its language, whether it answers in JSON, and whom it tells its progress."""

    locale: Locale
    as_json: bool
    progress: Report

    def show(self, answer: Answer, view: Callable[[Answer, Locale], Iterable[Block]]) -> None:
        """Print an answer: as JSON when asked to, else the blocks that ``view`` makes of it."""
        if self.as_json:
            print_json(as_record(answer, self.locale))
            return
        console = Console(highlight=False)
        for block in view(answer, self.locale):
            console.print(as_rich(block, width=console.width))


@contextmanager
def command_session(*, lang: Locale | None, as_json: bool) -> Iterator[Session]:
    """Give a command its session; errors leave it as they are, for ``main`` to say."""
    locale = lang or CURRENT_LOCALE.get()
    with reporting(locale=locale, quiet=as_json) as progress:
        yield Session(locale=locale, as_json=as_json, progress=progress)
