"""How good are plans made from a fit, judged by the truth? On worlds of the model's own family.

The true optimum is found by planning with the true parameters; its certificate bounds it from above, and the
share reached is stated against that bound as well, so that the planner is not measured against itself.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.same_family_worlds import draw_world
from benchmarks.table import Table, write_table
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.planning.objective import evaluate
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.plan_search import PlanQuestion, current_prices, last_year_spend, work_out

WORLDS = 20


@dataclass(frozen=True)
class Outcome:
    planned: float
    optimum: float
    bound: float
    last_year: float
    gap: float
    true_gap: float


def study(seed: int) -> Outcome:
    world = draw_world(1000 + seed)
    fit = fit_response(FitQuestion(spec=world.spec, panel=world.panel), sampler=NutpieSampler(cores=1))
    planned = work_out(PlanQuestion(programme=world.programme, fit=fit))
    knowing = replace(fit, posterior=world.truth)
    best = work_out(PlanQuestion(programme=world.programme, fit=knowing, draws=1))
    judge = best.problem
    before = last_year_spend(world.programme, fit, best.scope)
    return Outcome(
        planned=evaluate(judge, planned.spend, planned.prices).objective,
        optimum=best.found.objective,
        bound=best.certificate.bound or np.inf,
        last_year=evaluate(judge, before, current_prices(best.scope)).objective,
        gap=planned.certificate.gap or 0.0,
        true_gap=best.certificate.gap or 0.0,
    )


def main(worlds: int = WORLDS) -> None:
    with ProcessPoolExecutor(2) as pool:
        outcomes = list(pool.map(study, range(1, worlds + 1)))
    share = np.array([one.planned / one.optimum for one in outcomes])
    proved = np.array([one.planned / one.bound for one in outcomes])
    won = sum(one.planned > one.last_year for one in outcomes)
    gain = np.array([one.planned / one.last_year - 1 for one in outcomes])
    gaps = np.array([one.gap for one in outcomes])
    write_table(
        Table(
            name="planning",
            title="Plans from a fit, judged by the truth, model and truth of the same family",
            command="python -m benchmarks planning",
            columns=("figure", "value", "target"),
            rows=(
                ("worlds", str(worlds), "20"),
                ("share of true optimum profit, median", f"{np.median(share):.3f}", "≥ 0.95"),
                ("share of true optimum profit, least", f"{share.min():.3f}", ""),
                ("share of the proved bound on it, median", f"{np.median(proved):.3f}", ""),
                ("worlds in which the plan beats last year's spend", f"{won} of {worlds}", "≥ 19 of 20"),
                ("gain over last year's spend, median", f"{np.median(gain):.1%}", ""),
                ("proved gap of the plan on its own draws, median", f"{np.median(gaps):.2%}", ""),
                ("proved gap of the plan on its own draws, largest", f"{gaps.max():.2%}", ""),
            ),
        )
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
