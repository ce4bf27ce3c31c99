"""Versions of a programme folder on disk: each a folder of its own, sharing unchanged files with the last.

Files are never edited in place, so a job that reads a version is never disturbed. What answers and books keep
(``.kuajie``, ``settlement``) belongs to the programme, not to a version: every version links to it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from kuajie_site.accounts.models import User
from kuajie_site.programmes.models import Party, Programme, Version

SHARED = (".kuajie", "settlement")


def digest_of(folder: Path) -> str:
    """Return the hash of a folder's files, by name and content; what answers and books keep is left out."""
    found = sha256()
    for file in files_of(folder):
        name = file.relative_to(folder).as_posix()
        found.update(f"{len(name)}:{name}:".encode())
        with file.open("rb") as content:
            found.update(file_digest(content, "sha256").digest())
    return found.hexdigest()


def files_of(folder: Path) -> list[Path]:
    """Return the files of a programme folder, in order."""
    parts = (part for part in folder.rglob("*") if part.is_file())
    return sorted(part for part in parts if part.relative_to(folder).parts[0] not in SHARED)


def copy_linked(source: Path, target: Path) -> None:
    """Copy a programme folder by hard links, which costs no space."""
    for file in files_of(source):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(file, place)
        except OSError:
            shutil.copy2(file, place)


def replace_file(folder: Path, name: str, content: Path) -> None:
    """Put a file into a folder that no version uses yet; a linked one is replaced, not written into."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    shutil.copyfile(content, place)


def new_version(
    programme: Programme,
    change: Callable[[Path], None],
    *,
    note: str,
    user: User | None,
    party: Party | None = None,
    accept: Callable[[Path], None] | None = None,
) -> Version:
    """Return the version that a change of the latest one makes.

    ``change`` edits a draft; ``accept`` may refuse it by raising. Then, and when the process dies, nothing
    has happened. Two changes at once come one after the other.
    """
    draft = programme.place / "drafts" / uuid4().hex
    draft.mkdir(parents=True)
    try:
        with transaction.atomic():
            Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
            last = programme.latest
            if last is not None:
                copy_linked(last.folder, draft)
            change(draft)
            if accept is not None:
                accept(draft)
            version = Version(
                programme=programme,
                number=1 if last is None else last.number + 1,
                digest=digest_of(draft),
                note=note,
                party=party,
                created_by=user,
            )
            _move_in(draft, version)
            version.save()
            return version
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move_in(draft: Path, version: Version) -> None:
    """Rename a draft to its place; a folder without a row is what a process that died left there."""
    place = version.folder
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    for name in SHARED:
        kept = version.programme.place / name.strip(".")
        kept.mkdir(parents=True, exist_ok=True)
        link = draft / name
        if not link.exists():
            link.symlink_to(Path("..") / ".." / name.strip("."), target_is_directory=True)
    draft.rename(place)


def edit_files(files: Mapping[str, Path]) -> Callable[[Path], None]:
    """Return the change that puts files in by their names."""

    def change(folder: Path) -> None:
        for name, content in files.items():
            replace_file(folder, name, content)

    return change
