"""What evidence counts, fitted on planted truth: ``python -m benchmarks.entity_links`` prints this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COEFFICIENTS: Final[Mapping[str, tuple[float, float, Mapping[str, float]]]] = {
    "course": (
        0.0216,
        -10.31,
        {
            "characters": 8.86,
            "close": 0.9,
            "same_and_rare": 1.3,
            "two_languages": 0.58,
            "numbers_differ": -5.41,
            "number_missing": -3.77,
            "grades_differ": -4.08,
            "who_shared": 1.46,
            "who_differ": -0.89,
            "what_shared": 2.14,
            "what_differ": -0.4,
            "level_differs": -1.4,
            "language_differs": -0.09,
            "text": 6.48,
            "text_unknown": 0.86,
            "rivals": -2.62,
        },
    ),
    "concept": (
        0.2661,
        -6.36,
        {
            "characters": 10.17,
            "close": 0.26,
            "same_name": 6.47,
            "same_and_rare": 1.69,
            "two_languages": -1.05,
            "translated": 0.1,
            "what_shared": 0.37,
            "what_differ": -2.19,
            "rivals": -5.33,
        },
    ),
    "who": (
        0.1953,
        -0.57,
        {
            "words": 0.14,
            "characters": 3.91,
            "close": 4.39,
            "what_shared": 0.74,
            "what_differ": -4.49,
            "text_unknown": -0.35,
            "rivals": -4.74,
        },
    ),
}
"""For each group of kinds the share of pairs that were the same, the intercept, and slopes by feature."""
