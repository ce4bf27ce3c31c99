"""How well two courses complete each other, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.bundles.content import Links
from kuajie.knowledge.bundles.together import Together


class Part(StrEnum):
    """What speaks for a bundle: one course leads to the other, their contents, learners' habit, demand."""

    LEADS = "leads"
    CONTENT = "content"
    TOGETHER = "together"
    AUDIENCE = "audience"


POINTS: Mapping[Part, float] = MappingProxyType(
    {Part.LEADS: 30.0, Part.CONTENT: 20.0, Part.TOGETHER: 25.0, Part.AUDIENCE: 25.0}
)
"""The most points each part can give; they add up to 100."""

ENOUGH = 20.0
"""Points of the other parts from which the audience counts in full: big courses alone make no bundle."""
FULL_LIFT = 8.0
"""How many times as often as by chance learners must take both, at the least, for all points; as many are
taken off where they take one or the other, as much more seldom than by chance, at the least."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """Points of pairs by part, each (pairs,), and their sum out of 100, ``score`` (pairs,).

    A part that nothing is known of is not there, and the others count for more.
    """

    parts: Mapping[Part, Floats]
    score: Floats


def scored(found: Links, seen: Together | None, expected: Floats | None, *, contents: bool) -> Scored:
    """Return the points of pairs.

    ``expected`` (pairs,) is how many learners would come, NaN where that is unknown. Without ``contents``
    nothing is known of what courses teach.
    """
    shares: dict[Part, Floats] = {}
    if contents:
        shares[Part.LEADS] = np.maximum(found.forth, found.back)
        shares[Part.CONTENT] = found.near * (1.0 - found.overlap)
    if seen is not None:
        surely = np.maximum(seen.lower, 1.0) * np.minimum(seen.upper, 1.0)
        shares[Part.TOGETHER] = np.clip(np.log(surely) / np.log(FULL_LIFT), -1.0, 1.0)
    if expected is not None:
        people = np.log1p(np.nan_to_num(expected, nan=0.0))
        told = np.sum([share * POINTS[part] for part, share in shares.items()], axis=0)
        weight = np.clip(told / ENOUGH, 0.0, 1.0)
        shares[Part.AUDIENCE] = weight * people / max(float(people.max(initial=0.0)), 1e-9)
    most = sum(POINTS[part] for part in shares)
    parts = {part: share * POINTS[part] * 100.0 / most for part, share in shares.items()}
    total = np.sum(list(parts.values()), axis=0) if parts else np.zeros(found.overlap.size)
    return Scored(parts=parts, score=np.where(found.alike, 0.0, total))
