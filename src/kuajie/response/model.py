"""A response model ready for a sampler: data, formulas and priors as labelled arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.response import codes
from kuajie.response.model_checks import check_model
from kuajie.response.prior import NO_PARAMETER, Floats, LeverPrior, Prior, Transform

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

PRICE_SLOTS = ("price_0", "price_1", "price_2")
"""The parameters of a price factor, in the order of the registry."""

SHARE_OF_ENROLMENTS = 1
"""Unit of an experiment whose lift is relative; 0 counts enrolments."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredLifts:
    """Past experiments on the axes of a model, one entry each: what was measured, and the world without it.

    ``lever``, ``course``, ``first``, ``last`` (week, inclusive) and ``unit`` are whole numbers, ``lift`` and
    ``error`` (its standard error) in that unit; ``without (experiment, week)`` is the lever's input had the
    experiment not taken place. The lift counts weeks ``first`` to ``last`` only.
    """

    lever: Integers
    course: Integers
    first: Integers
    last: Integers
    unit: Integers
    lift: Floats
    error: Floats
    without: Floats

    def __len__(self) -> int:
        """Return how many experiments there are."""
        return int(self.lever.size)

    @classmethod
    def none(cls, weeks: int) -> MeasuredLifts:
        """Return an empty table."""
        whole, real = np.zeros(0, dtype=np.int64), np.zeros(0)
        return cls(
            lever=whole,
            course=whole,
            first=whole,
            last=whole,
            unit=whole,
            lift=real,
            error=real,
            without=np.zeros((0, weeks)),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseModel:
    """Several courses, shared levers, one coupling, an outcome kind for each course (DESIGN section 3).

    For course c and week t, with x and y the sums of ``reach[c, k]`` β_k s_k(A_k) over the marketing and the
    training levers, h the sum of ``halo[c, k]`` β_k s_k(A_k), g the price factor and b = design ·
    coefficient:

        product   log μ = b + log(1 + x) + log(1 + y) + h + log g      log-normal or negative binomial
        sum       μ = unit · g · (b + x + y + h)                       normal with sd unit · g · σ

    log-normal: log N ~ Normal(log μ - σ²/2, σ²). Shapes: ``outcome (course, week)`` in enrolments, NaN where
    not observed and the seats where ``full``; ``unit (course,)`` what one unit of the sum coupling's linear
    scale is in enrolments; ``design (course, week, term)``; ``coefficient_location`` and
    ``coefficient_spread (course, term)``, a normal prior that is integrated out exactly but for the negative
    binomial; for terms marked ``drifting`` the spread is multiplied by a drift of each course under
    ``drift_prior``. ``inputs (lever, week)`` in lever units; ``frequency (lever, week)``, NaN where a lever
    is not given as reach (its input) and frequency; ``start (lever,)`` the constant input before the first
    week; ``usual (lever,)`` a usual input (usual frequency); ``acts (course, lever)``; ``training (lever,)``;
    ``carry_kinds``, ``saturation_kinds (lever,)``, ``outcome_kinds``, ``price_kinds (course,)`` codes of the
    registry. ``pool_priors`` per lever: ``None`` where all courses share one strength, else the prior of the
    spread of log reach over courses. ``halo (course, lever)`` marks effects of either sign. A full week is
    right-censored: its true demand is sampled above the seats. ``total_lift_prior``, if any, is the prior of
    the mean weekly lift of all levers together (see ``total_lift``). Levers of one of the ``families`` (given
    per lever; none: each its own) share their z-scores: the same lever in several places, each with inputs of
    its own.
    """

    courses: tuple[str, ...]
    levers: tuple[str, ...]
    terms: tuple[str, ...]
    coupling: int = codes.PRODUCT
    outcome_kinds: Integers
    outcome: Floats
    unit: Floats
    full: Flags
    design: Floats
    coefficient_location: Floats
    coefficient_spread: Floats
    drifting: Flags
    drift_prior: Prior | float
    price: Floats
    price_kinds: Integers
    price_priors: tuple[tuple[Prior | float, ...], ...]
    inputs: Floats
    frequency: Floats
    start: Floats
    usual: Floats
    acts: Flags
    training: Flags
    carry_kinds: Integers
    saturation_kinds: Integers
    lever_priors: tuple[LeverPrior, ...]
    pool_priors: tuple[Prior | None, ...]
    halo: Flags
    halo_prior: Prior
    sigma_prior: Prior
    concentration_prior: Prior
    experiments: MeasuredLifts
    families: tuple[str, ...] = ()
    total_lift_prior: Prior | None = None

    def __post_init__(self) -> None:
        """Refuse arrays whose shapes differ from the labels, and values that are not finite."""
        object.__setattr__(self, "families", self.families or self.levers)
        check_model(self)

    @property
    def weeks(self) -> int:
        """How many weeks of history there are."""
        return int(self.outcome.shape[1])

    @property
    def observed(self) -> Flags:
        """Where there is an outcome, ``(course, week)``."""
        return np.asarray(~np.isnan(self.outcome))

    @property
    def used_weeks(self) -> Floats:
        """In how many weeks each lever was used, at least 1, ``(lever,)``."""
        return np.asarray(np.maximum((self.inputs > 0).sum(axis=1), 1), dtype=np.float64)

    @property
    def censored(self) -> Integers:
        """Course and week of every full week, shape ``(full week, 2)``, in reading order."""
        return np.argwhere(self.full & self.observed).astype(np.int64)

    @property
    def counted(self) -> Flags:
        """Which courses have a negative-binomial outcome, whose baseline is sampled, ``(course,)``."""
        return np.asarray(self.outcome_kinds == codes.NEGATIVE_BINOMIAL)

    @property
    def pooled(self) -> Flags:
        """Which courses have a reach of their own for which lever, ``(course, lever)``."""
        apart = np.array([prior is not None for prior in self.pool_priors], dtype=np.bool_)
        family = np.array([self.families.index(name) for name in self.families], dtype=np.int64)
        places = np.bincount(family, weights=self.acts.sum(axis=0), minlength=len(family))[family]
        return np.asarray(self.acts & apart & (places > 1))


__all__ = [
    "NO_PARAMETER",
    "PRICE_SLOTS",
    "SHARE_OF_ENROLMENTS",
    "Flags",
    "Floats",
    "Integers",
    "LeverPrior",
    "MeasuredLifts",
    "Prior",
    "ResponseModel",
    "Transform",
]
