"""Kuajie's own rows beside other tools': the same tables, chains and draws, scored the same way."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np

from benchmarks.peers.result import PeerResult
from benchmarks.peers.scores import Floats, holdout_scores, mean_relative_error, relative_return_crps
from benchmarks.peers.tables import Table
from kuajie.domain.beliefs import FitChoices, LeverBelief, Range
from kuajie.domain.panel import Panel
from kuajie.exchange.weekly_table import read_weekly_table
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.response.draws import lever_lifts, prior_scores
from kuajie.usecases.build_model import build_model
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.fit_summary import replay, returns
from kuajie.usecases.fit_table import panel_of_table, spec_of_table
from kuajie.usecases.holdout import future_weeks, without_last_weeks
from kuajie.usecases.ports import SamplerSettings, silent
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.usecases.sampled import flat_draws, posterior_of, to_posterior

STATED = Range(0.3, 3.0)
"""What a person might say of every channel before the data: it returns between 0.3 and 3 per unit spent."""

SETTINGS = SamplerSettings(chains=2, draws=1000, warm_up=1000)
TREND_COLUMN = "t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to ask: which trend, and what is believed of every channel's return."""

    name: str
    trend: str
    belief: Range | None = None


VARIANTS = (
    Variant(name="straight trend, as the others", trend="linear"),
    Variant(name="default", trend="bending"),
    Variant(name="straight trend, returns stated 0.3 to 3", trend="linear", belief=STATED),
)


def variants(table: Table) -> tuple[Variant, ...]:
    """Return what is asked of a table: a belief about returns needs channels in money."""
    return tuple(each for each in VARIANTS if table.money or each.belief is None)


def question(table: Table, variant: Variant) -> FitQuestion:
    """Return the question about a table; the trend stands in for the column that counts weeks."""
    controls = tuple(name for name in table.controls if name != TREND_COLUMN)
    history = read_weekly_table(
        table.file, outcome=table.outcome, date=table.date, levers=table.channels, controls=controls
    )
    spec = spec_of_table(
        history,
        country=None,
        saturation=table.saturation,
        currency="USD" if table.money else "",
        choices=FitChoices(coupling="sum", trend=variant.trend),
    )
    if variant.belief is not None:
        belief = LeverBelief(return_on_spend=variant.belief)
        spec = replace(spec, levers=tuple(replace(lever, belief=belief) for lever in spec.levers))
    return FitQuestion(spec=spec, panel=panel_of_table(history, spec), settings=SETTINGS)


def measure(table: Table, variant: Variant) -> PeerResult:
    """Return Kuajie's result on one table, the whole fit timed once compiled code is loaded."""
    ask = question(table, variant)
    fit_response(
        replace(ask, settings=SamplerSettings(chains=2, draws=10, warm_up=20)), sampler=NutpieSampler()
    )
    wall, cpu = time.perf_counter(), time.process_time()
    fit = fit_response(ask, sampler=NutpieSampler())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    drawn = posterior_returns(ask)
    return PeerResult(
        tool="Kuajie",
        sampler=variant.name,
        data=table.name,
        wall_seconds=wall,
        cpu_seconds=cpu,
        setup_cpu_seconds=cpu - fit.checks.cpu_seconds,
        min_ess=fit.checks.least_bulk_draws,
        max_r_hat=fit.checks.worst_r_hat,
        divergences=fit.checks.divergences,
        ess_per_cpu_second=fit.checks.least_bulk_draws / cpu,
        **accuracy(table, drawn),
        **forecast(table, ask),
        return_medians=_by_lever(fit, "median"),
        return_intervals={lever.id: _ends(lever.return_on_spend) for lever in fit.levers},
        versions={name: version(name) for name in ("kuajie", "nutpie", "numba", "numpy")},
        note=f"sampling {fit.checks.wall_seconds:.2f} s of the wall time",
    )


def _by_lever(fit: FitAnswer, name: str) -> dict[str, float]:
    return {lever.id: getattr(lever.return_on_spend, name) for lever in fit.levers}


def _ends(interval: object) -> tuple[float, float]:
    return interval.lower, interval.upper  # type: ignore[attr-defined]


def posterior_returns(ask: FitQuestion) -> Floats:
    """Return draws of every channel's return, ``(draw, channel)``."""
    model = build_model(ask.spec, ask.panel).model
    sample = NutpieSampler().sample(model, settings=ask.settings, progress=silent)
    return returns_at(ask.spec, ask.panel, flat_draws(sample))


def prior_returns(ask: FitQuestion) -> Floats:
    """Return draws of every channel's return from the priors alone, ``(draw, channel)``."""
    model = build_model(ask.spec, ask.panel).model
    return returns_at(ask.spec, ask.panel, prior_scores(model, 2000, rng=np.random.default_rng(1)))


def returns_at(spec: ResponseSpec, panel: Panel, scores: Floats) -> Floats:
    model = build_model(spec, panel).model
    history = replay(
        spec=spec,
        panel=panel,
        model=model,
        posterior=posterior_of(model, scores, seed=1),
        lever_lift=lever_lifts(model, scores),
    )
    found = [returns(history, lever, history.brought(lever)) for lever in range(len(model.levers))]
    return np.stack([each for each in found if each is not None], axis=1)


def accuracy(table: Table, drawn: Floats) -> dict[str, float]:
    """Return the scores of returns against the truth, where it is known."""
    known = table.true_returns()
    if known is None:
        return {}
    truth = np.array([known[channel] for channel in table.channels])
    return {
        "return_crps": relative_return_crps(drawn, truth),
        "return_error": mean_relative_error(np.median(drawn, axis=0), truth),
    }


def forecast(table: Table, ask: FitQuestion) -> dict[str, float]:
    """Return the scores of a fit that has not seen the last weeks, from all its draws."""
    shorter = without_last_weeks(ask.panel, table.hidden_weeks)
    built = build_model(ask.spec, shorter)
    sample = NutpieSampler().sample(built.model, settings=ask.settings, progress=silent)
    weeks = future_weeks(ask.panel, built, to_posterior(built.model, sample, seed=1))
    seats = ask.panel.seats[:, -table.hidden_weeks :]
    draws = weeks.outcomes(seats=seats, rng=np.random.default_rng(1))[:, 0]
    scores = holdout_scores(draws, ask.panel.enrolments[0, -table.hidden_weeks :])
    return {
        "holdout_crps": scores.crps,
        "holdout_mape": scores.mape,
        "holdout_coverage": scores.coverage,
    }
