"""Sources of a course graph: each a file or folder, recognised by what it holds, joined into a catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.formats import FORMATS, Format, format_of
from kuajie.exchange.graph_files.opened import open_file
from kuajie.exchange.graph_files.part import Part, joined
from kuajie.exchange.graph_files.programme import is_programme, read_programme
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.messages import Finding, Place, Text
from kuajie.messages.notices import graph as notices
from kuajie.usecases.course_graph import GraphSource
from kuajie.usecases.progress import Progress, silent

PROGRAMME = Text(en="programme folder", zh="合作项目文件夹")
_NAMED = 8
_SUFFIXES = {".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonl", ".jsonld", ".html", ".htm"}
"""Files of a folder with other suffixes are not opened; a file that is named is, whatever its suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file or folder, and what a person calls it (empty: as it is called itself)."""

    path: Path
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadSources:
    """A catalogue for every name, what each source held, and what to know about the files."""

    catalogues: tuple[Catalogue, ...]
    sources: tuple[GraphSource, ...]
    warnings: tuple[Finding, ...]


def read_sources(sources: Sequence[Source], *, progress: Progress = silent) -> ReadSources:
    """Return the catalogues of files and folders; sources of one name are one catalogue.

    Raises ``BadInput`` with everything that is wrong; nothing is taken then.
    """
    findings = Findings()
    _refuse_missing(sources, findings)
    names = _names(sources, findings)
    findings.stop_if_refused()
    read: dict[str, list[Part]] = {}
    told = []
    for done, (source, name) in enumerate(zip(sources, names, strict=True)):
        progress(_reading(source.path), done / len(sources))
        parts, formats = _parts(source, findings)
        read.setdefault(name, []).extend(parts)
        edges = sum(part.edges.num_rows for part in parts)
        told.append(GraphSource(name=name, path=str(source.path), formats=formats, edges=edges))
    findings.stop_if_refused()
    return ReadSources(
        catalogues=tuple(joined(parts, name) for name, parts in read.items()),
        sources=tuple(told),
        warnings=findings.warnings,
    )


def _reading(path: Path) -> Text:
    name = path.name.replace("{", "{{").replace("}", "}}")
    return Text(en=f"Reading {name}", zh=f"正在读取 {name}")


def _refuse_missing(sources: Sequence[Source], findings: Findings) -> None:
    for source in sources:
        if not source.path.exists():
            findings.error(notices.NOT_FOUND, Place(file=str(source.path)))


def _names(sources: Sequence[Source], findings: Findings) -> list[str]:
    """Return a name for every source; two that a person did not name must not fall together."""
    names: list[str] = []
    owner: dict[str, Source] = {}
    for source in sources:
        name = source.name or _own_name(source.path)
        first = owner.setdefault(name, source)
        if first is not source and not (first.name and source.name):
            facts = {"first": first.path, "second": source.path, "name": name}
            findings.error(notices.SAME_NAME_TWICE, Place(), **facts)
        names.append(name)
    return names


def _own_name(path: Path) -> str:
    resolved = path.resolve()
    return resolved.name if resolved.is_dir() else resolved.stem


def _parts(source: Source, findings: Findings) -> tuple[list[Part], tuple[Text, ...]]:
    """Return what a source holds, and in which formats."""
    if not source.path.is_dir():
        part, form = _of_file(source.path, str(source.path), findings)
        if form is None and not findings.refused(str(source.path)):
            _nothing(source.path, findings)
        return ([part], (form.name,)) if part is not None and form is not None else ([], ())
    if is_programme(source.path):
        if source.name:
            findings.note(notices.NAME_NOT_NEEDED, Place(file=str(source.path)), name=source.name)
        return read_programme(source.path, findings), (PROGRAMME,)
    return _of_folder(source.path, findings)


def _of_folder(folder: Path, findings: Findings) -> tuple[list[Part], tuple[Text, ...]]:
    """Return what the files of a folder hold; files that are no part of a graph are named."""
    parts, formats, left = [], {}, []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.suffix.lower() not in _SUFFIXES:
            left.append(path.name)
            continue
        part, form = _of_file(path, str(path), findings)
        if part is not None and form is not None:
            parts.append(part)
            formats[form.name.en] = form.name
        elif not findings.refused(str(path)):
            left.append(path.name)
    if left:
        files = ", ".join(left[:_NAMED]) + (", …" if len(left) > _NAMED else "")
        findings.note(notices.LEFT_ASIDE, Place(file=str(folder)), count=len(left), files=files)
    if not parts and not findings.any_error:
        _nothing(folder, findings)
    return parts, tuple(formats.values())


def _of_file(path: Path, file: str, findings: Findings) -> tuple[Part | None, Format | None]:
    opened = open_file(path, file=file, findings=findings)
    form = None if opened is None else format_of(opened)
    return (None if form is None or opened is None else form.read(opened, findings)), form


def _nothing(path: Path, findings: Findings) -> None:
    names = dict.fromkeys(form.name for form in FORMATS)
    formats = Text(en=", ".join(name.en for name in names), zh="、".join(name.zh for name in names))
    findings.error(notices.NOTHING_RECOGNISED, Place(file=str(path)), formats=formats)
