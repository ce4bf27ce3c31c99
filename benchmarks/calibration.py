"""Are our 90 % intervals honest? Coverage of returns on spend over worlds drawn from the priors.

Clustered by world: levers of one world share its data, so the standard error of the pooled coverage comes
from the variance between worlds' own coverages.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from benchmarks.same_family_worlds import draw_world
from benchmarks.table import Table, write_table
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.usecases.fit import FitQuestion, fit_response

WORLDS = 100
NORMAL_995 = 2.5758


@dataclass(frozen=True)
class Outcome:
    inside: tuple[bool, ...]
    elasticity_inside: tuple[bool, ...]
    ratio: tuple[float, ...]
    r_hat: float
    least_draws: float
    divergences: int
    seconds: float


def study(seed: int) -> Outcome:
    world = draw_world(seed)
    started = time.process_time()
    fit = fit_response(FitQuestion(spec=world.spec, panel=world.panel), sampler=NutpieSampler(cores=1))
    seconds = time.process_time() - started
    inside = [
        lever.return_on_spend.holds(true) for lever, true in zip(fit.levers, world.returns, strict=True)
    ]
    price = fit.model.terms.index("log_price")
    true_elasticity = -world.truth.get("coefficient", fit.model.courses, fit.model.terms)[0, :, price]
    return Outcome(
        inside=tuple(bool(one) for one in inside),
        elasticity_inside=tuple(
            bool(course.elasticity.holds(true))
            for course, true in zip(fit.courses, true_elasticity, strict=True)
        ),
        ratio=tuple(
            lever.return_on_spend.median / true for lever, true in zip(fit.levers, world.returns, strict=True)
        ),
        r_hat=fit.checks.worst_r_hat,
        least_draws=fit.checks.least_bulk_draws,
        divergences=fit.checks.divergences,
        seconds=seconds,
    )


def clustered_interval(inside: np.ndarray) -> tuple[float, float, float]:
    """Return pooled coverage and its 99 % interval, clustered by world; ``inside`` is ``(world, lever)``."""
    by_world = inside.mean(axis=1)
    error = by_world.std(ddof=1) / np.sqrt(len(by_world))
    return by_world.mean(), by_world.mean() - NORMAL_995 * error, by_world.mean() + NORMAL_995 * error


def main(worlds: int = WORLDS) -> None:
    with ProcessPoolExecutor(2) as pool:
        outcomes = list(pool.map(study, range(1, worlds + 1)))
    returns = clustered_interval(np.array([one.inside for one in outcomes], dtype=float))
    prices = clustered_interval(np.array([one.elasticity_inside for one in outcomes], dtype=float))
    ratio = np.concatenate([one.ratio for one in outcomes])
    write_table(
        Table(
            name="calibration",
            title="Coverage of 90 % intervals, model and truth of the same family",
            command="python -m benchmarks calibration",
            columns=("figure", "value", "target"),
            rows=(
                ("worlds × levers", f"{worlds} × {len(outcomes[0].inside)}", "100 worlds"),
                ("coverage of return on spend", f"{returns[0]:.3f}", "0.90 inside the 99 % interval"),
                (
                    "its 99 % interval, clustered by world",
                    f"{returns[1]:.3f} to {returns[2]:.3f}",
                    "holds 0.90",
                ),
                (
                    "coverage of elasticity",
                    f"{prices[0]:.3f} ({prices[1]:.3f} to {prices[2]:.3f})",
                    "holds 0.90",
                ),
                ("median of estimated over true return", f"{np.median(ratio):.3f}", "near 1"),
                ("largest R-hat", f"{max(one.r_hat for one in outcomes):.3f}", "≤ 1.02"),
                ("least effective draws", f"{min(one.least_draws for one in outcomes):.0f}", "≥ 200"),
                ("worlds with divergences", f"{sum(one.divergences > 0 for one in outcomes)}", "few"),
                ("CPU seconds per fit, median", f"{np.median([one.seconds for one in outcomes]):.1f}", ""),
            ),
        )
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
