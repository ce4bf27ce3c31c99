"""A fit handed on as a file, from the notebook and from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import kuajie
from kuajie.messages import BadInput
from kuajie.usecases.ports import SamplerSettings

KUAJIE = str(Path(sys.executable).with_name("kuajie"))


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    rng = np.random.default_rng(4)
    spend = rng.gamma(2.0, 500.0, 80).round(2)
    sales = 900 * (1 + 0.4 * (1 - np.exp(-spend / 900))) * rng.lognormal(0.0, 0.05, 80)
    days = np.datetime64("2024-01-01") + 7 * np.arange(80)
    rows = [f"{day},{sold:.1f},{paid}" for day, sold, paid in zip(days, sales, spend, strict=True)]
    file = tmp_path_factory.mktemp("table") / "weekly.csv"
    file.write_text("week,sales,tv\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_notebook_saves_opens_and_gives_to_arviz(table, tmp_path):
    settings = SamplerSettings(chains=2, draws=150, warm_up=200)
    fit = kuajie.fit_table(
        table, outcome="sales", date="week", levers=("tv",), settings=settings, country=None
    )
    back = kuajie.load_fit(fit.save(tmp_path / "fit.zip"))
    assert back.answer.levers == fit.answer.levers
    assert repr(back) == repr(fit)
    tree = back.to_arviz()
    assert dict(tree["posterior"].sizes)["draw"] == 150


def test_command_line_writes_what_the_notebook_opens(table, tmp_path):
    ask = [
        "--panel",
        str(table),
        "--outcome",
        "sales",
        "--date",
        "week",
        "--levers",
        "tv",
        "--country",
        "none",
    ]
    kept = tmp_path / "kept.zip"
    run = [KUAJIE, "fit", *ask, "--draws", "150", "--warm-up", "200", "--save", str(kept), "--json"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)["levers"][0]["return_on_spend"]["median"]
    assert kuajie.load_fit(kept).answer.levers[0].return_on_spend.median == pytest.approx(told)


def test_another_file_is_refused(table):
    with pytest.raises(BadInput):
        kuajie.load_fit(table)
