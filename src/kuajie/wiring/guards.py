"""Guards joined to the folder they look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.messages import BadInput, Finding, Severity
from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.exchange.reading import Reading
    from kuajie.usecases.check_guards import Copy, GuardAnswer


def guard_folder(
    folder: Path,
    *,
    copy: Sequence[Path] = (),
    country: str | None = None,
    now: datetime | None = None,
    progress: Progress = silent,
) -> GuardAnswer:
    """Return where a programme folder comes near what a country's law forbids.

    The country is that given, else that of ``[guards]``, else the programme's own. Copy is that of the folder
    ``copy`` inside, with the files given. Raises ``BadInput`` with everything that is wrong with the files.
    """
    from kuajie.exchange.copy_files import read_copy
    from kuajie.exchange.reading import read_folder

    reading = read_folder(folder, progress=progress)
    return _guard(folder, reading, read_copy(folder, copy), country=country, now=now)


def guard_warnings(folder: Path, reading: Reading, *, now: datetime | None = None) -> tuple[Finding, ...]:
    """Return what the guards find in a folder as warnings for other commands, which go on all the same.

    Copy that cannot be read is a warning too. Rows of orders are not looked up, which would take as long as
    reading them.
    """
    from kuajie.exchange.copy_files import read_copy
    from kuajie.usecases.check_guards import told_elsewhere

    copies: tuple[Copy, ...] = ()
    unread: tuple[Finding, ...] = ()
    try:
        copies = read_copy(folder, ())
    except BadInput as refused:
        unread = tuple(replace(each, severity=Severity.WARNING) for each in refused.findings)
    return (*unread, *told_elsewhere(_guard(folder, reading, copies, now=now, looks_up=False)))


def _guard(
    folder: Path,
    reading: Reading,
    copies: tuple[Copy, ...],
    *,
    country: str | None = None,
    now: datetime | None = None,
    looks_up: bool = True,
) -> GuardAnswer:
    from kuajie.exchange.guard_rules import COUNTRIES, read_rules
    from kuajie.exchange.row_numbers import row_numbers
    from kuajie.messages.notices.guards import NO_OWN_RULES
    from kuajie.usecases.check_guards import GuardQuestion, check_guards

    chosen = (country or reading.guards.country or reading.programme.country).strip().upper()
    question = GuardQuestion(
        programme=reading.programme,
        events=reading.events,
        rules=read_rules(chosen),
        choices=reading.guards,
        copies=copies,
        now=now or datetime.now(UTC),
    )
    facts = {"country": chosen, "known": ", ".join(COUNTRIES)}
    foreign = Finding(notice=NO_OWN_RULES, severity=Severity.NOTE, facts=facts)
    return check_guards(
        question,
        rows=partial(row_numbers, folder) if looks_up else lambda _kind, _keys: {},
        warnings=() if question.rules.country else (foreign,),
    )
