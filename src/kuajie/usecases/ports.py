"""What use cases need from the outside, as protocols; adapters implement them and ``wiring`` joins them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.actuals import Actuals
from kuajie.domain.panel import Floats, Panel
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.response.model import ResponseModel
from kuajie.response.warm_start import WarmStart
from kuajie.usecases.progress import Cancelled, Progress, silent


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplerSettings:
    """How long and with which seed to sample; draws and warm-up count per chain."""

    chains: int = 2
    draws: int = 1000
    warm_up: int = 1000
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse runs without chains or draws."""
        if min(self.chains, self.draws, self.warm_up) < 1:
            raise ValueError(f"chains, draws and warm-up must be positive, but got {self}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """Draws on the unconstrained scale, shape ``(chain, draw, parameter)``, and how the sampler fared.

    ``names`` are those of the parameters, in order.
    """

    unconstrained: Floats
    names: tuple[str, ...]
    divergences: int
    gradients: int
    cpu_seconds: float
    wall_seconds: float


class Sampler(Protocol):
    """Draws from the posterior of a response model."""

    def sample(
        self,
        model: ResponseModel,
        *,
        settings: SamplerSettings,
        start: WarmStart | None = None,
        progress: Progress,
    ) -> Sample:
        """Return draws from the posterior density of ``model`` over its unconstrained parameters.

        ``start`` changes how fast, not what is drawn.
        """


class Warehouse(Protocol):
    """Turns events into weekly panels and counts, on whatever engine holds them."""

    def panel(self, programme: Programme, events: Events, *, progress: Progress) -> Panel:
        """Return the weekly history of the programme's courses and levers before its horizon."""

    def weeks_under_way(self, programme: Programme, events: Events, *, weeks: Sequence[date]) -> Actuals:
        """Return what happened in the given first weeks of the programme's horizon."""

    def last_day_on_record(self, programme: Programme, events: Events) -> date | None:
        """Return the last day of the horizon with a counted order, else with spend; ``None`` without any."""

    def shared_learners(self, events: Events) -> Mapping[tuple[str, str], int]:
        """Return how many learners each pair of parties (in order, including with itself) has in common."""


class Embedder(Protocol):
    """Turns texts into vectors that lie near each other where the texts mean alike."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vector of every text, (texts, D), each of length one; empty texts are zeros.

        A text has the same vector whatever texts stand beside it, up to rounding.
        """


class AnswerStore(Protocol):
    """Keeps answers under the hash of their question; the same question finds its answer again."""

    def load(self, key: str) -> tuple[Mapping[str, object], Mapping[str, Floats]] | None:
        """Return the record and the arrays kept under a key, or ``None``."""

    def save(self, key: str, record: Mapping[str, object], arrays: Mapping[str, Floats]) -> None:
        """Keep a record (plain JSON values) and its arrays under a key, wholly or not at all."""


__all__ = [
    "AnswerStore",
    "Cancelled",
    "Embedder",
    "Progress",
    "Sample",
    "Sampler",
    "SamplerSettings",
    "Warehouse",
    "silent",
]
