"""Who would come: learners who took one course and not the other, and how many of such learners take it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln
from scipy.stats import beta, betabinom

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags, Histories

STRENGTHS = np.geomspace(10.0, 10000.0, 25)
"""Learners that the mean rate may be worth beside the pair's own; the likeliest is taken."""
NINETY = (0.05, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watch:
    """When learners are watched: from each of ``starts`` until the next start, ``length`` later.

    Times are those of the histories. Without ``starts`` learners are watched from the course they took on to
    the end of the records, in the order in which they took courses.
    """

    starts: tuple[float, ...] = ()
    length: float = np.inf

    @classmethod
    def back_from(cls, end: float, length: float, *, times: int) -> Watch:
        """Return the last so many stretches of a length before an end, that end included."""
        return cls(starts=tuple(end - length * step for step in range(times, 0, -1)), length=length)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moments:
    """When each learner took each course: by course ``learner`` and ``time``, at ``start[c]:start[c+1]``.

    Without times the place in the learner's order stands for them.
    """

    start: Codes
    learner: Codes
    time: Floats
    learners: int

    @classmethod
    def of(cls, histories: Histories) -> Moments:
        """Return the moments of histories; rows without a time count as the earliest."""
        time = histories.place.astype(np.float64) if histories.time is None else histories.time
        time = np.where(np.isnan(time), -np.inf, time)
        order = np.argsort(histories.course, kind="stable")
        counts = np.bincount(histories.course, minlength=histories.courses)
        return cls(
            start=np.concatenate([[0], np.cumsum(counts)]),
            learner=histories.learner[order],
            time=time[order],
            learners=histories.learners,
        )

    def first(self, courses: Codes) -> tuple[Codes, Floats]:
        """Return who took any of some courses, by code, and when they first did, both (takers,)."""
        nothing = np.zeros(0, dtype=np.int64)
        taken = [np.arange(self.start[each], self.start[each + 1]) for each in courses.tolist()]
        rows = np.concatenate([nothing, *taken])
        learner, time = self.learner[rows], self.time[rows]
        order = np.lexsort((time, learner))
        takers, first = np.unique(learner[order], return_index=True)
        return takers, time[order][first]

    def taking(self, course: int) -> Floats:
        """Return when each learner took a course, inf: never, (learners,)."""
        found = np.full(self.learners, np.inf)
        rows = slice(self.start[course], self.start[course + 1])
        found[self.learner[rows]] = self.time[rows]
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offers:
    """Courses to be offered to learners who took others: ``offered`` (N,) and ``sources`` (N sets of codes).

    ``partner`` (N,) numbers the party whose learners are meant; ``allowed`` (N,) says whether their records
    may be used for the offer.
    """

    offered: Codes
    sources: tuple[Codes, ...]
    partner: Codes
    allowed: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Audience:
    """Of each offer, all (N,): ``learners`` who took a source and not the course offered.

    Of ``watched`` such learners in the past ``took`` took it within one stretch: the ``rate``, shrunk towards
    what the partner's learners do, with its 90 % interval; ``expected`` of today's learners with theirs.
    """

    learners: Codes
    watched: Codes
    took: Codes
    rate: Floats
    rate_range: tuple[Floats, Floats]
    expected: Floats
    expected_range: tuple[Floats, Floats]


def audience(moments: Moments, offers: Offers, watch: Watch, members: tuple[Codes, ...]) -> Audience:
    """Return who would come to each offer; ``members`` are the courses of each party.

    The rate is beta-binomial: its prior has the mean rate at which any learners of the partner take the
    course, and the weight that makes all pairs' counts likeliest. Where nobody could be watched the rate and
    what follows from it are NaN.
    """
    count = offers.offered.size
    learners, watched, took, usual = (np.zeros(count) for _ in range(4))
    everybody = [moments.first(courses) for courses in members]
    for course in np.unique(offers.offered[offers.allowed]).tolist():
        got = moments.taking(course)
        here = np.flatnonzero((offers.offered == course) & offers.allowed)
        for partner in np.unique(offers.partner[here]).tolist():
            mean = _usual(everybody[partner], got, watch)
            for place in here[offers.partner[here] == partner].tolist():
                usual[place] = mean
                takers, since = moments.first(offers.sources[place])
                learners[place] = int(np.isinf(got[takers]).sum())
                watched[place], took[place] = _seen(since, got[takers], watch)
    return _shrunk(learners, watched, took, usual)


def _usual(everybody: tuple[Codes, Floats], got: Floats, watch: Watch) -> float:
    """Return the rate at which any learners of a partner take a course, NaN where nobody was watched."""
    takers, since = everybody
    ever, did = _seen(since, got[takers], watch)
    if not ever or np.isinf(got).all():
        return float("nan")
    return (did + 0.5) / (ever + 1.0)


def _seen(since: Floats, got: Floats, watch: Watch) -> tuple[int, int]:
    """Return how many learners were watched, and how many of them took the course, over all stretches."""
    if not watch.starts:
        able = np.isfinite(since) & ((got > since) | np.isinf(got))
        return int(able.sum()), int((able & np.isfinite(got)).sum())
    watched = took = 0
    for start in watch.starts:
        able = (since <= start) & (got > start)
        watched += int(able.sum())
        took += int((able & (got <= start + watch.length)).sum())
    return watched, took


def _shrunk(learners: Floats, watched: Floats, took: Floats, usual: Floats) -> Audience:
    known = (watched > 0) & np.isfinite(usual)
    mean = np.where(known, np.clip(usual, 1e-9, 1 - 1e-9), 0.5)
    strength = _likeliest_strength(watched[known], took[known], mean[known])
    alpha, omega = mean * strength + took, (1 - mean) * strength + watched - took
    nothing = np.where(known, 0.0, np.nan)
    rate = alpha / (alpha + omega) + nothing
    lower, upper = (beta.ppf(share, alpha, omega) + nothing for share in NINETY)
    fewest, most = (betabinom.ppf(share, learners, alpha, omega) + nothing for share in NINETY)
    return Audience(
        learners=learners.astype(np.int64),
        watched=watched.astype(np.int64),
        took=took.astype(np.int64),
        rate=rate,
        rate_range=(lower, upper),
        expected=rate * learners,
        expected_range=(np.maximum(fewest, 0.0), most),
    )


def _likeliest_strength(watched: Floats, took: Floats, mean: Floats) -> float:
    """Return how many learners the mean is worth: the largest beta-binomial likelihood of all counts."""
    if not watched.size:
        return float(STRENGTHS[0])
    alpha, omega = mean * STRENGTHS[:, None], (1 - mean) * STRENGTHS[:, None]
    likelihood = betaln(alpha + took, omega + watched - took) - betaln(alpha, omega)
    return float(STRENGTHS[int(np.argmax(likelihood.sum(axis=1)))])
