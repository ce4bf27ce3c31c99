"""Draws kept from an earlier fit, in the sampler's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kuajie.response.density import log_density
from kuajie.response.layout import parameter_names
from kuajie.response.model import ResponseModel
from kuajie.response.packing import pack
from kuajie.response.warm_start import WarmStart
from kuajie.usecases.ports import Progress, Sample, SamplerSettings
from kuajie.usecases.sampled import flat_draws, spread_over

WITNESSES = 8
SAME_DENSITY = 1e-4
"""Machines differ in the last digits of a log density; another model differs by far more."""


class OtherModelError(ValueError):
    """Saved draws are not of the model that this version makes of the question."""


@dataclass(frozen=True, slots=True)
class SavedDraws:
    """The ``Sampler`` port on samples drawn before, handed out in the order in which they were asked for."""

    left: Iterator[Sample]

    def sample(
        self,
        model: ResponseModel,
        *,
        settings: SamplerSettings,
        start: WarmStart | None = None,
        progress: Progress,
    ) -> Sample:
        """Return the next saved sample; raises ``OtherModelError`` unless it is of the model's parameters."""
        del start, progress
        sample, names = next(self.left, None), parameter_names(model)
        shape = (settings.chains, settings.draws, len(names))
        if sample is None or sample.names != names or sample.unconstrained.shape != shape:
            raise OtherModelError("the saved draws are not of the parameters that the model has")
        return sample

    def require_used(self) -> None:
        """Refuse samples that nobody asked for."""
        if next(self.left, None) is not None:
            raise OtherModelError("more samples were saved than the question needs")


def witness_densities(model: ResponseModel, sample: Sample) -> tuple[float, ...]:
    """Return log densities at a few draws, less that at the first of them: they tell a model from another."""
    draws, block = flat_draws(sample), pack(model)
    grad = np.empty(draws.shape[1])
    values = [log_density(block, draws[place].copy(), grad) for place in spread_over(len(draws), WITNESSES)]
    return tuple(value - values[0] for value in values)


def require_same_densities(found: tuple[float, ...], saved: tuple[float, ...]) -> None:
    """Refuse draws to which this version's model gives other densities than the model that made them."""
    if len(found) != len(saved) or not np.allclose(found, saved, rtol=0, atol=SAME_DENSITY):
        raise OtherModelError(f"the log densities of the draws were {saved} and are now {found}")
