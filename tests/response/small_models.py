"""Small response models over which the density is tested, every feature behind a keyword."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from kuajie.response import codes
from kuajie.response.defaults import CONCENTRATION, DRIFT, HALO, POOL, SIGMA, lever_priors, price_priors
from kuajie.response.model import SHARE_OF_ENROLMENTS, MeasuredLifts, Prior, ResponseModel
from kuajie.response.registry import CARRY_OVERS, PRICE_FACTORS, SATURATIONS

LEVERS = ("a", "b", "c", "d", "idle")
CARRY = (*CARRY_OVERS, "geometric")
"""One lever of each carry-over, and one that history never saw used."""

OUTCOMES = {
    "log_normal": (codes.LOG_NORMAL, codes.LOG_NORMAL),
    "negative_binomial": (codes.NEGATIVE_BINOMIAL, codes.NEGATIVE_BINOMIAL),
    "mixed": (codes.NEGATIVE_BINOMIAL, codes.LOG_NORMAL),
    "normal": (codes.NORMAL, codes.NORMAL),
}
"""Kinds of outcome of both courses; the sum coupling goes with "normal", the product with the others."""

UNITS = np.array([90.0, 140.0])
"""What one unit of the sum coupling's linear scale is in enrolments."""


def small_model(
    seed: int = 3,
    *,
    weeks: int = 30,
    outcome: str = "log_normal",
    turn: int = 0,
    price: str = "absent",
    pooled: bool = False,
    families: bool = False,
    halo: bool = False,
    reach: bool = False,
    experiments: bool = False,
    total_lift: bool = False,
    drift: bool = True,
    full_weeks: int = 2,
    hidden_weeks: int = 1,
) -> ResponseModel:
    """Return two courses, four levers of every carry-over and one never used.

    ``turn`` shifts saturations against carry-overs: turns 0 to 7 make every pair of them meet. Without other
    wishes: product coupling, log-normal, a level that drifts, two full weeks, one week not observed.
    """
    rng = np.random.default_rng(seed)
    levers = _levers(rng, weeks, turn=turn, reach=reach)
    prices = rng.uniform(50.0, 150.0, size=(2, weeks))
    return ResponseModel(
        courses=("J1", "J2"),
        levers=LEVERS,
        coupling=codes.SUM if outcome == "normal" else codes.PRODUCT,
        price=prices,
        price_kinds=np.full(2, PRICE_FACTORS[price].code),
        price_priors=tuple(price_priors(price, prices=row) for row in prices),
        pool_priors=(POOL if pooled else None,) * len(LEVERS),
        families=("f", "b", "f", "d", "idle") if families else (),
        halo=np.array([[0, 1, 0, 0, 0], [1, 0, 0, 1, 1]], dtype=np.bool_) & halo,
        halo_prior=HALO,
        sigma_prior=SIGMA,
        concentration_prior=CONCENTRATION,
        experiments=_experiments(rng, levers["inputs"]) if experiments else MeasuredLifts.none(weeks),
        total_lift_prior=Prior(location=np.log(0.4), spread=0.3) if total_lift else None,
        **levers,
        **_outcomes(rng, weeks, outcome, full_weeks=full_weeks, hidden_weeks=hidden_weeks),
        **_baseline(rng, weeks, added=outcome == "normal", drift=drift),
    )


def _levers(rng: np.random.Generator, weeks: int, *, turn: int, reach: bool) -> dict[str, Any]:
    inputs = rng.gamma(2.0, 2.0, size=(len(LEVERS), weeks)) * (rng.random((len(LEVERS), weeks)) < 0.8)
    inputs[-1] = 0.0
    frequency = np.full(inputs.shape, np.nan)
    if reach:
        chosen = rng.choice(len(LEVERS), size=3, replace=False)
        frequency[chosen] = np.where(inputs[chosen] > 0, rng.uniform(1.0, 5.0, (3, weeks)), 0.0)
    kinds = list(SATURATIONS)
    names = tuple(kinds[(turn + lever) % len(kinds)] for lever in range(len(LEVERS)))
    usual = np.where(np.isnan(frequency[:, 0]), np.maximum(inputs.mean(axis=1), 1.0), 3.0)
    return {
        "inputs": inputs,
        "frequency": frequency,
        "start": inputs[:, :4].mean(axis=1),
        "usual": usual,
        "acts": np.array([[1, 1, 1, 0, 1], [0, 1, 1, 1, 1]], dtype=np.bool_),
        "training": np.array([0, 1, 0, 1, 1], dtype=np.bool_),
        "carry_kinds": np.array([CARRY_OVERS[name].code for name in CARRY]),
        "saturation_kinds": np.array([SATURATIONS[name].code for name in names]),
        "lever_priors": lever_priors(
            carry_overs=CARRY, saturations=names, usual=usual, lifts=np.full(len(LEVERS), 0.1)
        ),
    }


def _outcomes(
    rng: np.random.Generator, weeks: int, outcome: str, *, full_weeks: int, hidden_weeks: int
) -> dict[str, Any]:
    kinds = np.array(OUTCOMES[outcome])
    drawn = {
        codes.LOG_NORMAL: np.exp(rng.normal(3.0, 0.4, size=(2, weeks))),
        codes.NEGATIVE_BINOMIAL: rng.poisson(rng.gamma(2.0, 4.0, size=(2, weeks))).astype(np.float64),
        codes.NORMAL: UNITS[:, None] * rng.normal(1.3, 0.2, size=(2, weeks)),
    }
    observed = np.stack([drawn[kind][course] for course, kind in enumerate(kinds)])
    full = np.zeros(observed.shape, dtype=np.bool_)
    full[0, 2 : 2 + full_weeks // 2] = True
    full[1, 7 : 7 + full_weeks - full_weeks // 2] = True
    observed[full] = np.maximum(observed[full], 1.0)
    observed[0, 4 : 4 + hidden_weeks] = np.nan
    return {
        "outcome_kinds": kinds,
        "outcome": observed,
        "full": full,
        "unit": UNITS if outcome == "normal" else np.ones(2),
    }


def _baseline(rng: np.random.Generator, weeks: int, *, added: bool, drift: bool) -> dict[str, Any]:
    """Return a level, a trend, a control and, where it drifts, four steps, the last of them still to come."""
    steps = 4 if drift else 0
    design = rng.normal(size=(2, weeks, 3 + steps))
    design[:, :, 0] = 1.0
    for step in range(steps):
        design[:, :, 3 + step] = np.clip(np.arange(weeks) / (weeks / 3) - step, 0.0, 1.0)
    location = 0.2 * rng.normal(size=(2, 3 + steps))
    location[:, 0] = 1.0 if added else 3.0
    return {
        "terms": ("level", "trend", "control", *(f"drift_{step + 1}" for step in range(steps))),
        "design": design,
        "coefficient_location": location,
        "coefficient_spread": rng.uniform(0.3, 0.8, size=location.shape),
        "drifting": np.array([False] * 3 + [True] * steps),
        "drift_prior": DRIFT,
    }


def _experiments(rng: np.random.Generator, inputs: np.ndarray) -> MeasuredLifts:
    """Return experiments on every lever: spend raised and cut, lifts in enrolments and as a share.

    The last lever was never used: its experiment switched off what would else have been spent.
    """
    lever = np.array([0, 2, 2, 1, 3, 4])
    without = inputs[lever].copy()
    first, last = np.array([1, 3, 12, 20, 15, 9]), np.array([5, 8, 12, 26, 18, 11])
    for row, (start, end) in enumerate(zip(first, last, strict=True)):
        window = slice(start, end + 1)
        raised = row % 2 == 0
        without[row, window] = without[row, window] * 0.3 if raised else without[row, window] + 2.0
    share = np.array([True, False, False, True, True, True])
    sign = np.where(np.arange(lever.size) % 2 == 0, 1.0, -1.0)
    return MeasuredLifts(
        lever=lever,
        course=np.array([0, 1, 0, 1, 1, 1]),
        first=first,
        last=last,
        unit=np.where(share, SHARE_OF_ENROLMENTS, 0),
        lift=sign * np.where(share, 0.05, 6.0) * rng.uniform(0.5, 1.5, lever.size),
        error=np.where(share, 0.03, 5.0),
        without=without,
    )


def without_levers(model: ResponseModel) -> ResponseModel:
    """Return the same model with no lever acting anywhere."""
    return replace(
        model,
        acts=np.zeros_like(model.acts),
        halo=np.zeros_like(model.halo),
        experiments=MeasuredLifts.none(model.weeks),
    )
