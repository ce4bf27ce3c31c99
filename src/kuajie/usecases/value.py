"""What one enrolment is worth, for returns on spend."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.usecases.response_spec import ResponseSpec


def net_price(spec: ResponseSpec, panel: Panel) -> Floats:
    """Return revenue of one enrolment net of refunds and coupons, ``(course, week)``.

    A free course brings no revenue. Where no course has a price, or a table no currency (its outcome may
    itself be money), enrolments are counted instead: 1 each.
    """
    net = panel.price * (panel.realised_rate * (1 - panel.refund_rate))[:, None]
    counted = np.array([course.priced and bool(spec.currency) for course in spec.courses])
    return np.where(counted[:, None], net, 0.0) if counted.any() else np.ones(net.shape)


def cost_of_input(panel: Panel) -> Floats:
    """Return money per unit of input, ``(lever,)``; 1 where history has no spend."""
    inputs, spend = panel.inputs.sum(axis=1), panel.spend.sum(axis=1)
    return np.where(inputs > 0, np.where(spend > 0, spend, inputs) / np.maximum(inputs, 1e-12), 1.0)
