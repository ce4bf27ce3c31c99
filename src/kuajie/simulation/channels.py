"""The channel an order names: the last touch, which is not what truly brought it."""

from __future__ import annotations

import numpy as np

from kuajie.domain.lever import LeverKind
from kuajie.simulation.columns import Ints
from kuajie.simulation.mechanism import Floats
from kuajie.simulation.world import World

LAST_TOUCH = 1.5  # the last click takes more credit than the channel earned
APP = "app"
DIRECT = "direct"


def channel_names(world: World) -> tuple[str, ...]:
    """Return the channels an order may name: the seller's app, direct visits, and every marketing lever."""
    marketing = [lever.id for lever in world.blueprint.levers if lever.kind is LeverKind.MARKETING]
    return (APP, DIRECT, *marketing)


def channel_shares(world: World, course: int) -> Floats:
    """Return how often each channel was the last touch, shape ``(week, channel)``."""
    marketing = [
        place for place, lever in enumerate(world.blueprint.levers) if lever.kind is LeverKind.MARKETING
    ]
    credit = LAST_TOUCH * world.contributions[marketing, course].T / world.expected[course][:, None]
    credit *= np.minimum(1.0, 0.9 / np.maximum(credit.sum(axis=1, keepdims=True), 1e-12))
    rest = 1.0 - credit.sum(axis=1, keepdims=True)
    return np.concatenate([0.6 * rest, 0.4 * rest, credit], axis=1)


def draw_channels(rng: np.random.Generator, shares: Floats, week: Ints) -> Ints:
    """Return the channel of each line from its week's shares."""
    drawn = rng.random(len(week))
    ends = np.cumsum(shares, axis=1)[:, :-1]
    places: Ints = np.sum(
        [drawn >= ends[week, place] for place in range(ends.shape[1])], axis=0, dtype=np.int64
    )
    return places
