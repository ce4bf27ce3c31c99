"""A sound folder is read end to end."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from kuajie.domain.money import Money
from kuajie.messages import Severity


def test_a_sound_folder_gives_the_programme_and_its_events(read, contents):
    reading = read(contents)
    course = reading.programme.course("J1")
    assert course.price == Money.of("299", "CNY")
    assert course.seats == 40
    assert course.concepts == ("Python", "统计", "可视化")
    assert reading.programme.lever("short_video").unit_cost == Money.of(1, "CNY")
    assert reading.programme.terms.revenue_shares["mingde"] == Fraction(2, 3)
    assert {name: len(table) for name, table in reading.events.tables.items()} == {
        "courses": 2,
        "orders": 90,
        "refunds": 3,
        "spend": 30,
        "training": 30,
        "resources": 1,
        "learning": 2,
        "feedback": 1,
        "leads": 0,
        "lessons": 0,
        "tests": 1,
        "controls": 2,
        "consents": 0,
    }
    assert reading.truth is None
    assert [each.notice.code for each in reading.warnings if each.severity is not Severity.NOTE] == []


def test_an_order_keeps_every_cell(read, contents):
    orders = read(contents).events.tables["orders"]
    assert orders.slice(1, 1).to_pylist() == [
        {
            "party": "zhihai",
            "order_id": "O000B",
            "line": 1,
            "learner": "L0",
            "buyer": "某公司",
            "quantity": 3,
            "course_id": "J1",
            "ordered_at": datetime(2026, 4, 27, 12, 15, tzinfo=UTC),
            "list_price": 29900,
            "paid": 80010,
            "channel": "search",
            "coupon": "SPRING",
        }
    ]
