"""One small simulated programme, read and fitted once for all tests of the use cases."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kuajie.exchange.reading import read_folder
from kuajie.exchange.writing import write_folder
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.simulation import simulate
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.progress import silent
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.usecases.split import SplitQuestion, split_profit
from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

sys.path.insert(0, str(Path(__file__).parent))
"""Makes ``small_worlds`` importable by the tests."""

QUICK = SamplerSettings(chains=2, draws=300, warm_up=300, seed=11)


@pytest.fixture(scope="session")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("programme") / "demo"
    write_folder(folder, simulate("demo", seed=5, weeks=104, scale=0.5))
    return read_folder(folder)


@pytest.fixture(scope="session")
def panel(reading):
    return DuckDBWarehouse().panel(reading.programme, reading.events, progress=silent)


@pytest.fixture(scope="session")
def fit_question(reading, panel):
    return FitQuestion(spec=ResponseSpec.of_programme(reading.programme), panel=panel, settings=QUICK)


@pytest.fixture(scope="session")
def fit(fit_question):
    return fit_response(fit_question, sampler=NutpieSampler())


@pytest.fixture(scope="session")
def plan(reading, fit):
    return plan_programme(PlanQuestion(programme=reading.programme, fit=fit, draws=40, test_draws=100))


@pytest.fixture(scope="session")
def split(reading, fit, plan):
    return split_profit(
        SplitQuestion(programme=reading.programme, fit=fit, plan=plan, draws=40, test_draws=100)
    )
