"""What evidence counts, fitted on planted truth: ``python -m benchmarks.entity_links`` prints this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COEFFICIENTS: Final[Mapping[str, tuple[float, float, Mapping[str, float]]]] = {
    "course": (
        0.0213,
        -10.57,
        {
            "characters": 9.36,
            "close": 0.53,
            "same_and_rare": 3.96,
            "two_languages": 0.58,
            "numbers_differ": -5.13,
            "number_missing": -4.09,
            "grades_differ": -4.58,
            "who_shared": 1.96,
            "who_differ": -1.05,
            "same_and_who": 2.85,
            "same_but_who": -0.33,
            "what_shared": 2.4,
            "what_differ": -0.43,
            "level_differs": -1.65,
            "text": 6.53,
            "text_unknown": 0.82,
            "rivals": -2.85,
        },
    ),
    "concept": (
        0.2292,
        -6.58,
        {
            "characters": 10.1,
            "close": 0.93,
            "same_name": 6.37,
            "same_and_rare": 1.66,
            "two_languages": -0.78,
            "what_shared": 0.26,
            "what_differ": -2.17,
            "rivals": -5.84,
        },
    ),
    "who": (
        0.1962,
        -1.62,
        {"characters": 4.37, "close": 4.58, "what_shared": 0.96, "what_differ": -4.14, "rivals": -4.69},
    ),
}
"""For each group of kinds the share of pairs that were the same, the intercept, and slopes by feature."""
