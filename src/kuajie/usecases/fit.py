"""How do enrolments respond to both partners' levers? Fits a panel and says how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kuajie.domain.posterior import Posterior
from kuajie.messages import CannotFit, Text
from kuajie.response.draws import lever_lifts
from kuajie.usecases.addressing import key_of
from kuajie.usecases.build_model import BuiltModel, build_model
from kuajie.usecases.calibration import Compared, compare
from kuajie.usecases.fit_answer import FitAnswer, HoldOut, LeverSummary
from kuajie.usecases.fit_checks import (
    forecast_doubts,
    model_doubts,
    prior_doubts,
    sampling_checks,
    sampling_doubts,
    skipped_forecasts,
    unlearned,
)
from kuajie.usecases.fit_question import FitQuestion, FitSource
from kuajie.usecases.fit_summary import (
    Replay,
    describe_weeks,
    replay,
    response_curves,
    summarise_courses,
    summarise_levers,
)
from kuajie.usecases.holdout import hold_out, summarise_forecasts, without_last_weeks
from kuajie.usecases.lever_checks import following_warnings, trade_offs
from kuajie.usecases.outlier_weeks import outlier_warnings, outlier_weeks
from kuajie.usecases.ports import AnswerStore, Sample, Sampler
from kuajie.usecases.predictive_checks import check_weeks
from kuajie.usecases.prior_check import check_prior
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.usecases.sampled import flat_draws, sample_model, spread_over, to_posterior
from kuajie.usecases.trust import doubts_among

SUMMARISING = Text(en="Summing up returns and checks", zh="正在汇总回报与检验")
SUMMARY_DRAWS = 400
FORECAST_DRAWS = 2000


def fit_response(
    question: FitQuestion, *, sampler: Sampler, store: AnswerStore | None = None, progress: Progress = silent
) -> FitAnswer:
    """Return the fitted response.

    The draws are kept in ``store`` under the question's hash, so that asking again costs no sampling.
    Raises ``CannotFit`` when the data cannot carry a fit.
    """
    work = _Work(question=question, sampler=sampler, store=store, progress=progress)
    evidence = work.gather()
    progress(SUMMARISING, 0.9)
    answer = _answer(question, evidence)
    answer = replace(answer, source=FitSource(question=question, samples=tuple(work.samples)))
    progress(SUMMARISING, 1.0)
    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What an answer rests on: a sample of the posterior, forecasts, a sample without experiments if any."""

    built: BuiltModel
    sample: Sample
    key: str
    holdouts: tuple[HoldOut | None, ...]
    data_only: Sample | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """The samplings of one question, each with its part of the progress; ``samples`` are those done."""

    question: FitQuestion
    sampler: Sampler
    store: AnswerStore | None
    progress: Progress
    samples: list[Sample] = field(default_factory=list)

    @property
    def forecasts(self) -> int:
        """How many windows of hidden weeks are predicted."""
        return self.question.origins if self.question.holdout_weeks else 0

    @property
    def parts(self) -> int:
        """How many times there is something to sample."""
        return 1 + self.forecasts + bool(self.question.experiments)

    def gather(self) -> _Evidence:
        """Return all that is to be sampled, in order."""
        question = self.question
        built, sample, key = self.sample(question, part=0)
        holdouts = tuple(self.test_forecast(origin) for origin in range(self.forecasts))
        data_only = None
        if built.experiments:
            data_only = self.sample(replace(question, experiments=()), part=1 + self.forecasts)[1]
        return _Evidence(built=built, sample=sample, key=key, holdouts=holdouts, data_only=data_only)

    def sample(self, question: FitQuestion, *, part: int) -> tuple[BuiltModel, Sample, str]:
        """Return the model of a question, its sample and the key under which that is kept."""
        built = build_model(question.spec, question.panel, experiments=question.experiments)
        # Hiding weeks changes no draw, so it is not part of the key.
        key = key_of(replace(question, holdout_weeks=0, origins=1), data_fingerprint="")
        width = 0.9 / self.parts
        sample = sample_model(
            built.model,
            settings=question.settings,
            key=key,
            sampler=self.sampler,
            store=self.store,
            earlier=question.earlier,
            progress=part_of(self.progress, start=part * width, end=(part + 1) * width),
        )
        self.samples.append(sample)
        return built, sample, key

    def test_forecast(self, origin: int) -> HoldOut | None:
        """Return how well the weeks before a window predict it; ``origin`` 0 is the last window.

        ``None`` where they cannot carry a fit, or nothing was sold in the window.
        """
        question, count = self.question, self.question.holdout_weeks
        if (origin + 1) * count >= len(question.panel.weeks):
            return None
        panel = without_last_weeks(question.panel, origin * count)
        shorter = replace(question, panel=without_last_weeks(panel, count), holdout_weeks=0, origins=1)
        try:
            built, sample, _ = self.sample(shorter, part=1 + origin)
        except CannotFit:
            return None
        posterior = to_posterior(built.model, sample, seed=question.settings.seed).thin(FORECAST_DRAWS)
        return hold_out(panel, built, posterior, seed=question.settings.seed)


def _answer(question: FitQuestion, evidence: _Evidence) -> FitAnswer:
    spec, panel, seed = question.spec, question.panel, question.settings.seed
    built, sample = evidence.built, evidence.sample
    posterior = to_posterior(built.model, sample, seed=seed)
    history = replay_sample(question, built, sample, posterior)
    weekly, _ = describe_weeks(history, rng=np.random.default_rng(seed))
    prior = check_prior(spec, panel, built.model, seed=seed)
    levers, contributions = summarise_levers(history, prior_returns=prior.returns)
    compared = _compare(question, evidence, history, levers)
    predictive, outliers = check_weeks(history, seed=seed), outlier_weeks(history, seed=seed)
    forecast = summarise_forecasts(evidence.holdouts, panel=panel, weeks=question.holdout_weeks)
    known = tuple(each for each in evidence.holdouts if each is not None)
    warnings = (
        *sampling_doubts(built.model, sample, spec=spec, weeks=panel.weeks),
        *model_doubts(predictive, outliers),
        *compared.warnings,
        *built.warnings,
        *following_warnings(spec, panel, built.model),
        *trade_offs(spec, panel, posterior),
        *outlier_warnings(outliers),
        *unlearned(built.model, posterior, levers),
        *prior_doubts(prior),
        *forecast_doubts(forecast),
        *skipped_forecasts(evidence.holdouts, weeks=panel.weeks, hidden=question.holdout_weeks),
    )
    return FitAnswer(
        key=evidence.key,
        spec=spec,
        panel=panel,
        baseline=built.baseline,
        model=built.model,
        posterior=posterior,
        levers=levers,
        courses=summarise_courses(history),
        weekly=weekly,
        contributions=contributions,
        curves=response_curves(history),
        checks=sampling_checks(sample, weekly),
        holdout=known[0] if known else None,
        earlier_holdouts=known[1:],
        prior=prior,
        warnings=warnings,
        trustworthy=not doubts_among(warnings),
        experiments=built.experiments,
        calibration=compared.calibration,
        experiment_lifts=compared.lifts,
        predictive=predictive,
        forecast=forecast,
    )


def _compare(
    question: FitQuestion, evidence: _Evidence, history: Replay, levers: Sequence[LeverSummary]
) -> Compared:
    """Return what experiments changed; nothing where there are none."""
    if evidence.data_only is None:
        return Compared()
    alone = to_posterior(evidence.built.model, evidence.data_only, seed=question.settings.seed)
    data_only = replay_sample(question, evidence.built, evidence.data_only, alone)
    return compare(evidence.built.experiments, levers=levers, calibrated=history, data_only=data_only)


def replay_sample(question: FitQuestion, built: BuiltModel, sample: Sample, posterior: Posterior) -> Replay:
    """Return a thinned sample replayed over the history of a question."""
    scores = flat_draws(sample)
    places = spread_over(len(scores), SUMMARY_DRAWS)
    return replay(
        spec=question.spec,
        panel=question.panel,
        model=built.model,
        posterior=posterior.take(places),
        lever_lift=lever_lifts(built.model, scores[places]),
    )


__all__ = ["FitQuestion", "fit_response", "replay_sample"]
