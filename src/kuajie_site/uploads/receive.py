"""Taking in what somebody hands in: streamed to the programme's own place, wholly or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404

from kuajie.exchange.uploads.given_table import record_named
from kuajie_site.accounts.models import User
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.uploads import refusals
from kuajie_site.uploads.models import Stage, Upload
from kuajie_site.uploads.queue import enqueue
from kuajie_site.uploads.refusals import NotTaken
from kuajie_site.uploads.unpacking import MOST_FILES, UNPACKED_TIMES, form_of, require_sound_workbook, unpack

GivenFile = dict[str, object]
COLUMN_MAP, GRAPH = "columns", "graph"
MOST_COLUMNS = 500
LONGEST_HEADER = 256 * 1024
"""Bytes of a CSV's first line."""


def receive(
    seat: Seat, user: User, given: Sequence[UploadedFile[Any]], *, key: UUID, note: str = ""
) -> Upload:
    """Return the draft of the files that somebody handed in; with the same ``key`` again, the same draft.

    Raises ``NotTaken`` for files that cannot be looked at; then, and when the process dies, nothing is kept.
    """
    known = Upload.objects.filter(pk=key, programme=seat.programme, party=seat.party, user=user).first()
    if known is not None:
        return known
    require_few(given)
    draft = Upload(id=key, programme=seat.programme, party=seat.party, user=user, note=note)
    with _beside(draft.folder) as place:
        draft.files = [file for one in given for file in _kept(one, place, seat)]
        _number(draft.files, place)
        draft.columns = columns_of_last(seat)
        return _made(draft, place)


def columns_of_last(seat: Seat) -> dict[str, Any]:
    """Return the columns chosen for the party's last upload, where that was refused for something else."""
    last = Upload.objects.filter(programme=seat.programme, party=seat.party, restores=None).first()
    return dict(last.columns) if last is not None and last.stage == Stage.REFUSED else {}


def restore(seat: Seat, user: User, version: Version, *, key: UUID, note: str) -> Upload:
    """Return the draft that brings a party's files of an earlier version back."""
    known = Upload.objects.filter(pk=key, programme=seat.programme, party=seat.party, user=user).first()
    if known is not None:
        return known
    upload = Upload(
        id=key, programme=seat.programme, party=seat.party, user=user, restores=version, note=note
    )
    with _beside(upload.folder) as place:
        return _made(upload, place)


def _made(upload: Upload, place: Path) -> Upload:
    """Keep a draft whose files lie at ``place``; of two at once the second waits, and finds the first."""
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
            shutil.rmtree(upload.folder, ignore_errors=True)  # of a process that died before
            place.rename(upload.folder)
            enqueue(upload)
    except IntegrityError as error:  # the same form, sent twice at once; or a key of somebody else's
        mine = Upload.objects.filter(pk=upload.pk, party=upload.party, user=upload.user).first()
        if mine is None:
            raise Http404 from error
        return mine
    return upload


def require_few(given: Sequence[UploadedFile[Any]]) -> None:
    """Refuse no file, too many, and too much at once."""
    if not given:
        raise NotTaken(refusals.NO_FILE)
    if len(given) > MOST_FILES:
        raise NotTaken(refusals.TOO_MANY, count=len(given), limit=MOST_FILES)
    if sum(one.size or 0 for one in given) > settings.UPLOAD_LIMIT:
        raise NotTaken(refusals.TOO_LARGE, status=413, limit=settings.UPLOAD_LIMIT // 1024**2)


@contextmanager
def _beside(whole: Path) -> Iterator[Path]:
    """Give a place beside a draft's own, for what is not kept yet; gone afterwards, unless it was renamed."""
    part = whole.with_name(f".{uuid4().hex}.part")
    part.mkdir(parents=True)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def save_streamed(one: UploadedFile[Any], place: Path) -> None:
    """Write a file that comes in, piece by piece."""
    with place.open("wb") as file:
        for piece in one.chunks():
            file.write(piece)


def _kept(one: UploadedFile[Any], place: Path, seat: Seat) -> Iterator[GivenFile]:
    name = PurePosixPath((one.name or "").replace("\\", "/")).name[:200] or "?"
    here = place / "incoming"
    save_streamed(one, here)
    limit = UNPACKED_TIMES * settings.UPLOAD_LIMIT
    if form_of(here, name) != "zip":
        yield _looked_at(here, name, limit)
        return
    for inside, path in unpack(here, name, place, limit=limit):
        _require_own(inside, name, seat)
        if form_of(path, inside) == "zip":
            raise NotTaken(refusals.NESTED, file=name)
        yield _looked_at(path, inside, limit)
    here.unlink()


def _looked_at(path: Path, name: str, limit: int) -> GivenFile:
    form = form_of(path, name)
    if form == "xlsx":
        require_sound_workbook(path, name, limit=limit)
    elif form == "csv":
        require_few_columns(path, name)
    kept = path.with_name(f"given-{path.name}-{len(list(path.parent.iterdir()))}")
    path.rename(kept)
    return {
        "given": name,
        "size": kept.stat().st_size,
        "form": form,
        "record": record_of(name),
        "place": kept.name,
    }


def require_few_columns(path: Path, name: str) -> None:
    """Refuse a header without end: each column of it is compared with every one that is known."""
    with path.open("rb") as file:
        header = re.split(rb"[\r\n]", file.read(LONGEST_HEADER), maxsplit=1)[0]
    columns = max(map(header.count, (b",", b";", b"\t", b"|"))) + 1
    if columns > MOST_COLUMNS or len(header) == LONGEST_HEADER:
        raise NotTaken(refusals.TOO_WIDE, file=name, limit=MOST_COLUMNS)


def record_of(name: str) -> str:
    """Return what a file is by its name: a record file, ``graph``, ``columns``, or nothing."""
    stem = PurePosixPath(name.replace("\\", "/")).name.casefold()
    if stem in {"columns.toml", "graph.csv", "graph.xlsx"}:
        return COLUMN_MAP if stem.endswith(".toml") else GRAPH
    return record_named(name)


def _require_own(inside: str, name: str, seat: Seat) -> None:
    folders = PurePosixPath(inside).parts[:-1]
    for party in seat.programme.parties.all():
        if party.pk != seat.party_id and party.key in folders:
            raise NotTaken(refusals.OTHERS_FILES, file=name, party=party.name)


def _number(files: Iterable[GivenFile], place: Path) -> None:
    """Name files on disk by their number and form: what they were called stays a text."""
    for number, file in enumerate(files):
        told = f"{number}.{file['form']}"
        (place / str(file["place"])).rename(place / told)
        file["place"] = told
