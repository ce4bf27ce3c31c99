"""The course graph joined to the files it comes from and goes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.exchange.graph_files.reading import Source
    from kuajie.usecases.course_graph import GraphAnswer


def graph_of_files(
    sources: Sequence[str],
    *,
    course: str | None = None,
    most: int = 10,
    progress: Progress = silent,
) -> GraphAnswer:
    """Return the graph of files and folders, each written PATH or NAME=PATH.

    Raises ``BadInput`` with everything that is wrong with the files.
    """
    from kuajie.exchange.graph_files.reading import read_sources
    from kuajie.usecases.course_graph import GraphQuestion, course_graph
    from kuajie.usecases.progress import part_of

    read = read_sources([source_of(each) for each in sources], progress=part_of(progress, start=0.0, end=0.6))
    question = GraphQuestion(
        catalogues=read.catalogues, sources=read.sources, warnings=read.warnings, course=course, most=most
    )
    return course_graph(question, progress=part_of(progress, start=0.6, end=1.0))


def source_of(text: str) -> Source:
    """Return what NAME=PATH or PATH says; a path that exists as it is written needs no name."""
    from kuajie.exchange.graph_files.reading import Source

    name, mark, path = text.partition("=")
    if not mark or not name or Path(text).exists():
        return Source(path=Path(text))
    return Source(path=Path(path), name=name)
