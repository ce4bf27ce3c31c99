"""Files written for a test, the graph they make, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kuajie.exchange.graph_files.reading import Source, read_sources
from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.course_graph import CourseGraph

Given = Path | tuple[str, Path]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file and gives its path."""

    def write(name: str, text: str, *, encoding: str = "utf-8") -> Path:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding=encoding, newline="")
        return tmp_path / name

    return write


def _source(each: Given) -> Source:
    return Source(path=each) if isinstance(each, Path) else Source(name=each[0], path=each[1])


@pytest.fixture
def graph_of() -> Callable[..., CourseGraph]:
    """Return a function from paths, or names and paths, to their graph."""
    return lambda *given: build_graph(read_sources([_source(each) for each in given]).catalogues).graph


@pytest.fixture
def told() -> Callable[..., dict[str, dict[str, object]]]:
    """Return a function from paths, or names and paths, to the facts of what is told, by code."""

    def tell(*given: Given) -> dict[str, dict[str, object]]:
        warnings = read_sources([_source(each) for each in given]).warnings
        return {finding.notice.code.removeprefix("graph."): dict(finding.facts) for finding in warnings}

    return tell


@pytest.fixture
def edges() -> Callable[[CourseGraph], set[tuple[str, str, str]]]:
    """Return a function to every edge of a graph as relation, head and tail, with their providers."""

    def listed(graph: CourseGraph) -> set[tuple[str, str, str]]:
        found = set()
        for relation, matrix in graph.forward.items():
            for head, tail in zip(*matrix.nonzero(), strict=True):
                ends = [graph.key(int(place)) for place in (head, tail)]
                names = [f"{owner}:{name}" if owner else name for _, owner, name in ends]
                found.add((relation.value, names[0], names[1]))
        return found

    return listed
