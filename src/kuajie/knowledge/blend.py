"""Weighing parts of a model by how they rank hidden courses together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.histories import Codes, Flags, Histories
from kuajie.knowledge.hold_out import HoldOut, gain_of_place
from kuajie.knowledge.parts import Part, Scores

AT = 10
RECENCY = 0.7
"""What a course counts for each one taken after it, while parts are weighed."""
POOLED = 100
"""Best courses of each ranking that compete with the hidden one while weights are chosen."""
GRID = (0.1, 0.3, 1.0, 3.0)
"""Weights tried, in spreads of the regression's scores."""
WORTH = 0.25
"""Standard errors of the mean by which a weight must gain, or it is left as it is."""
BATCH = 512
SOME = 1000
"""Learners by whom the spread of scores is measured."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pool:
    """Hidden courses and their rivals: ``places`` (learner, rival), the hidden course first.

    Rivals that stand twice are not ``valid`` (learner, rival). ``seen`` are the histories of these learners.
    """

    seen: Histories
    places: Codes
    valid: Flags

    def scored(self, part: Part) -> Scores:
        """Return a part's scores of the rivals, (learner, rival)."""
        found = np.zeros(self.places.shape, dtype=np.float32)
        for batch, recent in _batches(self.seen, RECENCY):
            found[batch] = np.take_along_axis(part.scores(recent), self.places[batch], axis=1)
        return found

    def gains(self, scores: Scores) -> Floats:
        """Return the gain of every hidden course by scores (learner, rival), (learner,)."""
        before = (scores > scores[:, :1]) & self.valid
        return gain_of_place(before.sum(axis=1), AT)


def spread(part: Part, histories: Histories) -> float:
    """Return the standard deviation of a part's scores of courses not taken, by some learners; 1 for none."""
    learners = np.flatnonzero(histories.counts)
    some = histories.of(learners[:: max(1, learners.size // SOME)])
    taken, total, squares, count = some.taken(), 0.0, 0.0, 0
    for batch, recent in _batches(some, RECENCY):
        scores = part.scores(recent).astype(np.float64)
        scores[taken[batch].nonzero()] = 0.0
        total, squares, count = total + scores.sum(), squares + (scores**2).sum(), count + scores.size
    size = np.sqrt(max(squares / count - (total / count) ** 2, 0.0)) if count else 0.0
    return float(size) or 1.0


def full_gains(part: Part, held: HoldOut, recency: float, offered: Flags) -> Floats:
    """Return the gain of every hidden course where a part ranks all courses ``offered``, (learner,)."""
    seen = held.seen.of(held.learners)
    taken = seen.taken()
    before = np.zeros(held.learners.size, dtype=np.int64)
    for batch, recent in _batches(seen, recency):
        scores = part.scores(recent)
        ahead = scores > np.take_along_axis(scores, held.hidden[batch, None], axis=1)
        ahead[taken[batch].nonzero()] = False
        before[batch] = ahead[:, offered].sum(axis=1)
    return gain_of_place(before, AT)


def pool_rivals(
    held: HoldOut, parts: Sequence[Part], mixes: Sequence[Floats], *, offered: Flags
) -> tuple[Pool, Scores]:
    """Return hidden courses with the best by each of some ``mixes`` (part,) of parts, of those ``offered``.

    Also returned is how each part scores them, (part, learner, rival).
    """
    seen = held.seen.of(held.learners)
    taken, places, valid, scored = seen.taken(), [], [], []
    for batch, recent in _batches(seen, RECENCY):
        scores = [part.scores(recent) for part in parts]
        barred = taken[batch].toarray() > 0
        barred[:, ~offered] = True
        rivals = np.sort(np.concatenate([_best(scores, mix, barred) for mix in mixes], axis=1), axis=1)
        hidden = held.hidden[batch, None]
        wrong = (rivals < 0) | (rivals == hidden)
        wrong[:, 1:] |= rivals[:, 1:] == rivals[:, :-1]
        places.append(np.concatenate([hidden, np.maximum(rivals, 0)], axis=1))
        valid.append(np.concatenate([np.zeros_like(wrong[:, :1]), ~wrong], axis=1))
        scored.append(np.stack([np.take_along_axis(each, places[-1], axis=1) for each in scores]))
    pool = Pool(seen=seen, places=np.concatenate(places), valid=np.concatenate(valid))
    return pool, np.concatenate(scored, axis=1)


def _best(scores: Sequence[Scores], mix: Floats, barred: Flags) -> Codes:
    total = np.zeros(barred.shape, dtype=np.float32)
    for each, factor in zip(scores, mix, strict=True):
        if factor:
            total += np.float32(factor) * each
    total[barred] = -np.inf
    return best_places(total, POOLED)


def _batches(seen: Histories, recency: float) -> Iterator[tuple[slice, csr_matrix]]:
    recent = seen.recent(recency).astype(np.float32)
    for first in range(0, seen.learners, BATCH):
        batch = slice(first, min(first + BATCH, seen.learners))
        yield batch, recent[batch]


@dataclass(slots=True, kw_only=True, eq=False)
class Search:
    """A search for the weights of ``parts`` (part, learner, rival) beside a base.

    ``scores`` (learner, rival) are those of the base and the parts as they are weighed so far.
    """

    pool: Pool
    parts: Scores
    weights: Floats
    scores: Scores
    gains: Floats

    @classmethod
    def of(cls, pool: Pool, base: Scores, parts: Scores, weights: Floats) -> Search:
        """Return a search that starts from a base and weights."""
        scores = base + np.tensordot(weights.astype(np.float32), parts, axes=1)
        return cls(pool=pool, parts=parts, weights=weights.copy(), scores=scores, gains=pool.gains(scores))

    def weigh(self) -> Search:
        """Change the weight of each part in turn, where that gains more than chance would easily give."""
        for place, part in enumerate(self.parts):
            for value in (0.0, *GRID):
                scores = self.scores + np.float32(value - self.weights[place]) * part
                gains = self.pool.gains(scores)
                if _better(gains, self.gains):
                    self.weights[place], self.scores, self.gains = value, scores, gains
        return self


def _better(tried: Floats, kept: Floats) -> bool:
    """Say whether gains are larger by more than a share of the standard error of the difference."""
    more = tried - kept
    error = more.std() / np.sqrt(max(more.size, 1))
    return bool(more.mean() > WORTH * error)
