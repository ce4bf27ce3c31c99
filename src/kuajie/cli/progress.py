"""Progress of a job on standard error: a bar at a terminal, one plain line per step elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from kuajie.messages import Locale, Text


class Report(Protocol):
    """The shape of ``usecases.ports.Progress``, said again here because that module loads the engines."""

    def __call__(self, step: Text, done: float) -> None:
        """Take note of a step and of the share done."""


def _silent(step: Text, done: float) -> None:
    del step, done


class _Bar:
    """A bar that appears with the first report and leaves nothing behind."""

    def __init__(self, bars: Progress, locale: Locale) -> None:
        self.bars = bars
        self.locale = locale
        self.task: TaskID | None = None

    def __call__(self, step: Text, done: float) -> None:
        if self.task is None:
            self.bars.start()
            self.task = self.bars.add_task("", total=1.0)
        self.bars.update(self.task, description=step.say(self.locale), completed=done)


class _Lines:
    """One line whenever a new step begins."""

    def __init__(self, console: Console, locale: Locale) -> None:
        self.console = console
        self.locale = locale
        self.last = ""

    def __call__(self, step: Text, done: float) -> None:
        del done
        said = step.say(self.locale)
        if said != self.last:
            self.console.print(said, markup=False, highlight=False)
            self.last = said


@contextmanager
def reporting(*, locale: Locale, quiet: bool) -> Iterator[Report]:
    """Give a progress callback for the length of a job."""
    console = Console(stderr=True)
    if quiet:
        yield _silent
    elif not console.is_terminal:
        yield _Lines(console, locale)
    else:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        bars = Progress(*columns, console=console, transient=True)
        try:
            yield _Bar(bars, locale)
        finally:
            bars.stop()
