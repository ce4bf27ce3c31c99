"""A fit as ArviZ takes it: an xarray ``DataTree`` with ArviZ's groups and names on every axis."""

from __future__ import annotations

from typing import Any

import numpy as np

from kuajie import __version__
from kuajie.domain.panel import Floats
from kuajie.messages import MissingTool
from kuajie.messages.notices.fit_file import ARVIZ_MISSING
from kuajie.response.density import log_density
from kuajie.response.draws import lever_lifts
from kuajie.response.packing import pack
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.fit_question import FitSource
from kuajie.usecases.fit_summary import replay
from kuajie.usecases.sampled import flat_draws, spread_over

PREDICTED_DRAWS = 200
"""How many draws of each chain the posterior predictive goes over; all of them would fill memory."""

COURSE, LEVER, WEEK, CONTROL, SCORE = "course", "lever", "week", "control", "parameter"
DIMS: dict[str, tuple[str, ...]] = {
    "z_score": (SCORE,),
    **dict.fromkeys(("enrolments", "price", "seats"), (COURSE, WEEK)),
    **dict.fromkeys(("inputs", "spend", "frequency"), (LEVER, WEEK)),
    **dict.fromkeys(("refund_rate", "completion_rate", "realised_rate"), (COURSE,)),
    "control_values": (CONTROL, WEEK),
}
"""The axes of what is not a variable of the model; ArviZ puts chain and draw before them."""

GIVEN = tuple(name for name in DIMS if name not in ("z_score", "enrolments"))


def to_arviz(answer: FitAnswer) -> Any:
    """Return a fit as an ``xarray.DataTree`` with ArviZ's groups.

    ``posterior``: every variable that the draws differ in, by chain, draw, and lever, course or term.
    ``unconstrained_posterior``: the z-scores that were sampled, whose R-hat and effective draws the fit's
    checks are about. ``sample_stats``: the log density ``lp`` of every draw; what sampling took and how many
    draws diverged as attributes. ``observed_data``: enrolments, NaN in weeks not on sale.
    ``posterior_predictive``: enrolments that the model makes, at ``PREDICTED_DRAWS`` draws of each chain.
    ``constant_data``: inputs, spend, prices and so on, and variables of the model that are fixed.

    Raises ``MissingTool`` where arviz-base is not installed.
    """
    if answer.source is None:
        raise ValueError(f"only an answer of fit_response has its draws, but {answer.key} has no source")
    try:
        from arviz_base import from_dict  # noqa: PLC0415 - optional, and takes seconds to load
    except ImportError as error:
        raise MissingTool.of(ARVIZ_MISSING) from error
    draws = answer.source.samples[0].unconstrained
    variables, fixed = _variables(answer, chains=len(draws))
    places = spread_over(draws.shape[1], PREDICTED_DRAWS)
    groups = {
        "posterior": variables,
        "unconstrained_posterior": {"z_score": draws},
        "sample_stats": {"lp": _log_densities(answer, draws)},
        "observed_data": {"enrolments": answer.panel.enrolments},
        "posterior_predictive": {"enrolments": _predicted(answer, answer.source, places)},
        "constant_data": _given(answer) | fixed,
    }
    dims = DIMS | {name: held.dims[1:] for name, held in answer.posterior.variables.items()}
    coords, attrs = _coords(answer, answer.source), _attributes(answer.source, groups)
    tree = from_dict(groups, dims=dims, coords=coords, attrs=attrs)
    tree["posterior_predictive"].coords["draw"] = places
    return tree


def _variables(answer: FitAnswer, *, chains: int) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return the variables that draws differ in, by chain, and the values of those that they do not."""
    held = {name: each.values for name, each in answer.posterior.variables.items()}
    varying = {name for name, values in held.items() if np.ptp(values, axis=0).any()}
    by_chain = {
        name: held[name].reshape(chains, -1, *held[name].shape[1:]) for name in held if name in varying
    }
    return by_chain, {name: values[0] for name, values in held.items() if name not in varying}


def _log_densities(answer: FitAnswer, draws: Floats) -> Floats:
    """Return the log density of every draw, ``(chain, draw)``."""
    block, grad = pack(answer.model), np.empty(draws.shape[2])
    found = [log_density(block, draw, grad) for draw in draws.reshape(-1, draws.shape[2]).copy()]
    return np.array(found).reshape(draws.shape[:2])


def _predicted(answer: FitAnswer, source: FitSource, places: list[int]) -> Floats:
    """Return enrolments at some draws of each chain, ``(chain, place, course, week)``."""
    chains, draws, _ = source.samples[0].unconstrained.shape
    flat = [chain * draws + place for chain in range(chains) for place in places]
    history = replay(
        spec=answer.spec,
        panel=answer.panel,
        model=answer.model,
        posterior=answer.posterior.take(flat),
        lever_lift=lever_lifts(answer.model, flat_draws(source.samples[0])[flat]),
    )
    rng = np.random.default_rng(source.question.settings.seed)
    made = history.weeks.outcomes(seats=answer.panel.seats, rng=rng)
    return made.reshape(chains, len(places), *made.shape[1:])


def _given(answer: FitAnswer) -> dict[str, Floats]:
    known = {name: getattr(answer.panel, name) for name in GIVEN}
    return {name: values for name, values in known.items() if values is not None and values.size}


def _coords(answer: FitAnswer, source: FitSource) -> dict[str, Any]:
    # Lists: xarray takes a tuple for a pair of axes and values.
    return {
        **{name: list(labels) for name, labels in answer.posterior.coords.items()},
        WEEK: np.array(answer.panel.weeks, dtype="datetime64[ns]"),
        CONTROL: list(answer.panel.controls),
        SCORE: list(source.samples[0].names),
    }


def _attributes(source: FitSource, groups: dict[str, Any]) -> dict[str, dict[str, object]]:
    sample, made_by = (
        source.samples[0],
        {"inference_library": "kuajie", "inference_library_version": __version__},
    )
    drawn = {
        **made_by,
        "tuning_steps": source.question.settings.warm_up,
        "sampling_time": sample.wall_seconds,
        "cpu_seconds": sample.cpu_seconds,
        "gradients": sample.gradients,
        "divergences": sample.divergences,
    }
    return {name: drawn if name == "sample_stats" else dict(made_by) for name in groups}
