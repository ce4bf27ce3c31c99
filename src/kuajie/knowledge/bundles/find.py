"""The pairs of courses, one of each partner, that complete each other best."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.bundles.audience import Audience, Moments, Offers, Watch, audience
from kuajie.knowledge.bundles.content import Contents, Links, links
from kuajie.knowledge.bundles.pairs import Pairs, related_pairs, telling
from kuajie.knowledge.bundles.score import Scored, scored
from kuajie.knowledge.bundles.together import Together, linked_learners, taken_both, together
from kuajie.knowledge.histories import Codes, Flags, Histories

CONSIDERED = 1500
"""Pairs, the best by content and habit, of which it is asked who would come."""
LEAST = 10.0
"""Points that a bundle has at the least."""
AT_MOST = 3
"""Bundles that one course may stand in: a list of one bestseller with everything helps nobody."""
TAKEN_TOO = 1.5
"""How many times as often as by chance learners take both of two courses that are no substitutes then."""
KNOWN_ENOUGH = 30
"""Learners of a course from which its own habits speak; below, those of its neighbours are added."""
NEIGHBOURS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """Who offers what to whom.

    ``owners`` (courses, parties) says whose each course is, ``provider`` (courses,) in whose catalogue it
    stands; ``shared`` (parties, parties) whose records of learners (rows) may be used by whom (columns).
    Learners are watched over the stretches of ``watch``.
    """

    histories: Histories
    owners: Flags
    provider: Codes
    shared: Flags
    watch: Watch = field(default_factory=Watch)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bundles:
    """Pairs, the best first, with what speaks for each; ``substitutes`` are pairs too alike to sell together.

    ``forth`` is the audience of the other course among learners of the one, ``back`` that of the one among
    learners of the other; both ``None`` where no learner took courses of two parties. ``linked`` of them did.
    """

    pairs: Pairs
    links: Links
    together: Together | None
    scored: Scored
    forth: Audience | None
    back: Audience | None
    substitutes: Pairs
    substitute_links: Links
    considered: int
    linked: int


def find_bundles(contents: Contents, market: Market, *, most: int) -> Bundles:
    """Return at most so many pairs of courses of different parties, the best first."""
    histories = market.histories
    linked = linked_learners(histories, market.provider)
    both = _seen_by_one(market, taken_both(histories, linked))
    pairs = _candidates(contents, market.owners, both)
    known = bool(contents.teaches.nnz or contents.requires.nnz)
    found = links(contents, pairs)
    visible = _shared_either_way(market, pairs.one, pairs.other)
    seen = together(histories, pairs, market.provider, both, visible) if linked.any() else None
    if seen is not None:
        found = replace(found, alike=found.alike & (seen.lower < TAKEN_TOO))
    first = scored(found, seen, None, contents=known).score
    chosen = np.argsort(-first, kind="stable")[:CONSIDERED]
    chosen = chosen[first[chosen] > 0]
    some = pairs.only(chosen)
    near, habit = _of_links(found, chosen), None if seen is None else _of_together(seen, chosen)
    ahead = None if seen is None else _audiences(market, contents, some)
    people = None if ahead is None else np.nansum([ahead[0].expected, ahead[1].expected], axis=0)
    final = scored(near, habit, people, contents=known)
    best = _spread(some, final.score, most)
    alike = _substitutes(pairs, found, histories, most)
    return Bundles(
        pairs=some.only(best),
        links=_of_links(near, best),
        together=None if habit is None else _of_together(habit, best),
        scored=Scored(
            parts={part: each[best] for part, each in final.parts.items()}, score=final.score[best]
        ),
        forth=None if ahead is None else _of_audience(ahead[0], best),
        back=None if ahead is None else _of_audience(ahead[1], best),
        substitutes=pairs.only(alike),
        substitute_links=_of_links(found, alike),
        considered=pairs.size,
        linked=int(linked.sum()),
    )


def _seen_by_one(market: Market, both: csr_matrix) -> csr_matrix:
    """Return the counts of pairs of which one party may use the other's records."""
    found = both.tocoo()
    kept = _shared_either_way(market, found.row, found.col)
    return csr_matrix((found.data[kept], (found.row[kept], found.col[kept])), shape=both.shape)


def _shared_either_way(market: Market, one: Codes, other: Codes) -> Flags:
    """Say of which courses one party may use the other's records, or its own are both."""
    ends = market.provider[one], market.provider[other]
    either: Flags = market.shared[ends] | market.shared[ends[::-1]]
    return either


def _candidates(contents: Contents, owners: Flags, both: csr_matrix) -> Pairs:
    columns = telling(contents.teaches + contents.needs)
    teaches, needs = contents.teaches[:, columns], contents.needs[:, columns]
    sources = [
        (teaches @ teaches.T).tocsr(),
        (needs @ teaches.T).tocsr(),
        contents.requires,
        (contents.requires @ contents.requires).tocsr(),
        contents.same,
        (both >= 2).tocsr(),
    ]
    return related_pairs(owners, sources)


def _audiences(market: Market, contents: Contents, pairs: Pairs) -> tuple[Audience, Audience]:
    """Return who would come to the other course of each pair among learners of the one, and the reverse."""
    moments = Moments.of(market.histories)
    parties = market.owners.shape[1]
    members = tuple(np.flatnonzero(market.owners[:, party]) for party in range(parties))
    taken = market.histories.popularity()
    found = []
    for source, offered in ((pairs.one, pairs.other), (pairs.other, pairs.one)):
        offers = Offers(
            offered=offered,
            sources=tuple(with_neighbours(int(each), taken, contents, market.provider) for each in source),
            partner=market.provider[source],
            allowed=market.shared[market.provider[source], market.provider[offered]],
        )
        found.append(audience(moments, offers, market.watch, members))
    return found[0], found[1]


def with_neighbours(course: int, taken: Floats, contents: Contents, provider: Codes) -> Codes:
    """Return a course, and its nearest of the same provider too where few took it."""
    if taken[course] >= KNOWN_ENOUGH:
        return np.array([course])
    shared = np.asarray((contents.teaches @ contents.teaches[course].T).todense()).ravel()
    shared[(provider != provider[course]) | (shared <= 0)] = 0.0
    shared[course] = 0.0
    nearest = np.argsort(-shared, kind="stable")[:NEIGHBOURS]
    return np.concatenate([[course], nearest[shared[nearest] > 0]]).astype(np.int64)


def _spread(pairs: Pairs, score: Floats, most: int) -> Codes:
    """Return the places of the best pairs in which no course stands too often."""
    count = np.zeros(int(max(pairs.one.max(initial=0), pairs.other.max(initial=0))) + 1, dtype=np.int64)
    best: list[int] = []
    for place in np.argsort(-score, kind="stable").tolist():
        ends = [pairs.one[place], pairs.other[place]]
        if len(best) == most or score[place] < LEAST:
            break
        if (count[ends] < AT_MOST).all():
            count[ends] += 1
            best.append(place)
    return np.array(best, dtype=np.int64)


def _substitutes(pairs: Pairs, found: Links, histories: Histories, most: int) -> Codes:
    """Return the places of pairs too alike to be sold together, those that most learners took first."""
    places = np.flatnonzero(found.alike)
    taken = histories.popularity()
    least = np.minimum(taken[pairs.one[places]], taken[pairs.other[places]])
    order = np.lexsort((-found.overlap[places], -least))
    return places[order][:most]


def _of_links(found: Links, chosen: Codes) -> Links:
    return Links(
        forth=found.forth[chosen],
        back=found.back[chosen],
        overlap=found.overlap[chosen],
        near=found.near[chosen],
        alike=found.alike[chosen],
    )


def _of_together(seen: Together, chosen: Codes) -> Together:
    return Together(
        both=seen.both[chosen],
        expected=seen.expected[chosen],
        lift=seen.lift[chosen],
        lower=seen.lower[chosen],
        upper=seen.upper[chosen],
    )


def _of_audience(found: Audience, chosen: Codes) -> Audience:
    return Audience(
        learners=found.learners[chosen],
        watched=found.watched[chosen],
        took=found.took[chosen],
        rate=found.rate[chosen],
        rate_range=(found.rate_range[0][chosen], found.rate_range[1][chosen]),
        expected=found.expected[chosen],
        expected_range=(found.expected_range[0][chosen], found.expected_range[1][chosen]),
    )
