"""Taking an upload over: the next version, all of it or nothing, and only what was looked at."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from kuajie_site.accounts.models import User
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Version
from kuajie_site.uploads.check import change_folder
from kuajie_site.uploads.models import Stage, Upload
from kuajie_site.uploads.queue import enqueue


class Outdated(Exception):
    """The programme has changed since the upload was looked at."""


class AlreadyDone(Exception):
    """The upload was accepted or dropped meanwhile."""


def accept(upload: Upload, user: User, note: str) -> Version:
    """Return the version that takes an upload over.

    Raises ``Outdated`` where the files have changed since it was looked at (it is then looked at again), and
    ``AlreadyDone`` where somebody else, or a second click, was quicker. Then nothing has happened.
    """
    base = upload.base
    if base is None:
        raise AlreadyDone

    def change(folder: Path) -> None:
        if upload.programme.latest != base:
            raise Outdated
        ready = Upload.objects.filter(pk=upload.pk, stage=Stage.READY)
        if not ready.update(stage=Stage.ACCEPTED, note=note, ended_at=timezone.now()):
            raise AlreadyDone
        change_folder(upload, upload.files, folder, base)

    try:
        with transaction.atomic():
            version = new_version(upload.programme, change, note=note, user=user, party=upload.party)
            Upload.objects.filter(pk=upload.pk).update(version=version)
    except Outdated:
        look_again(upload)
        raise
    shutil.rmtree(upload.folder, ignore_errors=True)
    return version


def name_columns(upload: Upload, *, sections: Mapping[str, Any], files: Sequence[Mapping[str, Any]]) -> None:
    """Keep what the headers of an upload stand for and have it looked at again, once."""
    waiting = Upload.objects.filter(pk=upload.pk, stage=Stage.COLUMNS)
    waiting.update(columns=dict(sections), files=list(files))
    look_again(upload)


def look_again(upload: Upload) -> None:
    """Have an open upload looked at again."""
    open_ones = Upload.objects.filter(pk=upload.pk, stage__in=(Stage.CHECKING, Stage.COLUMNS, Stage.READY))
    with transaction.atomic():
        if open_ones.update(stage=Stage.CHECKING):
            enqueue(upload)
