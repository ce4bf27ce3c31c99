"""What every warehouse must do, whatever engine holds the events; its tests inherit ``WarehouseContract``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from event_rows import CONTENT, HORIZON_START, TEN_YUAN, at, course, make_events, make_programme
from event_strategies import COURSES, ZONES, histories
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_panel import counted_rows, plain_panel

from kuajie.domain.panel import Panel
from kuajie.domain.records import Events
from kuajie.messages import BadInput, Text
from kuajie.usecases.ports import Cancelled, Warehouse, silent

# Sums of a few floats in another order differ by a few units in the last place.
ROUNDING = 1e-12
PLACES = ("enrolments", "price", "seats", "inputs", "spend", "control_values")
RATES = ("refund_rate", "completion_rate", "realised_rate")

few_examples = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_same_panel(found: Panel, expected: Panel) -> None:
    for labels in ("weeks", "courses", "levers", "controls", "currency"):
        assert getattr(found, labels) == getattr(expected, labels)
    for name in (*PLACES, *RATES):
        np.testing.assert_allclose(
            getattr(found, name), getattr(expected, name), rtol=ROUNDING, atol=ROUNDING, err_msg=name
        )


def shuffled(events: Events, seed: int) -> Events:
    """Return the same events with the rows of every table in another order."""
    rng = np.random.default_rng(seed)
    tables: Mapping[str, pa.Table] = {
        name: table.take(pa.array(rng.permutation(table.num_rows))) for name, table in events.tables.items()
    }
    return Events(tables, "shuffled")


class WarehouseContract:
    """Inherit it and give a fixture ``warehouse``."""

    def test_a_case_worked_by_hand(self, warehouse: Warehouse) -> None:
        events = make_events(
            orders=[
                {"ordered_at": at("2026-03-02T09:00+08:00"), "quantity": 3, "paid": 3 * TEN_YUAN},
                {"ordered_at": at("2026-03-03T09:00+08:00"), "list_price": 2000, "paid": 1500, "coupon": "C"},
                {"ordered_at": at("2026-03-04T09:00+08:00"), "paid": 0},  # an unpaid cart
                {"ordered_at": at("2026-03-04T10:00+08:00"), "paid": 0, "list_price": 0},  # a gift
                {"ordered_at": at("2026-03-05T09:00+08:00"), "party": "b"},  # not the seller's book
                {"ordered_at": at("2026-03-19T09:00+08:00"), "paid": 0, "coupon": "GIFT"},  # a voucher
                {"ordered_at": at("2026-03-31T09:00+08:00")},  # after the start of the horizon
            ],
            refunds=[
                {"order_id": "O0", "refunded_at": at("2026-03-20T09:00"), "amount": 400},
                {"order_id": "O0", "refunded_at": at("2026-03-21T09:00"), "amount": 500},
                {"order_id": "O0", "line": 2, "refunded_at": at("2026-03-21T09:00"), "amount": 50},
                {"order_id": "O0", "party": "b", "refunded_at": at("2026-03-21T09:00"), "amount": 50},
            ],
            spend=[
                {"date": date(2026, 3, 8), "amount": 12_345},
                {"date": date(2026, 3, 9), "amount": 100},
                {"date": date(2026, 3, 9), "amount": 999, "programme": "elsewhere"},
            ],
            training=[
                {"date": date(2026, 3, 10), "amount": 2.5, "cost": 5000},
                {"date": date(2026, 3, 11), "amount": 1.5, "cost": 3000},
                {"date": date(2026, 3, 11), "party": "a", "amount": 8.0, "cost": 800},  # not its lever
                {
                    "date": date(2026, 3, 16),
                    "lever": CONTENT.id,
                    "amount": 70.0,
                    "unit": "money",
                    "cost": 7000,
                },
            ],
            learning=[
                {
                    "learner": "L1",
                    "started_at": at("2026-03-05T09:00"),
                    "completed_at": at("2026-03-09T09:00"),
                },
                {"learner": "L1", "party": "a", "started_at": at("2026-03-05T09:00"), "completed_at": None},
                {"learner": "L3", "course_id": "J2", "started_at": at("2026-03-05T09:00")},
                {"learner": "L2", "started_at": at("2026-03-05T09:00"), "completed_at": None},
            ],
        )
        programme = make_programme(courses=[course(seats=4)])
        panel = warehouse.panel(programme, events, progress=silent)

        assert panel.weeks == (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16))
        assert panel.enrolments.tolist() == [[4, 0, 1]]
        assert panel.price.tolist() == [[12.5, 12.5, 10.0]]  # (3 × 10 + 20) / 4, carried over an empty week
        assert panel.seats.tolist() == [[4, 4, 4]]
        assert panel.full.tolist() == [[True, False, False]]
        assert panel.spend.tolist() == [[123.45, 1, 0], [0, 80, 0], [0, 0, 70]]
        assert panel.inputs.tolist() == [[123.45, 1, 0], [0, 4, 0], [0, 0, 70]]
        assert panel.refund_rate.tolist() == [9 / 45]
        assert panel.realised_rate.tolist() == [45 / 60]
        assert panel.completion_rate.tolist() == [0.5]
        assert panel.controls == ()

        # A week above today's seats had more of them then: it is not full, and has no known limit.
        fewer = warehouse.panel(make_programme(courses=[course(seats=3)]), events, progress=silent)
        assert fewer.seats.tolist() == [[np.inf, 3, 3]]
        assert not fewer.full.any()

    def test_weeks_under_way_are_what_happened_in_them_and_change_nothing_before(
        self, warehouse: Warehouse
    ) -> None:
        before = {
            "orders": [{"ordered_at": at("2026-03-24T09:00+08:00"), "quantity": 2, "paid": 2 * TEN_YUAN}],
            "spend": [{"date": date(2026, 3, 25), "amount": 500}],
            "learning": [{"learner": "L1", "started_at": at("2026-03-25T09:00"), "completed_at": None}],
        }
        later = {
            "orders": [
                {"ordered_at": at("2026-03-30T09:00+08:00"), "quantity": 3, "list_price": 1200, "paid": 3600},
                {"ordered_at": at("2026-03-31T09:00+08:00"), "paid": 0},  # an unpaid cart
                {"ordered_at": at("2026-04-14T09:00+08:00")},  # in the third week
            ],
            "spend": [{"date": date(2026, 3, 30), "amount": 700}, {"date": date(2026, 4, 13), "amount": 900}],
            "training": [{"date": date(2026, 4, 7), "amount": 2.0, "cost": 3000}],
            "refunds": [{"order_id": "O0", "refunded_at": at("2026-04-02T09:00"), "amount": 400}],
            "learning": [{"learner": "L2", "started_at": at("2026-04-01T09:00"), "completed_at": None}],
        }
        both = {name: [*before.get(name, []), *later.get(name, [])] for name in {**before, **later}}
        programme, events = make_programme(), make_events(**both)

        two = warehouse.weeks_under_way(programme, events, weeks=programme.horizon.weeks[:2])
        assert two.enrolments.tolist() == [[3, 0]]
        assert two.price.tolist() == [[12.0, 12.0]]
        assert two.spend.tolist() == [[7, 0], [0, 30], [0, 0]]
        assert two.inputs.tolist() == [[7, 0], [0, 2], [0, 0]]
        assert two.spent.tolist() == [7, 30, 0]
        assert warehouse.last_day_on_record(programme, events) == date(2026, 4, 14)
        assert warehouse.last_day_on_record(programme, make_events(**before)) is None

        panel = warehouse.panel(programme, events, progress=silent)
        history = warehouse.panel(programme, make_events(**before), progress=silent)
        assert panel.weeks == history.weeks
        assert panel.refund_rate.tolist() == history.refund_rate.tolist() == [0]
        assert panel.completion_rate.tolist() == history.completion_rate.tolist()

    @few_examples
    @given(events=histories(), zone=st.sampled_from(ZONES))
    def test_agrees_with_loops_over_rows(self, warehouse: Warehouse, events: Events, zone: str) -> None:
        programme = make_programme(courses=COURSES, time_zone=zone)
        expected = plain_panel(programme, events)
        if expected is None:
            with pytest.raises(BadInput, match="no paid orders"):
                warehouse.panel(programme, events, progress=silent)
        else:
            assert_same_panel(warehouse.panel(programme, events, progress=silent), expected)

    @few_examples
    @given(events=histories(), seed=st.integers(0, 2**31))
    def test_the_order_of_rows_does_not_matter(self, warehouse: Warehouse, events: Events, seed: int) -> None:
        programme = make_programme(courses=COURSES)
        if plain_panel(programme, events) is None:
            return
        assert_same_panel(
            warehouse.panel(programme, shuffled(events, seed), progress=silent),
            warehouse.panel(programme, events, progress=silent),
        )

    @few_examples
    @given(events=histories())
    def test_no_counted_enrolment_is_lost_or_doubled(self, warehouse: Warehouse, events: Events) -> None:
        programme = make_programme(courses=COURSES)
        if plain_panel(programme, events) is None:
            return
        panel = warehouse.panel(programme, events, progress=silent)
        inside = [row for row in counted_rows(programme, events) if panel.weeks[0] <= row["day"]]
        assert np.nansum(panel.enrolments) == sum(int(str(row["quantity"])) for row in inside)

    @pytest.mark.parametrize(
        ("moment", "zone", "monday"),
        [
            ("2026-03-15T23:59:59.999999+08:00", "Asia/Shanghai", date(2026, 3, 9)),
            ("2026-03-16T00:00:00+08:00", "Asia/Shanghai", date(2026, 3, 16)),
            ("2026-03-15T23:59:59.999999+08:00", "UTC", date(2026, 3, 9)),
            ("2026-03-16T00:00:00+08:00", "UTC", date(2026, 3, 9)),
            ("2026-03-15T23:59:59.999999+00:00", "UTC", date(2026, 3, 9)),
            ("2026-03-16T00:00:00+00:00", "UTC", date(2026, 3, 16)),
            # Los Angeles moved its clocks on Sunday 2026-03-08: that week began at 08:00 UTC, the next an
            # hour earlier.
            ("2026-03-02T07:59:59+00:00", "America/Los_Angeles", date(2026, 2, 23)),
            ("2026-03-02T08:00:00+00:00", "America/Los_Angeles", date(2026, 3, 2)),
            ("2026-03-09T06:59:59+00:00", "America/Los_Angeles", date(2026, 3, 2)),
            ("2026-03-09T07:00:00+00:00", "America/Los_Angeles", date(2026, 3, 9)),
        ],
    )
    def test_weeks_turn_at_local_midnight(
        self, warehouse: Warehouse, moment: str, zone: str, monday: date
    ) -> None:
        frame = [{"ordered_at": at(f"2026-02-{day}T20:00:00")} for day in (16, 17)]
        events = make_events(
            orders=[*frame, {"ordered_at": at(moment), "quantity": 7}, {"ordered_at": at("2026-03-25T12:00")}]
        )
        panel = warehouse.panel(make_programme(time_zone=zone), events, progress=silent)
        weeks = [week for week, sold in zip(panel.weeks, panel.enrolments[0], strict=True) if sold == 7]
        assert weeks == [monday]

    @pytest.mark.parametrize(
        ("first", "spent", "start"),
        [
            ("2026-03-02", None, date(2026, 3, 2)),  # a Monday
            ("2026-03-03", None, date(2026, 3, 2)),  # a Tuesday still gives a whole week
            ("2026-03-04", None, date(2026, 3, 9)),
            ("2026-03-08", None, date(2026, 3, 9)),
            ("2026-03-05", date(2026, 3, 3), date(2026, 3, 2)),  # spend shows that the record had begun
            ("2026-03-05", date(2026, 3, 4), date(2026, 3, 9)),
            ("2026-03-05", date(2025, 12, 1), date(2026, 3, 2)),  # but weeks of spend alone tell nothing
        ],
    )
    def test_starts_with_the_first_full_week(
        self, warehouse: Warehouse, first: str, spent: date | None, start: date
    ) -> None:
        events = make_events(
            orders=[{"ordered_at": at(f"{first}T12:00")}, {"ordered_at": at("2026-03-24T12:00")}],
            spend=[{"date": spent, "amount": 100}] if spent else [],
        )
        panel = warehouse.panel(make_programme(), events, progress=silent)
        assert panel.weeks[0] == start
        assert panel.weeks[-1] == HORIZON_START - timedelta(weeks=1)
        assert panel.on_sale.all()  # also where the first order fell into the week left out

    def test_ends_with_the_last_week_of_orders(self, warehouse: Warehouse) -> None:
        events = make_events(
            orders=[
                {"ordered_at": at("2026-02-02T12:00"), "course_id": "J1"},
                {"ordered_at": at("2026-03-10T12:00"), "course_id": "J3", "party": "b"},
                {"ordered_at": at("2026-03-24T12:00"), "course_id": "other"},
                {"ordered_at": at("2026-04-24T12:00"), "course_id": "J1"},
            ]
        )
        panel = warehouse.panel(make_programme(courses=COURSES), events, progress=silent)
        assert (panel.weeks[0], panel.weeks[-1]) == (date(2026, 2, 2), date(2026, 3, 9))
        assert panel.on_sale.sum(axis=1).tolist() == [6, 0, 1]
        assert panel.enrolments[0].tolist() == [1, 0, 0, 0, 0, 0]
        assert panel.price[1].tolist() == [0.0] * 6  # never ordered: the catalogue's price

    def test_without_orders_it_says_so(self, warehouse: Warehouse) -> None:
        with pytest.raises(BadInput) as refusal:
            warehouse.panel(make_programme(), make_events(), progress=silent)
        [finding] = refusal.value.findings
        assert finding.notice.code == "warehouse.no_orders"
        assert "J1" in finding.problem("zh")

    def test_a_control_with_gaps_is_refused_by_name_and_week(self, warehouse: Warehouse) -> None:
        orders = [{"ordered_at": at(f"2026-03-{day:02}T12:00")} for day in (2, 9, 16, 23)]
        sound = [{"date": date(2026, 3, day), "name": "index", "value": 1.0} for day in (2, 9, 16, 23)]
        holed = [{"date": date(2026, 3, day), "name": "rain", "value": 1.0} for day in (4, 22)]
        with pytest.raises(BadInput) as refusal:
            warehouse.panel(
                make_programme(), make_events(orders=orders, controls=sound + holed), progress=silent
            )
        [finding] = refusal.value.findings
        assert finding.facts["name"] == "rain"
        assert finding.facts["week"] == date(2026, 3, 9)
        assert finding.facts["count"] == 2
        panel = warehouse.panel(make_programme(), make_events(orders=orders, controls=sound), progress=silent)
        assert panel.controls == ("index",)

    def test_tells_how_far_it_is_and_can_be_stopped(self, warehouse: Warehouse) -> None:
        events = make_events(orders=[{"ordered_at": at("2026-03-02T12:00")}])
        told: list[float] = []

        def stop_at_half(step: Text, done: float) -> None:
            assert step.zh != step.en
            told.append(done)
            if done >= 0.5:
                raise Cancelled

        with pytest.raises(Cancelled):
            warehouse.panel(make_programme(), events, progress=stop_at_half)
        told.clear()
        warehouse.panel(make_programme(), events, progress=lambda _, done: told.append(done))
        assert told == sorted(told)
        assert told[0] == 0
        assert told[-1] == 1

    @few_examples
    @given(events=histories())
    def test_shared_learners_are_the_learners_in_both_books(
        self, warehouse: Warehouse, events: Events
    ) -> None:
        books: dict[str, set[str]] = {"a": set(), "b": set()}
        present: set[str] = set()
        for name, table in events.tables.items():
            for row in table.to_pylist():
                if "party" in row:
                    present.add(row["party"])
                if name in {"orders", "learning"}:
                    books[row["party"]].add(row["learner"])
        expected = {
            (first, second): len(books[first] & books[second])
            for first, second in product(sorted(present), repeat=2)
        }
        assert warehouse.shared_learners(events) == expected
