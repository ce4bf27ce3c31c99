"""The course graph of some sources, for what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuajie.exchange.graph_files.reading import Source
    from kuajie.knowledge.graph.course_graph import CourseGraph
    from kuajie.messages import Finding


def graph_of_sources(
    sources: Sequence[Source], *, links: Path | None = None
) -> tuple[CourseGraph, tuple[Finding, ...]]:
    """Return the course graph of files and folders, and what to know about them.

    ``links`` holds what somebody decided to be the same. Raises ``BadInput`` for what is wrong with them.
    """
    from kuajie.exchange.graph_files.reading import read_sources
    from kuajie.exchange.links_file import read_links
    from kuajie.knowledge.graph.build import build_graph
    from kuajie.wiring.links import known_in

    read = read_sources(sources)
    if links is None:
        return build_graph(read.catalogues).graph, read.warnings
    decided = read_links(links, known=known_in(read.catalogues))
    graph = build_graph(read.catalogues, decided.same()).graph
    return graph, (*read.warnings, *decided.warnings)
