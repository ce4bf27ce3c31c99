"""The course graph joined to the files it comes from and goes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.exchange.graph_files.reading import Source
    from kuajie.knowledge.graph.course_graph import CourseGraph
    from kuajie.usecases.course_graph import GraphAnswer

GraphForm = Literal["csv", "jsonld", "turtle"]
_FORMS: dict[str, GraphForm] = {".json": "jsonld", ".jsonld": "jsonld", ".ttl": "turtle"}


def graph_of_files(
    sources: Sequence[str],
    *,
    links: Path | None = None,
    course: str | None = None,
    most: int = 10,
    export: Path | None = None,
    form: GraphForm | None = None,
    progress: Progress = silent,
) -> GraphAnswer:
    """Return the graph of files and folders, each written PATH or NAME=PATH, and write it where asked to.

    ``links`` are pairs that somebody decided on. ``form`` follows from the name of ``export`` where it is not
    given: a folder of tables unless it ends in .json, .jsonld or .ttl. Raises ``BadInput`` with everything
    that is wrong with the files; nothing is written then.
    """
    from dataclasses import replace

    from kuajie.exchange.graph_files.reading import read_sources
    from kuajie.exchange.links_file import read_links
    from kuajie.usecases.course_graph import GraphQuestion, course_graph
    from kuajie.usecases.progress import part_of
    from kuajie.wiring.links import known_in

    form = form or _FORMS.get(export.suffix.lower() if export else "", "csv")
    if export is not None:
        _require_place(export, form, read=(links, *(source_of(each).path for each in sources)))
    read = read_sources([source_of(each) for each in sources], progress=part_of(progress, start=0.0, end=0.6))
    decided = None if links is None else read_links(links, known=known_in(read.catalogues))
    question = GraphQuestion(
        catalogues=read.catalogues,
        sources=read.sources,
        warnings=read.warnings if decided is None else (*read.warnings, *decided.warnings),
        same=() if decided is None else decided.same(),
        course=course,
        most=most,
    )
    answer = course_graph(question, progress=part_of(progress, start=0.6, end=1.0))
    if export is None:
        return answer
    return replace(answer, written=_written(answer.graph, export, form))


def source_of(text: str) -> Source:
    """Return what NAME=PATH or PATH says; a path that exists as it is written needs no name."""
    from kuajie.exchange.graph_files.reading import Source

    name, mark, path = text.partition("=")
    if not mark or not name or Path(text).exists():
        return Source(path=Path(text))
    return Source(path=Path(path), name=name)


def _require_place(export: Path, form: GraphForm, *, read: Sequence[Path | None]) -> None:
    from kuajie.messages.notices.graph import NOT_WRITTEN
    from kuajie.present.report_file import require_place

    into = export / "nodes.csv" if form == "csv" and export.exists() else export
    require_place(into, notice=NOT_WRITTEN, read=read)


def _written(graph: CourseGraph, export: Path, form: GraphForm) -> tuple[str, ...]:
    """Write a graph, and return the names of the files."""
    from kuajie.exchange.graph_files.own_csv import graph_csv
    from kuajie.exchange.graph_files.own_json_ld import graph_json_ld
    from kuajie.exchange.graph_files.turtle import graph_turtle
    from kuajie.messages.notices.graph import NOT_WRITTEN
    from kuajie.present.report_file import write_together

    if form == "csv":
        files = {export / name: text for name, text in graph_csv(graph).items()}
        export.mkdir(exist_ok=True)
    else:
        files = {export: graph_json_ld(graph) if form == "jsonld" else graph_turtle(graph)}
    write_together(files, notice=NOT_WRITTEN)
    return tuple(str(file) for file in files)
