"""The honest test of a fit: hide the last weeks, fit the rest, predict what was hidden."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.domain.posterior import Posterior
from kuajie.response.kernels import carry_forward, saturation_value
from kuajie.response.model import ResponseModel
from kuajie.usecases.build_model import BuiltModel
from kuajie.usecases.fit_answer import LOWER, UPPER, HoldOut
from kuajie.usecases.fit_summary import side_lifts
from kuajie.usecases.predict import crps, expected_demand, predictive

YEAR = 52


def without_last_weeks(panel: Panel, count: int) -> Panel:
    """Return a panel that ends ``count`` weeks earlier."""
    keep = len(panel.weeks) - count
    return replace(
        panel,
        weeks=panel.weeks[:keep],
        **{
            name: getattr(panel, name)[:, :keep]
            for name in ("enrolments", "price", "seats", "inputs", "spend", "control_values")
        },
    )


def hold_out(panel: Panel, built: BuiltModel, posterior: Posterior, *, seed: int) -> HoldOut | None:
    """Return how a fit of the shorter history predicts the hidden weeks; ``None`` if nobody enrolled in them.

    Prices, spend and controls of those weeks are taken as known; enrolments are not.
    """
    seen = built.model.weeks
    count = len(panel.weeks) - seen
    design = built.baseline.design(panel.weeks, price=panel.price, controls=panel.control_values)[:, seen:]
    lifts = _future_lifts(built.model, posterior, panel.inputs)[:, :, seen:]
    model = built.model
    coefficient = posterior.get("coefficient", model.courses, model.terms)
    mean = expected_demand(design, coefficient, side_lifts(model, lifts))
    sigma = posterior.get("sigma", model.courses)
    seats = panel.seats[:, seen:]
    draws = predictive(mean, sigma, seats=seats, rng=np.random.default_rng(seed))
    return _score(draws, panel.enrolments[:, seen:], history=panel.enrolments[:, :seen], weeks=count)


def _future_lifts(model: ResponseModel, posterior: Posterior, inputs: Floats) -> Floats:
    """Return every lever's weekly lift over all weeks of ``inputs``, ``(draw, lever, week)``."""
    names = ("strength", "carry_0", "carry_1", "scale", "slope")
    values = np.stack([posterior.get(name, model.levers) for name in names])
    lifts, stock = np.empty((posterior.draws, *inputs.shape)), np.empty(inputs.shape[1])
    for draw, lever in np.ndindex(*lifts.shape[:2]):
        strength, first, second, scale, slope = values[:, draw, lever]
        kind = int(model.saturation_kinds[lever])
        carry_forward(
            int(model.carry_kinds[lever]), inputs[lever], float(model.start[lever]), first, second, stock
        )
        lifts[draw, lever] = [strength * saturation_value(kind, level, scale, slope) for level in stock]
    return lifts


def _score(draws: Floats, observed: Floats, *, history: Floats, weeks: int) -> HoldOut | None:
    """Return the scores over hidden weeks on sale; errors in per cent only where anybody enrolled."""
    known, some = ~np.isnan(observed), observed > 0
    if not some.any():
        return None
    lower, upper = np.quantile(draws, LOWER, axis=0), np.quantile(draws, UPPER, axis=0)
    mean = draws.mean(axis=0)
    scale = np.where(known, observed, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    scores = crps(draws, np.where(known, observed, 0.0)) / np.maximum(scale, 1e-12)[:, None]
    safe = np.where(some, observed, 1.0)
    return HoldOut(
        weeks=weeks,
        crps=float(scores[known].mean()),
        mape=float(np.abs(mean / safe - 1)[some].mean()),
        coverage=float(((observed >= lower) & (observed <= upper))[known].mean()),
        naive_mape=float(np.abs(_naive(history, weeks) / safe - 1)[some].mean()),
        observed=observed,
        mean=mean,
        lower=lower,
        upper=upper,
    )


def _naive(history: Floats, weeks: int) -> Floats:
    """Return the forecast a spreadsheet makes: the same weeks last year, or the mean of what there is."""
    known = np.where(np.isnan(history), np.nanmean(history, axis=1, keepdims=True), history)
    if history.shape[1] < YEAR or weeks > YEAR:
        return np.repeat(known.mean(axis=1, keepdims=True), weeks, axis=1)
    first = history.shape[1] - YEAR
    return known[:, first : first + weeks]
