"""Guards joined to the folder they look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.usecases.check_guards import GuardAnswer


def guard_folder(
    folder: Path,
    *,
    copy: Sequence[Path] = (),
    country: str | None = None,
    now: datetime | None = None,
    progress: Progress = silent,
) -> GuardAnswer:
    """Return where a programme folder comes near what a country's law forbids (none: the programme's own).

    Copy is that of the folder ``copy`` inside, with the files given. Raises ``BadInput`` with everything that
    is wrong with the files.
    """
    from kuajie.exchange.copy_files import read_copy
    from kuajie.exchange.guard_rules import COUNTRIES, read_rules
    from kuajie.exchange.guards_section import read_guard_choices
    from kuajie.exchange.reading import read_folder
    from kuajie.exchange.row_numbers import row_numbers
    from kuajie.messages import Finding, Severity
    from kuajie.messages.notices.guards import NO_OWN_RULES
    from kuajie.usecases.check_guards import GuardQuestion, check_guards

    reading = read_folder(folder, progress=progress)
    programme, events = reading.programme, reading.events
    chosen = (country or programme.country).strip().upper()
    courses = (*programme.course_ids, *events.tables["courses"]["course_id"].to_pylist())
    question = GuardQuestion(
        programme=programme,
        events=events,
        rules=read_rules(chosen),
        choices=read_guard_choices(
            folder, courses=tuple(dict.fromkeys(courses)), parties=programme.party_ids
        ),
        copies=read_copy(folder, copy),
        now=now or datetime.now(UTC),
    )
    facts = {"country": chosen, "known": ", ".join(COUNTRIES)}
    foreign = Finding(notice=NO_OWN_RULES, severity=Severity.NOTE, facts=facts)
    return check_guards(
        question,
        rows=partial(row_numbers, folder),
        warnings=() if question.rules.country else (foreign,),
    )
