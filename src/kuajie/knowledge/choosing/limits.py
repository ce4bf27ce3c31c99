"""Hard limits: which courses may not be recommended to whom, whatever they score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags


class Limit(StrEnum):
    """Why a course may not be recommended to a learner."""

    OWNED = "owned"
    PROVIDER = "provider"
    SEATS = "seats"
    LANGUAGE = "language"
    LEVEL = "level"
    PRICE = "price"
    PREREQUISITE = "prerequisite"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseFacts:
    """What decides to whom a course may be recommended, one entry per course.

    ``language`` and ``level`` are codes, -1 where unknown; ``price`` is in the smallest unit of one currency
    (nan: unknown), ``seats`` those left (inf: no limit). ``needs`` (courses, needs) are ones where a course
    needs something first, ``gives`` (courses, needs) ones where having taken a course meets it. ``same``
    (courses, courses) are ones where two courses are the same.
    """

    provider: Codes
    language: Codes
    level: Codes
    price: Floats
    seats: Floats
    needs: csr_matrix
    gives: csr_matrix
    same: csr_matrix

    @classmethod
    def unknown(cls, courses: int) -> CourseFacts:
        """Return facts of courses of which nothing is known."""
        codes, nothing = np.full(courses, -1), csr_matrix((courses, 0))
        return cls(
            provider=codes,
            language=codes,
            level=codes,
            price=np.full(courses, np.nan),
            seats=np.full(courses, np.inf),
            needs=nothing,
            gives=nothing,
            same=csr_matrix((courses, courses)),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wishes:
    """What learners asked for will take, one row per learner; ``None``: whatever.

    ``languages`` and ``levels`` (learners, codes) say which are welcome, ``price`` (learners,) is the most
    they pay (inf: any), ``providers`` (learners, providers) from whom they may be offered courses (consent).
    """

    languages: Flags | None = None
    levels: Flags | None = None
    price: Floats | None = None
    providers: Flags | None = None

    def of(self, chosen: slice) -> Wishes:
        """Return the wishes of some learners."""
        return Wishes(
            languages=None if self.languages is None else self.languages[chosen],
            levels=None if self.levels is None else self.levels[chosen],
            price=None if self.price is None else self.price[chosen],
            providers=None if self.providers is None else self.providers[chosen],
        )


def limits(
    facts: CourseFacts, wishes: Wishes, taken: csr_matrix, *, target: int | None = None
) -> Iterator[tuple[Limit, Flags]]:
    """Yield each limit that rules something out, and which courses for whom, (learners, courses).

    ``taken`` (learners, courses) are ones where a learner took a course; ``target`` is the one provider whose
    courses are asked for. A course of which the fact in question is unknown does not meet a wish.
    """
    shape = taken.shape
    owned = taken + taken @ facts.same
    found = [
        (Limit.OWNED, np.asarray(owned.todense()) > 0),
        (Limit.SEATS, np.broadcast_to(facts.seats < 1, shape)),
        (Limit.PREREQUISITE, _unmet(facts, owned)),
        (Limit.LANGUAGE, _unwelcome(wishes.languages, facts.language, shape)),
        (Limit.LEVEL, _unwelcome(wishes.levels, facts.level, shape)),
        (Limit.PRICE, _too_dear(wishes.price, facts.price, shape)),
        (Limit.CONSENT, _unwelcome(wishes.providers, facts.provider, shape)),
        (Limit.PROVIDER, np.broadcast_to(target is not None and facts.provider != target, shape)),
    ]
    yield from ((limit, flags) for limit, flags in found if flags.any())


def _unmet(facts: CourseFacts, owned: csr_matrix) -> Flags:
    """Say which courses need something that the learner's courses do not give, (learners, courses)."""
    if not facts.needs.nnz:
        return np.zeros(owned.shape, dtype=np.bool_)
    met = ((owned @ facts.gives) > 0).astype(np.float64)
    wanted = np.asarray(facts.needs.sum(axis=1)).ravel()
    unmet: Flags = wanted - np.asarray((met @ facts.needs.T).todense()) > 0.5
    return unmet


def _unwelcome(welcome: Flags | None, codes: Codes, shape: tuple[int, int]) -> Flags:
    if welcome is None:
        return np.zeros(shape, dtype=np.bool_)
    known = np.concatenate([welcome, np.zeros((welcome.shape[0], 1), dtype=np.bool_)], axis=1)
    unwelcome: Flags = ~known[:, codes]
    return unwelcome


def _too_dear(most: Floats | None, price: Floats, shape: tuple[int, int]) -> Flags:
    if most is None:
        return np.zeros(shape, dtype=np.bool_)
    dear: Flags = np.isfinite(most)[:, None] & ~(price <= most[:, None])
    return dear
