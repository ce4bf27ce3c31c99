"""``kuajie fit --panel``: a plain weekly table, its options, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from kuajie import wiring
from kuajie.cli.commands.fit import CarryOver, Saturation
from kuajie.present.record import as_record
from kuajie.response.registry import CARRY_OVERS, SATURATIONS
from kuajie.usecases.fit_table import TableRequest
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.published import published

Kuajie = Callable[..., Any]
SHORT = ("--draws", "150", "--warm-up", "200")
SETTINGS = SamplerSettings(draws=150, warm_up=200)
WEEKS = 80


RNG = np.random.default_rng(5)
TELEVISION, RAIN = RNG.gamma(2.0, 50.0, WEEKS), RNG.normal(size=WEEKS)
PRICE, ELASTICITY = RNG.choice([9.0, 10.0, 11.0], WEEKS), 1.5
LIFT = 0.6 * (1 - np.exp(-TELEVISION / 100))
ORGANIC = 1000 * np.exp(-0.05 * RAIN + 0.05 * RNG.normal(size=WEEKS)) * (PRICE / 10) ** -ELASTICITY
BROUGHT = float((ORGANIC * LIFT).sum())
STANDARD_DEVIATIONS = 3.3
"""A 90 % interval is 3.3 of them wide; the truth lies within as many of its middle, 999 times of 1000."""


def assert_near(interval: dict[str, float], truth: float) -> None:
    deviation = (interval["upper"] - interval["lower"]) / STANDARD_DEVIATIONS
    assert abs(interval["mean"] - truth) < STANDARD_DEVIATIONS * deviation


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a weekly table: television lifts sales by up to 60 %, rain and price lower them."""
    sales = ORGANIC * (1 + LIFT)
    lines = ["week,sales,television,tutors,rain,price"]
    for place in range(WEEKS):
        day = date(2024, 1, 6) + timedelta(weeks=place)
        lines.append(
            f"{day},{sales[place]:.1f},{TELEVISION[place]:.2f},{place % 7},{RAIN[place]:.3f},{PRICE[place]}"
        )
    file = tmp_path_factory.mktemp("table") / "weekly.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def options(table: Path, **changed: str | None) -> list[str]:
    named: dict[str, str | None] = {
        "--panel": str(table),
        "--outcome": "sales",
        "--date": "week",
        "--levers": "television",
        "--training": "tutors",
        "--controls": "rain",
        "--price": "price",
        "--country": "none",
    }
    named |= {f"--{name}": value for name, value in changed.items()}
    return [word for name, value in named.items() if value is not None for word in (name, value)]


def test_a_table_is_fitted_like_the_use_case_does(kuajie: Kuajie, table: Path) -> None:
    fitted = kuajie("fit", *options(table), *SHORT, "--json")
    assert fitted.code == 0, fitted.out
    request = TableRequest(
        file=table,
        outcome="sales",
        date="week",
        levers=("television",),
        training=("tutors",),
        controls=("rain",),
        price="price",
        country=None,
    )
    answer = wiring.fit_table(request, settings=SETTINGS)
    expected = json.loads(json.dumps(as_record(published(answer), "en")))
    told = fitted.record
    for timed in ("cpu_seconds", "wall_seconds"):
        del told["checks"][timed], expected["checks"][timed]
    assert told == expected
    assert [lever["training"] for lever in told["levers"]] == [False, True]
    assert_near(told["levers"][0]["enrolments"], BROUGHT)
    assert_near(told["courses"][0]["elasticity"], ELASTICITY)


def test_a_table_is_told_in_both_languages(kuajie: Kuajie, table: Path) -> None:
    for lang in ("en", "zh"):
        assert kuajie("fit", *options(table), *SHORT, "--lang", lang).code == 0
        money = kuajie("fit", *options(table), "--currency", "CNY", *SHORT, "--lang", lang)
        assert money.code == 0, money.err


def test_levers_without_a_currency_are_not_taken_for_money(table: Path) -> None:
    request = TableRequest(file=table, outcome="sales", date="week", levers=("television",), country=None)
    fitted = wiring.fit_table(request, settings=SETTINGS)
    assert not fitted.panel.spend.any()
    assert fitted.panel.inputs.any()
    assert fitted.levers[0].spend == pytest.approx(fitted.panel.inputs.sum())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"outcome": "turnover"}, "files.column_not_there"),
        ({"outcome": None}, "surfaces.table_option_missing"),
        ({"date": None}, "surfaces.table_option_missing"),
        ({"levers": None, "training": None}, "surfaces.table_option_missing"),
        ({"controls": "rain,sales"}, "files.column_named_twice"),
        ({"country": "Atlantis"}, "surfaces.unknown_country"),
        ({"currency": "GOLD"}, "money.unknown_currency"),
        ({"panel": "no-such-file.csv"}, "files.unreadable"),
        ({"saturation": "cubic"}, "cli.bad_value"),
        ({"holdout": "70"}, "surfaces.holdout_too_long"),
        ({"panel": None}, "surfaces.folder_or_table"),
    ],
)
def test_a_table_is_refused_by_name(
    kuajie: Kuajie, table: Path, arguments: dict[str, str | None], code: str
) -> None:
    refused = kuajie("fit", *options(table, **arguments), *SHORT, "--json")
    assert refused.code == 2, refused.out
    assert [error["code"] for error in refused.record["errors"]] == [code]


def test_options_of_a_table_do_not_go_with_a_folder(kuajie: Kuajie, small_folder: Path, table: Path) -> None:
    both = kuajie("fit", str(small_folder), "--panel", str(table), "--json")
    assert both.record["errors"][0]["code"] == "surfaces.folder_or_table"
    alone = kuajie("fit", str(small_folder), "--carry-over", "none", "--json")
    assert alone.record["errors"][0]["code"] == "surfaces.table_option_alone"
    assert "--carry-over" in alone.record["errors"][0]["problem"]


def test_a_short_table_cannot_be_fitted(kuajie: Kuajie, table: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.csv"
    short.write_text("\n".join(table.read_text(encoding="utf-8").splitlines()[:21]), encoding="utf-8")
    refused = kuajie("fit", *options(short), "--json")
    assert refused.code == 3
    (error,) = refused.record["errors"]
    assert error["code"] == "fit.too_few_weeks"
    assert "earlier weeks" in error["remedy"]
    assert "programme.toml" not in str(error)


def test_the_formulas_offered_are_those_of_the_registry() -> None:
    for annotated, registry in ((CarryOver, CARRY_OVERS), (Saturation, SATURATIONS)):
        union = get_args(annotated)[0]
        assert list(get_args(get_args(union)[0])) == list(registry)
