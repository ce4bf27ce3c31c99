"""Amounts in other currencies are converted exactly, at the rate of their own day."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ORDERS, REFUNDS, COURSES, SPEND = (f"zhihai/{name}.csv" for name in ("orders", "refunds", "courses", "spend"))


def codes(findings):
    return [finding.notice.code for finding in findings]


def test_a_hand_worked_conversion(read, contents):
    """29.99 USD at 7.1234 are 213.630766 yuan, so 213.63; 4500 JPY at 0.0481 are 216.45 yuan."""
    contents[ORDERS] += (
        "F1,1,L0,,1,J1,2026-05-04 23:30:00,29.99,29.99,USD,,\n"
        "F2,1,L0,,1,J1,2026-05-04T16:30:00Z,4500,4500,JPY,,\n"  # half past midnight on the 5th in Shanghai
    )
    contents["rates.csv"] = "date,from,to,rate\n2026-05-04,USD,CNY,7.1234\n2026-05-05,JPY,CNY,0.0481\n"
    orders = read(contents).events.tables["orders"].to_pylist()
    paid = {order["order_id"]: (order["paid"], order["list_price"]) for order in orders}
    assert paid["F1"] == (21363, 21363)
    assert paid["F2"] == (21645, 21645)
    assert paid["O000A"] == (29900, 29900)


def test_halves_go_to_the_even_unit(read, contents):
    contents[ORDERS] += "F1,1,L0,,1,J1,2026-05-04,0.01,0.01,USD,,\nF2,1,L0,,1,J1,2026-05-05,0.01,0.01,USD,,\n"
    contents["rates.csv"] = "date,from,to,rate\n2026-05-04,USD,CNY,2.5\n2026-05-05,USD,CNY,3.5\n"
    orders = read(contents).events.tables["orders"].to_pylist()
    assert [order["paid"] for order in orders[:2]] == [2, 4]


def test_catalogues_use_the_latest_rate_before_the_horizon(read, contents):
    contents[COURSES] = contents[COURSES].replace("299.00,CNY", "40.00,USD")
    contents["rates.csv"] = (
        "date,from,to,rate\n2026-01-01,USD,CNY,7\n2026-11-01,USD,CNY,7.5\n2026-12-05,USD,CNY,9\n"
    )
    assert read(contents).programme.course("J1").price.minor == 30000


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.integers(0, 400))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_refunds_in_parts_go_at_the_rate_of_the_sale_and_end_at_nothing(read, contents, parts, ahead):
    contents = dict(contents)
    paid = sum(parts)
    contents[ORDERS] += f"F1,1,L0,,1,J1,2026-05-04,100.00,{paid / 100:.2f},USD,,\n"
    for n, part in enumerate(parts):
        contents[REFUNDS] += (
            f"F1,1,2026-06-{1 + (n * 7 + ahead) % 20:02d} 10:00:{n:02d},{part / 100:.2f},USD,\n"
        )
    contents["rates.csv"] = "date,from,to,rate\n2026-05-04,USD,CNY,7.1234\n"
    events = read(contents).events
    (sold,) = [row["paid"] for row in events.tables["orders"].to_pylist() if row["order_id"] == "F1"]
    back = [row["amount"] for row in events.tables["refunds"].to_pylist() if row["order_id"] == "F1"]
    assert sum(back) == sold
    assert all(
        abs(amount - Decimal("7.1234") * part) < 2
        for amount, part in zip(sorted(back), sorted(parts), strict=True)
    )


def test_a_full_refund_at_a_higher_rate_is_not_above_what_was_paid(read, refusal, contents):
    contents[ORDERS] += "F1,1,L0,,1,J1,2026-05-04,29.99,29.99,USD,,\n"
    contents[REFUNDS] += "F1,1,2026-05-06,29.99,USD,\n"
    contents["rates.csv"] = "date,from,to,rate\n2026-05-04,USD,CNY,7\n2026-05-06,USD,CNY,7.5\n"
    refunds = read(contents).events.tables["refunds"].to_pylist()
    assert refunds[0]["amount"] == 20993  # as the sale: 209.93 yuan, not 224.93
    contents[REFUNDS] = contents[REFUNDS].replace("29.99,USD", "30.00,USD")
    assert codes(refusal(contents)) == ["files.refund_above_paid"]


def test_a_refund_in_another_currency_is_compared_in_the_programmes(refusal, read, contents):
    contents[REFUNDS] = contents[REFUNDS].replace("299.00,CNY", "41.00,USD")
    contents["rates.csv"] = "date,from,to,rate\n2026-05-20,USD,CNY,7\n"
    assert read(contents)
    contents[REFUNDS] = contents[REFUNDS].replace("41.00,USD", "43.00,USD")
    assert codes(refusal(contents)) == ["files.refund_above_paid"]


def test_a_missing_rate_is_named_with_its_day(refusal, contents):
    contents[ORDERS] += "F1,1,L0,,1,J1,2026-05-04,29.99,29.99,USD,,\n"
    contents["rates.csv"] = "date,from,to,rate\n2026-05-05,USD,CNY,7\n2026-05-04,CNY,USD,0.14\n"
    (found,) = refusal(contents)
    assert (found.notice.code, found.place.row, str(found.facts["day"])) == (
        "money.rate_missing",
        92,
        "2026-05-04",
    )


def test_a_rate_of_nothing_is_refused(refusal, contents):
    contents["rates.csv"] = "date,from,to,rate\n2026-05-05,USD,CNY,0\n"
    assert [(each.notice.code, each.place.column) for each in refusal(contents)] == [
        ("files.not_positive", "rate")
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cents=st.lists(st.integers(0, 10**9), min_size=1, max_size=8),
    rate=st.decimals("0.0001", "9999", places=4),
)
def test_conversion_agrees_with_decimal_arithmetic(read, contents, cents, rate):
    rows = [
        f"F{place},1,L0,,1,J1,2026-05-04,{each / 100:.2f},{each / 100:.2f},USD,,\n"
        for place, each in enumerate(cents)
    ]
    messy = contents | {ORDERS: contents[ORDERS] + "".join(rows)}
    messy["rates.csv"] = f"date,from,to,rate\n2026-05-04,USD,CNY,{rate}\n"
    orders = read(messy).events.tables["orders"].to_pylist()
    expected = [int((each * rate).to_integral_value(ROUND_HALF_EVEN)) for each in map(Decimal, cents)]
    assert [order["paid"] for order in orders if order["order_id"].startswith("F")] == expected
