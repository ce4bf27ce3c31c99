"""Fits by Kuajie, PyMC-Marketing and Meridian, side by side in one run, and what the priors alone know.

``python -m benchmarks fit_comparison`` fits afresh with every tool, one after the other, which takes the
better part of an hour on two cores. ``python -m benchmarks.fit_comparison TABLE`` asks the others about one
table only; ``--kept`` shows their last figures beside new ones of ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

from benchmarks.own_fits import SETTINGS, accuracy, measure, prior_returns, question, variants
from benchmarks.peers.compare import run_peers
from benchmarks.peers.result import PeerResult
from benchmarks.peers.rows import COLUMNS, row
from benchmarks.peers.tables import TABLES
from benchmarks.table import Table, write_table
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.response.convergence import effective_draws, r_hat
from kuajie.response.layout import parameter_names
from kuajie.response.warm_start import warm_start
from kuajie.usecases.build_model import build_model
from kuajie.usecases.holdout import without_last_weeks
from kuajie.usecases.ports import SamplerSettings, silent
from kuajie.usecases.sampled import WARM_UP_AFTER_START, flat_draws

IMPORTS = "import kuajie.usecases.fit, kuajie.inference.nutpie_sampler"


def main(arguments: Sequence[str] = ()) -> None:
    asked = (*arguments, *sys.argv[1:])
    data = next((name for name in TABLES if name in asked), None)
    ours = [measure(table, variant) for table in TABLES.values() for variant in variants(table)]
    for result in ours:
        print(*row(result), sep=" | ", flush=True)
    peers = run_peers(data=data, fresh="--kept" not in asked)
    write_table(comparison([*ours, *peers]))
    write_table(priors_alone())
    write_table(small_change())


def comparison(results: Sequence[PeerResult]) -> Table:
    """Return all results, table by table."""
    ordered = [result for name in TABLES for result in results if result.data == name]
    versions = {name: known for result in results for name, known in result.versions.items()}
    rows = tuple(row(result) for result in ordered)
    return Table(
        name="fit_comparison",
        title="Fits beside PyMC-Marketing and Meridian, one run",
        command="python -m benchmarks fit_comparison",
        columns=COLUMNS,
        rows=rows,
        note="Same tables, 2 chains × 1000 draws after 1000 warm-up, geometric carry-over, saturation as the "
        "table's name says, controls price and promotion, two yearly waves. A fit is whole: from a table in "
        "memory to posterior draws (ours also to all summaries, prior and posterior checks), compiled code "
        "cached. Others' versions: "
        + ", ".join(f"{name} {known}" for name, known in sorted(versions.items()))
        + ".",
    )


def priors_alone() -> Table:
    """Return how far the priors alone are from the truth, to tell what of the accuracy is prior."""
    rows = []
    for table in TABLES.values():
        for variant in variants(table) if table.money else ():
            scores = accuracy(table, prior_returns(question(table, variant)))
            cells = (f"{scores['return_crps']:.1%}", f"{scores['return_error']:.1%}")
            rows.append((table.name, variant.name, *cells))
    return Table(
        name="fit_priors",
        title="How much of the accuracy is prior",
        command="python -m benchmarks fit_comparison",
        columns=("table", "asked", "return CRPS, prior alone", "return error, prior alone"),
        rows=tuple(rows),
        note="Compare with the same columns after the data above.",
    )


def small_change() -> Table:
    """Return what starting costs: imports, compiling, and fitting again when a week is added."""
    imported = min(seconds_of(IMPORTS) for _ in range(3))
    with tempfile.TemporaryDirectory() as empty:
        code = f"{IMPORTS}\nfrom benchmarks.own_fits import *\nfrom benchmarks.peers.tables import TABLES\n"
        code += 'measure_all = measure(TABLES["sim_logistic_156x8"], VARIANTS[0])'
        cold = seconds_of(code, cache=empty)
    rows = [
        ("imports, compiled code kept", f"{imported:.1f} s", ""),
        ("all of one row above in a fresh process, nothing compiled yet", f"{cold:.0f} s", ""),
    ]
    return Table(
        name="fit_small_change",
        title="What starting costs",
        command="python -m benchmarks fit_comparison",
        columns=("figure", "value", "target"),
        rows=(*rows, *week_added()),
    )


def seconds_of(code: str, *, cache: str | None = None) -> float:
    """Return how long a fresh process takes for some code."""
    surroundings = {**os.environ, **({"NUMBA_CACHE_DIR": cache} if cache else {})}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=surroundings)
    return time.perf_counter() - began


def week_added() -> list[tuple[str, str, str]]:
    """Return what a fit costs after one more week, from scratch and from the last posterior."""
    table = TABLES["sim_logistic_156x8"]
    ask = question(table, variants(table)[0])
    before = build_model(ask.spec, without_last_weeks(ask.panel, 1)).model
    model = build_model(ask.spec, ask.panel).model
    earlier = NutpieSampler().sample(before, settings=SETTINGS, progress=silent)
    start = warm_start(parameter_names(model), known=earlier.names, draws=flat_draws(earlier))
    short = SamplerSettings(chains=2, draws=1000, warm_up=WARM_UP_AFTER_START)
    rows = []
    for name, settings, begun in (
        ("from scratch", SETTINGS, None),
        ("from the last posterior", short, start),
    ):
        sample = NutpieSampler().sample(model, settings=settings, start=begun, progress=silent)
        least, worst = effective_draws(sample.unconstrained).min(), r_hat(sample.unconstrained).max()
        told = f"{sample.wall_seconds:.2f} s, {sample.gradients} gradients"
        told += f", least ESS {least:.0f}, R-hat {worst:.3f}"
        rows.append((f"sampling with the 156th week added, {name}", told, ""))
    return rows


if __name__ == "__main__":
    main()
