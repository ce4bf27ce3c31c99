"""From a model to its labelled posterior: sampling, keeping, decoding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Labelled, Posterior
from kuajie.response.draws import decode
from kuajie.response.layout import parameter_names
from kuajie.response.model import ResponseModel
from kuajie.response.prior import SLOTS
from kuajie.response.warm_start import warm_start
from kuajie.usecases.ports import AnswerStore, Sample, Sampler, SamplerSettings
from kuajie.usecases.progress import Progress

OF_LEVERS = (*SLOTS, "strength")
OF_COURSES = ("sigma", "concentration", "drift", "price_0", "price_1", "price_2")
OF_BOTH = ("reach", "halo")
COUNTS = ("divergences", "gradients", "cpu_seconds", "wall_seconds")

WARM_UP_AFTER_START = 250
"""Steps that adapt the sampler's step size where an earlier posterior has told it the shape."""


def sample_model(
    model: ResponseModel,
    *,
    settings: SamplerSettings,
    key: str,
    sampler: Sampler,
    store: AnswerStore | None,
    progress: Progress,
    earlier: str | None = None,
) -> Sample:
    """Return a sample of the posterior, the kept one where ``store`` has it under ``key``.

    ``earlier`` is the key of a sample kept before, of much the same model, from which a new one starts.
    """
    kept = load_sample(store, key)
    if kept is not None:
        return kept
    before = load_sample(store, earlier) if earlier else None
    start = None
    if before is not None:
        start = warm_start(parameter_names(model), known=before.names, draws=flat_draws(before))
        settings = replace(settings, warm_up=min(settings.warm_up, WARM_UP_AFTER_START))
    sample = sampler.sample(model, settings=settings, start=start, progress=progress)
    if store:
        record = {name: value for name, value in asdict(sample).items() if name != "unconstrained"}
        store.save(key, {"kind": "fit", **record}, {"unconstrained": sample.unconstrained})
    return sample


def load_sample(store: AnswerStore | None, key: str) -> Sample | None:
    """Return the sample kept under a key, or ``None``."""
    kept = store.load(key) if store else None
    if kept is None:
        return None
    record, arrays = kept
    return Sample(unconstrained=arrays["unconstrained"], **_counts(record))


def _counts(record: Mapping[str, object]) -> dict[str, Any]:
    counts: dict[str, Any] = {name: record[name] for name in COUNTS}
    names: Any = record["names"]
    return counts | {"names": tuple(names)}


def flat_draws(sample: Sample) -> Floats:
    """Return the draws of all chains after each other, ``(draw, parameter)``."""
    return sample.unconstrained.reshape(-1, sample.unconstrained.shape[2])


def to_posterior(model: ResponseModel, sample: Sample, *, seed: int) -> Posterior:
    """Return a sample as labelled draws of every variable of the model."""
    chains, draws, _ = sample.unconstrained.shape
    chain = tuple(np.repeat(np.arange(chains), draws).tolist())
    return posterior_of(model, flat_draws(sample), chain=chain, seed=seed)


def posterior_of(
    model: ResponseModel, scores: Floats, *, seed: int, chain: tuple[int, ...] = ()
) -> Posterior:
    """Return z-scores ``(draw, parameter)`` as labelled draws; without ``chain`` all are of one chain."""
    values = decode(model, scores, rng=np.random.default_rng(seed))
    dims: dict[str, tuple[str, ...]] = dict.fromkeys(OF_LEVERS, ("draw", "lever"))
    dims |= dict.fromkeys(OF_COURSES, ("draw", "course"))
    dims |= dict.fromkeys(OF_BOTH, ("draw", "course", "lever"))
    dims |= {"coefficient": ("draw", "course", "term")}
    return Posterior(
        coords={"lever": model.levers, "course": model.courses, "term": model.terms},
        chain=chain or (0,) * len(scores),
        variables={name: Labelled(axes, values[name]) for name, axes in dims.items()},
    )


def spread_over(draws: int, count: int) -> list[int]:
    """Return up to ``count`` places spread evenly over ``draws``."""
    return [round(place) for place in np.linspace(0, draws - 1, min(count, draws))]
