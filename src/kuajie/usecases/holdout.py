"""The honest test of a fit: hide the last weeks, fit the rest, predict what was hidden.

From several origins (Tashman 2000) the windows of hidden weeks lie back to back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import binom

from kuajie.domain.panel import Floats, Panel
from kuajie.domain.posterior import Posterior
from kuajie.response.draws import replay_series
from kuajie.response.model import ResponseModel
from kuajie.response.packing import lever_facts
from kuajie.response.prior import SLOTS
from kuajie.usecases.build_model import BuiltModel
from kuajie.usecases.fit_answer import LOWER, UPPER, ForecastSummary, HoldOut
from kuajie.usecases.predict import Weeks, crps

YEAR = 52

ALIKE = 0.15
"""How alike weeks of one window are in being inside their interval or not (intraclass correlation).

They share the error in the level from which they are predicted. In 77 worlds drawn from the priors, of every
coupling and outcome, it was 0.03 to 0.12 in windows of 13 weeks, and -0.07 to 0.19 in windows of 4.
"""

ALIKE_ERRORS = 0.25
"""The same of how much worse than a copy of the past they are predicted, which a wrong level moves."""

DOUBTFUL = 0.01
WORSE, MUCH_WORSE = 1.64, 1.1
"""Standard errors, or with half a year hidden the factor, by which a forecast must do worse than a copy.

Of 125 worlds drawn from the priors, with 4 to 26 weeks hidden, none came nearer than two thirds of it; of 92
with 39 weeks hidden, none was worse at all.
"""

HALF_A_YEAR = 26


def without_last_weeks(panel: Panel, count: int) -> Panel:
    """Return a panel that ends ``count`` weeks earlier."""
    return panel.first_weeks(len(panel.weeks) - count)


def hold_out(panel: Panel, built: BuiltModel, posterior: Posterior, *, seed: int) -> HoldOut | None:
    """Return how a fit of the shorter history predicts the hidden weeks; ``None`` if nobody enrolled in them.

    Prices, spend and controls of those weeks are taken as known; enrolments are not.
    """
    seen = built.model.weeks
    count = len(panel.weeks) - seen
    weeks = future_weeks(panel, built, posterior)
    draws = weeks.outcomes(seats=panel.seats[:, seen:], rng=np.random.default_rng(seed))
    return _score(draws, panel.enrolments[:, seen:], history=panel.enrolments[:, :seen], weeks=count)


def future_weeks(panel: Panel, built: BuiltModel, posterior: Posterior) -> Weeks:
    """Return the weeks of ``panel`` that lie behind the history the model was built on."""
    seen = built.model.weeks
    design = built.baseline.design(panel.weeks, price=panel.price, controls=panel.control_values)
    return Weeks.of(
        built.model,
        posterior,
        design=design[:, seen:],
        price=panel.price[:, seen:],
        lever_lift=_future_lifts(built.model, posterior, panel)[:, :, seen:],
    )


def _future_lifts(model: ResponseModel, posterior: Posterior, panel: Panel) -> Floats:
    """Return every lever's weekly lift over all weeks of ``panel``, ``(draw, lever, week)``."""
    values = np.stack([posterior.get(slot, model.levers) for slot in SLOTS], axis=2)
    strength = posterior.get("strength", model.levers)
    frequency = np.zeros(panel.inputs.shape) if panel.frequency is None else np.nan_to_num(panel.frequency)
    facts = lever_facts(model)
    lifts = np.empty((posterior.draws, *panel.inputs.shape))
    replay_series(facts, values, strength, panel.inputs, frequency, lifts)
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


def summarise_forecasts(
    holdouts: Sequence[HoldOut | None], *, panel: Panel, weeks: int
) -> ForecastSummary | None:
    """Return all windows of ``weeks`` hidden weeks together; ``None`` where none could be predicted.

    ``holdouts`` of ``panel``, the latest first. Every week of a course counts the same, whichever its window.
    """
    known = [each for each in holdouts if each is not None]
    if not known:
        return None
    seen = [int((~np.isnan(each.observed)).sum()) for each in known]
    sold = [int((each.observed > 0).sum()) for each in known]
    mape, naive_mape = (
        float(np.average([getattr(each, name) for each in known], weights=sold))
        for name in ("mape", "naive_mape")
    )
    return ForecastSummary(
        origins=len(known),
        skipped=len(holdouts) - len(known),
        weeks=weeks,
        crps=float(np.average([each.crps for each in known], weights=seen)),
        mape=mape,
        coverage=float(np.average([each.coverage for each in known], weights=seen)),
        naive_mape=naive_mape,
        doubtful_below=doubtful_coverage(sum(seen), weeks=weeks),
        worse_than_naive=_is_worse(mape, naive_mape, _extra_errors(holdouts, panel, weeks), weeks=weeks),
    )


def doubtful_coverage(seen: int, *, weeks: int) -> float:
    """Return the share of ``seen`` weeks inside 90 % intervals below which chance is no excuse.

    Binomial, with as many weeks as those of windows of ``weeks`` alike weeks are worth (Kish 1965).
    """
    worth = max(round(seen / (1 + (weeks - 1) * ALIKE)), 1)
    return float(binom.ppf(DOUBTFUL, worth, UPPER - LOWER) / worth)


def _extra_errors(holdouts: Sequence[HoldOut | None], panel: Panel, weeks: int) -> Floats:
    """Return how much worse than by a copy of the past weeks are predicted, per sale, ``(course week,)``."""
    found = [np.zeros(0)]
    for origin, each in enumerate(holdouts):
        if each is not None:
            first = len(panel.weeks) - (origin + 1) * weeks
            some = each.observed > 0
            naive = _naive(panel.enrolments[:, :first], weeks)
            apart = np.abs(each.mean - each.observed) - np.abs(naive - each.observed)
            found.append(apart[some] / each.observed[some])
    return np.concatenate(found)


def _is_worse(mape: float, naive_mape: float, extra: Floats, *, weeks: int) -> bool:
    if extra.size >= HALF_A_YEAR:
        return mape > MUCH_WORSE * naive_mape
    worth = extra.size / (1 + (weeks - 1) * ALIKE_ERRORS)
    return bool(worth > 0 and extra.mean() > WORSE * extra.std() / np.sqrt(worth))
