"""Is the posterior right? Simulation-based calibration: ranks of true parameters among posterior draws.

Truth comes from the priors of a model and data from the model, with every prior kept as it was (only outcome,
full weeks and lifts measured are replaced), so ranks must be uniform exactly (Talts et al. 2018); a density
or a decoding with an error shows, and so would a sampler that has not reached its target. Results are kept
world by world under a digest of the sources, so the study can be stopped and goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.calibration import clustered_interval
from benchmarks.table import Table, write_table
from benchmarks.uniformity import binned, direction, p_value, smooth
from benchmarks.worlds_of_all_kinds import KINDS, Case, draw_case
from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.response.convergence import effective_draws, r_hat
from kuajie.response.density import log_density
from kuajie.response.draws import lever_lifts
from kuajie.response.layout import parameter_names
from kuajie.response.model import ResponseModel
from kuajie.response.packing import pack
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.fit_summary import Replay, replay, returns
from kuajie.usecases.ports import Sample, SamplerSettings
from kuajie.usecases.predict import elasticity_at
from kuajie.usecases.progress import silent
from kuajie.usecases.sampled import flat_draws, posterior_of, spread_over

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".cache" / "sbc"
SOURCES = (
    "src/kuajie/response",
    "src/kuajie/inference",
    *(f"src/kuajie/usecases/{name}.py" for name in ("build_model", "fit_summary", "predict", "sampled")),
    *(
        f"benchmarks/{name}.py"
        for name in ("simulation_based_calibration", "worlds_of_all_kinds", "prior_worlds")
    ),
)

WORLDS = 200
WORKERS = 2
CHAINS, DRAWS, WARM_UP = 2, 500, 400
ENOUGH = 80
"""With fewer effective draws of any parameter a world is sampled again, for longer."""

TIMES_AS_LONG = (1, 3, 9)

SUMMARY_DRAWS = 400
MOST_RANKED = 199
LEVEL = 0.01
"""A family fails where its p-value, times the number of tests, is below this (Bonferroni)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one world says: ranks in (0, 1) by quantity, whether intervals of returns held the truth."""

    kind: str
    seed: int
    features: tuple[str, ...]
    ranks: dict[str, float]
    inside: tuple[bool, ...]
    ranked_draws: int
    r_hat: float
    divergences: int
    draws: int
    cpu_seconds: float


def study(kind: str, seed: int) -> Result:
    """Return the result of one world."""
    started = time.process_time()
    case = draw_case(kind, seed)
    model, truth = case.world.model, case.world.truth
    sample, effective = sampled(model, seed)
    flat = flat_draws(sample)
    scores = flat[spread_over(len(flat), SUMMARY_DRAWS)]
    posterior = posterior_of(model, scores, seed=seed)
    known = quantities(case, truth.scores, truth.posterior)
    found = quantities(case, scores, posterior)
    count = int(np.clip(effective, 20, MOST_RANKED))
    chosen = spread_over(len(scores), count)
    known |= density_at(model, truth.scores)
    ranked = {name: draws[chosen] for name, draws in found.items()} | density_at(model, scores[chosen])
    noise = np.random.default_rng([seed, 7])
    return Result(
        kind=kind,
        seed=seed,
        features=case.features.names,
        ranks={name: rank(float(known[name][0]), draws, noise) for name, draws in ranked.items()},
        inside=tuple(
            Interval.of(draws).holds(float(known[name][0]))
            for name, draws in found.items()
            if name.startswith("return_on_spend")
        ),
        ranked_draws=count,
        r_hat=float(r_hat(sample.unconstrained).max()),
        divergences=sample.divergences,
        draws=len(flat),
        cpu_seconds=time.process_time() - started,
    )


def sampled(model: ResponseModel, seed: int) -> tuple[Sample, float]:
    """Return a sample and its least effective draws; sampled longer where that is too few."""
    for longer in TIMES_AS_LONG:
        settings = SamplerSettings(chains=CHAINS, draws=DRAWS * longer, warm_up=WARM_UP * longer, seed=seed)
        sample = NutpieSampler(cores=1).sample(model, settings=settings, progress=silent)
        effective = float(effective_draws(sample.unconstrained).min())
        if effective >= ENOUGH:
            break
    return sample, effective


def rank(true: float, draws: Floats, rng: np.random.Generator) -> float:
    """Return the randomised rank of a truth among draws: uniform on (0, 1) were it one of them."""
    return float(((draws < true).sum() + rng.random()) / (draws.size + 1))


def quantities(case: Case, scores: Floats, posterior: Posterior) -> dict[str, Floats]:
    """Return what is ranked, each ``(draw,)``: z-scores, baseline, elasticity, returns, last week's mean."""
    model = case.world.model
    found = {name: scores[:, place] for place, name in enumerate(parameter_names(model))}
    history = replay(
        spec=case.spec,
        panel=case.panel,
        model=model,
        posterior=posterior,
        lever_lift=lever_lifts(model, scores),
    )
    return found | _baseline(case, posterior) | _told(case, history)


def _baseline(case: Case, posterior: Posterior) -> dict[str, Floats]:
    model = case.world.model
    coefficient = posterior.get("coefficient", model.courses, model.terms)
    drifts = [term for term in model.terms if term.startswith("drift_")]
    families = {"level": "level", "trend": "trend", "log_price": "price_coefficient"}
    families |= dict.fromkeys((drifts[0], drifts[len(drifts) // 3], drifts[-1]), "drift_step")
    families |= {term: "season" for term in model.terms if term[:3] in {"sin", "cos"}}
    families |= {term: "festival" for term in model.terms if term not in {*families, *drifts}}
    return {
        f"{family}[{course},{term}]": coefficient[:, c, model.terms.index(term)]
        for (c, course), (term, family) in product(enumerate(model.courses), families.items())
    }


def _told(case: Case, history: Replay) -> dict[str, Floats]:
    """Return what a person is told of: elasticities, returns on spend, the last week's expected demand."""
    model, found = case.world.model, {}
    for c, course in enumerate(case.spec.courses):
        if course.elastic:
            price = float(np.exp(np.log(case.panel.price[c]).mean()))
            found[f"elasticity[{course.id}]"] = elasticity_at(model, history.posterior, c, price)
        found[f"last_week[{course.id}]"] = history.mean[:, c, -1]
    for lever, name in enumerate(model.levers):
        back = returns(history, lever, history.brought(lever))
        assert back is not None
        found[f"return_on_spend[{name}]"] = back
    return found


def density_at(model: ResponseModel, scores: Floats) -> dict[str, Floats]:
    """Return the log density of draws, ranked too: it sees the data (Modrák et al. 2023)."""
    block, grad = pack(model), np.empty(scores.shape[1])
    rows = np.ascontiguousarray(scores)
    return {"log_density[all]": np.array([log_density(block, row, grad) for row in rows])}


def sources_digest() -> str:
    """Return a short digest of all that a result depends on."""
    digest = hashlib.sha256()
    for name in SOURCES:
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def kept_results(folder: Path, wanted: list[tuple[str, int]]) -> Iterator[Result]:
    """Yield results of the wanted worlds: those kept, then the others as they come, each kept at once."""
    missing = []
    for kind, seed in wanted:
        file = folder / f"{kind}-{seed}.json"
        if file.exists():
            record = json.loads(file.read_text(encoding="utf-8"))
            yield Result(
                **{**record, "features": tuple(record["features"]), "inside": tuple(record["inside"])}
            )
        else:
            missing.append((kind, seed))
    with ProcessPoolExecutor(WORKERS) as pool:
        for done in as_completed([pool.submit(study, *each) for each in missing]):
            result = done.result()
            file = folder / f"{result.kind}-{result.seed}.json"
            partial = file.with_suffix(".part")
            partial.write_text(json.dumps(asdict(result)), encoding="utf-8")
            partial.replace(file)
            yield result


def collect(worlds: int, kinds: tuple[str, ...] = KINDS) -> list[Result]:
    """Return the results of so many worlds of every kind, with progress on standard error."""
    folder = KEPT / sources_digest()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(kind, seed) for seed in range(1, worlds + 1) for kind in kinds]
    results, started = [], time.perf_counter()
    for result in kept_results(folder, wanted):
        results.append(result)
        passed = time.perf_counter() - started
        sys.stderr.write(f"\r{len(results)} of {len(wanted)} worlds, {passed:.0f} s")
        sys.stderr.flush()
    sys.stderr.write("\n")
    return sorted(results, key=lambda result: (result.kind, result.seed))


def by_family(results: list[Result]) -> dict[str, list[Floats]]:
    """Return the ranks of every family of quantities, world by world."""
    families = dict.fromkeys(name.split("[")[0] for result in results for name in result.ranks)
    return {
        family: [
            np.array([value for name, value in result.ranks.items() if name.split("[")[0] == family])
            for result in results
        ]
        for family in families
    }


def main(worlds: int = WORLDS) -> None:
    results = collect(worlds)
    of_kind = {kind: [result for result in results if result.kind == kind] for kind in KINDS}
    ranks = {kind: by_family(each) for kind, each in of_kind.items()}
    tests = [test for kind in KINDS for test in tests_of(kind, ranks[kind])]
    write_table(
        Table(
            name="simulation_based_calibration",
            title="Ranks of true parameters among posterior draws, worlds drawn from the priors",
            command="python -m benchmarks simulation_based_calibration",
            columns=("figure", *(kind.replace("_", " ") for kind in KINDS)),
            rows=(*figures(of_kind), *family_rows(ranks, tests)),
            note=note(tests),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One test of uniformity: of a family of quantities in worlds of one kind."""

    kind: str
    family: str
    ranks: int
    binned: float
    smooth: float
    bias: float
    spread: float

    @property
    def told(self) -> str:
        """The two p-values as the table shows them."""
        values = (self.binned, self.smooth)
        return " / ".join("–" if np.isnan(value) else f"{value:.2g}" for value in values)


def tests_of(kind: str, families: dict[str, list[Floats]]) -> list[Test]:
    """Return the tests of every family."""
    found = []
    for family, ranks in families.items():
        bias, spread = direction(ranks)
        found.append(
            Test(
                kind=kind,
                family=family,
                ranks=sum(world.size for world in ranks),
                binned=p_value(ranks, binned),
                smooth=p_value(ranks, smooth),
                bias=bias,
                spread=spread,
            )
        )
    return found


def figures(of_kind: dict[str, list[Result]]) -> list[tuple[str, ...]]:
    """Return the rows that are not tests: coverage and how sampling went."""
    rows = {
        "worlds": lambda each: str(len(each)),
        "coverage of 90 % intervals of return on spend": lambda each: coverage(each)[0],
        "its 99 % interval, clustered by world (target: holds 0.90)": lambda each: coverage(each)[1],
        "effective draws ranked, median": lambda each: f"{np.median([r.ranked_draws for r in each]):.0f}",
        "R-hat, median and largest": lambda each: (
            f"{np.median([r.r_hat for r in each]):.3f}, {max(r.r_hat for r in each):.3f}"
        ),
        "worlds with divergences": lambda each: str(sum(r.divergences > 0 for r in each)),
        "divergent draws": lambda each: (
            f"{sum(r.divergences for r in each) / sum(r.draws for r in each):.2%}"
        ),
        "worlds sampled longer": lambda each: str(sum(r.draws > CHAINS * DRAWS for r in each)),
        "CPU seconds per world, mean": lambda each: f"{np.mean([r.cpu_seconds for r in each]):.1f}",
    }
    return [(name, *(tell(of_kind[kind]) for kind in KINDS)) for name, tell in rows.items()]


def coverage(results: list[Result]) -> tuple[str, str]:
    """Return pooled coverage and its interval as the table shows them."""
    found = clustered_interval(np.array([result.inside for result in results], dtype=float))
    return f"{found[0]:.3f}", f"{found[1]:.3f} to {found[2]:.3f}"


def family_rows(ranks: dict[str, dict[str, list[Floats]]], tests: list[Test]) -> list[tuple[str, ...]]:
    """Return one row per family: its p-values in every kind."""
    names = dict.fromkeys(family for kind in KINDS for family in ranks[kind])
    known = {(test.kind, test.family): test.told for test in tests}
    return [(f"`{name}`", *(known.get((kind, name), "") for kind in KINDS)) for name in names]


def note(tests: list[Test]) -> str:
    """Return how the p-values are to be read, and the verdict."""
    values = [value for test in tests for value in (test.binned, test.smooth) if not np.isnan(value)]
    limit = LEVEL / len(values)
    failed = [f"{test.kind} {test.family}" for test in tests if min(test.binned, test.smooth) < limit]
    verdict = f"Below it: {', '.join(failed)}." if failed else "None is below it."
    return (
        "Rows in code type are families of quantities with two p-values each: ranks in ten bins (Pearson), "
        "and bias, spread, skew and tails of ranks (Neyman), both corrected for what quantities of one world "
        "have in common (Rao and Scott's design effect). "
        f"The smallest of {len(values)} p-values is {min(values):.2g}; with "
        f"Bonferroni's correction a family fails at 1 % below {limit:.2g}. {verdict}"
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
