"""How firm a ranking is: which changes of weight put another candidate first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kuajie.matching.normalisation import Floats, Ints, normalise
from kuajie.matching.promethee import Flows
from kuajie.matching.ranks import AS_GOOD
from kuajie.matching.topsis import closeness_of, squared_differences

NEAR = 50.0
"""Concentration of weights sampled around the stated ones: one of 20 % then strays by about 6 points."""
CHUNK = 4096
"""Sampled weights scored at once; bounds the memory that thousands of samples take."""
REAL_TO = 1e-9
"""Imaginary parts below this, relatively, are rounding."""

Scorer = Callable[[Floats], Floats]
"""Scores of shape ``(candidate, sample)`` for weights of shape ``(criterion, sample)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPlace:
    """Over which weights of one criterion the first candidate stays first.

    From ``lower`` to ``upper``, both from 0 to 1, the other weights keeping their proportions; beyond them
    ``below`` or ``above`` takes over (places of candidates), ``None`` where the first stays so to the end.
    """

    criterion: int
    weight: float
    lower: float
    upper: float
    below: int | None
    above: int | None

    @property
    def smallest_change(self) -> float | None:
        """By how much the weight must change for another to come first; ``None`` where no change does it."""
        ends = ((self.lower, self.below), (self.upper, self.above))
        changes = [abs(self.weight - end) for end, other in ends if other is not None]
        return min(changes) if changes else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scoring:
    """A way to score candidates by weights, and the weights at which two of them change places.

    ``crossings(first, other, criterion, shares)`` are the weights of one criterion at which two candidates
    may be equal; ``shares`` are the other criteria's parts of the rest, with zero for the criterion itself.
    """

    score: Scorer
    crossings: Callable[[int, int, int, Floats], Sequence[float]]


def topsis_scoring(matrix: Floats, types: Ints, *, normalisation: str) -> Scoring:
    """Return TOPSIS as a function of the weights alone."""
    near, far = squared_differences(normalise(matrix, types, normalisation))

    def score(weights: Floats) -> Floats:
        return closeness_of(np.sqrt(near @ weights**2), np.sqrt(far @ weights**2))

    def crossings(a: int, b: int, criterion: int, shares: Floats) -> Sequence[float]:
        # Closeness is equal where far_a · near_b = far_b · near_a, squared distances all. With t the
        # criterion's weight and r = (t / (1 - t))², each is (1 - t)² (x r + y): a quadratic equation in r.
        x_near, y_near = near[:, criterion], near @ shares**2
        x_far, y_far = far[:, criterion], far @ shares**2
        equation = (
            x_far[a] * x_near[b] - x_far[b] * x_near[a],
            x_far[a] * y_near[b] + y_far[a] * x_near[b] - x_far[b] * y_near[a] - y_far[b] * x_near[a],
            y_far[a] * y_near[b] - y_far[b] * y_near[a],
        )
        roots = [np.sqrt(root.real) for root in np.roots(equation) if _real(root) and root.real > 0.0]
        return [float(root / (1.0 + root)) for root in roots]

    return Scoring(score=score, crossings=crossings)


def _real(root: complex) -> bool:
    return abs(root.imag) <= REAL_TO * abs(root)


def promethee_scoring(flows: Flows) -> Scoring:
    """Return net flows as a function of the weights, which is linear."""
    net = flows.net

    def crossings(first: int, other: int, criterion: int, shares: Floats) -> Sequence[float]:
        ahead = net[first] - net[other]
        rest = float(ahead @ shares)
        slope = float(ahead[criterion]) - rest
        return [-rest / slope] if slope else []

    return Scoring(score=lambda weights: net @ weights, crossings=crossings)


def shares_of_rest(weights: Floats, criterion: int) -> Floats:
    """Return the other criteria's parts of what one leaves, with zero for itself; ``(criterion,)``.

    Where the one had all the weight, the others share the rest alike.
    """
    others = np.where(np.arange(len(weights)) == criterion, 0.0, weights)
    if not others.any():
        others = np.where(np.arange(len(weights)) == criterion, 0.0, 1.0)
    shares: Floats = others / others.sum()
    return shares


def with_weight(shares: Floats, criterion: int, value: float) -> Floats:
    """Return weights of which one is ``value`` and the others share the rest, adding up to 1."""
    weights = shares * (1.0 - value)
    weights[criterion] = value
    return weights


def first_places(scoring: Scoring, weights: Floats) -> tuple[FirstPlace, ...]:
    """Return for every criterion the weights over which the first candidate stays first.

    ``weights``, two or more, add up to 1. The ends are exact: roots of the equations by which two candidates
    score alike.
    """
    top = int(scoring.score(weights[:, None])[:, 0].argmax())
    return tuple(_first_place(scoring, weights, top, place) for place in range(len(weights)))


def _first_place(scoring: Scoring, weights: Floats, top: int, criterion: int) -> FirstPlace:
    now, shares = float(weights[criterion]), shares_of_rest(weights, criterion)
    others = [place for place in range(len(scoring.score(weights[:, None]))) if place != top]
    found = (each for other in others for each in scoring.crossings(top, other, criterion, shares))
    ends = sorted({0.0, 1.0, *(each for each in found if 0.0 < each < 1.0)})
    below = [now, *(each for each in reversed(ends) if each < now)]
    above = [now, *(each for each in ends if each > now)]
    lower, sinking = _walk(scoring, shares, top, criterion, below)
    upper, rising = _walk(scoring, shares, top, criterion, above)
    return FirstPlace(criterion=criterion, weight=now, lower=lower, upper=upper, below=sinking, above=rising)


def _walk(
    scoring: Scoring, shares: Floats, top: int, criterion: int, stops: Sequence[float]
) -> tuple[float, int | None]:
    """Return the first stop beyond which another candidate is first, and which; else the last stop."""
    for here, there in pairwise(stops):
        between = with_weight(shares, criterion, 0.5 * (here + there))
        scores = scoring.score(between[:, None])[:, 0]
        leader = int(scores.argmax())
        if scores[leader] > scores[top] + AS_GOOD:
            return here, leader
    return stops[-1], None


def first_shares(scoring: Scoring, samples: Floats) -> Floats:
    """Return in which share of samples each candidate is first, ``(candidate,)``.

    ``samples`` are weights ``(sample, criterion)``. Where several are first, they share the sample alike.
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
