"""How few learners or orders are too few to be told of, and counts without those.

A count below a party's threshold could point to single people, or tell how a course has only just begun. An
answer is rewritten before it is shown: such counts become ``Withheld``, in tables, charts, files and the API
alike. A party reads its own in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.panel import OWN_SALES
from kuajie.domain.withheld import Withheld

FEWEST: Final = 10
"""The threshold of a party that has not chosen another."""
_OF_MODEL: Final = "tells what the fit expects and plans, which are estimates, no counts of what was sold"
_NOT_OF_PROGRAMME: Final = "is about no programme"
WITHOUT_COUNTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("learn", "plan", "frontier", "split", "terms", "deal", "structures"), _OF_MODEL),
        **dict.fromkeys(("brief", "solve", "game"), _NOT_OF_PROGRAMME),
        "contract": "tells clauses",
        "graph": "counts entries of catalogues",
        "link": "compares entries of catalogues",
        "recommend": "is about the asking party's own learners; others' only where they disclose learners",
        "path": "is about one of the asking party's own learners",
    }
)
"""Studies whose answers hold no counts of others' learners or orders, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Few:
    """By whose thresholds counts are withheld, and from whom.

    ``fewest`` holds the threshold of every party; ``sellers`` says whose each course's orders are;
    ``reader`` is the party that reads (``None``: what everybody may read). ``hid`` collects the parties
    of which something was withheld that they may read themselves.
    """

    fewest: Mapping[str, int]
    sellers: Mapping[str, str] = field(default_factory=dict)
    reader: str | None = None
    hid: set[str] = field(default_factory=set)

    def below(self, party: str) -> int:
        """Return the threshold of a party's figures for whoever reads; 0 for the party itself."""
        return 0 if party == self.reader else self.fewest.get(party, self.strictest)

    @property
    def strictest(self) -> int:
        """The highest threshold, which holds for figures about several parties."""
        return max(self.fewest.values(), default=FEWEST)

    def seller(self, course: str) -> str:
        """Return whose orders a row of a panel counts."""
        return (
            course.removeprefix(OWN_SALES) if course.startswith(OWN_SALES) else self.sellers.get(course, "")
        )

    def count(self, count: Any, party: str) -> Any:
        """Return a count of one party's learners or orders as it may be told."""
        if 0 < count < self.below(party):
            self.hid.add(party)
            return Withheld(self.below(party))
        return count

    def joint(self, count: Any, parties: Iterable[str] = ()) -> Any:
        """Return a count that is about learners of several parties at once (none given: of all)."""
        least = max((self.fewest.get(party, self.strictest) for party in parties), default=self.strictest)
        return Withheld(least) if 0 < count < least else count


def is_withheld(value: object) -> bool:
    """Say whether a figure is not told."""
    return isinstance(value, Withheld)


def weeks_to_withhold(weeks: NDArray[np.float64], least: int) -> NDArray[np.bool_]:
    """Return which weeks of a course are not told, where its total is.

    Those below ``least``; and, where what they sum up to would be told by the total, the smallest of the
    others too, until two weeks at least and ``least`` enrolments are hidden together.

    >>> import numpy as np
    >>> weeks_to_withhold(np.array([3.0, 40.0, 12.0, 0.0]), 10).tolist()
    [True, False, True, False]
    >>> weeks_to_withhold(np.array([3.0, 9.0, 40.0]), 10).tolist()
    [True, True, False]
    """
    hidden = (weeks > 0) & (weeks < least)
    if not hidden.any():
        return hidden
    left = [place for place in np.argsort(weeks, kind="stable") if weeks[place] > 0 and not hidden[place]]
    while left and (hidden.sum() < 2 or weeks[hidden].sum() < least):
        hidden[left.pop(0)] = True
    return hidden
