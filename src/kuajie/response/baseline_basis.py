"""The linear baseline in coordinates in which integrating it out is cheap: two decompositions a course."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.response.model import ResponseModel
from kuajie.response.prior import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BaselineBasis:
    """Singular value decompositions of the design over observed weeks, priors' spreads included.

    With Z the terms that do not drift, S their spreads and W the drifting ones at unit drift: Z S = U D V'
    and W = Q L R'. ``fixed (course, week, score)`` is U D, ``fixed_size (course, score)`` D²; ``drift
    (course, week, score)`` is Q, ``drift_size`` L²; ``cross (course, drift score, fixed score)`` is Q' U D;
    rows of unobserved weeks are zero. ``fixed_turn`` and ``drift_turn (course, term, score)`` are V and R.
    """

    fixed: Floats
    fixed_size: Floats
    fixed_turn: Floats
    drift: Floats
    drift_size: Floats
    drift_turn: Floats
    cross: Floats


def baseline_basis(model: ResponseModel) -> BaselineBasis:
    """Return the decompositions of a model's design."""
    seen = model.observed[:, :, None]
    scaled = model.design * model.coefficient_spread[:, None, :] * seen
    left, size, turn = _decompose(scaled[:, :, ~model.drifting])
    drift, drift_size, drift_turn = _decompose(scaled[:, :, model.drifting])
    fixed, drift = left * size[:, None, :] * seen, drift * seen
    return BaselineBasis(
        fixed=fixed,
        fixed_size=size**2,
        fixed_turn=turn,
        drift=drift,
        drift_size=drift_size**2,
        drift_turn=drift_turn,
        cross=np.asarray(np.swapaxes(drift, 1, 2) @ fixed),
    )


def _decompose(design: Floats) -> tuple[Floats, Floats, Floats]:
    """Return U, D and V, as many columns as terms; directions the data cannot see have D = 0."""
    courses, weeks, terms = design.shape
    if not terms:
        return np.zeros((courses, weeks, 0)), np.zeros((courses, 0)), np.zeros((courses, 0, 0))
    # With fewer weeks than terms V is completed: its further directions keep their prior.
    left, values, right = np.linalg.svd(design, full_matrices=weeks < terms)
    seen = values.shape[1]
    basis, size = np.zeros((courses, weeks, terms)), np.zeros((courses, terms))
    basis[:, :, :seen], size[:, :seen] = left, values
    return basis, size, np.ascontiguousarray(np.swapaxes(right, 1, 2))
