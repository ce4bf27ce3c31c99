"""How do enrolments respond to both partners' levers? Fits a panel and says how far it can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from kuajie.domain.panel import Panel
from kuajie.domain.posterior import Labelled, Posterior
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices import fitting as notices
from kuajie.response.convergence import BULK, TAIL, effective_draws, r_hat
from kuajie.response.draws import decode, lever_lifts
from kuajie.response.model import SLOTS, ResponseModel
from kuajie.usecases.addressing import key_of
from kuajie.usecases.build_model import BuiltModel, build_model
from kuajie.usecases.fit_answer import FitAnswer, FitChecks, HoldOut, WeeklyFit
from kuajie.usecases.fit_summary import (
    Replay,
    describe_weeks,
    replay,
    response_curves,
    summarise_courses,
    summarise_levers,
)
from kuajie.usecases.holdout import hold_out, without_last_weeks
from kuajie.usecases.parameter_words import parameter_in_words
from kuajie.usecases.ports import AnswerStore, Sample, Sampler, SamplerSettings
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.usecases.response_spec import ResponseSpec

SUMMARISING = Text(en="Summing up returns and checks", zh="正在汇总回报与检验")
SUMMARY_DRAWS = 400
R_HAT_LIMIT, LEAST_DRAWS, DIVERGENCE_LIMIT = 1.02, 200.0, 0.01
NOTHING_LEARNED = 0.1
POOR_COVERAGE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitQuestion:
    """What to fit, on which history, sampled how; ``holdout_weeks`` > 0 also tests the forecast."""

    spec: ResponseSpec
    panel: Panel
    settings: SamplerSettings = field(default_factory=SamplerSettings)
    holdout_weeks: int = 0


def fit_response(
    question: FitQuestion, *, sampler: Sampler, store: AnswerStore | None = None, progress: Progress = silent
) -> FitAnswer:
    """Return the fitted response.

    The draws are kept in ``store`` under the question's hash, so that asking again costs no sampling.
    Raises ``CannotFit`` when the data cannot carry a fit.
    """
    built = build_model(question.spec, question.panel)
    share = 0.5 if question.holdout_weeks else 0.9
    key = key_of(replace(question, holdout_weeks=0), data_fingerprint="")  # hiding weeks changes no draw
    sample = _sample(
        built.model,
        question,
        key=key,
        sampler=sampler,
        store=store,
        progress=part_of(progress, start=0.0, end=share),
    )
    holdout = None
    if question.holdout_weeks:
        holdout = _test_forecast(
            question, sampler=sampler, store=store, progress=part_of(progress, start=share, end=0.9)
        )
    progress(SUMMARISING, 0.9)
    answer = _answer(question, built, sample, key=key, holdout=holdout)
    progress(SUMMARISING, 1.0)
    return answer


def _sample(
    model: ResponseModel,
    question: FitQuestion,
    *,
    key: str,
    sampler: Sampler,
    store: AnswerStore | None,
    progress: Progress,
) -> Sample:
    kept = store.load(key) if store else None
    if kept is not None:
        record, arrays = kept
        return Sample(unconstrained=arrays["unconstrained"], **_counts(record))
    sample = sampler.sample(model, settings=question.settings, progress=progress)
    if store:
        record = {name: value for name, value in asdict(sample).items() if name != "unconstrained"}
        store.save(key, {"kind": "fit", **record}, {"unconstrained": sample.unconstrained})
    return sample


def _counts(record: Mapping[str, object]) -> dict[str, Any]:
    return {name: record[name] for name in ("divergences", "gradients", "cpu_seconds", "wall_seconds")}


def to_posterior(model: ResponseModel, sample: Sample, *, seed: int) -> Posterior:
    """Return a sample as labelled draws of every variable of the model."""
    chains, draws, _ = sample.unconstrained.shape
    flat = sample.unconstrained.reshape(chains * draws, -1)
    values = decode(model, flat, rng=np.random.default_rng(seed))
    dims: dict[str, tuple[str, ...]] = dict.fromkeys((*SLOTS, "strength"), ("draw", "lever"))
    dims |= {"sigma": ("draw", "course"), "coefficient": ("draw", "course", "term")}
    return Posterior(
        coords={"lever": model.levers, "course": model.courses, "term": model.terms},
        chain=tuple(np.repeat(np.arange(chains), draws).tolist()),
        variables={name: Labelled(axes, values[name]) for name, axes in dims.items()},
    )


def _test_forecast(
    question: FitQuestion, *, sampler: Sampler, store: AnswerStore | None, progress: Progress
) -> HoldOut | None:
    shorter = replace(
        question, panel=without_last_weeks(question.panel, question.holdout_weeks), holdout_weeks=0
    )
    built = build_model(shorter.spec, shorter.panel)
    sample = _sample(
        built.model,
        shorter,
        key=key_of(shorter, data_fingerprint=""),
        sampler=sampler,
        store=store,
        progress=progress,
    )
    posterior = to_posterior(built.model, sample, seed=question.settings.seed).thin(SUMMARY_DRAWS)
    return hold_out(question.panel, built, posterior, seed=question.settings.seed)


def _answer(
    question: FitQuestion, built: BuiltModel, sample: Sample, *, key: str, holdout: HoldOut | None
) -> FitAnswer:
    posterior = to_posterior(built.model, sample, seed=question.settings.seed)
    history = _replay(question, built, sample, posterior)
    weekly = describe_weeks(history, rng=np.random.default_rng(question.settings.seed))
    checks = _checks(sample, weekly)
    levers = summarise_levers(history)
    doubts = _sampling_doubts(built.model, sample, spec=question.spec, weeks=question.panel.weeks)
    unlearned = [
        Finding(notice=notices.POSTERIOR_IS_PRIOR, severity=Severity.WARNING, facts={"lever": lever.title})
        for lever in levers
        if lever.learned < NOTHING_LEARNED and lever.spend
    ]
    return FitAnswer(
        key=key,
        spec=question.spec,
        panel=question.panel,
        baseline=built.baseline,
        model=built.model,
        posterior=posterior,
        levers=levers,
        courses=summarise_courses(history),
        weekly=weekly,
        curves=response_curves(history),
        checks=checks,
        holdout=holdout,
        warnings=(*doubts, *built.warnings, *unlearned, *_forecast_doubts(holdout)),
        trustworthy=not doubts,
    )


def _replay(question: FitQuestion, built: BuiltModel, sample: Sample, posterior: Posterior) -> Replay:
    flat = sample.unconstrained.reshape(-1, sample.unconstrained.shape[2])
    places = np.linspace(0, len(flat) - 1, min(SUMMARY_DRAWS, len(flat))).round().astype(int)
    return replay(
        spec=question.spec,
        panel=question.panel,
        baseline=built.baseline,
        model=built.model,
        posterior=posterior.take(places.tolist()),
        lever_lift=lever_lifts(built.model, flat[places]),
    )


def _checks(sample: Sample, weekly: WeeklyFit) -> FitChecks:
    draws = sample.unconstrained
    observed = weekly.observed
    seen = ~np.isnan(observed) & (observed > 0)
    inside = (observed >= weekly.lower) & (observed <= weekly.upper)
    residual = (np.log(observed, where=seen, out=np.zeros_like(observed)) - np.log(weekly.mean))[seen]
    centred = [np.log(row[use]) - np.log(row[use]).mean() for row, use in zip(observed, seen, strict=True)]
    return FitChecks(
        worst_r_hat=float(r_hat(draws).max()),
        least_bulk_draws=float(effective_draws(draws, where=BULK).min()),
        least_tail_draws=float(effective_draws(draws, where=TAIL).min()),
        divergences=sample.divergences,
        draws=draws.shape[0] * draws.shape[1],
        coverage=float(inside[seen].mean()),
        mape=float(np.abs(weekly.mean / np.where(seen, observed, 1.0) - 1)[seen].mean()),
        r_squared=float(1 - (residual**2).sum() / max((np.concatenate(centred) ** 2).sum(), 1e-12)),
        gradients=sample.gradients,
        cpu_seconds=sample.cpu_seconds,
        wall_seconds=sample.wall_seconds,
    )


def _sampling_doubts(
    model: ResponseModel, sample: Sample, *, spec: ResponseSpec, weeks: Sequence[date]
) -> list[Finding]:
    found = []
    draws = sample.unconstrained
    names = [parameter_in_words(name, spec=spec, weeks=weeks) for name in model.parameters]
    agreement, size = r_hat(draws), effective_draws(draws)
    worst, least = int(agreement.argmax()), int(size.argmin())
    if agreement[worst] > R_HAT_LIMIT:
        facts: dict[str, object] = {"parameter": names[worst], "r_hat": float(agreement[worst])}
        found.append(Finding(notice=notices.CHAINS_DISAGREE, severity=Severity.WARNING, facts=facts))
    if size[least] < LEAST_DRAWS:
        facts = {"parameter": names[least], "count": float(size[least])}
        found.append(Finding(notice=notices.FEW_EFFECTIVE_DRAWS, severity=Severity.WARNING, facts=facts))
    total = draws.shape[0] * draws.shape[1]
    if sample.divergences > DIVERGENCE_LIMIT * total:
        facts = {"count": sample.divergences, "draws": total}
        found.append(Finding(notice=notices.DIVERGENCES, severity=Severity.WARNING, facts=facts))
    return found


def _forecast_doubts(holdout: HoldOut | None) -> list[Finding]:
    if holdout is None or holdout.coverage >= POOR_COVERAGE:
        return []
    facts = {"weeks": holdout.weeks, "coverage": holdout.coverage}
    return [Finding(notice=notices.POOR_FORECAST, severity=Severity.WARNING, facts=facts)]
