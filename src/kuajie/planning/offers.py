"""The kernel's view of a problem: lever arrays, and courses at given prices as offers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import LeverArrays, Majorant, OfferArrays
from kuajie.planning.problem import PlanningProblem

Floats = NDArray[np.float64]


def lever_arrays(problem: PlanningProblem) -> LeverArrays:
    """Return what the kernel needs of the levers."""
    return LeverArrays(
        carried=problem.carried,
        impulse=problem.impulse,
        kind=problem.saturation_kind,
        scale=problem.scale,
        slope=problem.slope,
        strength=problem.strength,
        training=problem.training,
    )


def offers_at(problem: PlanningProblem, prices: Floats, values: Floats) -> OfferArrays:
    """Return every course at one price each, a sold seat counting ``values`` (C,), gradients added up."""
    factors = [problem.factors_of(c, prices[c : c + 1])[0] for c in range(problem.courses)]
    return OfferArrays(
        base=problem.organic * np.stack(factors, axis=1)[:, :, None],
        price=prices,
        value=np.ascontiguousarray(values, dtype=np.float64),
        course=np.arange(problem.courses),
        row=np.zeros(problem.courses, dtype=np.int64),
        sigma=problem.sigma,
        seats=problem.seats,
        acts=problem.acts,
    )


def no_majorant() -> Majorant:
    """Return the empty arrays passed when nothing is relaxed."""
    weekly = np.zeros((0, 0, 0))
    return Majorant(
        start=weekly,
        join=weekly,
        reserve=np.zeros((0, 0)),
        height=weekly,
        steepness=weekly,
        x_low=weekly,
        x_high=weekly,
        y_low=weekly,
        y_high=weekly,
        first_share=weekly,
        second_share=weekly,
        smoothing=1.0,
        relaxed=False,
    )
