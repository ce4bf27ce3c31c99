"""Default priors from the scale of the data: weakly informative, stated in terms a manager knows."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.beliefs import LeverBelief, Range
from kuajie.domain.panel import Floats
from kuajie.response import codes
from kuajie.response.codes import WINDOW
from kuajie.response.half_life import believed_carry_over
from kuajie.response.prior import NO_PARAMETER, LeverPrior, Prior, Transform

TOTAL_LIFT = 0.5
"""What all levers together are expected to add to organic enrolments at usual input, before the data."""

TOTAL_SHARE = TOTAL_LIFT / (1.0 + TOTAL_LIFT)
"""The same as a share of all enrolments, which is how the sum coupling counts lifts."""

LIFT_SPREAD = 1.0
"""Each lever's usual lift lies within a factor of five of its expectation with a probability of 90 %."""

SIGMA = Prior(location=math.log(0.15), spread=0.7)
"""Week-to-week scatter not explained by the model: about 15 %, between 5 % and 50 %."""

DRIFT = Prior(location=math.log(0.015), spread=1.0)
"""One step of the drift of the level: about 1.5 %, between 0.3 % and 8 %, learned for each course."""

CONCENTRATION = Prior(location=math.log(20.0), spread=1.5)
"""Negative binomial: beyond the scatter of chance, about 22 % from week to week, between 7 % and 75 %."""

POOL = Prior(location=math.log(0.3), spread=0.7)
"""Courses differ in how strongly a lever reaches them by about 30 %, between 10 % and 100 %."""

HALO = Prior(location=0.0, spread=0.3, transform=Transform.IDENTITY)
"""Effect on a party's other sales as a share of the lift of the joint course: 0 ± 0.3, either sign."""

RETENTION = Prior(location=-0.2, spread=1.1, transform=Transform.LOGIT)
"""Share of its stock that a geometric carry-over keeps: about 0.45, between 0.12 and 0.83."""

WINDOWED = {
    "delayed_geometric": {
        "carry_0": RETENTION,
        "carry_1": Prior(location=-1.5, spread=0.8, transform=Transform.LOGIT, span=WINDOW / 2),
    },
    "weibull": {"carry_0": Prior(location=0.2, spread=0.4), "carry_1": Prior(location=0.5, spread=0.5)},
}
"""Retention and delay (weeks, about 1.2); shape (about 1.2) and scale (weeks, about 1.6)."""

NINETY = 1.6448536269514722
"""Ends of a central 90 % interval, in standard deviations."""

ONE = 1.0


def usual_input(inputs: Floats, *, typical: Floats | float = 1.0) -> Floats:
    """Return each lever's usual input, its mean over the weeks in which it was used, shape ``(lever,)``.

    A lever never used counts at its ``typical`` input, so that its parameters keep a proper prior.
    """
    used = inputs > 0
    count = np.maximum(used.sum(axis=1), 1)
    mean = inputs.sum(axis=1) / count
    return np.where(mean > 0, mean, typical)


def expected_lifts(*, acts: NDArray[np.bool_], spend: Floats, total: float = TOTAL_LIFT) -> Floats:
    """Return what each lever is expected to add, ``(lever,)``: the total, shared by the square root of spend.

    ``acts (course, lever)``, ``spend (lever,)``. Among the levers of each course; a lever of several courses
    counts at their mean.
    """
    root = np.sqrt(np.maximum(spend, spend.max(initial=0.0) * 1e-3) + 1e-12)
    rivals = acts.astype(np.float64) @ root
    shares = np.where(acts, root / np.maximum(rivals, 1e-300)[:, None], 0.0)
    return np.asarray(total * shares.sum(axis=0) / np.maximum(acts.sum(axis=0), 1))


def lever_priors(
    *,
    carry_overs: tuple[str, ...],
    saturations: tuple[str, ...],
    usual: Floats,
    lifts: Floats,
    beliefs: tuple[LeverBelief, ...] = (),
    return_per_lift: Floats | None = None,
) -> tuple[LeverPrior, ...]:
    """Return the priors of levers, defaults where nothing is believed.

    ``usual`` and ``lifts (lever,)``: usual input and expected usual lift; ``return_per_lift (lever,)`` the
    return on spend that a usual lift of 1 means, by which a belief about the return becomes one about the
    lift. Half-lives go from about a third of a week to four weeks; half of the reach of a saturating lever
    lies near its usual input.
    """
    believed = beliefs or (LeverBelief(),) * len(lifts)
    per_lift = np.ones(len(lifts)) if return_per_lift is None else return_per_lift
    return tuple(
        LeverPrior(
            usual_lift=_lift_prior(float(lift), belief, float(worth)),
            **_carry_priors(carry, belief.half_life),
            **_saturation_priors(saturation, float(level)),
        )
        for carry, saturation, level, lift, belief, worth in zip(
            carry_overs, saturations, usual, lifts, believed, per_lift, strict=True
        )
    )


def _lift_prior(lift: float, belief: LeverBelief, worth: float) -> Prior:
    if belief.return_on_spend is None or worth <= 0:
        return Prior(location=math.log(max(lift, 1e-12)), spread=LIFT_SPREAD)
    location, spread = log_normal_of(belief.return_on_spend)
    return Prior(location=location - math.log(worth), spread=spread)


def log_normal_of(believed: Range) -> tuple[float, float]:
    """Return location and spread of the log-normal whose central 90 % interval is the one believed."""
    low, high = math.log(believed.low), math.log(believed.high)
    return (low + high) / 2, (high - low) / (2 * NINETY)


def total_lift_prior(share: Range, *, coupling: int = codes.PRODUCT) -> Prior:
    """Return the prior of the mean total lift L that a belief about the levers' share of enrolments means.

    Under the product coupling lifts multiply what comes without levers, and the share is L / (1 + L); under
    the sum coupling they are counted in mean enrolments, and L is the share.
    """
    ends = (share.low, share.high)
    if coupling == codes.PRODUCT:
        ends = (share.low / (1 - share.low), share.high / (1 - share.high))
    location, spread = log_normal_of(Range(*ends))
    return Prior(location=location, spread=spread)


def _retention_prior(half_life: Range | None) -> Prior:
    """Return the prior of retention r: a half-life of h weeks means r = 2^(-1/h)."""
    if half_life is None:
        return RETENTION
    kept = [2.0 ** (-1.0 / weeks) for weeks in (half_life.low, half_life.high)]
    low, high = (math.log(share / (1 - share)) for share in kept)
    return Prior(location=(low + high) / 2, spread=(high - low) / (2 * NINETY), transform=Transform.LOGIT)


def _carry_priors(kind: str, half_life: Range | None) -> dict[str, Prior | float]:
    match kind:
        case "none":
            return {"carry_0": NO_PARAMETER, "carry_1": NO_PARAMETER}
        case "geometric":
            return {"carry_0": _retention_prior(half_life), "carry_1": NO_PARAMETER}
        case "delayed_geometric" | "weibull":
            usual = WINDOWED[kind]
            return {**(believed_carry_over(kind, usual, half_life) if half_life else usual)}
    raise ValueError(f"unknown carry-over {kind!r}")


def _saturation_priors(kind: str, usual: float) -> dict[str, Prior | float]:
    scale = Prior(location=math.log(usual), spread=0.7)
    if kind in {"identity", "square_root"}:
        return {"scale": usual, "slope": ONE}
    if kind == "power":
        return {"scale": usual, "slope": Prior(location=0.0, spread=1.0, transform=Transform.LOGIT)}
    if kind == "hill":
        return {"scale": scale, "slope": Prior(location=math.log(1.5), spread=0.4)}
    if kind in {"log", "exponential", "logistic", "tanh"}:
        return {"scale": scale, "slope": ONE}
    raise ValueError(f"unknown saturation {kind!r}")


def price_priors(kind: str, *, prices: Floats) -> tuple[Prior | float, ...]:
    """Return the priors of a price factor whose parameters are sampled; ``prices`` are those of history.

    Constant elasticity 1.5 ± 1.0 around the mean price; logit with a sensitivity that halves demand for a
    rise of about the mean price; linear power with a choke price above every price seen.
    """
    mean, top = float(np.exp(np.log(prices).mean())), float(prices.max())
    match kind:
        case "absent":
            return (NO_PARAMETER, ONE, ONE)
        case "constant_elasticity":
            return (Prior(location=1.5, spread=1.0, transform=Transform.IDENTITY), mean, ONE)
        case "logit":
            return (Prior(location=math.log(2.0 / mean), spread=0.8), mean, ONE)
        case "linear_power":
            decline = Prior(location=0.0, spread=1.0, transform=Transform.LOGIT, span=1.0 / top)
            return (ONE, decline, Prior(location=0.0, spread=0.5))
    raise ValueError(f"unknown price factor {kind!r}")
