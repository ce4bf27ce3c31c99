"""Default priors from the scale of the data: weakly informative, stated in terms a manager knows."""

from __future__ import annotations

import math

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.response.codes import WINDOW
from kuajie.response.model import LeverPrior, Prior, Transform

TOTAL_LIFT = 0.5
"""What all levers together are expected to add to organic enrolments at usual input, before the data."""

LIFT_SPREAD = 1.0
"""Each lever's usual lift lies within a factor of five of its expectation with a probability of 90 %."""

SIGMA = Prior(location=math.log(0.15), spread=0.7)
"""Week-to-week scatter not explained by the model: about 15 %, between 5 % and 50 %."""

NO_PARAMETER = 0.0
ONE = 1.0


def usual_input(inputs: Floats, *, typical: Floats | float = 1.0) -> Floats:
    """Return each lever's usual input, its mean over the weeks in which it was used, shape ``(lever,)``.

    A lever never used counts at its ``typical`` input, so that its parameters keep a proper prior.
    """
    used = inputs > 0
    count = np.maximum(used.sum(axis=1), 1)
    mean = inputs.sum(axis=1) / count
    return np.where(mean > 0, mean, typical)


def lever_priors(
    *, carry_overs: tuple[str, ...], saturations: tuple[str, ...], usual: Floats, spend: Floats
) -> tuple[LeverPrior, ...]:
    """Return default priors; the total lift is shared by the square root of each lever's total spend.

    Half-lives from about a third of a week to four weeks; half of the reach of a saturating lever lies near
    its usual input.
    """
    root = np.sqrt(np.maximum(spend, spend.max(initial=0.0) * 1e-3) + 1e-12)
    expected = TOTAL_LIFT * root / root.sum()
    return tuple(
        LeverPrior(
            usual_lift=Prior(location=math.log(lift), spread=LIFT_SPREAD),
            **_carry_priors(carry),
            **_saturation_priors(saturation, float(level)),
        )
        for carry, saturation, level, lift in zip(carry_overs, saturations, usual, expected, strict=True)
    )


def _carry_priors(kind: str) -> dict[str, Prior | float]:
    retention = Prior(location=-0.2, spread=1.1, transform=Transform.LOGIT)
    match kind:
        case "none":
            return {"carry_0": NO_PARAMETER, "carry_1": NO_PARAMETER}
        case "geometric":
            return {"carry_0": retention, "carry_1": NO_PARAMETER}
        case "delayed_geometric":
            delay = Prior(location=-1.5, spread=0.8, transform=Transform.LOGIT, span=WINDOW / 2)
            return {"carry_0": retention, "carry_1": delay}
        case "weibull":
            return {"carry_0": Prior(location=0.2, spread=0.4), "carry_1": Prior(location=0.5, spread=0.5)}
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
