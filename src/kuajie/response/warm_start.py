"""Coordinates in which a posterior known from before is round: a sampler starts there and learns little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.response.density import log_density
from kuajie.response.kernels.compile import compiled
from kuajie.response.prior import Floats

SHRINKAGE = 0.1
"""Correlations known from few draws are drawn this far towards none, which keeps every direction open."""

LEAST_SPREAD = 1e-3

MOST_PARAMETERS = 200
"""Beyond, only centres and spreads are kept: a full matrix would cost more than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WarmStart:
    """z = ``centre`` + ``factor`` u: ``centre (parameter,)``, ``factor (parameter, parameter)``, lower."""

    centre: Floats
    factor: Floats

    def to_scores(self, draws: Floats) -> Floats:
        """Return z-scores from draws of u, ``(..., parameter)``."""
        return np.asarray(self.centre + draws @ self.factor.T)


def warm_start(names: tuple[str, ...], *, known: tuple[str, ...], draws: Floats) -> WarmStart:
    """Return the coordinates for parameters ``names`` from earlier ``draws (draw, parameter)`` of ``known``.

    A parameter that is new starts at its prior.
    """
    places = {name: place for place, name in enumerate(known)}
    new = [place for place, name in enumerate(names) if name in places]
    old = [places[names[place]] for place in new]
    centre, factor = np.zeros(len(names)), np.eye(len(names))
    if not new:
        return WarmStart(centre=centre, factor=factor)
    centre[new] = draws[:, old].mean(axis=0)
    spread = np.maximum(draws[:, old].std(axis=0), LEAST_SPREAD)
    if len(names) > MOST_PARAMETERS:
        factor[new, new] = spread
        return WarmStart(centre=centre, factor=factor)
    standard = (draws[:, old] - centre[new]) / spread
    correlation = (1 - SHRINKAGE) * (standard.T @ standard) / len(draws)
    np.fill_diagonal(correlation, 1.0)
    factor[np.ix_(new, new)] = np.linalg.cholesky(correlation) * spread[:, None]
    return WarmStart(centre=centre, factor=factor)


HEADER = 2
"""Leading cells of a block with a start: its size, and the number of parameters."""


def pack_start(block: Floats, start: WarmStart) -> Floats:
    """Return a packed model behind the coordinates in which it is to be sampled."""
    size = HEADER + start.centre.size + start.factor.size + block.size
    return np.concatenate([[size, start.centre.size], start.centre, start.factor.ravel(), block])


@compiled
def started_density(block: Floats, point: Floats, grad: Floats) -> float:
    """Return the log density at u, less the constant volume of the coordinates, and write its gradient."""
    size = int(block[1])
    centre = block[HEADER : HEADER + size]
    first = HEADER + size + size * size
    factor = block[HEADER + size : first].reshape((size, size))
    scores, by_score = np.empty(size), np.empty(size)
    for i in range(size):
        scores[i] = centre[i]
        for j in range(i + 1):
            scores[i] += factor[i, j] * point[j]
    logp = log_density(block[first:], scores, by_score)
    for j in range(size):
        grad[j] = 0.0
    for i in range(size):
        for j in range(i + 1):
            grad[j] += factor[i, j] * by_score[i]
    return logp
