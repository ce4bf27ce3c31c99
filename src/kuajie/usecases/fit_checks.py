"""Whether a fit can be trusted: by its chains, by the weeks it was fitted to, by weeks it had not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from scipy.special import logit

from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import fit_checks as unmet
from kuajie.messages.notices import fitting as notices
from kuajie.response.convergence import BULK, TAIL, effective_draws, r_hat
from kuajie.response.layout import parameter_names
from kuajie.response.model import ResponseModel
from kuajie.response.prior import Prior, Transform
from kuajie.usecases.fit_answer import (
    FitChecks,
    ForecastSummary,
    HoldOut,
    LeverSummary,
    PredictiveCheck,
    PriorCheck,
    Statistic,
    WeeklyFit,
)
from kuajie.usecases.lever_checks import in_quotes
from kuajie.usecases.outlier_weeks import OutlierWeek
from kuajie.usecases.parameter_words import parameter_in_words
from kuajie.usecases.ports import Sample
from kuajie.usecases.predictive_checks import LAST_WEEKS
from kuajie.usecases.response_spec import ResponseSpec

R_HAT_LIMIT, LEAST_DRAWS, DIVERGENCE_LIMIT = 1.02, 200.0, 0.01

NOTHING_LEARNED = 0.1
"""Share of a prior's uncertainty that data must remove to have said something."""

TINY = 1e-15

LEAST_INSIDE_PRIOR = 0.5
"""Priors that leave room hold nearly all weeks in their 90 %; below one half they argue with the data."""


def sampling_checks(sample: Sample, weekly: WeeklyFit) -> FitChecks:
    """Return how sampling went and how the weeks seen are described."""
    draws = sample.unconstrained
    observed = weekly.observed
    known = ~np.isnan(observed)
    seen = known & (observed > 0) & (weekly.mean > 0)
    inside = (observed >= weekly.lower) & (observed <= weekly.upper)
    logs = np.log(np.where(seen, observed, 1.0))
    residual = (logs - np.log(np.where(seen, weekly.mean, 1.0)))[seen]
    centred = [row[use] - row[use].mean() for row, use in zip(logs, seen, strict=True) if use.any()]
    return FitChecks(
        worst_r_hat=float(r_hat(draws).max()),
        least_bulk_draws=float(effective_draws(draws, where=BULK).min()),
        least_tail_draws=float(effective_draws(draws, where=TAIL).min()),
        divergences=sample.divergences,
        draws=draws.shape[0] * draws.shape[1],
        coverage=float(inside[known].mean()),
        mape=float(np.abs(weekly.mean / np.where(seen, observed, 1.0) - 1)[seen].mean()),
        r_squared=float(1 - (residual**2).sum() / max((np.concatenate(centred) ** 2).sum(), 1e-12)),
        gradients=sample.gradients,
        cpu_seconds=sample.cpu_seconds,
        wall_seconds=sample.wall_seconds,
    )


def sampling_doubts(
    model: ResponseModel, sample: Sample, *, spec: ResponseSpec, weeks: Sequence[date]
) -> list[Finding]:
    """Return why the draws may not represent the posterior."""
    found = []
    draws = sample.unconstrained
    names = parameter_names(model)
    agreement, size = r_hat(draws), effective_draws(draws)
    worst, least = int(agreement.argmax()), int(size.argmin())
    if agreement[worst] > R_HAT_LIMIT:
        facts: dict[str, object] = {
            "parameter": parameter_in_words(names[worst], spec=spec, weeks=weeks),
            "r_hat": float(agreement[worst]),
        }
        found.append(Finding(notice=notices.CHAINS_DISAGREE, severity=Severity.WARNING, facts=facts))
    if size[least] < LEAST_DRAWS:
        facts = {
            "parameter": parameter_in_words(names[least], spec=spec, weeks=weeks),
            "count": float(size[least]),
        }
        found.append(Finding(notice=notices.FEW_EFFECTIVE_DRAWS, severity=Severity.WARNING, facts=facts))
    total = draws.shape[0] * draws.shape[1]
    if sample.divergences > DIVERGENCE_LIMIT * total:
        facts = {"count": sample.divergences, "draws": total}
        found.append(Finding(notice=notices.DIVERGENCES, severity=Severity.WARNING, facts=facts))
    return found


def model_doubts(checks: Sequence[PredictiveCheck], outliers: Sequence[OutlierWeek] = ()) -> list[Finding]:
    """Return a warning for every failed check: in what the weeks seen differ from those the model makes.

    What outlier weeks explain by themselves is not said a second time.
    """
    spoilt = {each.title for each in outliers}
    return [
        _doubt(check)
        for check in checks
        if check.failed and not (check.title in spoilt and check.statistic in OF_OUTLIERS)
    ]


OF_OUTLIERS = (Statistic.LARGEST_JUMP, Statistic.SPREAD, Statistic.COVERAGE)


def _doubt(check: PredictiveCheck) -> Finding:
    above, below = NOTICES[check.statistic]
    said = _amount if check.statistic in (Statistic.LARGEST_JUMP, Statistic.SPREAD) else _plain
    values = {name: said(check, getattr(check, name)) for name in ("observed", "lower", "upper")}
    facts = {"course": check.title, "weeks": LAST_WEEKS, **values}
    notice = above if check.observed > (check.lower + check.upper) / 2 else below
    return Finding(notice=notice, severity=Severity.WARNING, facts=facts)


def _plain(check: PredictiveCheck, value: float) -> object:
    del check
    return value


def _amount(check: PredictiveCheck, value: float) -> object:
    """Return a difference between weeks as people say it: a factor where weeks are compared in logs."""
    if not check.logged:
        return Text(en=f"{value:,.0f}", zh=f"{value:,.0f}")
    return Text(en=f"a factor of {np.exp(value):.2f}", zh=f"{np.exp(value):.2f} 倍")


NOTICES: Mapping[Statistic, tuple[Notice, Notice]] = {
    Statistic.COVERAGE: (unmet.TOO_MANY_INSIDE, unmet.TOO_FEW_INSIDE),
    Statistic.AUTOCORRELATION: (unmet.UNEXPLAINED_PERSISTS, unmet.UNEXPLAINED_ALTERNATES),
    Statistic.LARGEST_JUMP: (unmet.JUMP_UNEXPLAINED, unmet.WEEKS_TOO_SMOOTH),
    Statistic.SPREAD: (unmet.SPREAD_DIFFERS, unmet.SPREAD_DIFFERS),
    Statistic.ZERO_WEEKS: (unmet.ZERO_WEEKS_DIFFER, unmet.ZERO_WEEKS_DIFFER),
    Statistic.LAST_LEVEL: (unmet.LAST_LEVEL_DIFFERS, unmet.LAST_LEVEL_DIFFERS),
}
"""What a failed check is called where the weeks seen have more of it than expected, and where less."""


def forecast_doubts(forecast: ForecastSummary | None) -> list[Finding]:
    """Return a warning where forecasts missed too often, and where they did worse than a copy of the past."""
    if forecast is None:
        return []
    found = []
    weeks = forecast.origins * forecast.weeks
    if forecast.coverage < forecast.doubtful_below:
        facts: dict[str, object] = {"weeks": weeks, "coverage": forecast.coverage}
        found.append(Finding(notice=notices.POOR_FORECAST, severity=Severity.WARNING, facts=facts))
    if forecast.worse_than_naive:
        facts = {"weeks": weeks, "mape": forecast.mape, "naive_mape": forecast.naive_mape}
        found.append(Finding(notice=unmet.WORSE_THAN_NAIVE, severity=Severity.WARNING, facts=facts))
    return found


def skipped_forecasts(
    holdouts: Sequence[HoldOut | None], *, weeks: Sequence[date], hidden: int
) -> list[Finding]:
    """Return a note for every window of ``hidden`` weeks that could not be predicted, the latest first."""
    return [
        Finding(
            notice=unmet.FORECAST_SKIPPED,
            severity=Severity.NOTE,
            facts={"first": weeks[max(len(weeks) - (origin + 1) * hidden, 0)], "weeks": hidden},
        )
        for origin, each in enumerate(holdouts)
        if each is None
    ]


def prior_doubts(prior: PriorCheck) -> list[Finding]:
    """Return a warning where the priors all but rule out the weeks seen."""
    if prior.weeks_inside >= LEAST_INSIDE_PRIOR:
        return []
    facts = {"inside": prior.weeks_inside}
    return [Finding(notice=unmet.PRIOR_RULES_OUT_DATA, severity=Severity.WARNING, facts=facts)]


def unlearned(model: ResponseModel, posterior: Posterior, levers: Sequence[LeverSummary]) -> list[Finding]:
    """Return what the data said next to nothing about: a warning for effects, a note for their shapes."""
    known = [lever for lever in levers if lever.spend]
    found = [
        Finding(notice=notices.POSTERIOR_IS_PRIOR, severity=Severity.WARNING, facts={"lever": lever.title})
        for lever in known
        if lever.learned < NOTHING_LEARNED
    ]
    for slot, notice in (
        ("carry_0", notices.HALF_LIVES_ARE_PRIOR),
        ("scale", notices.SATURATIONS_ARE_PRIOR),
    ):
        shapes = [
            lever.title
            for place, lever in enumerate(levers)
            if lever.spend and learned_of(model, posterior, place, slot) < NOTHING_LEARNED
        ]
        if shapes:
            facts = {"levers": in_quotes(shapes)}
            found.append(Finding(notice=notice, severity=Severity.NOTE, facts=facts))
    return found


def learned_of(model: ResponseModel, posterior: Posterior, lever: int, slot: str) -> float:
    """Return the share of a prior's uncertainty that the data removed, 1 for a parameter that is fixed."""
    prior = getattr(model.lever_priors[lever], slot)
    if not isinstance(prior, Prior):
        return 1.0
    return max(
        0.0, 1 - float(np.std(free_of(prior, posterior.get(slot, model.levers)[:, lever]))) / prior.spread
    )


def free_of(prior: Prior, values: Floats) -> Floats:
    """Return a parameter's values on the scale on which its prior is normal."""
    if prior.transform is Transform.LOG:
        return np.asarray(np.log(np.maximum(values, TINY)))
    if prior.transform is Transform.LOGIT:
        return np.asarray(logit(np.clip(values / prior.span, TINY, 1 - TINY)))
    return values
