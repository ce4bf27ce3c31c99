"""Finding the files of a programme folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kuajie.domain.records import RECORD_FILES
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.messages import Place
from kuajie.messages.notices.files import TWO_FORMS, UNKNOWN_FILE

COLUMN_MAP = "columns.toml"
_FORMS = (".csv", ".xlsx")
_KEPT_FOR_OTHERS = {"graph"}  # read by other parts of the software


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file and what people call it: its path inside the folder."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """The record files of one party (or of the whole programme), and its column map."""

    prefix: str
    records: Mapping[str, FoundFile] = field(default_factory=dict)
    column_map: FoundFile | None = None

    def name_of(self, record: str) -> str:
        """Return what a record file is called, whether or not it is there."""
        found = self.records.get(record)
        return found.name if found else f"{self.prefix}{record}.csv"


def find_files(folder: Path, party: str, *, findings: Findings) -> FoundFiles:
    """Return the files of a party, or of the programme where ``party`` is empty."""
    prefix = f"{party}/" if party else ""
    place = folder / party
    paths = sorted(path for path in place.iterdir() if path.is_file()) if place.is_dir() else []
    expected = [name for name, record in RECORD_FILES.items() if record.of_party == bool(party)]
    records = {
        name: found for name in expected if (found := _find(paths, name, prefix, findings)) is not None
    }
    _warn_of_others(paths, expected, prefix, of_party=bool(party), findings=findings)
    maps = [FoundFile(path, f"{prefix}{path.name}") for path in paths if path.name == COLUMN_MAP]
    return FoundFiles(prefix=prefix, records=records, column_map=maps[0] if maps else None)


def files_not_to_lose(folder: Path) -> tuple[Path, ...]:
    """Return what is read of a programme folder, over which no answer may be written."""
    own = [name for name, record in RECORD_FILES.items() if not record.of_party]
    told = [folder / f"{name}{form}" for name in own for form in _FORMS]
    return (folder / "programme.toml", *told, *(path for path in folder.glob("*/*") if path.suffix in _FORMS))


def _find(paths: Sequence[Path], name: str, prefix: str, findings: Findings) -> FoundFile | None:
    found = [path for path in paths if path.stem.lower() == name and path.suffix.lower() in _FORMS]
    if len(found) > 1:
        first, second = found[0].name, found[1].name
        findings.error(TWO_FORMS, Place(file=f"{prefix}{first}"), first=first, second=second)
    return FoundFile(found[0], f"{prefix}{found[0].name}") if found else None


def _warn_of_others(
    paths: Sequence[Path], expected: Sequence[str], prefix: str, *, of_party: bool, findings: Findings
) -> None:
    """Warn of tables nobody reads: in a party's folder all, beside programme.toml only misplaced ones."""
    for path in paths:
        stem = path.stem.lower()
        if path.suffix.lower() not in _FORMS or stem in expected or stem in _KEPT_FOR_OTHERS:
            continue
        if of_party or stem in RECORD_FILES:
            place = Place(file=f"{prefix}{path.name}")
            findings.warn(UNKNOWN_FILE, place, hint=did_you_mean(stem, expected))
