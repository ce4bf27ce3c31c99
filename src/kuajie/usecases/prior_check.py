"""What the priors alone say, before the data: the returns they allow, the weeks they would not rule out."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.response.draws import lever_lifts, prior_scores
from kuajie.response.model import ResponseModel
from kuajie.usecases.fit_answer import LOWER, UPPER, Interval, PriorCheck
from kuajie.usecases.fit_summary import Replay, replay, returns
from kuajie.usecases.predict import Weeks
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.usecases.sampled import posterior_of

PRIOR_DRAWS = 400


def check_prior(spec: ResponseSpec, panel: Panel, model: ResponseModel, *, seed: int) -> PriorCheck:
    """Return what the priors of a model say."""
    rng = np.random.default_rng(seed)
    scores = prior_scores(model, PRIOR_DRAWS, rng=rng)
    posterior = posterior_of(model, scores, seed=seed)
    history = replay(
        spec=spec, panel=panel, model=model, posterior=posterior, lever_lift=lever_lifts(model, scores)
    )
    found = [returns(history, lever, history.brought(lever)) for lever in range(len(model.levers))]
    share = 1 - history.weeks.organic.sum(axis=2) / history.mean.sum(axis=2)
    return PriorCheck(
        returns=tuple(Interval.of(each) if each is not None else None for each in found),
        lever_share=tuple(Interval.of(share[:, course]) for course in range(len(model.courses))),
        weeks_inside=_weeks_inside(history, rng),
    )


def _weeks_inside(history: Replay, rng: np.random.Generator) -> float:
    """Return the share of weeks inside the prior's own 90 %, the baseline drawn from its prior too."""
    model = history.model
    drift = history.posterior.get("drift", model.courses)[:, :, None]
    spread = model.coefficient_spread * np.where(model.drifting, drift, 1.0)
    coefficient = model.coefficient_location + spread * rng.standard_normal(spread.shape)
    base = np.einsum("ctp,dcp->dct", model.design, coefficient)
    weeks = history.weeks
    alone = Weeks(
        model=model,
        base=base,
        log_price=weeks.log_price,
        lever_lift=weeks.lever_lift,
        reach=weeks.reach,
        halo=weeks.halo,
        scatter=weeks.scatter,
    )
    draws = alone.outcomes(seats=history.panel.seats, rng=rng)
    return share_inside(draws, history.panel.enrolments)


def share_inside(draws: Floats, observed: Floats) -> float:
    """Return the share of observed values inside the central 90 % of ``draws (draw, course, week)``."""
    lower, upper = np.quantile(draws, [LOWER, UPPER], axis=0)
    inside = (observed >= lower) & (observed <= upper)
    return float(inside[~np.isnan(observed)].mean())
