"""A month of the books as the site shows it: from its record where that is still good, else worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.utils import timezone

from kuajie.domain.programme import Programme as Agreed
from kuajie.messages import Locale
from kuajie.present.statement_files import statement_files
from kuajie.settlement.periods import Month, month_of
from kuajie.usecases.book_shelf import Books
from kuajie.usecases.keep_books import today_in
from kuajie.usecases.month_record import month_key, month_of_record, month_record
from kuajie.usecases.settle_books import BooksAnswer, look_at
from kuajie.wiring.kept_books import programme_alone
from kuajie_site.programmes.models import Programme
from kuajie_site.settlement.ledger import version_of
from kuajie_site.settlement.models import ShownMonth

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
OFFERED = 18
"""How many past months can be chosen to begin the books with."""


def is_month(text: str) -> bool:
    """Say whether a text names a month as the books do."""
    return _MONTH.fullmatch(text) is not None


@lru_cache(maxsize=64)
def _agreed(folder: Path, digest: str) -> Agreed:
    del digest
    return programme_alone(folder)


def agreed_of(programme: Programme) -> Agreed:
    """Return what was agreed, as the version in force says; its records are not read."""
    version = version_of(programme)
    return _agreed(version.folder, version.digest)


def known_month(programme: Programme, books: Books, period: str) -> BooksAnswer | None:
    """Return a month of the books where its record is still good; ``None``: it has to be worked out."""
    shown = ShownMonth.objects.filter(
        programme=programme, period=period, key=month_key(books, period)
    ).first()
    if shown is None:
        return None
    return month_of_record(shown.record, agreed_of(programme), books, period)


def keep_months(programme: Programme, books: Books) -> None:
    """Work out every month of the books, and keep the records that pages are made from."""
    known = dict(ShownMonth.objects.filter(programme=programme).values_list("period", "key"))
    for period in months_in(books):
        key = month_key(books, period)
        if known.get(period) != key:
            record = month_record(look_at(books, agreed_of(programme), period), books)
            ShownMonth.objects.update_or_create(
                programme=programme, period=period, defaults={"key": key, "record": record}
            )


def months_in(books: Books) -> list[str]:
    """Return the months that the books keep, in order."""
    return [period for period in sorted(books.standings) if books.first and period >= books.first]


def months_to_post(programme: Programme, books: Books) -> list[str]:
    """Return the complete months that something may be posted in, the one to be posted next first."""
    last = month_of(today_in(agreed_of(programme).time_zone, timezone.now())).before
    found: list[str] = []
    month = last
    while len(found) < OFFERED and (not books.first or str(month) >= books.first):
        standing = books.standings.get(str(month))
        if standing is None or not standing.closed:
            found.append(str(month))
        month = month.before
    return list(reversed(found)) if books.first else found


def month_after(period: str) -> str:
    """Return the month after one."""
    return str(Month.read(period).after)


def files_of_month(answer: BooksAnswer, locale: Locale) -> Mapping[str, str | bytes]:
    """Return the statements of a month as files, just as the command line writes them."""
    return statement_files(answer, locale)
