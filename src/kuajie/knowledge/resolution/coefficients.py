"""What evidence counts, fitted on planted truth by ``python -m benchmarks entity_links``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FIRST = {
    "words": 5.0,
    "characters": 3.0,
    "same_name": 3.0,
    "numbers_differ": -5.0,
    "number_missing": -1.5,
    "years_differ": -0.5,
    "grades_differ": -3.0,
    "who_shared": 2.5,
    "who_differ": -2.0,
    "what_shared": 2.0,
    "what_differ": -1.0,
    "level_differs": -1.0,
    "language_differs": -0.5,
    "text": 2.0,
    "rivals": -1.0,
}
COEFFICIENTS: Final[Mapping[str, tuple[float, Mapping[str, float]]]] = {
    "course": (-7.0, _FIRST),
    "concept": (-6.5, _FIRST),
    "who": (-8.0, _FIRST),
}
