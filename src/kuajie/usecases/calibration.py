"""What experiments change: returns by prior, by data alone, and by data with experiments, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kuajie.domain.experiment import Experiment
from kuajie.messages import Finding
from kuajie.usecases.experiment_lifts import compare_lifts
from kuajie.usecases.fit_answer import Calibration, ExperimentLift, Interval, LeverSummary
from kuajie.usecases.fit_summary import Replay, returns


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What experiments changed, by lever and by experiment, and warnings of those that the data exclude."""

    calibration: tuple[Calibration, ...] = ()
    lifts: tuple[ExperimentLift, ...] = ()
    warnings: tuple[Finding, ...] = ()


def compare(
    experiments: Sequence[Experiment],
    *,
    levers: Sequence[LeverSummary],
    calibrated: Replay,
    data_only: Replay,
) -> Compared:
    """Return a fit with experiments beside the one without, both replayed with the model that holds them."""
    lifts, warnings = compare_lifts(experiments, calibrated=calibrated, data_only=data_only)
    return Compared(
        calibration=compare_returns(levers, experiments, data_only), lifts=lifts, warnings=warnings
    )


def compare_returns(
    levers: Sequence[LeverSummary], experiments: Sequence[Experiment], data_only: Replay
) -> tuple[Calibration, ...]:
    """Return the levers that experiments speak of, in order; ``data_only`` replays the fit without them."""
    tested = {each.lever for each in experiments}
    found = []
    for place, lever in enumerate(levers):
        if lever.id not in tested or lever.return_on_spend is None:
            continue
        alone = returns(data_only, place, data_only.brought(place))
        if alone is not None:
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
