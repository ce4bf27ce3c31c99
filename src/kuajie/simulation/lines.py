"""Order lines of one seller, as columns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kuajie.simulation.columns import Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Order lines of one seller, every field of shape ``(line,)``.

    ``course`` counts the seller's programme courses first and then its catalogue; ``second`` is local
    seconds since 1970; ``buyer`` -1 where a learner buys alone; money is minor units.
    """

    order: Ints
    line: Ints
    course: Ints
    week: Ints
    quantity: Ints
    learner: Ints
    buyer: Ints
    second: Ints
    list_minor: Ints
    coupon: Ints
    paid: Ints
    channel: Ints

    def pick(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Self:
        """Return some of the lines."""
        return type(self)(**{field.name: getattr(self, field.name)[places] for field in fields(self)})


def joined(parts: list[Lines]) -> Lines:
    """Return the lines of all parts, one after the other."""
    return Lines(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Lines)
        }
    )
