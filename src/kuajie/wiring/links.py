"""Links between catalogues joined to the files they come from and are decided in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.messages import BadInput, Locale, Place
from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.knowledge.graph.catalogue import Catalogue
    from kuajie.knowledge.graph.course_graph import Key
    from kuajie.knowledge.graph.relations import NodeKind
    from kuajie.usecases.link_catalogues import LinkAnswer


def link_sources(
    sources: Sequence[str],
    *,
    output: Path,
    locale: Locale,
    earlier: Path | None = None,
    glossary: Path | None = None,
    kinds: Sequence[NodeKind] | None = None,
    at_least: float = 0.1,
    most: int = 3,
    progress: Progress = silent,
) -> LinkAnswer:
    """Return the links between catalogues of files and folders (PATH or NAME=PATH), and write them.

    Decisions stand in ``earlier``, else in ``output`` if that exists already; they are kept. Raises
    ``BadInput`` with everything that is wrong with the files; nothing is written then.
    """
    from dataclasses import replace

    from kuajie.exchange.glossary_file import read_glossary
    from kuajie.exchange.graph_files.reading import read_sources
    from kuajie.exchange.links_file import links_csv, read_links
    from kuajie.knowledge.resolution.links import Links
    from kuajie.knowledge.resolution.propose import COMPARED
    from kuajie.messages.notices.links import NOT_WRITTEN, TWO_REVIEWS
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.usecases.link_catalogues import LinkQuestion, link_catalogues
    from kuajie.wiring.graphs import source_of

    require_place(output, notice=NOT_WRITTEN)
    if earlier is not None and output.exists() and output.resolve() != earlier.resolve():
        raise BadInput.of(TWO_REVIEWS, place=Place(file=str(output)))
    terms = None if glossary is None else read_glossary(glossary)
    read = read_sources([source_of(each) for each in sources], progress=part_of(progress, start=0.0, end=0.3))
    before = earlier or (output if output.exists() else None)
    decided = None if before is None else read_links(before, known=known_in(read.catalogues))
    question = LinkQuestion(
        catalogues=read.catalogues,
        earlier=Links(links=()) if decided is None else decided.links,
        kinds=kinds or COMPARED,
        at_least=at_least,
        most=most,
        terms={} if terms is None else terms.terms,
    )
    answer = link_catalogues(question, progress=part_of(progress, start=0.3, end=1.0))
    write_whole(output, links_csv(answer.links, locale), notice=NOT_WRITTEN)
    told = [() if each is None else each.warnings for each in (terms, decided)]
    return replace(answer, warnings=(*read.warnings, *told[0], *told[1], *answer.warnings))


def known_in(catalogues: Sequence[Catalogue]) -> Callable[[Key], bool]:
    """Return a question whether some catalogue has an entry."""
    from kuajie.knowledge.graph.build import build_graph

    graph = build_graph(catalogues).graph
    return lambda key: graph.place(key[0], key[2], key[1]) is not None
