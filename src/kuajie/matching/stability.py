"""How firm a ranking is: which changes of weight put another candidate first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.matching.normalisation import Floats, Ints, normalise
from kuajie.matching.promethee import Flows
from kuajie.matching.ranks import AS_GOOD
from kuajie.matching.topsis import closeness_of, squared_differences

NEAR = 50.0
"""Concentration of sampled weights around the stated ones: a weight of 20 % then strays by about 6 points."""
CHUNK = 4096
"""Sampled weights scored at once; bounds the memory that thousands of samples take."""

Scorer = Callable[[Floats], Floats]
"""Scores of shape ``(candidate, sample)`` for weights of shape ``(criterion, sample)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPlace:
    """Over which weights of one criterion the first candidate stays first, the others keeping their proportions.

    From ``lower`` to ``upper``, both from 0 to 1; beyond them ``below`` or ``above`` takes over (places of
    candidates), ``None`` where the first stays first to the very end.
    """

    criterion: int
    weight: float
    lower: float
    upper: float
    below: int | None
    above: int | None

    @property
    def smallest_change(self) -> float | None:
        """How much the weight must change at least for another to come first, ``None`` where no change does."""
        changes = [
            abs(self.weight - end)
            for end, other in ((self.lower, self.below), (self.upper, self.above))
            if other is not None
        ]
        return min(changes) if changes else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scoring:
    """A way to score candidates by weights, and the weights at which two of them change places.

    ``crossings(first, other, criterion, weights)`` are the weights of one criterion, the others in proportion,
    at which two candidates may be equal.
    """

    score: Scorer
    crossings: Callable[[int, int, int, Floats], Sequence[float]]


def topsis_scoring(matrix: Floats, types: Ints, *, normalisation: str) -> Scoring:
    """Return TOPSIS as a function of the weights alone."""
    near, far = squared_differences(normalise(matrix, types, normalisation))

    def score(weights: Floats) -> Floats:
        return closeness_of(np.sqrt(near @ weights**2), np.sqrt(far @ weights**2))

    def crossings(first: int, other: int, criterion: int, weights: Floats) -> Sequence[float]:
        """Closeness is equal where far_a · near_b = far_b · near_a, squared distances all.

        With t the criterion's weight, k the factor on the others' and r = (t/k)², each is k² (x r + y), so
        that r solves a quadratic equation.
        """
        others = np.where(np.arange(len(weights)) == criterion, 0.0, weights) ** 2
        x_near, y_near = near[:, criterion], near @ others
        x_far, y_far = far[:, criterion], far @ others
        a, b = first, other
        equation = (
            x_far[a] * x_near[b] - x_far[b] * x_near[a],
            x_far[a] * y_near[b] + y_far[a] * x_near[b] - x_far[b] * y_near[a] - y_far[b] * x_near[a],
            y_far[a] * y_near[b] - y_far[b] * y_near[a],
        )
        roots = np.sqrt(
            [root.real for root in np.roots(equation) if abs(root.imag) <= 1e-9 and root.real > 0.0]
        )
        rest = 1.0 - weights[criterion]
        return [float(root / (root + rest)) for root in roots]  # t = √r k with k = (1 - t)/rest

    return Scoring(score=score, crossings=crossings)


def promethee_scoring(flows: Flows) -> Scoring:
    """Return net flows as a function of the weights, which is linear."""
    net = flows.net

    def crossings(first: int, other: int, criterion: int, weights: Floats) -> Sequence[float]:
        ahead = net[first] - net[other]
        others = np.where(np.arange(len(weights)) == criterion, 0.0, weights)
        rest = float(ahead @ others) / (1.0 - weights[criterion])
        slope = float(ahead[criterion]) - rest
        return [-rest / slope] if slope else []

    return Scoring(score=lambda weights: net @ weights, crossings=crossings)


def with_weight(weights: Floats, criterion: int, value: float) -> Floats:
    """Return weights of which one is ``value`` and the others keep their proportions, adding up to 1.

    Where the one had all the weight, the others share the rest alike.
    """
    others = np.delete(weights, criterion)
    total = others.sum()
    shares = others / total if total > 0.0 else np.full(len(others), 1.0 / len(others))
    return np.insert(shares * (1.0 - value), criterion, value)


def first_places(scoring: Scoring, weights: Floats) -> tuple[FirstPlace, ...]:
    """Return for every criterion the weights over which the first candidate stays first.

    ``weights`` add up to 1, and at least two of them are above zero. The ends are exact: they are the roots of
    the equations by which two candidates score alike.
    """
    scores = scoring.score(weights[:, None])[:, 0]
    top = int(scores.argmax())
    return tuple(_first_place(scoring, weights, top, place) for place in range(len(weights)))


def _first_place(scoring: Scoring, weights: Floats, top: int, criterion: int) -> FirstPlace:
    now = float(weights[criterion])
    others = [place for place in range(len(scoring.score(weights[:, None]))) if place != top]
    found = (each for other in others for each in scoring.crossings(top, other, criterion, weights))
    ends = sorted({0.0, 1.0, *(each for each in found if 0.0 < each < 1.0)})
    below = _walk(scoring, weights, top, criterion, [now, *(each for each in reversed(ends) if each < now)])
    above = _walk(scoring, weights, top, criterion, [now, *(each for each in ends if each > now)])
    return FirstPlace(
        criterion=criterion, weight=now, lower=below[0], upper=above[0], below=below[1], above=above[1]
    )


def _walk(
    scoring: Scoring, weights: Floats, top: int, criterion: int, stops: Sequence[float]
) -> tuple[float, int | None]:
    """Return the first stop beyond which another candidate is first, and which; else the last stop."""
    for here, there in zip(stops, stops[1:], strict=False):
        between = with_weight(weights, criterion, 0.5 * (here + there))
        scores = scoring.score(between[:, None])[:, 0]
        leader = int(scores.argmax())
        if scores[leader] > scores[top] + AS_GOOD:
            return here, leader
    return stops[-1], None


def first_shares(scoring: Scoring, samples: Floats) -> Floats:
    """Return in which share of sampled weights ``(sample, criterion)`` each candidate is first, ``(candidate,)``.

    Where several are first, they share the sample alike.
    """
    total = np.zeros(len(scoring.score(samples[:1].T)))
    for start in range(0, len(samples), CHUNK):
        scores = scoring.score(samples[start : start + CHUNK].T)
        first = scores >= scores.max(axis=0) - AS_GOOD
        total += (first / first.sum(axis=0)).sum(axis=1)
    return total / len(samples)


def near_weights(weights: Floats, *, count: int, generator: np.random.Generator) -> Floats:
    """Return weights drawn around the stated ones from a Dirichlet distribution, ``(sample, criterion)``.

    Their mean are the stated weights; one of 20 % strays by about 6 points. A weight of zero stays zero.
    """
    carrying = weights > 0.0
    drawn = np.zeros((count, len(weights)))
    drawn[:, carrying] = generator.dirichlet(NEAR * weights[carrying] / weights.sum(), size=count)
    return drawn


def any_weights(criteria: int, *, count: int, generator: np.random.Generator) -> Floats:
    """Return weights drawn evenly from all there are, ``(sample, criterion)``."""
    return generator.dirichlet(np.ones(criteria), size=count)


def rank_agreement(first: Ints, second: Ints) -> float | None:
    """Return Kendall's tau-b of two rankings: 1 for the same order, -1 for the opposite (Kendall 1945).

    ``None`` where one of them ranks all candidates alike.
    """
    one, other = (np.sign(ranks[:, None] - ranks[None]) for ranks in (first, second))
    scale = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / scale if scale > 0.0 else None
