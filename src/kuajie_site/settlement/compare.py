"""Reconciling own books: against the programme's record, or with another party that hands in its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from kuajie.exchange.toml_text import toml_text
from kuajie.messages import LOCALES, BadInput, Finding, Locale, Text
from kuajie.present.blocks import Alert
from kuajie.present.page import Part
from kuajie.present.reconcile import TO_KNOW, reconcile_blocks
from kuajie.present.reconcile_lines import differences_csv
from kuajie.usecases.keep_books import today_in
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.reconcile import ReconcileAnswer
from kuajie.wiring.reconciliation import Comparing, HowWritten, reconcile_books
from kuajie_site.access.refused import Refused
from kuajie_site.accounts.models import User
from kuajie_site.activity.log import note
from kuajie_site.disclosure.fields import Field
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.models import Party, Seat, Version
from kuajie_site.settlement.models import Comparison, SideBook
from kuajie_site.settlement.months import agreed_of
from kuajie_site.settlement.queue import enqueue
from kuajie_site.settlement.verify import save
from kuajie_site.settlement.visible import seen_by
from kuajie_site.settlement.words import finding_said, in_both
from kuajie_site.studies.parts import plain_parts
from kuajie_site.studies.told import as_part
from kuajie_site.uploads.unpacking import UNPACKED_TIMES, form_of, require_sound_workbook

NOT_DISCLOSED = Text(
    en="{party} does not disclose its order lines to you. Ask {party} to reconcile its own book with yours, "
    "or to disclose them.",
    zh="{party}未向你方公开订单明细。可邀请{party}用其账本与你方对账，或请其公开。",
)
NOT_WAITING = Text(en="This reconciliation no longer waits for a book.", zh="该对账已不再等待上传。")
RECORD = "{party} · Kuajie"
OTHER_SIDE = Text(
    en="The other book cannot be read as it is; its own side is told why.",
    zh="对方的账本暂无法读取，具体原因已告知对方。",
)


def take_book(
    seat: Seat,
    user: User,
    given: UploadedFile[Any],
    *,
    key: UUID,
    zone: str,
    unit: str,
    columns: Mapping[str, str] | None = None,
) -> SideBook:
    """Keep a side's own book; with the same ``key`` again, the same. Raises ``NotTaken`` for other files."""
    known = SideBook.objects.filter(pk=key, programme=seat.programme, party=seat.party, user=user).first()
    if known is not None:
        return known
    if seat.party is None:
        raise ValueError("a mediator has no book")
    name = PurePosixPath((given.name or "").replace("\\", "/")).name[:200] or "book.csv"
    book = SideBook(
        id=key, programme=seat.programme, party=seat.party, user=user, name=name, zone=zone, unit=unit
    )
    book.columns = dict(columns or {})
    part = seat.programme.place / "own_books" / f".{uuid4().hex}"
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        book.sha256 = save(given, part)
        book.form = form_of(part, name)
        if book.form == "xlsx":
            require_sound_workbook(part, name, limit=UNPACKED_TIMES * settings.UPLOAD_LIMIT)
        with transaction.atomic():
            book.save(force_insert=True)
        if book.columns:
            book.column_map.write_text(toml_text({"book": book.columns}), encoding="utf-8")
        part.rename(book.place)
    except IntegrityError as error:
        raise Http404 from error
    finally:
        part.unlink(missing_ok=True)
    return book


def begin(
    seat: Seat,
    user: User,
    book: SideBook,
    other: Party,
    *,
    record: bool,
    period: str,
    tolerance: str,
    days: int,
) -> tuple[Comparison, Job | None]:
    """Begin a comparison of a book: at once with the programme's record, or once the other side joins.

    Raises ``Refused`` where the record is another party's that does not disclose its order lines: whoever
    could compare guesses with it would learn it line by line.
    """
    known = Comparison.objects.filter(book=book).first()
    if known is None:
        if record and other.key not in seen_by(seat, Field.ORDER_LINES):
            raise Refused(NOT_DISCLOSED, status=403, party=other.name)
        how = {"tolerance": tolerance, "days": days}
        known, made = Comparison.objects.get_or_create(
            book=book,
            defaults={
                "programme": seat.programme,
                "period": period,
                "other": other,
                "record": record,
                "settings": how,
            },
        )
        if made and not record:
            note(seat, "reconciliation_offered", concerns=other, party=other.name)
    if known.waiting or known.ended_at is not None:
        return known, None
    return known, enqueue(seat, user, "compare", comparison=str(known.pk))


def join(seat: Seat, user: User, found: Comparison, book: SideBook) -> Job:
    """Hand in the other side's book; raises ``Refused`` where it is no longer waited for."""
    mine = Comparison.objects.filter(
        pk=found.pk, other=seat.party, record=False, declined=False, other_book=None
    )
    if not mine.update(other_book=book) and found.other_book_id != book.pk:
        raise Refused(NOT_WAITING)
    note(seat, "reconciliation_joined", concerns=found.book.party, party=found.book.party.name)
    return enqueue(seat, user, "compare", comparison=str(found.pk))


def decline(seat: Seat, found: Comparison) -> None:
    """Decline to reconcile; raises ``Refused`` where it is no longer waited for."""
    mine = Comparison.objects.filter(pk=found.pk, other=seat.party, record=False, other_book=None)
    if not mine.update(declined=True, ended_at=timezone.now()):
        raise Refused(NOT_WAITING)
    note(seat, "reconciliation_declined", concerns=found.book.party, party=found.book.party.name)


def comparisons_of(seat: Seat) -> QuerySet[Comparison]:
    """Return the comparisons a seat knows of: its party's own, and those that ask for its book."""
    every = Comparison.objects.filter(programme=seat.programme).select_related(
        "book__party", "book__user", "other", "other_book", "programme"
    )
    if seat.party is None:
        return every.filter(record=False)
    return every.filter(Q(book__party=seat.party) | Q(other=seat.party, record=False))


def sees_lines(seat: Seat, found: Comparison) -> bool:
    """Say whether a seat may see single orders of a comparison: all sides are its own or disclose them."""
    return {found.book.party.key, found.other.key} <= seen_by(seat, Field.ORDER_LINES)


def work_on_comparison(version: Version, key: str, progress: Progress = silent) -> None:
    """Compare both books and keep what each side may read; what is wrong with a book is for its side."""
    found = Comparison.objects.select_related("book__party", "other", "other_book", "programme").get(pk=key)
    if found.ended_at is not None:
        return
    told: dict[str, Any]
    try:
        answer = _compared(found, version, progress)
    except BadInput as error:
        told = {"settings": {**found.settings, "errors": _errors(found, error)}}
    else:
        told = {"counts": _parts(answer, lines=False), "lines": _parts(answer, lines=True)}
        for locale in LOCALES:
            _write(found, locale, differences_csv(answer, locale))
    Comparison.objects.filter(pk=found.pk).update(ended_at=timezone.now(), **told)


def _compared(found: Comparison, version: Version, progress: Progress) -> ReconcileAnswer:
    zone = agreed_of(found.programme).time_zone
    other = found.other_book
    return reconcile_books(
        str(found.book.place),
        f"{version.folder}:{found.other.key}" if other is None else str(other.place),
        written_a=_how(found.book),
        written_b=HowWritten(name=RECORD.format(party=found.other.name)) if other is None else _how(other),
        comparing=Comparing(
            zone=None,
            currency=agreed_of(found.programme).currency,
            tolerance=found.settings["tolerance"],
            days=found.settings["days"],
            on=today_in(zone, timezone.now()).isoformat(),
            month=found.period or None,
        ),
        progress=progress,
    )


def _how(book: SideBook) -> HowWritten:
    columns = book.column_map if book.columns else None
    return HowWritten(zone=book.zone or None, unit=book.unit or None, columns=columns, name=called(book))


def called(book: SideBook) -> str:
    """Return what a book is called in answers."""
    return f"{book.party.name} · {book.name}"


def _parts(answer: ReconcileAnswer, *, lines: bool) -> dict[str, Any]:
    told = replace(answer, warnings=())
    return {
        locale: plain_parts(
            [
                *map(as_part, reconcile_blocks(told, locale, lines=lines)),
                *(_about_files(answer, locale) if lines else ()),
            ]
        )
        for locale in LOCALES
    }


def _about_files(answer: ReconcileAnswer, locale: Locale) -> Iterator[Part]:
    if answer.warnings:
        said = tuple(f"{each.place.file}: {finding_said(each, locale)}" for each in answer.warnings)
        yield Alert(title=TO_KNOW.say(locale), items=said)


def _errors(found: Comparison, error: BadInput) -> dict[str, Any]:
    """Return for each side what is wrong with its own book; what is wrong with neither is for both."""
    books = {found.book.party.key: called(found.book)}
    maps = {str(found.book.column_map): called(found.book)}
    if found.other_book is not None:
        books[found.other.key] = called(found.other_book)
        maps[str(found.other_book.column_map)] = called(found.other_book)
    sides = set(books.values())
    findings = [_of_book(each, maps) for each in error.findings]
    general = [each for each in findings if each.place.file not in sides]
    told = {}
    for party, name in books.items():
        mine = in_both([*general, *(each for each in findings if each.place.file == name)])
        others = any(each.place.file in sides - {name} for each in findings)
        told[party] = {
            locale: [*mine[locale], *([OTHER_SIDE.say(locale)] if others else [])] for locale in LOCALES
        }
    return told


def _of_book(finding: Finding, maps: Mapping[str, str]) -> Finding:
    """Return a finding about headers that somebody named as one of the book that has them."""
    book = maps.get(finding.place.file or "")
    return finding if book is None else replace(finding, place=replace(finding.place, file=book))


def _write(found: Comparison, locale: Locale, text: str) -> None:
    place = found.csv(locale)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    part.write_text(text, encoding="utf-8", newline="")
    part.rename(place)
