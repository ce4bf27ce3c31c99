"""The ``Sampler`` port on nutpie: the No-U-Turn sampler (Hoffman and Gelman 2014), low-rank mass matrix."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.panel import Floats
from kuajie.inference.callbacks import copy_callback, log_density_callback, started_density_callback
from kuajie.inference.engine import engine
from kuajie.messages import CannotFit, Text
from kuajie.messages.notices.fitting import NO_START
from kuajie.response.layout import parameter_names
from kuajie.response.model import ResponseModel
from kuajie.response.packing import pack
from kuajie.response.warm_start import WarmStart, pack_start
from kuajie.usecases.ports import Progress, Sample, SamplerSettings

COMPILING = Text(en="Preparing the compiled density", zh="正在准备编译好的密度函数")
SAMPLING = Text(en="Sampling the posterior", zh="正在对后验抽样")

POLL_SECONDS = 0.02
_DONE_AND_ALL = "{{ total_finished_draws }} {{ total_draws }}"
PROGRESS_MILLISECONDS = 100
NO_STARTING_POINT = "All initialization points failed"
JITTER = 0.5
"""Chains start this many prior standard deviations around the prior mean, apart enough for R-hat to tell."""

TARGET_ACCEPT = 0.9
"""Somewhat smaller steps than the usual 0.8: saturation and strength trade off along curved ridges."""


@dataclass(frozen=True, slots=True)
class NutpieSampler:
    """Samples with ``cores`` chains at a time (all of the machine's where not given)."""

    cores: int | None = None

    def sample(
        self,
        model: ResponseModel,
        *,
        settings: SamplerSettings,
        start: WarmStart | None = None,
        progress: Progress,
    ) -> Sample:
        """Return posterior draws as prior z-scores; see the port."""
        progress(COMPILING, 0.0)
        names, block = parameter_names(model), pack(model)
        callback = log_density_callback
        if start is not None:
            block, callback = pack_start(block, start), started_density_callback
        wall, cpu = time.perf_counter(), time.process_time()
        done = _Done()
        sampler = self._start(block, callback.address, size=len(names), settings=settings, done=done)
        _wait(sampler, done, progress)
        draws, stats = sampler.take_results().get_arrow_trace()
        found = np.stack([_draws(batch, settings) for batch in draws])
        return Sample(
            unconstrained=found if start is None else start.to_scores(found),
            names=names,
            divergences=sum(_total(batch, "diverging", settings.warm_up) for batch in stats),
            gradients=sum(_total(batch, "n_steps", 0) for batch in stats),
            cpu_seconds=time.process_time() - cpu,
            wall_seconds=time.perf_counter() - wall,
        )

    def _start(
        self, block: Floats, density: int | None, *, size: int, settings: SamplerSettings, done: _Done
    ) -> Any:
        library = engine()
        options = library.PyNutsSettings.LowRank(settings.seed)
        options.num_tune, options.num_draws = settings.warm_up, settings.draws
        options.num_chains, options.target_accept = settings.chains, TARGET_ACCEPT
        address = block.ctypes.data

        def starting_point(seed: int | None) -> Floats:
            # Chains ask in whatever order their threads start; the seed each passes makes its answer its own.
            return np.random.default_rng([settings.seed, seed or 0]).uniform(-JITTER, JITTER, size)

        model = library.PyMcModel(
            library.LogpFunc(density, address, block),
            library.ExpandFunc(size, size, copy_callback.address, address, block),
            library.PyVariable.new_variables(
                ["z"], ["float64"], [[size]], {"z_dim_0": size}, {"z": ["z_dim_0"]}
            ),
            size,
            {"z_dim_0": size},
            {},
            starting_point,
            _no_transform,
        )
        cores = self.cores or min(settings.chains, os.cpu_count() or 1)
        watch = library.ProgressType.template_callback(PROGRESS_MILLISECONDS, _DONE_AND_ALL, cores, done.note)
        return library.PySampler.from_pymc(options, cores, model, watch, library.PyStorage.arrow())


@dataclass(slots=True)
class _Done:
    """The share of draws finished, written from the sampler's thread and read from ours."""

    share: float = 0.0

    def note(self, line: str) -> None:
        done, total = line.split()
        self.share = int(done) / max(int(total), 1)


def _wait(sampler: Any, done: _Done, progress: Progress) -> None:
    """Report until the sampler has finished; stop it when progress raises (a person asked to)."""
    try:
        while not _finished(sampler):
            progress(SAMPLING, done.share)
    except BaseException:
        sampler.abort()
        raise


def _finished(sampler: Any) -> bool:
    try:
        sampler.wait(POLL_SECONDS)
    except TimeoutError:
        return False
    except RuntimeError as error:
        if NO_STARTING_POINT not in str(error):
            raise
        raise CannotFit.of(NO_START) from error
    return True


def _draws(batch: Any, settings: SamplerSettings) -> Floats:
    """Return the draws after warm-up of one chain, shape ``(draw, parameter)``."""
    kept = pa.record_batch(batch).column("z").slice(settings.warm_up)
    return np.asarray(kept.flatten(), dtype=np.float64).reshape(settings.draws, -1)


def _total(batch: Any, name: str, skip: int) -> int:
    return int(pc.sum(pa.record_batch(batch).column(name).slice(skip)).as_py())


def _no_transform(*args: object, **kwargs: object) -> None:
    """Stand in for nutpie's optional normalising flow, which is never asked for."""
    del args, kwargs
