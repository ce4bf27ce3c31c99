"""Expected situations that stop a job, as exceptions a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from kuajie.messages.notice import Finding, Notice, Place
from kuajie.messages.text import Locale


class KuajieError(Exception):
    """A job stopped for reasons that a person can mend; carries every finding, never just the first.

    ``exit_code`` is what the command line returns.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        if not findings:
            raise ValueError("an error needs at least one finding")
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.say("en") for finding in self.findings))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Finding, ...]]]:
        """Rebuild from the findings, so that an error crosses from one process to another whole."""
        return type(self), (self.findings,)

    @classmethod
    def of(cls, notice: Notice, *, place: Place | None = None, **facts: object) -> Self:
        """Return the error for a single finding."""
        return cls([Finding(notice=notice, place=place or Place(), facts=facts)])

    def say(self, locale: Locale) -> str:
        """Return every finding in ``locale``, one a line."""
        return "\n".join(finding.say(locale) for finding in self.findings)


class BadInput(KuajieError):
    """Files, tables or arguments that cannot be taken as they are."""

    exit_code = 2


class CannotFit(KuajieError):
    """The data cannot carry a fit."""

    exit_code = 3


class InfeasiblePlan(KuajieError):
    """No plan satisfies all limits at once."""

    exit_code = 4


class MissingTool(KuajieError):
    """A part of the system that a job needs is not installed."""

    exit_code = 5
