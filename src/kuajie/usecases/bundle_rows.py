"""Bundles and gaps turned from codes into what people know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kuajie.knowledge.bundles.audience import Audience
from kuajie.knowledge.bundles.content import Contents, distinct_names
from kuajie.knowledge.bundles.find import Bundles, Market, with_neighbours
from kuajie.knowledge.bundles.gaps import NeededNode
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.usecases.bundle_reasons import bundle_reasons, comes_first, substitute_reasons
from kuajie.usecases.bundles_answer import AudienceRow, BundleRow, GapRow, SubstituteRow
from kuajie.usecases.course_cards import CourseCard, course_card

COURSES_NAMED = 6


@dataclass(frozen=True, slots=True)
class Told:
    """Codes turned into what people know."""

    graph: CourseGraph
    names: Mapping[str, str]
    contents: Contents
    found: Bundles
    market: Market

    def card(self, course: int) -> CourseCard:
        """Return a course with how many took it."""
        taken = int((self.market.histories.course == course).sum())
        return course_card(self.graph, course, self.names, learners=taken)

    def bundle(self, place: int) -> BundleRow:
        """Return the bundle at a place of those found."""
        found = self.found
        one, other = int(found.pairs.one[place]), int(found.pairs.other[place])
        ends = (one, other) if comes_first(found, self.market.histories, place) else (other, one)
        return BundleRow(
            first=self.card(ends[0]),
            second=self.card(ends[1]),
            score=float(found.scored.score[place]),
            parts={part: float(points[place]) for part, points in found.scored.parts.items()},
            reasons=bundle_reasons(self.graph, self.contents, found, self.market.histories, place),
            audiences=tuple(self._audiences(place, ends)),
        )

    def _audiences(self, place: int, ends: tuple[int, int]) -> Iterator[AudienceRow]:
        one, other = int(self.found.pairs.one[place]), int(self.found.pairs.other[place])
        ways = [(one, other, self.found.forth), (other, one, self.found.back)]
        for has, wants, audience in ways if ends[0] == one else ways[::-1]:
            if audience is not None:
                yield self._audience(has, wants, audience, place)

    def _audience(self, has: int, wants: int, found: Audience, place: int) -> AudienceRow:
        market = self.market
        taken = market.histories.popularity()
        near = with_neighbours(has, taken, self.contents, market.provider)[1:].tolist()
        known = bool(np.isfinite(found.rate[place]))
        return AudienceRow(
            party=self.card(has).provider,
            has=self.card(has),
            wants=self.card(wants),
            learners=int(found.learners[place]),
            watched=int(found.watched[place]),
            took=int(found.took[place]),
            rate=float(found.rate[place]) if known else None,
            rate_range=_ends(found.rate_range, place) if known else None,
            expected=float(found.expected[place]) if known else None,
            expected_range=_ends(found.expected_range, place) if known else None,
            neighbours=tuple(self.graph.labels(near)),
            permitted=bool(market.shared[market.provider[has], market.provider[wants]]),
        )

    def substitute(self, place: int) -> SubstituteRow:
        """Return the pair of substitutes at a place of those found."""
        one, other = int(self.found.substitutes.one[place]), int(self.found.substitutes.other[place])
        return SubstituteRow(
            first=self.card(one),
            second=self.card(other),
            overlap=float(self.found.substitute_links.overlap[place]),
            reasons=substitute_reasons(self.graph, self.contents, one, other),
        )


def _ends(ends: tuple[np.ndarray, np.ndarray], place: int) -> tuple[float, float]:
    return float(ends[0][place]), float(ends[1][place])


def gap_rows(graph: CourseGraph, names: Mapping[str, str], found: Sequence[NeededNode]) -> tuple[GapRow, ...]:
    """Return gaps by name; a skill and a concept of one name are one gap, the one more learners need."""
    providers = [names.get(each, each) for each in graph.providers()]
    rows: dict[str, GapRow] = {}
    for gap in found:
        label = graph.label(gap.node)
        other = rows.get(label.casefold())
        occupations = (*(other.occupations if other else ()), *graph.labels(gap.occupations))
        kept = other or GapRow(
            name=label,
            kind=graph.key(gap.node)[0],
            parties=tuple(providers[party] for party in gap.parties),
            learners=gap.learners,
            by_party={name: count for name, count in zip(providers, gap.by_party, strict=True) if count},
            courses=tuple(course_card(graph, each, names) for each in gap.courses[:COURSES_NAMED]),
            course_count=len(gap.courses),
            occupations=(),
        )
        rows[label.casefold()] = replace(kept, occupations=distinct_names(occupations))
    return tuple(rows.values())
