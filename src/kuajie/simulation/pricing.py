"""List prices of the past: steps on a menu, ending at today's price."""

from __future__ import annotations

import numpy as np

from kuajie.simulation.blueprint import CourseBlueprint
from kuajie.simulation.mechanism import Floats


def draw_prices(rng: np.random.Generator, course: CourseBlueprint, weeks: int) -> Floats:
    """Return the list price of every week, shape ``(week,)``, yuan; changes fall on Mondays.

    The steps go round the menu in a drawn order, so that every price was charged for a while.
    """
    if len(course.price_choices) < 2 or course.price_steps == 0:
        return np.full(weeks, float(course.price))
    others = [price for price in course.price_choices if price != course.price]
    rounds = -(-course.price_steps // len(others))
    menu = np.concatenate([rng.permutation(others) for _ in range(rounds)])[: course.price_steps]
    levels = np.append(menu, course.price).astype(np.float64)
    shares = rng.dirichlet(np.full(len(levels), 12.0))
    ends = np.rint(np.cumsum(shares) * weeks).astype(int)
    return np.repeat(levels, np.diff(ends, prepend=0))
