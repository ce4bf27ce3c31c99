"""How a long job tells how far it is, and how it is cancelled. Light: surfaces may import it at any time."""

from __future__ import annotations

from typing import Protocol

from kuajie.messages.text import Text


class Progress(Protocol):
    """Told how far a job is; may raise ``Cancelled`` to end it between two steps."""

    def __call__(self, step: Text, done: float) -> None:
        """Take note that ``step`` is under way and the job is ``done`` (0 to 1) finished."""


class Cancelled(Exception):
    """Raised from a progress callback when the person asked to stop; nothing is stored."""


def silent(step: Text, done: float) -> None:
    """Report progress to nobody."""
    del step, done


def part_of(progress: Progress, *, start: float, end: float) -> Progress:
    """Return a progress that fills only the part from ``start`` to ``end`` of the whole."""

    def report(step: Text, done: float) -> None:
        progress(step, start + (end - start) * done)

    return report
