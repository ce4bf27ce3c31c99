"""How long does a big pooled fit take, and how much memory? 50 courses, 156 weeks, 10 levers, from the prior.

Measured in a process of its own, compiled code kept by another one before it: wall clock, processor time and
peak memory of the whole fit, from panel to returns, interpreter and imports included in the memory.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from benchmarks.prior_worlds import Truth, draw_outcome, draw_truth, true_weeks, with_coefficient
from benchmarks.table import Table, write_table
from benchmarks.worlds_of_all_kinds import price_path, spending
from kuajie.domain.beliefs import FitChoices
from kuajie.domain.panel import Floats, Panel
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.response.layout import parameter_names
from kuajie.usecases.build_model import build_model
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.predict import Weeks
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec

COURSES, LEVERS, WEEKS = 50, 10, 156
TYPICAL_WEEKS = (30.0, 300.0)
PRICES = (199.0, 999.0)
SEED = 11
MEASURE = "measure"
MEBI = 1024.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PooledWorld:
    """A specification, its history, and the true return on spend of every lever."""

    spec: ResponseSpec
    panel: Panel
    returns: Floats


def draw_pooled_world(courses: int = COURSES, weeks: int = WEEKS, seed: int = SEED) -> PooledWorld:
    """Return a world of pooled courses whose parameters come from the priors."""
    rng = np.random.default_rng(seed)
    spec = _spec(courses)
    typical = np.exp(rng.uniform(*np.log(TYPICAL_WEEKS), courses))
    blank = _panel(spec, weeks, np.repeat(typical[:, None], weeks, axis=1), rng)
    model = build_model(spec, blank).model
    truth = draw_truth(model, rng)
    coefficient = truth.posterior.variables["coefficient"].values.copy()
    coefficient[0, :, 0] = np.log(typical)
    truth = Truth(scores=truth.scores, posterior=with_coefficient(truth.posterior, coefficient))
    outcome = draw_outcome(model, truth, seats=blank.seats, rng=rng)
    arrays = {name: getattr(blank, name) for name in blank.__dataclass_fields__}
    panel = Panel(**{**arrays, "enrolments": outcome})
    return PooledWorld(spec=spec, panel=panel, returns=_returns(true_weeks(model, truth), panel))


def _returns(weeks: Weeks, panel: Panel) -> Floats:
    net = panel.price * (panel.realised_rate * (1 - panel.refund_rate))[:, None]
    lost = [weeks.mean[0] - weeks.without(lever)[0] for lever in range(len(panel.levers))]
    return np.array([(each * net).sum() / spend.sum() for each, spend in zip(lost, panel.spend, strict=True)])


def _spec(courses: int) -> ResponseSpec:
    names = [f"lever_{place}" for place in range(LEVERS)]
    return ResponseSpec(
        levers=tuple(LeverSpec(id=name, title=name, training=k % 3 == 2) for k, name in enumerate(names)),
        courses=tuple(CourseSpec(id=f"J{c}", title=f"J{c}", priced=True) for c in range(courses)),
        country="CN",
        currency="CNY",
        choices=FitChoices(outcome="log_normal", pooled=True),
    )


def _panel(spec: ResponseSpec, weeks: int, enrolments: Floats, rng: np.random.Generator) -> Panel:
    courses, first = len(spec.courses), date(2023, 12, 4)
    inputs = 10.0 * spending(LEVERS, weeks, rng)
    return Panel(
        weeks=tuple(first + timedelta(weeks=week) for week in range(weeks)),
        courses=spec.course_ids,
        levers=spec.lever_ids,
        controls=(),
        currency="CNY",
        enrolments=enrolments,
        price=np.stack([price_path(price, weeks, rng) for price in rng.uniform(*PRICES, courses)]),
        seats=np.full(enrolments.shape, np.inf),
        inputs=inputs,
        spend=inputs,
        control_values=np.zeros((0, weeks)),
        refund_rate=np.full(courses, 0.06),
        completion_rate=np.full(courses, 0.5),
        realised_rate=np.full(courses, 0.97),
    )


def measure(courses: int, weeks: int, settings: SamplerSettings) -> dict[str, float]:
    """Fit a pooled world in this process and return what it took."""
    world = draw_pooled_world(courses, weeks)
    wall, cpu = time.perf_counter(), time.process_time()
    model = build_model(world.spec, world.panel).model
    built = time.perf_counter() - wall
    question = FitQuestion(spec=world.spec, panel=world.panel, settings=settings)
    fit = fit_response(question, sampler=NutpieSampler())
    checks = fit.checks
    intervals = [lever.return_on_spend for lever in fit.levers]
    inside = [
        each is not None and each.holds(true) for each, true in zip(intervals, world.returns, strict=True)
    ]
    return {
        "wall": time.perf_counter() - wall - built,
        "cpu": time.process_time() - cpu,
        "sampling_wall": checks.wall_seconds,
        "sampling_cpu": checks.cpu_seconds,
        "building": built,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBI,
        "parameters": len(parameter_names(model)),
        "gradients": checks.gradients,
        "r_hat": checks.worst_r_hat,
        "bulk": checks.least_bulk_draws,
        "tail": checks.least_tail_draws,
        "divergences": float(checks.divergences),
        "inside": float(sum(inside)),
    }


def in_a_process_of_its_own(*sizes: int) -> dict[str, float]:
    """Measure in a fresh interpreter: courses, weeks, draws and warm-up."""
    command = [sys.executable, "-m", "benchmarks.pooled", MEASURE, *(str(size) for size in sizes)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    in_a_process_of_its_own(2, 60, 20, 20)  # compiles what is not compiled yet
    found = in_a_process_of_its_own(COURSES, WEEKS, 1000, 1000)
    per_gradient = found["sampling_cpu"] / found["gradients"]
    write_table(
        Table(
            name="pooled",
            title=f"A big pooled fit: {COURSES} courses, {WEEKS} weeks, {LEVERS} levers",
            command="python -m benchmarks pooled",
            columns=("figure", "value", "target"),
            rows=(
                ("parameters sampled", f"{found['parameters']:.0f}", ""),
                ("fit, wall clock", f"{found['wall']:.0f} s", "< 180 s"),
                ("fit, processor", f"{found['cpu']:.0f} s", ""),
                ("of which sampling, wall clock", f"{found['sampling_wall']:.0f} s", ""),
                ("of which building the model", f"{found['building']:.1f} s", ""),
                ("gradients", f"{found['gradients']:,.0f}", ""),
                ("processor per gradient, sampler included", f"{per_gradient * 1e6:.0f} µs", ""),
                ("peak memory", f"{found['peak']:.0f} MiB", "< 4096 MiB"),
                ("largest R-hat", f"{found['r_hat']:.3f}", "≤ 1.02"),
                ("least effective draws, bulk", f"{found['bulk']:.0f}", "≥ 200"),
                ("least effective draws, tail", f"{found['tail']:.0f}", ""),
                ("divergences of 2,000 draws", f"{found['divergences']:.0f}", "few"),
                (f"true returns inside their 90 % intervals, of {LEVERS}", f"{found['inside']:.0f}", ""),
            ),
            note=f"{os.cpu_count()} cores; two chains of 1,000 draws after 1,000 of warm-up.",
        )
    )


if __name__ == "__main__":
    if sys.argv[1:2] == [MEASURE]:
        courses, weeks, draws, warm_up = (int(word) for word in sys.argv[2:6])
        print(json.dumps(measure(courses, weeks, SamplerSettings(draws=draws, warm_up=warm_up))))
    else:
        main()
