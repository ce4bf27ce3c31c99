"""A prior on what all levers bring together, whatever their own priors say of the sum of their lifts.

Levers' usual lifts are independent a priori, so their total T has some distribution of its own, narrower the
more levers there are. Where a person states the total, T^power e^shift takes its place and every lift grows
by the same factor: the 5 % and the 95 % quantile of the total are then those stated, and how the levers share
the total is as it was.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from kuajie.response.model import ResponseModel
from kuajie.response.prior import Floats

ATOMS = 256
"""How many equally likely values stand for a distribution while levers are added up; quantiles of the sum of
twenty lifts are then right to about a third of a per cent."""

ENDS = (0.05, 0.95)
SCORES = np.array([NormalDist().inv_cdf((place + 0.5) / ATOMS) for place in range(ATOMS)])


def total_lift_weights(model: ResponseModel) -> Floats:
    """Return what each usual lift counts in the mean weekly total, ``(lever,)``; 0 for levers never used.

    A lever counts for its weeks of use, and for the courses it acts on by their enrolments, among the courses
    that any lever acts on.
    """
    enrolments = np.maximum(np.where(model.observed, model.outcome, 0.0).sum(axis=1), 0.0)
    enrolments = np.where(model.acts.any(axis=1), enrolments + np.finfo(np.float64).tiny, 0.0)
    reached = enrolments @ model.acts / max(enrolments.sum(), np.finfo(np.float64).tiny)
    used = (model.inputs > 0).sum(axis=1) / max(model.weeks, 1)
    return np.asarray(used * reached, dtype=np.float64)


def total_lift_map(model: ResponseModel) -> tuple[float, float]:
    """Return power and shift; 1 and 0 where nothing is stated of the total, or no lever was ever used."""
    prior, weights = model.total_lift_prior, total_lift_weights(model)
    if prior is None or not weights.any():
        return 1.0, 0.0
    ends = np.log(np.quantile(_total(model, weights), ENDS, method="hazen"))
    stated = prior.location + prior.spread * np.array([NormalDist().inv_cdf(end) for end in ENDS])
    power = float((stated[1] - stated[0]) / (ends[1] - ends[0]))
    return power, float(stated.mean() - power * ends.mean())


def _total(model: ResponseModel, weights: Floats) -> Floats:
    """Return equally likely values of the total that the levers' own priors mean, in ascending order.

    Levers of one family rise and fall together; families are independent, and added one by one: all sums of
    two values, put in order and averaged back to as few.
    """
    parts: dict[str, Floats] = {}
    for family, weight, prior in zip(model.families, weights, model.lever_priors, strict=True):
        parts[family] = parts.get(family, np.zeros(ATOMS)) + weight * prior.usual_lift.value(SCORES)
    total = np.zeros(ATOMS)
    for part in parts.values():
        total = np.sort(np.add.outer(total, part), axis=None).reshape(ATOMS, -1).mean(axis=1)
    return np.asarray(total, dtype=np.float64)


__all__ = ["total_lift_map", "total_lift_weights"]
