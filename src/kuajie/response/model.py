"""A response model ready for a sampler: data, formulas and priors as labelled arrays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SLOTS = ("usual_lift", "carry_0", "carry_1", "scale", "slope")
"""What a lever may have as parameters, in the order of every ``slot`` axis.

``usual_lift`` is the lift at the lever's usual input; the strength β follows as usual_lift / s(usual input),
which leaves size and shape of the response nearly independent in the posterior.
"""


class Transform(IntEnum):
    """How a parameter follows from its prior z-score: exp(m + s z), or span / (1 + exp(-(m + s z)))."""

    LOG = 0
    LOGIT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A prior, normal on the unconstrained scale: ``transform`` of Normal(``location``, ``spread``²).

    ``span`` is the upper end of a logit-transformed parameter.
    """

    location: float
    spread: float
    transform: Transform = Transform.LOG
    span: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a spread or span that is not positive."""
        if not (0 < self.spread < np.inf and 0 < self.span < np.inf and np.isfinite(self.location)):
            raise ValueError(
                f"a prior needs a finite location and positive, finite spread and span, but got {self}"
            )

    def value(self, z: Floats) -> Floats:
        """Return the parameter at prior z-scores."""
        free = self.location + self.spread * z
        if self.transform is Transform.LOG:
            return np.asarray(np.exp(free))
        return np.asarray(self.span / (1.0 + np.exp(-free)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverPrior:
    """What a lever's parameters are: a prior where sampled, a number where the formula does not use them."""

    usual_lift: Prior
    carry_0: Prior | float
    carry_1: Prior | float
    scale: Prior | float
    slope: Prior | float

    @property
    def slots(self) -> tuple[Prior | float, ...]:
        """The parameters in the order of ``SLOTS``."""
        return (self.usual_lift, self.carry_0, self.carry_1, self.scale, self.slope)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseModel:
    """The product coupling with log-normal enrolments, several courses, shared levers (DESIGN section 3).

    For course c and week t, log N ~ Normal(log μ - σ²/2, σ²) and

        log μ = design[c, t] · coefficient[c] + log(1 + x_ct) + log(1 + y_ct),

    x and y the sums of β s(A) over the marketing and training levers that act on the course. Shapes:
    ``log_outcome (course, week)``, NaN where not observed and log(seats) where ``full``;
    ``design (course, week, term)``; ``coefficient_location`` and ``coefficient_spread (course, term)``, a
    normal prior that is integrated out exactly; ``inputs (lever, week)`` in lever units; ``start (lever,)``
    the constant input before the first week; ``usual (lever,)`` the input at which ``usual_lift`` is
    defined; ``acts (course, lever)``; ``training (lever,)``; ``carry_kinds``, ``saturation_kinds (lever,)``
    codes of the registry. A full week is right-censored: its true demand is sampled above the seats.
    """

    courses: tuple[str, ...]
    levers: tuple[str, ...]
    terms: tuple[str, ...]
    log_outcome: Floats
    full: NDArray[np.bool_]
    design: Floats
    coefficient_location: Floats
    coefficient_spread: Floats
    inputs: Floats
    start: Floats
    usual: Floats
    acts: NDArray[np.bool_]
    training: NDArray[np.bool_]
    carry_kinds: Integers
    saturation_kinds: Integers
    lever_priors: tuple[LeverPrior, ...]
    sigma_prior: Prior

    def __post_init__(self) -> None:
        """Refuse arrays whose shapes differ from the labels, and values that are not finite."""
        courses, levers, terms = len(self.courses), len(self.levers), len(self.terms)
        weeks = self.log_outcome.shape[-1]
        shapes = {
            "log_outcome": (courses, weeks),
            "full": (courses, weeks),
            "design": (courses, weeks, terms),
            "coefficient_location": (courses, terms),
            "coefficient_spread": (courses, terms),
            "inputs": (levers, weeks),
            "start": (levers,),
            "usual": (levers,),
            "acts": (courses, levers),
            "training": (levers,),
            "carry_kinds": (levers,),
            "saturation_kinds": (levers,),
        }
        for name, shape in shapes.items():
            array = getattr(self, name)
            if array.shape != shape:
                raise ValueError(f"{name} must have shape {shape}, but got {array.shape}")
            odd = np.isinf(array) if name == "log_outcome" else ~np.isfinite(array)
            if odd.any():
                raise ValueError(f"{name} must be finite, but holds {array[odd][0]}")
        if len(self.lever_priors) != levers:
            raise ValueError(f"{levers} levers need as many priors, but got {len(self.lever_priors)}")
        if (self.usual <= 0).any() or (self.coefficient_spread <= 0).any():
            raise ValueError(
                "usual inputs and coefficient spreads must be positive, "
                f"but got {self.usual.tolist()}, {self.coefficient_spread.tolist()}"
            )
        if self.sigma_prior.transform is not Transform.LOG:
            raise ValueError(f"sigma_prior must be positive without end (LOG), but got {self.sigma_prior}")

    @property
    def weeks(self) -> int:
        """How many weeks of history there are."""
        return int(self.log_outcome.shape[1])

    @property
    def censored(self) -> Integers:
        """Course and week of every full week, shape ``(full week, 2)``, in reading order."""
        return np.argwhere(self.full & ~np.isnan(self.log_outcome)).astype(np.int64)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the sampled parameters, in order."""
        of_levers = [
            f"{slot}[{lever}]"
            for lever, prior in zip(self.levers, self.lever_priors, strict=True)
            for slot, entry in zip(SLOTS, prior.slots, strict=True)
            if isinstance(entry, Prior)
        ]
        of_courses = [f"sigma[{course}]" for course in self.courses]
        return (*of_levers, *of_courses, *(f"unmet[{c},{t}]" for c, t in self.censored))
