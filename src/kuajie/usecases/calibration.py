"""What experiments change: returns by prior, by data alone, and by data with experiments, side by side."""

from __future__ import annotations

from kuajie.response.draws import lever_lifts
from kuajie.usecases.build_model import BuiltModel
from kuajie.usecases.fit_answer import Calibration, FitAnswer, Interval
from kuajie.usecases.fit_summary import replay, returns
from kuajie.usecases.ports import Sample
from kuajie.usecases.sampled import flat_draws, posterior_of, spread_over

COMPARED_DRAWS = 400


def compare_calibration(fit: FitAnswer, built: BuiltModel, sample: Sample) -> tuple[Calibration, ...]:
    """Return the levers that experiments speak of; ``built`` and ``sample`` are the fit without them."""
    scores = flat_draws(sample)
    scores = scores[spread_over(len(scores), COMPARED_DRAWS)]
    history = replay(
        spec=fit.spec,
        panel=fit.panel,
        model=built.model,
        posterior=posterior_of(built.model, scores, seed=0),
        lever_lift=lever_lifts(built.model, scores),
    )
    found = []
    for place, lever in enumerate(fit.levers):
        alone = returns(history, place, history.brought(place))
        if lever.return_on_spend is not None and alone is not None and _tested(fit, lever.id):
            found.append(
                Calibration(
                    lever=lever.id,
                    title=lever.title,
                    prior=lever.prior_return,
                    data_only=Interval.of(alone),
                    calibrated=lever.return_on_spend,
                )
            )
    return tuple(found)


def _tested(fit: FitAnswer, lever: str) -> bool:
    return any(each.lever == lever for each in fit.experiments)
