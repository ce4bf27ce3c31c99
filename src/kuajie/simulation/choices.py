"""Draws places by their shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def draw_places(rng: np.random.Generator, shares: Sequence[float], count: int) -> NDArray[np.int64]:
    """Return ``count`` places of ``shares``, each drawn as often as its share says."""
    ends = np.cumsum(shares)[:-1]
    places: NDArray[np.int64] = np.searchsorted(ends, rng.random(count), side="right")
    return places
