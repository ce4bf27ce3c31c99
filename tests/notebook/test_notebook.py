"""The Python API reads well, stays light until used, and gives the very answers of the use cases."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

import kuajie
from kuajie import wiring
from kuajie.domain.beliefs import Range
from kuajie.messages import BadInput, Locale
from kuajie.notebook import Fit, Plan, Programme, Split
from kuajie.present.shown import Shown
from kuajie.usecases.fit_options import FitOptions
from kuajie.usecases.ports import SamplerSettings

HEAVY = {"numba", "numpy", "scipy", "pyarrow", "duckdb", "ibis", "altair", "nutpie", "rich", "typer"}


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("notebook") / "programme"
    kuajie.new(folder, template="online-course", weeks=60, scale=0.3, lang="en")
    return kuajie.read(folder, lang="en")


@pytest.fixture(scope="module")
def fit(programme: Programme) -> Fit:
    return programme.fit(draws=150, warm_up=200)


@pytest.fixture(scope="module")
def plan(fit: Fit) -> Plan:
    return fit.plan(draws=20, certified=False)


@pytest.fixture(scope="module")
def split(plan: Plan) -> Split:
    return plan.split(draws=20)


def test_frontiers_around_a_plan_show_and_chart_themselves(plan: Plan) -> None:
    cost = plan.cost_frontier(points=3, draws=20, certified=False)
    profits = [point.profit for point in cost.answer.points]
    assert profits == sorted(profits)
    shared = plan.party_frontier(("qihang", "xinghe"), points=3, draws=20, certified=False)
    assert (shared.answer.first, shared.answer.second) == ("qihang", "xinghe")
    for shown in (cost, shared):
        assert "<svg" in shown._repr_html_()
        assert repr(shown).startswith("What ")
        assert shown.chart().to_dict(validate=True)["layer"]


def test_agreements_show_themselves(fit: Fit, split: Split, tmp_path: Path) -> None:
    structures = fit.structures(draws=10, certified=False)
    assert structures.answer.cooperation.joint >= max(line.joint for line in structures.answer.lines)
    terms = split.terms(family="revenue_and_cost_share", certified=False)
    deals = fit.deal(terms.save(tmp_path / "deal.toml"), draws=20)
    assert [deal.name for deal in deals.answer.deals] == ["deal"]
    assert deals.chart().to_dict(validate=True)["layer"]
    for shown in (structures, terms, deals):
        assert repr(shown)
        assert "<" in shown._repr_html_()
    with pytest.raises(ValueError, match="a chart is one of"):
        structures.chart()


def test_partners_of_a_programme_rank_and_a_single_one_cannot(programme: Programme, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="at least two"):
        programme.partners()
    kuajie.new(tmp_path / "three", template="academic", weeks=60, scale=0.2, lang="zh")
    partners = kuajie.read(tmp_path / "three", lang="zh").partners()
    assert repr(partners)
    assert "<table" in partners._repr_html_()


def test_importing_kuajie_loads_no_engine() -> None:
    program = (
        "import sys, kuajie; print(kuajie.__version__, *{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_the_door_is_listed_and_nothing_else_is_there() -> None:
    assert {"read", "new", "fit_table", "__version__"} <= set(dir(kuajie))
    with pytest.raises(AttributeError, match="no attribute 'plan'"):
        kuajie.plan  # type: ignore[attr-defined] # noqa: B018


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        kuajie.read(tmp_path)
    assert caught.value.findings[0].notice.code == "files.not_a_folder"


def test_the_fit_is_the_use_case_s(programme: Programme, fit: Fit) -> None:
    settings = SamplerSettings(draws=150, warm_up=200)
    expected = wiring.fit(programme.project, settings=settings, holdout_weeks=0)
    assert fit.answer.key == expected.key
    assert fit.answer.levers == expected.levers


def test_what_is_not_given_is_as_in_the_last_fit(programme: Programme, fit: Fit) -> None:
    assert programme.fit().answer.key == fit.answer.key
    assert programme.fit(seed=2).answer.key != fit.answer.key
    assert programme.fit(seed=1).answer.key == fit.answer.key


def test_hiding_weeks_samples_only_the_shorter_history(programme: Programme, fit: Fit) -> None:
    answers = programme.project.folder / ".kuajie" / "answers"
    before = {entry.name for entry in answers.iterdir()}
    hidden = programme.fit(draws=150, warm_up=200, holdout_weeks=8)
    assert len({entry.name for entry in answers.iterdir()} - before) == 1
    assert hidden.answer.levers == fit.answer.levers
    programme.fit(draws=150, warm_up=200, holdout_weeks=0)


def test_a_form_is_asked_for_and_plans_rest_on_it(programme: Programme) -> None:
    asked = programme.fit(
        coupling="sum",
        trend="linear",
        pooled=True,
        marketing_share=(0.1, 0.4),
        half_life={"feed_ads": (0.5, 2.0)},
        draws=150,
        warm_up=200,
    )
    choices = asked.answer.spec.choices
    assert (choices.coupling, choices.trend, choices.pooled) == ("sum", "linear", True)
    assert choices.marketing_share == Range(0.1, 0.4)
    assert asked.answer.spec.levers[0].belief.half_life == Range(0.5, 2.0)
    rested = programme.plan(draws=10, certified=False)
    assert rested.fit.answer.key == asked.answer.key
    assert programme.fit(draws=150, warm_up=200).answer.spec.choices.coupling == "product"


def test_what_a_fit_found_comes_as_tables(fit: Fit) -> None:
    answer, returns = fit.answer, fit.returns.to_pylist()
    assert [row["lever"] for row in returns] == [lever.id for lever in answer.levers]
    for row, lever in zip(returns, answer.levers, strict=True):
        assert lever.return_on_spend is not None
        assert row["return_on_spend"] == lever.return_on_spend.median
        assert row["half_life_lower"] == lever.half_life.lower
        assert row["prior_return_upper"] == (lever.prior_return.upper if lever.prior_return else None)
    weekly = fit.contributions.to_pylist()
    assert len(weekly) == len(answer.levers) * len(answer.panel.weeks)
    assert weekly[-1]["week"] == answer.panel.weeks[-1]
    last = [row["mean"] for row in weekly if row["lever"] == answer.levers[-1].id]
    assert last == answer.contributions.mean[-1].tolist()
    tested = {each.lever for each in answer.experiments}
    assert {row["lever"] for row in fit.calibration.to_pylist()} == tested


def test_several_forecasts_can_be_drawn(programme: Programme, fit: Fit) -> None:
    hidden = programme.fit(draws=150, warm_up=200, holdout_weeks=5, origins=2)
    assert len(hidden.answer.earlier_holdouts) == 1
    assert "forecasts" in hidden.charts
    assert hidden.chart("forecasts") is not None
    assert "forecasts" not in fit.charts
    with pytest.raises(ValueError, match="a chart is one of"):
        fit.chart("forecasts")
    programme.fit(draws=150, warm_up=200, holdout_weeks=0, origins=1)


def test_beliefs_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="low < high"):
        FitOptions.of({"half_life": {"ads": (4.0, 1.0)}})
    with pytest.raises(ValueError, match="coupling must be one of"):
        FitOptions.of({"coupling": "quotient"})  # type: ignore[typeddict-item]


def test_shares_add_up_to_the_plan_s_profit_and_what_parties_keep(
    programme: Programme, plan: Plan, split: Split
) -> None:
    outside = sum(float(party.outside_profit) for party in programme.agreed.parties)
    for rule in split.answer.rules:
        # Posterior means of shares are floats; a hundredth of a fen is rounding.
        total = sum(share.mean for share in rule.shares.values())
        assert total == pytest.approx(plan.answer.profit.mean + outside, abs=1e-4)


@pytest.mark.parametrize("lang", get_args(Locale))
def test_answers_show_themselves(programme: Programme, split: Split, lang: Locale) -> None:
    project = programme.project
    told = Programme(project=project, lang=lang)
    fit = Fit(programme=told, answer=split.plan.fit.answer)
    plan = Plan(programme=told, fit=fit, answer=split.plan.answer)
    for shown in (told, fit, plan, Split(programme=told, plan=plan, answer=split.answer)):
        html = shown._repr_html_()
        assert "<table" in html
        assert any("\u4e00" <= letter <= "\u9fff" for letter in html) == (lang == "zh")


@pytest.mark.parametrize("lang", get_args(Locale))
def test_a_plain_shell_shows_a_few_lines(programme: Programme, split: Split, lang: Locale) -> None:
    told = Programme(project=programme.project, lang=lang)
    fit = Fit(programme=told, answer=split.plan.fit.answer)
    plan = Plan(programme=told, fit=fit, answer=split.plan.answer)
    for shown in (told, fit, plan, Split(programme=told, plan=plan, answer=split.answer)):
        said = repr(shown)
        assert 0 < len(said) < 1000
        assert len(said.splitlines()) <= 8
        assert "(programme=" not in said
        assert any("\u4e00" <= letter <= "\u9fff" for letter in said) == (lang == "zh")
    assert all(name in said for name in split.answer.parties.values())


def test_questions_about_courses_show_themselves(programme: Programme) -> None:
    graph = programme.graph(course="C1")
    assert graph.answer.course is not None
    recommended = programme.recommend(most=3, provider="xinghe")
    assert recommended.answer.ranked.shape[1] == 3
    bundles = programme.bundles(most=5)
    path = programme.path("C2")
    for shown in (graph, recommended, bundles, path):
        assert "<table" in shown._repr_html_()
        assert repr(shown)


@pytest.mark.parametrize("currency", ["", "CNY"])
def test_a_plain_table_is_fitted_and_shown(tmp_path: Path, currency: str) -> None:
    rng = np.random.default_rng(3)
    spend = rng.gamma(2.0, 20.0, 40)
    rows = [
        f"{date(2025, 1, 6) + timedelta(weeks=place)},{100 + amount + rng.normal():.2f},{amount:.2f}"
        for place, amount in enumerate(spend)
    ]
    file = tmp_path / "weekly.csv"
    file.write_text("\n".join(["week,sold,ads", *rows]), encoding="utf-8")
    settings = SamplerSettings(draws=100, warm_up=150)
    fitted = kuajie.fit_table(
        file,
        outcome="sold",
        date="week",
        levers=("ads",),
        currency=currency,
        coupling="sum",
        half_life={"ads": (0.5, 2.0)},
        settings=settings,
        lang="zh",
    )
    assert fitted.answer.spec.choices.coupling == "sum"
    assert fitted.answer.spec.levers[0].belief.half_life == Range(0.5, 2.0)
    assert fitted.answer.levers[0].id == "ads"
    assert "<table" in fitted._repr_html_()
    assert "“sold”" in repr(fitted)
    assert "40 周" in repr(fitted)
    assert "报名" not in fitted._repr_html_()
    for name in fitted.charts:
        assert fitted.chart(name) is not None


def test_every_chart_can_be_drawn(split: Split) -> None:
    answers: tuple[Shown, ...] = (split.plan.fit, split.plan, split)
    for answer in answers:
        for name in answer.charts:
            assert answer.chart(name).to_dict()["$schema"].startswith("https://vega.github.io")
        assert answer.chart() is not None
        with pytest.raises(ValueError, match="a chart is one of"):
            answer.chart("pie")


def test_the_report_is_written_in_the_language_asked_for(split: Split, tmp_path: Path) -> None:
    file = split.report(tmp_path / "report.html", lang="zh")
    assert file == tmp_path / "report.html"
    assert 'lang="zh' in file.read_text(encoding="utf-8")[:300]
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_the_true_profit_is_known_for_simulated_folders(split: Split) -> None:
    score = split.plan.truth()
    assert score is not None
    assert score.forecast == split.plan.answer.profit
    # Spending nothing is one of the plans, so the truth of the best plan rarely falls far below it.
    assert score.plan.profit > 0.8 * score.nothing.profit
