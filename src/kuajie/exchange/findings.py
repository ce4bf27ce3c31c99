"""Collecting what is wrong with files, so that a person sees all of it at once, and not a million lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import BadInput, Finding, Notice, Place, Severity
from kuajie.messages.notices.files import MORE_FINDINGS

MOST_PER_FILE = 50


class Findings:
    """The findings of one reading: errors (at most 50 listed per file, the rest counted) and warnings."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._listed: Counter[tuple[str | None, Severity]] = Counter()
        self._left: Counter[tuple[str | None, Severity]] = Counter()

    def error(self, notice: Notice, place: Place, **facts: object) -> None:
        """Note something that refuses the files."""
        self._add(Finding(notice=notice, place=place, facts=facts))

    def warn(self, notice: Notice, place: Place, **facts: object) -> None:
        """Note something that is carried along."""
        self._add(Finding(notice=notice, severity=Severity.WARNING, place=place, facts=facts))

    def note(self, notice: Notice, place: Place, **facts: object) -> None:
        """Note something to know."""
        self._add(Finding(notice=notice, severity=Severity.NOTE, place=place, facts=facts))

    def _add(self, finding: Finding) -> None:
        pile = (finding.place.file, finding.severity)
        if finding.place.file is not None and self._listed[pile] >= MOST_PER_FILE:
            self._left[pile] += 1
            return
        self._listed[pile] += 1
        self._found.append(finding)

    def take(self, other: Findings) -> None:
        """Add everything another reading has found."""
        for finding in other._found:
            self._add(finding)
        self._left.update(other._left)

    def listable(
        self, file: str, positions: NDArray[np.intp], severity: Severity = Severity.ERROR
    ) -> Sequence[int]:
        """Return the first positions there is still room to list for a file, and count the others."""
        room = max(0, MOST_PER_FILE - self._listed[file, severity])
        self._left[file, severity] += max(0, len(positions) - room)
        return [int(position) for position in positions[:room]]

    def refused(self, file: str) -> bool:
        """Say whether a file has an error."""
        return self._listed[file, Severity.ERROR] > 0

    @property
    def any_error(self) -> bool:
        """Whether anything refuses the files."""
        return any(finding.severity is Severity.ERROR for finding in self._found)

    def stop_if_refused(self) -> None:
        """Raise ``BadInput`` with every error, if there is one."""
        errors = self._of(Severity.ERROR)
        if errors:
            raise BadInput(errors)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The warnings and notes."""
        return (*self._of(Severity.WARNING), *self._of(Severity.NOTE))

    def _of(self, severity: Severity) -> list[Finding]:
        found = [finding for finding in self._found if finding.severity is severity]
        for (file, pile), count in self._left.items():
            if pile is severity and count:
                found.append(_more(file, severity, count))
        return found


def _more(file: str | None, severity: Severity, count: int) -> Finding:
    return Finding(notice=MORE_FINDINGS, severity=severity, place=Place(file=file), facts={"count": count})
