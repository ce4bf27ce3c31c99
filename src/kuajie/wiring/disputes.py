"""Disputes joined to the folder whose books they are about, and to case files."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kuajie.settlement.disputes import Ruled
    from kuajie.usecases.book_shelf import Books
    from kuajie.usecases.dispute import DisputeAnswer


def dispute_case(
    folder: Path,
    case: Path,
    *,
    file: bool = False,
    rule: bool = False,
    progress: Progress = silent,
    now: datetime | None = None,
) -> DisputeAnswer:
    """Return how a case about a folder's books stands, once it is filed and ruled on as asked.

    Raises ``BadInput`` for what is wrong with it; then nothing is kept.
    """
    from kuajie.exchange.case_file import read_case
    from kuajie.exchange.programme_alone import read_programme_alone
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.book_shelf import look_into
    from kuajie.usecases.dispute import DisputeQuestion, dispute
    from kuajie.usecases.keep_books import today_in
    from kuajie.usecases.settle_books import clause_names

    programme = read_programme_alone(folder, progress=progress)
    shelf = FolderBooks(folder)
    with shelf.alone() if file or rule else nullcontext():
        terms = look_into(shelf).known.terms
        clauses = clause_names(json.loads(terms)) if terms else ()
        read = read_case(case, currency=programme.currency, clauses=clauses)
        question = DisputeQuestion(
            programme=programme,
            case=read.case,
            rulings=read.rulings,
            ruled_by=read.ruled_by,
            ruled_on=read.ruled_on,
            today=today_in(programme.time_zone, now or datetime.now(UTC)),
            file=file,
            rule=rule,
        )
        return dispute(question, shelf)


def rule_on_case(
    folder: Path, case: str, rulings: Sequence[Ruled], *, ruled_by: str, now: datetime | None = None
) -> DisputeAnswer:
    """Keep rulings of today on a case that the books hold, and return how it stands.

    Raises ``BadInput`` where they do not hold it, and for rulings that cannot be kept; then nothing is.
    """
    from kuajie.exchange.programme_alone import read_programme_alone
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.dispute import DisputeQuestion, dispute, filed_case
    from kuajie.usecases.keep_books import today_in

    programme, shelf = read_programme_alone(folder), FolderBooks(folder)
    today = today_in(programme.time_zone, now or datetime.now(UTC))
    with shelf.alone():
        question = DisputeQuestion(
            programme=programme,
            case=filed_case(case, shelf),
            rulings=tuple(rulings),
            ruled_by=ruled_by,
            ruled_on=today,
            today=today,
            rule=True,
        )
        return dispute(question, shelf)


def withdraw_case(
    folder: Path, case: str, *, party: str, by: str, reason: str = "", now: datetime | None = None
) -> Books:
    """Keep that the party that raised a case takes back what nobody has ruled on; raises ``BadInput``."""
    from kuajie.exchange.programme_alone import read_programme_alone
    from kuajie.store.settlement_books import FolderBooks
    from kuajie.usecases.dispute import withdraw
    from kuajie.usecases.keep_books import today_in

    shelf = FolderBooks(folder)
    today = today_in(read_programme_alone(folder).time_zone, now or datetime.now(UTC))
    with shelf.alone():
        return withdraw(shelf, case, party=party, by=by, day=today, reason=reason)
