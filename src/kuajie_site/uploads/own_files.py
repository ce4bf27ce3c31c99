"""The files that a party has, what can be said of each, and which it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kuajie.domain.records import RECORD_FILES
from kuajie.messages import Text
from kuajie.wiring import uploads as wiring
from kuajie_site.programmes.models import Party, Seat, Version
from kuajie_site.uploads.check import own_files
from kuajie_site.uploads.history import last_changes
from kuajie_site.uploads.models import Facts
from kuajie_site.uploads.record_names import RECORD_NAMES, record_name

COMMON = ("rates", "controls", "consents")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A file of a party: what it is, how much it holds, since which version it is so."""

    name: str
    shown: str
    record: Text
    size: int
    facts: Facts | None
    since: Version | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingFile:
    """A file that a party could hand in, and what that would allow."""

    record: str
    name: Text
    allows: Text


def files_of_party(seat: Seat, version: Version) -> tuple[OwnFile, ...]:
    """Return the files of the seat's party in a version."""
    assert seat.party is not None  # noqa: S101 - views ask for it
    since = last_changes(seat)
    paths = own_files(version, seat.party.key)
    known = facts_known(version, paths)
    return tuple(_own_file(version, path, known, since) for path in paths)


def _own_file(
    version: Version, path: Path, known: Mapping[str, Facts], since: Mapping[str, Version]
) -> OwnFile:
    name = path.relative_to(version.folder).as_posix()
    told = record_name(path.stem) if path.suffix != ".toml" else Text(en="Column names", zh="列名对照")
    return OwnFile(
        name=name,
        shown=path.name,
        record=told,
        size=path.stat().st_size,
        facts=known.get(name),
        since=since.get(name),
    )


def lacking(seat: Seat, version: Version) -> tuple[LackingFile, ...]:
    """Return the kinds of files that the seat's party has not handed in."""
    assert seat.party is not None  # noqa: S101 - views ask for it
    there = {path.stem for path in own_files(version, seat.party.key)}
    wanted = (name for name in RECORD_NAMES if name not in there and name not in COMMON)
    return tuple(
        LackingFile(record=name, name=RECORD_NAMES[name].name, allows=RECORD_NAMES[name].allows)
        for name in wanted
    )


def content_key(path: Path) -> str:
    """Return what identifies a file's content without reading it: versions are never written into."""
    told = path.stat()
    return f"{told.st_ino}-{told.st_size}-{told.st_mtime_ns}"


def facts_known(version: Version, paths: Sequence[Path]) -> dict[str, Facts]:
    """Return what has been counted of files, by name."""
    keys = {path.relative_to(version.folder).as_posix(): content_key(path) for path in paths}
    kept = Facts.objects.filter(programme=version.programme, name__in=keys)
    return {facts.name: facts for facts in kept if keys[facts.name] == facts.content}


def facts_lack(version: Version, party: Party) -> list[Path]:
    """Return a party's tables that have not been counted."""
    paths = [path for path in own_files(version, party.key) if path.stem in RECORD_FILES]
    known = facts_known(version, paths)
    return [path for path in paths if path.relative_to(version.folder).as_posix() not in known]


def count_facts(version: Version, party: Party) -> None:
    """Count the rows and days of a party's tables that have not been counted, and keep them."""
    paths = {path.stem: path for path in facts_lack(version, party)}
    counted = {facts.record: facts for facts in wiring.table_facts(version.folder, party.key, tuple(paths))}
    for record, path in paths.items():
        facts = counted.get(record)
        Facts.objects.update_or_create(
            programme=version.programme,
            name=path.relative_to(version.folder).as_posix(),
            content=content_key(path),
            defaults={
                "rows": facts.rows if facts else None,
                "first": facts.first if facts else None,
                "last": facts.last if facts else None,
            },
        )
