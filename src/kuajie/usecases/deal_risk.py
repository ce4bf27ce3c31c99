"""Who bears which risk: parties' parts of the variance of joint profit, by where it comes from."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.usecases.deal_answer import RiskBorne

NOTHING = 1e-12
"""Variance below this share of the mean's square is rounding."""


def risks_borne(profits: Floats, *, times: int) -> tuple[RiskBorne | None, ...]:
    """Return each party's part of the variance of joint profit; ``profits`` (P, times · D).

    The ``times`` outcomes of one draw stand D apart. Their covariance within draws is due to random weeks;
    that of draws' means, less what random weeks add to it, to the response not being known (analysis of
    variance, Fisher 1925). ``None`` for all where joint profit does not vary.
    """
    joint = profits.sum(axis=0)
    between, within = _parts(profits, joint, times)
    total = float((between + within).sum())
    if total <= NOTHING * max(float(np.square(joint).mean()), 1.0):
        return tuple(None for _ in profits)
    return tuple(
        RiskBorne(
            share=float(between[place] + within[place]) / total,
            unknown=float(between[place]) / total,
            scatter=float(within[place]) / total,
        )
        for place in range(profits.shape[0])
    )


def _parts(profits: Floats, joint: Floats, times: int) -> tuple[Floats, Floats]:
    """Return covariances (P,) with joint profit between draws and within them."""
    own = profits.reshape(profits.shape[0], times, -1)
    whole = joint.reshape(times, -1)
    means, whole_means = own.mean(axis=1), whole.mean(axis=0)
    draws = whole_means.size
    inner = (own - means[:, None]) * (whole - whole_means)
    within = inner.sum(axis=(1, 2)) / (draws * (times - 1))
    centred = means - means.mean(axis=1, keepdims=True)
    outer = (centred * (whole_means - whole_means.mean())).sum(axis=1) / max(draws - 1, 1)
    return np.asarray(outer - within / times), np.asarray(within)
