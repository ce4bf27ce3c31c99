"""What to fit, and what a fit was answered from."""

from __future__ import annotations

from dataclasses import dataclass, field

from kuajie.domain.experiment import Experiment
from kuajie.domain.panel import Panel
from kuajie.usecases.ports import Sample, SamplerSettings
from kuajie.usecases.response_spec import ResponseSpec


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitQuestion:
    """What to fit, on which history, sampled how.

    ``experiments`` enter the likelihood. ``holdout_weeks`` > 0 also tests the forecast: of the last weeks,
    and with ``origins`` > 1 of as many windows before them, each predicted from the weeks before it.
    ``earlier`` is the key of a fit kept before, on fewer weeks say, from which sampling starts.
    """

    spec: ResponseSpec
    panel: Panel
    settings: SamplerSettings = field(default_factory=SamplerSettings)
    holdout_weeks: int = 0
    experiments: tuple[Experiment, ...] = ()
    origins: int = 1
    earlier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitSource:
    """What a fit was answered from; all else in its answer follows from this.

    ``samples`` are all that the question needs, in the order in which ``fit_response`` asks for them: of the
    whole history, of the history before each window of hidden weeks, of the data without experiments.
    """

    question: FitQuestion
    samples: tuple[Sample, ...]
