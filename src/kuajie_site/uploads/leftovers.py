"""What a process that was killed left behind: removed at the next start."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from kuajie_site.programmes.models import Version
from kuajie_site.setup.models import SetUp
from kuajie_site.uploads.models import OPEN, Stage, Upload
from kuajie_site.uploads.work import conclude

KEPT_FOR = timedelta(days=30)


def clear_leftovers() -> int:
    """Remove half-received files, drafts without a row, and folders of no version; return how many.

    To be called while nothing else runs: a draft under way looks just like one that was left.
    """
    for upload in Upload.objects.filter(stage__in=OPEN, created_at__lt=timezone.now() - KEPT_FOR):
        conclude(upload, Stage.DROPPED)
    found = [
        *_inside(incoming()),
        *_set_ups(),
        *(path for place in _inside(Path(settings.PROGRAMMES)) for path in _left(place)),
    ]
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(found)


def incoming() -> Path:
    """Return where request bodies lie while they come in."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR)


def _set_ups() -> list[Path]:
    waiting = {str(pk) for pk in SetUp.objects.filter(programme=None).values_list("pk", flat=True)}
    return [path for path in _inside(Path(settings.DATA) / "set_ups") if path.name not in waiting]


def _left(place: Path) -> list[Path]:
    try:
        programme = UUID(place.name)
    except ValueError:  # nothing of ours
        return []
    waiting = {
        str(pk)
        for pk in Upload.objects.filter(stage__in=OPEN, programme_id=programme).values_list("pk", flat=True)
    }
    numbers = Version.objects.filter(programme_id=programme).values_list("number", flat=True)
    kept = {f"{number:06d}" for number in numbers}
    drafts = [path for path in _inside(place / "uploads") if path.name not in waiting]
    versions = [path for path in _inside(place / "versions") if path.name not in kept]
    return [*_inside(place / "drafts"), *drafts, *versions]


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
