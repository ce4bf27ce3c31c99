"""The books of a programme on the site: where they are, how they stand, and the mirror that lists read."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from kuajie.settlement.chain import EntryKind, head_of
from kuajie.settlement.standing import Standing
from kuajie.store.settlement_books import FolderBooks
from kuajie.usecases.book_shelf import CASE_FILE, Books
from kuajie.usecases.close_books import CODE
from kuajie.wiring.kept_books import kept_books
from kuajie_site.programmes.models import Programme, Version
from kuajie_site.settlement.models import Ledger


def version_of(programme: Programme) -> Version:
    """Return the version in force; raises ``ValueError`` for a programme without files."""
    version = programme.latest
    if version is None:
        raise ValueError(f"programme {programme.pk} has no files")
    return version


def books_of(programme: Programme) -> Books:
    """Return the books of a programme as they stand now, and let the mirror say the same.

    Raises ``BadInput`` where they are not as they were kept.
    """
    books = kept_books(version_of(programme).folder)
    mirror(programme, books)
    return books


def mirror(programme: Programme, books: Books) -> Ledger:
    """Return how the books stand as lists read it."""
    head = head_of(books.entries)
    known = Ledger.objects.filter(programme=programme).first()
    if known is not None and known.head == head:
        return known
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        now = kept_books(version_of(programme).folder)  # somebody may have kept more meanwhile
        told = {"head": head_of(now.entries), "months": _months(now), "cases": _cases(programme, now)}
        made, _ = Ledger.objects.update_or_create(programme=programme, defaults=told)
    return made


def _months(books: Books) -> list[dict[str, Any]]:
    return [
        _month(books.standings[period])
        for period in sorted(books.standings)
        if books.first and period >= books.first
    ]


def _month(standing: Standing) -> dict[str, Any]:
    issue = standing.issue
    return {
        "period": standing.period,
        "closed": standing.closed,
        "locked": None if standing.locked is None else standing.locked.isoformat(),
        "stale": standing.stale,
        "issued": None if issue is None else issue.day.isoformat(),
        "until": None if issue is None else issue.until.isoformat(),
        "codes": {} if issue is None else {party: each[:CODE] for party, each in issue.hashes.items()},
        "signed": {party: {"by": w.by, "day": w.day.isoformat()} for party, w in standing.signed.items()},
        "objected": {
            party: {"by": w.by, "day": w.day.isoformat(), "text": w.text}
            for party, w in standing.objected.items()
        },
    }


def _cases(programme: Programme, books: Books) -> list[dict[str, Any]]:
    """Return every case kept, with what was ruled by number of the line."""
    shelf = FolderBooks(version_of(programme).folder)
    cases: dict[str, dict[str, Any]] = {}
    for entry in books.entries:
        if entry.kind is EntryKind.DISPUTE:
            told = json.loads(shelf.read(entry, CASE_FILE))
            cases[told["id"]] = {**told, "ruled": {}}
        elif entry.kind is EntryKind.RULING and entry.body["case"] in cases:
            for each in entry.body["rulings"]:
                word = {"amount": each["amount"], "reason": each["reason"], "by": entry.body["by"]}
                word["withdrawn"] = each.get("withdrawn", False)
                cases[entry.body["case"]]["ruled"][str(each["claim"])] = {**word, "day": entry.body["day"]}
    return list(cases.values())
