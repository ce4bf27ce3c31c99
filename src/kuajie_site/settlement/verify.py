"""Having an evidence bundle recomputed: handed in, verified in a job, and gone again; the verdict stays."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404

from kuajie.messages import LOCALES, BadInput, Locale, Place, Text
from kuajie.messages.notices.evidence import NO_BUNDLE, TOO_LARGE
from kuajie.present.blocks import Paragraph
from kuajie.present.page import Part
from kuajie.present.verify import verify_blocks
from kuajie.usecases.close_books import CODE
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.verify_bundle import VerifyAnswer
from kuajie.wiring.settlement import verify_file
from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.models import Verification
from kuajie_site.settlement.queue import enqueue
from kuajie_site.studies.parts import plain_parts
from kuajie_site.studies.told import as_part
from kuajie_site.uploads.unpacking import UNPACKED_TIMES

HEAD = Text(
    en="The books in it end with code {head}. Whoever alters a bundle as a whole, hashes included, gives it "
    "another code: compare it with the one you noted.",
    zh="其中账簿末尾的校验码为 {head}。若有人连同散列值整体改写，该校验码会不同，请与自己留存的核对。",
)


def hand_in(
    seat: Seat, user: User, given: UploadedFile[Any], *, key: UUID, noted: str = ""
) -> tuple[Verification, Job]:
    """Take a bundle in and return what becomes of it; with the same ``key`` again, the same one."""
    known = Verification.objects.filter(pk=key, programme=seat.programme, user=user).first()
    if known is None:
        known = _taken(seat, user, given, key, noted)
    return known, enqueue(seat, user, "verify", verification=str(known.pk))


def _taken(seat: Seat, user: User, given: UploadedFile[Any], key: UUID, noted: str) -> Verification:
    name = PurePosixPath((given.name or "").replace("\\", "/")).name[:200] or "bundle.zip"
    made = Verification(id=key, programme=seat.programme, party=seat.party, user=user, name=name, noted=noted)
    made.place.parent.mkdir(parents=True, exist_ok=True)
    made.sha256 = save(given, made.place)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:  # the key of somebody else's, or the same form twice at once
        mine = Verification.objects.filter(pk=key, programme=seat.programme, user=user).first()
        if mine is None:
            raise Http404 from error
        return mine
    return made


def save(given: UploadedFile[Any], place: Path) -> str:
    """Write a file that comes in, and return its hash."""
    found, part = sha256(), place.with_name(f".{uuid4().hex}.part")  # its own: a form may come twice at once
    try:
        with part.open("wb") as file:
            for piece in given.chunks():
                found.update(piece)
                file.write(piece)
        part.rename(place)
    finally:
        part.unlink(missing_ok=True)
    return found.hexdigest()


def work_on_verification(key: str, progress: Progress = silent) -> None:
    """Recompute a bundle and keep the verdict; raises ``BadInput`` for what is no bundle."""
    found = Verification.objects.select_related("programme").get(pk=key)
    if found.sound is not None:
        return
    try:
        _require_room(found.place, found.name)
        answer = verify_file(found.place, head=found.noted, progress=progress)
        entries = books_of(found.programme).entries
        own = next((each.number for each in entries if each.hash == answer.head), None)
        Verification.objects.filter(pk=found.pk).update(
            sound=answer.true,
            own_entry=own,
            parts={locale: plain_parts(_told(answer, locale)) for locale in LOCALES},
        )
    except BadInput:
        Verification.objects.filter(pk=found.pk).delete()
        raise
    finally:
        found.place.unlink(missing_ok=True)


def _told(answer: VerifyAnswer, locale: Locale) -> Iterator[Part]:
    """Return the verdict; how to compare the last code is said for this page, not for the command line."""
    *verdict, _ = verify_blocks(answer, locale)
    yield from map(as_part, verdict)
    yield Paragraph(HEAD.say(locale, head=answer.head[:CODE]))


def _require_room(place: Path, name: str) -> None:
    """Refuse what unpacks to more than the site has room for."""
    try:
        with zipfile.ZipFile(place) as bundle:
            size = sum(info.file_size for info in bundle.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadInput.of(NO_BUNDLE, place=Place(file=name), reason=str(error)) from error
    if size > UNPACKED_TIMES * settings.UPLOAD_LIMIT:
        raise BadInput.of(TOO_LARGE, place=Place(file=name), value=str(size))
