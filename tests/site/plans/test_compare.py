"""Two plans side by side, every cell worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie_site.plans.compare import Section, changed_only, compare
from kuajie_site.plans.figures import PlanFigures, figures_of
from kuajie_site.plans.tell import told

READER = Reader("en", "CNY")
NAMES = {"zhihai": "Zhihai", "mingde": "Mingde"}


def interval(mean: float, lower: float) -> dict[str, float]:
    return {"mean": mean, "lower": lower, "median": mean, "upper": mean + 50.0}


def yuan(*amounts: str) -> list[dict[str, str]]:
    return [{"amount": amount, "currency": "CNY"} for amount in amounts]


def record(**more: Any) -> dict[str, Any]:
    return {
        "currency": "CNY",
        "weeks": ["2026-11-30", "2026-12-07"],
        "profit": interval(1000.0, 800.0),
        "party_risks": [
            {"party": "Zhihai", "profit": interval(600.0, 500.0)},
            {"party": "Mingde", "profit": interval(400.0, 300.0)},
            {"party": "", "profit": interval(1000.0, 800.0)},
        ],
        "chance_of_loss": 0.02,
        "enrolments": interval(90.0, 70.0),
        "spend": 40.30,
        "set_up": 5.0,
        "gap": 0.01,
        "levers": [{"id": "ads", "title": "Ads", "party": "zhihai"}],
        "spend_by_week": {"ads": yuan("10.10", "30.20")},
        "prices": {"J1": yuan("399.00")[0]},
        "courses": [{"id": "J1", "title": "Data", "enrolments": interval(90.0, 70.0), "full_weeks": 0}],
        "budgets": [{"name": "zhihai", "limit": 50.0}, {"name": "total", "limit": 80.0}],
        "trustworthy": True,
        **more,
    }


FIRST = record()
SECOND = record(
    profit=interval(1250.0, 900.0),
    party_risks=[
        {"party": "Zhihai", "profit": interval(600.0, 500.0)},
        {"party": "Mingde", "profit": interval(650.0, 400.0)},
    ],
    chance_of_loss=0.01,
    enrolments=interval(120.0, 80.0),
    spend=60.0,
    set_up=0.0,
    gap=None,
    levers=[
        {"id": "ads", "title": "Ads", "party": "zhihai"},
        {"id": "tutors", "title": "Tutors", "party": "mingde"},
    ],
    spend_by_week={"ads": yuan("20.00", "15.50"), "tutors": yuan("0.00", "24.50")},
    prices={"J1": yuan("449.00")[0]},
    courses=[{"id": "J1", "title": "Data", "enrolments": interval(120.0, 80.0), "full_weeks": 1}],
    budgets=[{"name": "zhihai", "limit": 50.0}, {"name": "total", "limit": 90.0}],
)


def plans() -> list[PlanFigures]:
    return [figures_of(FIRST), figures_of(SECOND)]


def as_text(name: str | Text) -> str:
    return name if isinstance(name, str) else name.en.replace("{{", "{").replace("}}", "}")


def cells(sections: tuple[Section, ...]) -> dict[str, dict[str, list[float | None]]]:
    return {
        section.title.en: {
            as_text(row.name): [None if value is None else float(value) for value in row.values]
            for row in section.rows
        }
        for section in sections
    }


def test_every_cell_is_as_worked_out_by_hand() -> None:
    assert cells(compare(plans(), NAMES)) == {
        "What it brings": {
            "Joint profit": [1000.0, 1250.0],
            "Joint profit, lower end": [800.0, 900.0],
            "Chance of a loss": [0.02, 0.01],
            "Best possible is higher by at most": [0.01, None],
            "All spend": [40.30, 60.0],
            "Set-up costs": [5.0, 0.0],
            "Enrolments": [90.0, 120.0],
        },
        "Profit by party, under today’s terms": {"Zhihai": [600.0, 600.0], "Mingde": [400.0, 650.0]},
        "Spend by lever": {"Ads": [40.30, 35.50], "Tutors": [None, 24.50]},
        "Prices": {"Data": [399.0, 449.0]},
        "Enrolments and weeks likely to be full": {"Data": [90.0, 120.0], "Data: full weeks": [0.0, 1.0]},
        "Budgets": {"Zhihai": [50.0, 50.0], "All parties together": [80.0, 90.0]},
    }


def test_changes_are_against_the_first_plan_and_only_what_differs_is_kept() -> None:
    kept = changed_only(compare(plans(), NAMES))
    changes = {as_text(row.name): row.changes[1] for section in kept for row in section.rows}
    assert changes == pytest.approx(
        {
            "Joint profit": 250.0,
            "Joint profit, lower end": 100.0,
            "Chance of a loss": -0.01,
            "Best possible is higher by at most": None,
            "All spend": 19.70,
            "Set-up costs": -5.0,
            "Enrolments": 30.0,
            "Mingde": 250.0,
            "Ads": -4.80,
            "Tutors": None,
            "Data": 30.0,
            "Data: full weeks": 1.0,
            "All parties together": 10.0,
        }
    )
    prices = next(section for section in kept if section.title.en == "Prices")
    assert [row.changes for row in prices.rows] == [(0.0, 50.0)]


def test_what_reads_the_same_is_not_marked() -> None:
    first, second = figures_of(FIRST), figures_of({**FIRST, "enrolments": interval(90.2, 70.0)})
    rows = {row.name: row for each in told(compare([first, second], NAMES), READER) for row in each.rows}
    assert [cell.mark for cell in rows["Enrolments"].cells] == ["", ""]
    other = figures_of(SECOND)
    rows = {row.name: row for each in told(compare([first, other], NAMES), READER) for row in each.rows}
    assert [cell.mark for cell in rows["Enrolments"].cells] == ["", "▲"]
    assert rows["Tutors"].cells[1].mark == "≠"


def test_weeks_of_a_lever_are_kept_beside_their_sum() -> None:
    ads = figures_of(FIRST).levers["ads"]
    assert list(map(str, (*ads.by_week, ads.spend, ads.largest_week))) == ["10.10", "30.20", "40.30", "30.20"]


def test_the_same_plan_twice_differs_nowhere_and_one_alone_is_not_compared() -> None:
    first = figures_of(FIRST)
    assert changed_only(compare([first, first], NAMES)) == ()
    with pytest.raises(ValueError, match="two plans"):
        compare([first], NAMES)
