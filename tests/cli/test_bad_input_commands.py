"""Every kind of bad input, through the command line: its own code, its exit code, and nothing written."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
Rows = list[dict[str, str]]

ORDERS, REFUNDS, SPEND = "xinghe/orders.csv", "xinghe/refunds.csv", "xinghe/spend.csv"
COURSES, TRAINING = "xinghe/courses.csv", "qihang/training.csv"


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "programme"
    shutil.copytree(small_folder, copy)
    shutil.rmtree(copy / ".kuajie", ignore_errors=True)
    return copy


def change_rows(path: Path, change: Callable[[Rows], Rows]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    changed = change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(changed)


def in_first(**cells: str) -> Callable[[Rows], Rows]:
    """Return a change of the first row's cells."""
    return lambda rows: [{**rows[0], **cells}, *rows[1:]]


def without(column: str, *values: str) -> Callable[[Rows], Rows]:
    """Return a change that leaves out rows by the value of a column."""
    return lambda rows: [row for row in rows if row[column] not in values]


def since(column: str, day: str) -> Callable[[Rows], Rows]:
    """Return a change that keeps rows from a day on."""
    return lambda rows: [row for row in rows if row[column] >= day]


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def with_refund_above_paid(folder: Path) -> None:
    change_rows(folder / REFUNDS, in_first(amount="999999.00"))


def few_weeks(folder: Path) -> None:
    for path, column in ((ORDERS, "ordered_at"), (SPEND, "date"), (TRAINING, "date")):
        change_rows(folder / path, since(column, "2026-07-01"))
    for path in (REFUNDS, "qihang/learning.csv", "xinghe/feedback.csv", "xinghe/tests.csv"):
        (folder / path).unlink()


def nothing_sold(folder: Path) -> None:
    change_rows(folder / ORDERS, without("course_id", "C1"))
    for path in (REFUNDS, "qihang/learning.csv", "xinghe/feedback.csv"):
        (folder / path).unlink()


def nothing_paid(folder: Path) -> None:
    unpaid = {"paid": "0.00", "coupon": ""}
    change_rows(folder / ORDERS, lambda rows: [row | unpaid for row in rows])
    (folder / REFUNDS).unlink()


def too_small_a_budget(folder: Path) -> None:
    swap(folder / "programme.toml", "weekly_max", 'weekly_min = "100.00"\nweekly_max')
    swap(folder / "programme.toml", 'total = "', 'total = "9.00" # "')


@dataclass(frozen=True)
class Case:
    """What is done to a sound folder, and the finding that has to come of it."""

    name: str
    spoil: Callable[[Path], None]
    code: str
    exit_code: int = 2
    place: dict[str, object] = field(default_factory=dict)


CASES = [
    Case("missing file", lambda folder: (folder / ORDERS).unlink(), "files.missing_file"),
    Case(
        "unknown column",
        lambda folder: swap(folder / ORDERS, "learner", "lerner"),
        "files.unknown_column",
        place={"file": ORDERS, "column": "lerner"},
    ),
    Case(
        "negative spend",
        lambda folder: change_rows(folder / SPEND, in_first(amount="-10.00")),
        "files.negative",
        place={"file": SPEND, "row": 2, "column": "amount", "value": "-10.00"},
    ),
    Case(
        "unknown course",
        lambda folder: change_rows(folder / ORDERS, in_first(course_id="C404")),
        "files.unknown_course",
        place={"file": ORDERS, "row": 2, "column": "course_id", "value": "C404"},
    ),
    Case(
        "currency without a rate",
        lambda folder: change_rows(folder / ORDERS, in_first(currency="USD")),
        "money.rate_missing",
        place={"file": ORDERS, "row": 2},
    ),
    Case(
        "unknown unit",
        lambda folder: change_rows(folder / TRAINING, in_first(unit="litres")),
        "files.unknown_word",
        place={"file": TRAINING, "row": 2, "column": "unit", "value": "litres"},
    ),
    Case(
        "out of horizon",
        lambda folder: change_rows(folder / ORDERS, in_first(ordered_at="2031-01-01T10:00:00+08:00")),
        "files.out_of_horizon",
        place={"file": ORDERS, "row": 2, "column": "ordered_at"},
    ),
    Case("refund above paid", with_refund_above_paid, "files.refund_above_paid", place={"file": REFUNDS}),
    Case("fewer than 26 weeks", few_weeks, "fit.too_few_weeks", exit_code=3),
    Case("all-zero outcome", nothing_sold, "files.all_zero", place={"value": "C1"}),
    Case("orders never paid", nothing_paid, "warehouse.no_orders"),
    Case("budget below floor", too_small_a_budget, "files.budget_below_floor"),
    Case(
        "infeasible seats",
        lambda folder: change_rows(folder / COURSES, lambda rows: [row | {"seats": "0"} for row in rows]),
        "files.infeasible_seats",
    ),
]


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bad_input_is_refused_by_name_and_writes_nothing(kuajie: Kuajie, folder: Path, case: Case) -> None:
    case.spoil(folder)
    before = contents_of(folder)
    refused = kuajie("run", str(folder), "--json")
    assert refused.code == case.exit_code
    found = [error for error in refused.record["errors"] if error["code"] == case.code]
    assert found, refused.out
    assert {name: found[0][name] for name in case.place} == case.place
    assert contents_of(folder) == before


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bad_input_is_said_without_a_traceback(kuajie: Kuajie, folder: Path, case: Case, lang: str) -> None:
    case.spoil(folder)
    refused = kuajie("check", str(folder), "--lang", lang)
    assert refused.code == case.exit_code
    said = refused.out + refused.err
    assert "Traceback" not in said
    assert "→" in said or {"en": "Error:", "zh": "错误："}[lang] in said
    assert "{" not in said


def test_a_lever_never_used_is_a_warning(kuajie: Kuajie, folder: Path) -> None:
    change_rows(folder / SPEND, without("lever", "creators"))
    checked = kuajie("check", str(folder), "--json")
    assert checked.code == 0
    codes = {warning["code"] for warning in checked.record["warnings"]}
    assert codes & {"files.lever_never_used", "fit.lever_never_used"}


def test_no_folder_at_all(kuajie: Kuajie, tmp_path: Path) -> None:
    refused = kuajie("run", str(tmp_path / "nowhere"), "--json")
    assert refused.code == 2
    assert refused.record["errors"][0]["code"] == "files.not_a_folder"
    assert not (tmp_path / "nowhere").exists()
