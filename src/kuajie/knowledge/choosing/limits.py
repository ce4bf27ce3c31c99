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
    owned = taken + taken @ facts.same if facts.same.nnz else taken
    found = [
        (Limit.OWNED, _owned(owned)),
        (Limit.SEATS, _everybody(facts.seats < 1, taken)),
        (Limit.PREREQUISITE, _unmet(facts, owned)),
        (Limit.LANGUAGE, _unwelcome(wishes.languages, facts.language)),
        (Limit.LEVEL, _unwelcome(wishes.levels, facts.level)),
        (Limit.PRICE, _too_dear(wishes.price, facts.price)),
        (Limit.CONSENT, _unwelcome(wishes.providers, facts.provider)),
        (Limit.PROVIDER, None if target is None else _everybody(facts.provider != target, taken)),
    ]
    yield from ((limit, flags) for limit, flags in found if flags is not None and flags.any())


def _owned(owned: csr_matrix) -> Flags:
    flags = np.zeros(owned.shape, dtype=np.bool_)
    flags[owned.nonzero()] = True
    return flags


def _everybody(courses: Flags, taken: csr_matrix) -> Flags | None:
    """Return courses that nobody may be recommended, (learners, courses)."""
    return np.repeat(courses[None], taken.shape[0], axis=0) if courses.any() else None


def _unmet(facts: CourseFacts, owned: csr_matrix) -> Flags | None:
    """Say which courses need something that the learner's courses do not give, (learners, courses)."""
    if not facts.needs.nnz:
        return None
    met = ((owned @ facts.gives) > 0).astype(np.float64)
    wanted = np.asarray(facts.needs.sum(axis=1)).ravel()
    unmet: Flags = wanted - np.asarray((met @ facts.needs.T).todense()) > 0.5
    return unmet


def _unwelcome(welcome: Flags | None, codes: Codes) -> Flags | None:
    if welcome is None:
        return None
    known = np.concatenate([welcome, np.zeros((welcome.shape[0], 1), dtype=np.bool_)], axis=1)
    unwelcome: Flags = ~known[:, codes]
    return unwelcome


def _too_dear(most: Floats | None, price: Floats) -> Flags | None:
    if most is None:
        return None
    dear: Flags = np.isfinite(most)[:, None] & ~(price <= most[:, None])
    return dear
