"""Every simulated folder keeps the promises of docs/programme-folder.md."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest

from kuajie.domain.records import RECORD_FILES, RESOURCE_KINDS, Kind, RecordFile
from kuajie.simulation import TEMPLATES, simulate

DOCUMENT = Path(__file__).parents[2] / "docs" / "programme-folder.md"
DEMO_BYTES = 15_000_000
FORMS = {
    Kind.MONEY: re.compile(r"\d+\.\d{2}"),
    Kind.CURRENCY: re.compile(r"[A-Z]{3}"),
    Kind.DAY: re.compile(r"\d{4}-\d{2}-\d{2}"),
    Kind.MOMENT: re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00"),
    Kind.IDENTIFIER: re.compile(r"\S(.*\S)?"),
}
Contents = Mapping[str, str | pa.Table]
Folder = Callable[[str], Contents]
Truth = Callable[[str], dict[str, Any]]
every_template = pytest.mark.parametrize("template", TEMPLATES)


def tables(contents: Contents) -> list[tuple[str, RecordFile, pa.Table]]:
    return [
        (path, RECORD_FILES[path.rsplit("/", 1)[-1].removesuffix(".csv")], table)
        for path, table in contents.items()
        if not isinstance(table, str)
    ]


def rows(contents: Contents, name: str) -> list[dict[str, Any]]:
    """All parties' rows of one record file."""
    return [row for _, file, table in tables(contents) if file.name == name for row in table.to_pylist()]


def week_of(text: str) -> str:
    day = date.fromisoformat(text[:10])
    return (day - timedelta(days=day.weekday())).isoformat()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    first, again, other = (simulate("demo", scale=0.2, seed=seed) for seed in (5, 5, 6))
    assert list(first) == list(again)
    for path, content in first.items():
        assert content == again[path] if isinstance(content, str) else content.equals(again[path])
    assert not first["zhihai/orders.csv"].equals(other["zhihai/orders.csv"])
    assert first["truth.json"] != other["truth.json"]


@every_template
def test_columns_cells_and_keys_are_as_documented(template: str, folder: Folder) -> None:
    for path, file, table in tables(folder(template)):
        names = [column.name for column in file.columns]
        assert [name for name in names if name in table.column_names] == table.column_names, path
        assert {column.name for column in file.columns if column.required} <= set(table.column_names), path
        for name in table.column_names:
            column, cells = file.column(name), table[name].to_pylist()
            full = [cell for cell in cells if cell not in {None, ""}]
            assert column.blank or len(full) == len(cells), (path, name)
            if column.kind in FORMS:
                assert all(FORMS[column.kind].fullmatch(str(cell)) for cell in full), (path, name)
            if column.kind is Kind.SHARE:
                assert all(0 <= cell <= 1 for cell in full), (path, name)
        keys = list(zip(*(table[name].to_pylist() for name in file.key), strict=True))
        assert len(set(keys)) == len(keys), path


@every_template
def test_everything_happened_before_the_horizon(template: str, folder: Folder) -> None:
    start = str(tomllib.loads(str(folder(template)["programme.toml"]))["horizon"]["start"])
    for path, file, table in tables(folder(template)):
        for column in file.columns:
            if column.name == "expires_at":
                continue  # what is agreed runs on
            if column.kind in {Kind.DAY, Kind.MOMENT} and column.name in table.column_names:
                days = [cell for cell in table[column.name].to_pylist() if cell is not None]
                assert max(days) < start, (path, column.name)


@every_template
def test_weekly_quantities_are_the_enrolments_of_the_truth(
    template: str, folder: Folder, truth: Truth
) -> None:
    told = truth(template)
    weekly: Counter[tuple[str, str]] = Counter()
    for order in rows(folder(template), "orders"):
        weekly[order["course_id"], week_of(order["ordered_at"])] += order["quantity"]
    for course, enrolments in told["history"]["enrolments"].items():
        assert [weekly[course, week] for week in told["weeks"]["history"]] == enrolments
        assert min(enrolments) >= 1


@every_template
def test_list_prices_are_those_of_the_truth(template: str, folder: Folder, truth: Truth) -> None:
    told = truth(template)
    charged = {
        (course, week): price
        for course, prices in told["history"]["price"].items()
        for week, price in zip(told["weeks"]["history"], prices, strict=True)
    }
    for order in rows(folder(template), "orders"):
        price = charged.get((order["course_id"], week_of(order["ordered_at"])))
        assert price is None or Decimal(order["list_price"]) == Decimal(price)
        assert Decimal(order["paid"]) <= order["quantity"] * Decimal(order["list_price"])


@every_template
def test_refunds_refer_to_orders_and_never_exceed_what_was_paid(template: str, folder: Folder) -> None:
    for party in {path.split("/")[0] for path in folder(template) if path.endswith("refunds.csv")}:
        own = {
            path.split("/")[1]: table for path, table in folder(template).items() if path.startswith(party)
        }
        orders = {(row["order_id"], row["line"]): row for row in own["orders.csv"].to_pylist()}
        back: Counter[tuple[str, int]] = Counter()
        for refund in own["refunds.csv"].to_pylist():
            order = orders[refund["order_id"], refund["line"]]
            assert refund["refunded_at"] >= order["ordered_at"]
            back[refund["order_id"], refund["line"]] += Decimal(refund["amount"])
        assert all(0 < amount <= Decimal(orders[key]["paid"]) for key, amount in back.items())


@every_template
def test_booked_money_is_the_spend_of_the_truth(template: str, folder: Folder, truth: Truth) -> None:
    told = truth(template)
    rates = {(row["date"], row["from"]): Decimal(row["rate"]) for row in rows(folder(template), "rates")}
    cent = Decimal("0.01")
    booked: Counter[tuple[str, str]] = Counter()
    for row in rows(folder(template), "spend") + rows(folder(template), "training"):
        money = Decimal(row["cost"] if "cost" in row else row["amount"])
        if row["currency"] != told["currency"]:
            money = (money * rates[row["date"], row["currency"]]).quantize(cent, ROUND_HALF_EVEN)
        booked[row["lever"], week_of(row["date"])] += money
    for lever, spend in told["history"]["spend"].items():
        weeks = [booked[lever, week] for week in told["weeks"]["history"]]
        assert weeks == [Decimal(str(amount)).quantize(cent) for amount in spend]


@every_template
def test_training_costs_its_units(template: str, folder: Folder) -> None:
    programme = tomllib.loads(str(folder(template)["programme.toml"]))
    levers = {lever["id"]: lever for lever in programme["lever"]}
    for row in rows(folder(template), "training"):
        lever = levers[row["lever"]]
        assert row["unit"] == lever["unit"]
        assert Decimal(str(row["amount"])) * Decimal(lever["unit_cost"]) == Decimal(row["cost"])


@every_template
def test_learners_learn_what_they_ordered(template: str, folder: Folder) -> None:
    programme = tomllib.loads(str(folder(template)["programme.toml"]))
    orders = rows(folder(template), "orders")
    alone = {(order["learner"], order["course_id"]) for order in orders if not order["buyer"]}
    bulk = {order["course_id"] for order in orders if order["buyer"]}
    records = rows(folder(template), "learning")
    assert {record["course_id"] for record in records} == {course["id"] for course in programme["course"]}
    for record in records:
        assert record["course_id"] in bulk or (record["learner"], record["course_id"]) in alone
        assert (record["completed_at"] is None) == (record["progress"] < 1)
        assert record["completed_at"] is None or record["completed_at"] > record["started_at"]


@every_template
def test_rates_are_near_what_the_truth_declares(template: str, folder: Folder, truth: Truth) -> None:
    orders = rows(folder(template), "orders")
    refunds = {
        (row["order_id"], row["line"]): float(row["amount"]) for row in rows(folder(template), "refunds")
    }
    for course in truth(template)["courses"]:
        own = [order for order in orders if order["course_id"] == course["id"]]
        paid = sum(float(order["paid"]) for order in own)
        listed = sum(float(order["list_price"]) * order["quantity"] for order in own)
        back = sum(refunds.get((order["order_id"], order["line"]), 0.0) for order in own)
        few = 4 / len(own) ** 0.5  # four standard errors of a share, at worst 1 and mostly far less
        if paid:
            assert paid / listed == pytest.approx(course["realised_rate"], abs=0.1 * few)
            assert back / paid == pytest.approx(course["refund_rate"], abs=0.4 * few)
        done = [
            record["completed_at"] is not None
            for record in rows(folder(template), "learning")
            if record["course_id"] == course["id"]
        ]
        # Who started last has not completed yet: the share falls short a little.
        assert sum(done) / len(done) == pytest.approx(
            0.98 * course["completion_rate"], abs=0.02 + 2 / len(done) ** 0.5
        )


def documented_keys() -> dict[str, set[str]]:
    """Keys of each table of programme.toml in the document, those in comments included."""
    blocks = [part.split("```")[0] for part in DOCUMENT.read_text("utf-8").split("```toml")[1:]]
    block = next(block for block in blocks if "[programme]" in block)
    shown = tomllib.loads(re.sub(r"(?m)^# (\w+ = {[^}]*}).*$", r"\1", block))
    return {
        table: set(content[0] if isinstance(content, list) else content) for table, content in shown.items()
    }


@every_template
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_programme_file_has_documented_keys_only(template: str, locale: Any) -> None:
    programme = tomllib.loads(str(simulate(template, scale=0.1, locale=locale)["programme.toml"]))
    known = documented_keys()
    assert set(programme) <= set(known)
    for table, content in programme.items():
        for entry in content if isinstance(content, list) else [content]:
            assert set(entry) <= known[table], table
    parties = {party["id"] for party in programme["party"]}
    assert set(programme["budgets"]["party"]) <= parties
    assert all(set(course["requires"]) <= parties for course in programme["course"])
    assert all(set(course["unit_costs"]) <= set(course["requires"]) for course in programme["course"])


def test_each_template_has_an_aim_of_its_own(folder: Folder) -> None:
    objectives = {name: tomllib.loads(str(folder(name)["programme.toml"]))["objective"] for name in TEMPLATES}
    assert {name: objective["aim"] for name, objective in objectives.items()} == {
        "demo": "profit",
        "online-course": "profit",
        "public-interest": "enrolments",
        "corporate-training": "completions",
        "academic": "mix",
        "alliance": "profit",
    }
    assert objectives["academic"]["weights"]["completions"] > 0
    assert Decimal(objectives["public-interest"]["profit_floors"]["qinghe"]) < 0
    assert {
        order["paid"] for order in rows(folder("public-interest"), "orders") if order["course_id"] == "V1"
    } == {"0.00"}


def test_companies_buy_seats_in_bulk(folder: Folder) -> None:
    orders = [order for order in rows(folder("corporate-training"), "orders") if order["course_id"] == "B1"]
    assert all(order["buyer"] for order in orders)
    assert sum(order["quantity"] for order in orders) > 5 * len(orders)


@every_template
def test_parties_share_audiences_and_have_resources_of_known_kinds(template: str, folder: Folder) -> None:
    named = rows(folder(template), "resources")
    assert {row["kind"] for row in named} <= set(RESOURCE_KINDS)
    audiences = Counter(row["name"] for row in named if row["kind"] == "audience")
    assert max(audiences.values()) > 1
    assert min(audiences.values()) == 1 or len(audiences) == 1


def test_text_is_in_the_language_asked_for() -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    for template in TEMPLATES:
        for path, content in simulate(template, scale=0.1, locale="en").items():
            if path in {"README.txt", "truth.json"}:
                assert chinese.search(str(content))
            else:
                text = content if isinstance(content, str) else str(content.to_pydict())
                assert not chinese.search(text), path
        assert chinese.search(str(simulate(template, scale=0.1, locale="zh")["programme.toml"]))


def test_the_demo_is_small_on_disk(folder: Folder) -> None:
    size = 0
    for content in folder("demo").values():
        if isinstance(content, str):
            size += len(content.encode())
        else:
            sink = pa.BufferOutputStream()
            pyarrow.csv.write_csv(content, sink)
            size += sink.getvalue().size
    assert size < DEMO_BYTES


def test_scale_multiplies_volume_and_leaves_returns(truth: Truth) -> None:

    larger = json.loads(str(simulate("demo", scale=2.0)["truth.json"]))
    for small, large in zip(truth("demo")["levers"], larger["levers"], strict=True):
        # Money is booked in steps of 10 yuan, hours and sessions, which a larger world rounds less.
        assert large["return"] == pytest.approx(small["return"], rel=0.03)
    for course, expected in truth("demo")["history"]["expected_demand"].items():
        assert sum(larger["history"]["expected_demand"][course]) == pytest.approx(2 * sum(expected), rel=0.02)


@pytest.mark.parametrize(
    "asked", [{"template": "nothing"}, {"start": date(2026, 12, 1)}, {"weeks": 25}, {"scale": 0.0}]
)
def test_what_cannot_be_simulated_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="but got"):
        simulate(**asked)


def test_a_short_history_and_another_start_make_a_folder_too() -> None:
    contents = simulate("demo", scale=0.2, weeks=26, start=date(2025, 3, 3))
    programme = tomllib.loads(str(contents["programme.toml"]))
    assert programme["horizon"]["start"] == date(2025, 3, 3)
    days = [row["date"] for row in rows(contents, "controls")]
    assert (days[0], days[-1], len(days)) == ("2024-09-02", "2025-02-24", 26)
