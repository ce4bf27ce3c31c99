"""What each version changed, and when each file of a party was changed last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kuajie_site.programmes.folders import files_of
from kuajie_site.programmes.models import Programme, Seat, Version
from kuajie_site.uploads.check import changed_names
from kuajie_site.uploads.models import FileChange, Upload

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A version as a seat may know it: what it changed, in detail only of the seat's own files."""

    version: Version
    own: bool
    by: str
    changed: tuple[str, ...]
    others: tuple[str, ...]
    upload: Upload | None = None
    latest: bool = field(default=False)


def changes_of(version: Version, before: Version | None) -> list[FileChange]:
    """Return the files that a version changed, counted at the first asking."""
    known = list(version.file_changes.all())
    if known:
        return known
    FileChange.objects.bulk_create(
        [
            FileChange(version=version, name=name, how=_how(version, before, name))
            for name in _names(version, before)
        ],
        ignore_conflicts=True,
    )
    return list(FileChange.objects.filter(version=version))


def _names(version: Version, before: Version | None) -> Sequence[str]:
    if before is not None:
        return changed_names(before.folder, version.folder)
    return [file.relative_to(version.folder).as_posix() for file in files_of(version.folder)]


def _how(version: Version, before: Version | None, name: str) -> str:
    if before is None or not (before.folder / name).exists():
        return "added"
    return "changed" if (version.folder / name).exists() else "removed"


def versions_of(programme: Programme, most: int = SHOWN) -> list[tuple[Version, list[FileChange]]]:
    """Return the latest versions with what they changed, the newest first."""
    found = programme.versions.select_related("created_by", "party", "upload", "upload__restores")
    versions = list(found.prefetch_related("file_changes").order_by("-number")[: most + 1])
    before: list[Version | None] = [*versions[1:], None]
    for version in versions:
        version.programme = programme  # so that nobody asks for it, and for its parties, at every line
    pairs = zip(versions, before, strict=True)
    return [(version, changes_of(version, last)) for version, last in pairs][:most]


def history_of(seat: Seat) -> list[HistoryLine]:
    """Return the history of a programme's files as a seat may know it."""
    latest = seat.programme.latest
    return [_line(seat, version, changes, latest) for version, changes in versions_of(seat.programme)]


def _line(seat: Seat, version: Version, changes: Sequence[FileChange], latest: Version | None) -> HistoryLine:
    names = [change.name for change in changes]
    key = seat.party.key if seat.party else ""
    mine = [name for name in names if name.split("/")[0] == key]
    own = version.party_id == seat.party_id
    upload = getattr(version, "upload", None)
    return HistoryLine(
        version=version,
        own=own,
        by=str(version.created_by) if own and version.created_by else "",
        changed=tuple(mine),
        others=tuple(name for name in names if name not in mine),
        upload=upload if own and upload is not None and not upload.whole else None,
        latest=version == latest,
    )


def last_changes(seat: Seat) -> Mapping[str, Version]:
    """Return by name the version that changed each of a party's files last."""
    found: dict[str, Version] = {}
    for version, changes in versions_of(seat.programme):
        for change in changes:
            found.setdefault(change.name, version)
    return found
