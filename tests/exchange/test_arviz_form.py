"""ArviZ finds in a fit what the fit says of itself, under ArviZ's names."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from kuajie.domain.panel import Panel
from kuajie.exchange.arviz_form import to_arviz
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.messages import MissingTool
from kuajie.response.convergence import BULK, TAIL, effective_draws, r_hat
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec

WEEKS, CHAINS, DRAWS = 52, 2, 250
AGREEMENT = 0.02
"""The last odd lag of an autocorrelation is treated a little differently; see tests/response."""


@pytest.fixture(scope="module")
def answer():
    """Return a real fit of two courses and two levers, one of which acts on one course only."""
    rng = np.random.default_rng(2)
    inputs = rng.gamma(4.0, 500.0, (2, WEEKS))
    enrolments = 200 * (1 + 0.4 * np.tanh(inputs / 2000)) * rng.lognormal(0, 0.1, (2, WEEKS))
    enrolments[1, 3] = np.nan
    panel = Panel(
        weeks=tuple(date(2025, 1, 6) + timedelta(weeks=place) for place in range(WEEKS)),
        courses=("J1", "C9"),
        levers=("video", "tutors"),
        controls=("term",),
        currency="CNY",
        enrolments=enrolments,
        price=np.full((2, WEEKS), 299.0) * rng.choice([0.9, 1.0, 1.1], (2, WEEKS)),
        seats=np.full((2, WEEKS), np.inf),
        inputs=inputs,
        spend=inputs,
        control_values=rng.random((1, WEEKS)),
        refund_rate=np.zeros(2),
        completion_rate=np.full(2, 0.5),
        realised_rate=np.ones(2),
    )
    spec = ResponseSpec(
        levers=(
            LeverSpec(id="video", title="Video"),
            LeverSpec(id="tutors", title="Tutors", training=True, courses=("C9",)),
        ),
        courses=(CourseSpec(id="J1", title="J", priced=True), CourseSpec(id="C9", title="C", priced=True)),
        country=None,
        currency="CNY",
        harmonics=1,
    )
    settings = SamplerSettings(chains=CHAINS, draws=DRAWS, warm_up=200, seed=5)
    return fit_response(FitQuestion(spec=spec, panel=panel, settings=settings), sampler=NutpieSampler())


@pytest.fixture(scope="module")
def tree(answer):
    return to_arviz(answer)


def test_the_groups_are_those_of_arviz(tree):
    assert set(tree.children) == {
        "posterior",
        "unconstrained_posterior",
        "sample_stats",
        "posterior_predictive",
        "observed_data",
        "constant_data",
    }


def test_every_axis_is_named(answer, tree):
    posterior = tree["posterior"]
    assert posterior["strength"].dims == ("chain", "draw", "lever")
    assert posterior["sigma"].dims == ("chain", "draw", "course")
    assert posterior["coefficient"].dims == ("chain", "draw", "course", "term")
    assert (posterior.sizes["chain"], posterior.sizes["draw"]) == (CHAINS, DRAWS)
    assert list(posterior["lever"].values) == ["video", "tutors"]
    assert list(posterior["course"].values) == ["J1", "C9"]
    assert tuple(posterior["term"].values) == answer.model.terms
    assert tuple(tree["unconstrained_posterior"]["parameter"].values) == answer.source.samples[0].names
    assert tree["observed_data"]["week"].values[[0, -1]].astype("datetime64[D]").astype(str).tolist() == [
        "2025-01-06",
        "2025-12-29",
    ]


def test_draws_stand_under_their_own_chain_and_labels(answer, tree):
    """Draw 7 of the second chain is draw 257 of all."""
    held = answer.posterior.get("strength", answer.model.levers)[DRAWS + 7, 1]
    assert tree["posterior"]["strength"].sel(chain=1, draw=7, lever="tutors").item() == held
    term = answer.model.terms.index("log_price")
    held = answer.posterior.get("coefficient", answer.model.courses, answer.model.terms)[9, 1, term]
    assert tree["posterior"]["coefficient"].sel(chain=0, draw=9, course="C9", term="log_price").item() == held


def test_every_variable_is_told_once(answer, tree):
    """What the draws differ in is posterior, what is fixed is constant."""
    told = [
        *tree["posterior"].data_vars,
        *(set(tree["constant_data"].data_vars) & set(answer.posterior.variables)),
    ]
    assert sorted(told) == sorted(answer.posterior.variables)
    assert tree["constant_data"]["carry_1"].dims == ("lever",)
    for name in tree["posterior"].data_vars:
        assert float(tree["posterior"][name].std(("chain", "draw")).max()) > 0


def test_arviz_agrees_with_the_fit_about_its_draws(answer, tree):
    import arviz_stats

    worst = arviz_stats.rhat(tree, group="unconstrained_posterior")["z_score"]
    assert float(worst.max()) == pytest.approx(answer.checks.worst_r_hat, rel=1e-3)
    bulk = arviz_stats.ess(tree, group="unconstrained_posterior", method="bulk")["z_score"]
    assert float(bulk.min()) == pytest.approx(answer.checks.least_bulk_draws, rel=AGREEMENT)
    tail = arviz_stats.ess(tree, group="unconstrained_posterior", method="tail", prob=(0.05, 0.95))["z_score"]
    assert float(tail.min()) == pytest.approx(answer.checks.least_tail_draws, rel=5 * AGREEMENT)


@pytest.mark.parametrize("name", ["usual_lift", "strength", "scale", "sigma", "coefficient"])
def test_arviz_agrees_with_us_about_every_variable(tree, name):
    import arviz_stats

    values = tree["posterior"][name].values
    flat = values.reshape(*values.shape[:2], -1)
    found = arviz_stats.rhat(tree, var_names=name)[name].values.ravel()
    np.testing.assert_allclose(r_hat(flat), found, rtol=1e-3)
    for where in (BULK, TAIL):
        options = {"prob": (0.05, 0.95)} if where == TAIL else {}
        found = arviz_stats.ess(tree, var_names=name, method=where, **options)[name].values.ravel()
        np.testing.assert_allclose(effective_draws(flat, where=where), found, rtol=5 * AGREEMENT)


def test_lp_is_the_log_density_of_its_draw(answer, tree):
    from kuajie.response.density import log_density
    from kuajie.response.packing import pack

    draw = answer.source.samples[0].unconstrained[1, 40].copy()
    found = log_density(pack(answer.model), draw, np.empty(draw.size))
    assert tree["sample_stats"]["lp"].sel(chain=1, draw=40) == found


def test_what_sampling_took_is_told(answer, tree):
    attributes = tree["sample_stats"].attrs
    assert attributes["divergences"] == answer.checks.divergences
    assert attributes["gradients"] == answer.checks.gradients
    assert attributes["sampling_time"] == answer.checks.wall_seconds
    assert attributes["tuning_steps"] == 200
    assert attributes["inference_library"] == "kuajie"


def test_data_are_those_of_the_panel(answer, tree):
    np.testing.assert_array_equal(tree["observed_data"]["enrolments"], answer.panel.enrolments)
    given = tree["constant_data"]
    for name in ("price", "inputs", "spend", "control_values", "refund_rate"):
        np.testing.assert_array_equal(given[name], getattr(answer.panel, name))
    assert given["inputs"].dims == ("lever", "week")
    assert given["control_values"].dims == ("control", "week")
    assert "frequency" not in given


def test_predicted_weeks_scatter_as_the_fit_says(answer, tree):
    """Two independent predictions of the same weeks agree as far as chance allows."""
    made = tree["posterior_predictive"]["enrolments"]
    assert made.dims == ("chain", "draw", "course", "week")
    lower, upper = made.quantile([0.05, 0.95], ("chain", "draw")).values
    weekly = answer.weekly
    width = weekly.upper - weekly.lower
    assert np.abs((made.mean(("chain", "draw")).values - weekly.mean) / width).max() < 0.15
    assert np.mean((upper - lower) / width) == pytest.approx(1.0, abs=0.05)


def test_predicted_weeks_are_of_the_draws_that_label_them(tree):
    """A draw of greater scatter predicts greater scatter, and not that of its neighbour."""
    made = tree["posterior_predictive"]["enrolments"].sel(course="J1")
    assert made["draw"].values[[0, -1]].tolist() == [0, DRAWS - 1]
    sigma = tree["posterior"]["sigma"].sel(course="J1", draw=made["draw"]).values.ravel()
    scatter = np.log(made).std("week").values.ravel()
    assert np.corrcoef(sigma, scatter)[0, 1] > 0.5
    assert abs(np.corrcoef(np.roll(sigma, 1), scatter)[0, 1]) < 0.25


def test_arviz_keeps_the_tree_in_a_file(tree, tmp_path):
    import xarray

    tree.to_netcdf(tmp_path / "fit.nc")
    with xarray.open_datatree(tmp_path / "fit.nc") as kept:
        assert kept.identical(tree)


def test_without_arviz_base_its_remedy_is_told(answer, monkeypatch):
    monkeypatch.setitem(sys.modules, "arviz_base", None)
    with pytest.raises(MissingTool, match=r"kuajie\[arviz\]") as refused:
        to_arviz(answer)
    assert "kuajie[arviz]" in refused.value.say("zh")


def test_an_answer_without_its_draws_has_no_such_form(answer):
    with pytest.raises(ValueError, match="no source"):
        to_arviz(replace(answer, source=None))
