"""What a model needs to be told: each number's symbol, its meaning and its range."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kuajie.messages import Text


class Kind(Enum):
    """What an input must be."""

    POSITIVE = "positive"
    NOT_NEGATIVE = "not_negative"
    NUMBER = "number"
    SHARE = "share"
    """From 0 to 1, both included."""
    BELOW_ONE = "below_one"
    """From 0 to below 1."""
    BOX = "box"
    """Two numbers, the lower first."""
    NUMBERS = "numbers"
    """A list of numbers, one per party."""
    WEIGHTS = "weights"
    """The same, none negative and not all zero."""
    POINT = "point"
    """Two numbers."""
    SHARES = "shares"
    """Two weights."""
    FRONTIER = "frontier"
    """An equation in u1 and u2, or a list of points."""
    DEMAND = "demand"
    """The name of a distribution, with its parameters beside it."""


LENGTH = {Kind.POINT: 2, Kind.SHARES: 2}
"""How many numbers a list must have, where that is fixed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input: the field of the model, what it means, and whether it may be left out."""

    name: str
    kind: Kind
    meaning: Text
    needed: bool = True
