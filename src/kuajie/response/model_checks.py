"""What a response model must keep: shapes that match its labels, finite values, formulas that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kuajie.response import codes
from kuajie.response.prior import Prior, Transform

if TYPE_CHECKING:
    from kuajie.response.model import ResponseModel

SHAPES = {
    "outcome_kinds": "c",
    "outcome": "cw",
    "unit": "c",
    "full": "cw",
    "design": "cwt",
    "coefficient_location": "ct",
    "coefficient_spread": "ct",
    "drifting": "t",
    "price": "cw",
    "price_kinds": "c",
    "inputs": "lw",
    "frequency": "lw",
    "start": "l",
    "usual": "l",
    "acts": "cl",
    "training": "l",
    "carry_kinds": "l",
    "saturation_kinds": "l",
    "halo": "cl",
}
MAY_MISS = ("outcome", "frequency")


def check_model(model: ResponseModel) -> None:
    """Raise ``ValueError`` for what does not fit together."""
    _check_arrays(model)
    _check_priors(model)
    _check_outcomes(model)
    _check_experiments(model)


def _check_arrays(model: ResponseModel) -> None:
    sizes = {
        "c": len(model.courses),
        "w": model.outcome.shape[-1],
        "t": len(model.terms),
        "l": len(model.levers),
    }
    for name, axes in SHAPES.items():
        array, shape = getattr(model, name), tuple(sizes[axis] for axis in axes)
        if array.shape != shape:
            raise ValueError(f"{name} must have shape {shape}, but got {array.shape}")
        odd = np.isinf(array) if name in MAY_MISS else ~np.isfinite(array)
        if odd.any():
            raise ValueError(f"{name} must be finite, but holds {array[odd][0]}")
    if (model.usual <= 0).any() or (model.coefficient_spread <= 0).any() or (model.unit <= 0).any():
        raise ValueError(
            "usual inputs, coefficient spreads and units must be positive, "
            f"but got {model.usual.tolist()}, {model.coefficient_spread.tolist()}, {model.unit.tolist()}"
        )


def _check_priors(model: ResponseModel) -> None:
    for name, count in (
        ("lever_priors", len(model.levers)),
        ("pool_priors", len(model.levers)),
        ("families", len(model.levers)),
        ("price_priors", len(model.courses)),
    ):
        if len(getattr(model, name)) != count:
            raise ValueError(f"{name} must have {count} entries, but got {len(getattr(model, name))}")
    lifts = [prior.usual_lift for prior in model.lever_priors]
    positive = [model.sigma_prior, model.concentration_prior, *lifts, *filter(None, model.pool_priors)]
    positive += [prior for prior in (model.drift_prior, model.total_lift_prior) if isinstance(prior, Prior)]
    for prior in positive:
        if prior.transform is not Transform.LOG:
            raise ValueError(f"scatter, drift, lifts and pooling must be positive (LOG), but got {prior}")
    if model.halo_prior.transform is not Transform.IDENTITY:
        raise ValueError(f"halo effects take either sign (IDENTITY), but got {model.halo_prior}")


def _check_outcomes(model: ResponseModel) -> None:
    fitting = {
        codes.PRODUCT: (codes.LOG_NORMAL, codes.NEGATIVE_BINOMIAL),
        codes.SUM: (codes.NORMAL,),
    }[model.coupling]
    if not np.isin(model.outcome_kinds, fitting).all():
        raise ValueError(
            f"coupling {model.coupling} goes with outcomes {fitting}, but got {model.outcome_kinds.tolist()}"
        )
    positive = model.outcome_kinds == codes.LOG_NORMAL
    if (model.outcome[positive] <= 0).any():
        raise ValueError("a log-normal outcome must be positive")
    if (model.outcome[model.counted] < 0).any():
        raise ValueError("a counted outcome must not be negative")
    if (model.outcome[model.full & model.counted[:, None]] < 1).any():
        raise ValueError("a full week of a counted outcome must have seats")
    fallible = model.observed & (model.price_kinds == codes.CONSTANT_ELASTICITY)[:, None]
    if (model.price[fallible] <= 0).any():
        raise ValueError("prices must be positive where demand has a constant elasticity")


def _check_experiments(model: ResponseModel) -> None:
    table = model.experiments
    if table.without.shape != (len(table), model.weeks):
        raise ValueError(
            f"without must have shape {(len(table), model.weeks)}, but got {table.without.shape}"
        )
    if not (np.isfinite(table.without) & (table.without >= 0)).all():
        raise ValueError("without must be finite and not negative")
    placed = (
        (table.lever >= 0)
        & (table.lever < len(model.levers))
        & (table.course >= 0)
        & (table.course < len(model.courses))
    )
    if not placed.all() or not model.acts[table.course, table.lever].all():
        raise ValueError(
            "the lever of an experiment must act on its course, "
            f"but got levers {table.lever.tolist()} and courses {table.course.tolist()}"
        )
    inside = (table.first >= 0) & (table.first <= table.last) & (table.last < model.weeks)
    if not (inside.all() and (table.error > 0).all() and np.isfinite(table.lift).all()):
        raise ValueError("experiments must lie inside history, with finite lifts and positive errors")
