"""Links proposed between catalogues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.histories import Codes
from kuajie.knowledge.resolution.confidence import calibration_of
from kuajie.knowledge.resolution.entities import Entities, entities_of, homes_of, said_names
from kuajie.knowledge.resolution.evidence import evidence
from kuajie.knowledge.resolution.links import Link, Links
from kuajie.knowledge.resolution.reasons import reasons_for
from kuajie.knowledge.text.glossary import Glossary, usual_glossary

COMPARED = (
    NodeKind.COURSE,
    NodeKind.CONCEPT,
    NodeKind.SKILL,
    NodeKind.SUBJECT,
    NodeKind.TEACHER,
    NodeKind.SCHOOL,
)
"""Kinds whose entries are compared."""
SAME_NAME = 0.1
"""Entries of the same name are proposed from this part of the least confidence on: people look for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """The links, how many entries of each kind were compared, and who uses them."""

    links: Links
    compared: dict[NodeKind, int]
    homes: tuple[str, ...]


def propose_links(
    catalogues: Sequence[Catalogue],
    *,
    kinds: Sequence[NodeKind] = COMPARED,
    at_least: float = 0.1,
    most: int = 3,
    glossary: Glossary | None = None,
    told: Callable[[NodeKind, float], None] | None = None,
) -> Proposed:
    """Return links between entries of different providers that may be the same.

    ``at_least`` is the least confidence, ``most`` the most proposals of one entry, the most confident first.
    Swapping catalogues or rows changes nothing. ``told`` hears which kind is compared, and the share done.
    """
    terms = glossary or usual_glossary()
    graph = build_graph(catalogues).graph
    homes, said = homes_of(graph, catalogues), said_names(graph, terms)
    links: list[Link] = []
    compared = {}
    for place, kind in enumerate(kinds):
        if told is not None:
            told(kind, place / len(kinds))
        entities = entities_of(graph, kind, homes=homes, said=said, glossary=terms)
        compared[kind] = entities.size
        if entities.size:
            links.extend(_proposed(entities, at_least, most))
    return Proposed(
        links=Links.of(links),
        compared=compared,
        homes=tuple(sorted(frozenset().union(*homes))),
    )


def _proposed(entities: Entities, at_least: float, most: int) -> list[Link]:
    found = evidence(entities)
    confidence = np.round(calibration_of(entities.kind).confidence(found), 6)
    order = np.lexsort((found.right, found.left, -confidence))
    worth = confidence >= np.where(found.of("same_name") > 0, at_least * SAME_NAME, at_least)
    order = order[worth[order]]
    order = order[_within(found.left[order], most) & _within(found.right[order], most)]
    return [
        Link(
            left=entities.keys[left],
            right=entities.keys[right],
            left_label=entities.labels[left],
            right_label=entities.labels[right],
            confidence=float(confidence[place]),
            reasons=reasons_for(entities.kind, found.features[place].tolist()),
        )
        for place, left, right in zip(
            order.tolist(), found.left[order].tolist(), found.right[order].tolist(), strict=True
        )
    ]


def _within(side: Codes, most: int) -> np.ndarray:
    """Say which pairs, in order, are among the first of their entry."""
    order = np.argsort(side, kind="stable")
    starts = np.searchsorted(side[order], side[order])
    kept = np.zeros(side.size, dtype=np.bool_)
    kept[order] = np.arange(side.size) - starts < most
    return kept
