"""``kuajie reconcile``: books as partners really write them, what is refused, and what is written."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Kuajie = Callable[..., Any]
HEADER = "order_id,line,course_id,ordered_at,paid,currency"


def tidy(count: int = 30) -> list[list[str]]:
    """Return the rows of a tidy book, in Shanghai's time."""
    return [
        [
            f"{1000 + place:08d}",
            "1",
            "J1",
            f"2026-10-{place % 28 + 1:02d}T09:30:00+08:00",
            f"{place + 100}.50",
            "CNY",
        ]
        for place in range(count)
    ]


def write(file: Path, rows: list[list[str]], header: str = HEADER, encoding: str = "utf-8") -> str:
    file.write_bytes("\n".join([header, *(",".join(row) for row in rows), ""]).encode(encoding))
    return str(file)


def reasons(said: Any) -> dict[str, int]:
    assert said.code == 0, said.err
    return {each["reason"]: each["lines"] for each in said.record["reasons"]}


def test_one_cent_altered_is_found_with_the_row(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy()
    a = write(tmp_path / "a.csv", rows)
    altered = [list(row) for row in rows]
    altered[17][4] = "117.51"
    random.Random(1).shuffle(altered)  # noqa: S311 - a shuffle to be repeated
    b = write(tmp_path / "b.csv", altered)
    said = kuajie("reconcile", a, b, "--json")
    assert reasons(said) == {"matched": 29, "amount_differs": 1}
    (only,) = said.record["differences"]
    row_of_b = 2 + next(place for place, row in enumerate(altered) if row[4] == "117.51")
    assert (only["row_a"], only["row_b"]) == (19, row_of_b)
    assert (only["order_a"], only["counts_a"], only["counts_b"]) == ("00001017", "117.50", "117.51")
    assert only["who_acts"] == "both"


def test_books_as_partners_really_write_them_agree(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy()
    a = write(tmp_path / "a.csv", rows, encoding="utf-8-sig")
    local = [
        [f"{int(row[0])}", f"已支付 {row[3][:10]} 01:30:00", f"{row[4].replace('.', '')}", "x"]
        for row in rows
    ]
    b = write(tmp_path / "b.csv", local, "订单号,支付时间,实付金额（分）,备注", encoding="gbk")
    said = kuajie("reconcile", a, b, "--zone-b", "UTC", "--currency", "CNY", "--json")
    assert reasons(said) == {"matched": 30}
    assert said.record["compared_by"] == "order"
    assert [each["code"] for each in said.record["warnings"]] == ["reconcile.columns_not_read"]


def test_a_workbook_is_read_as_a_csv_is(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADER.split(","))
    for row in rows[1:]:
        # Spreadsheets take ids for numbers, and lose their zeros.
        book.active.append([int(row[0]), 1, "J1", row[3], float(row[4]), "CNY"])
    book.save(tmp_path / "b.xlsx")
    said = kuajie("reconcile", write(tmp_path / "a.csv", rows), str(tmp_path / "b.xlsx"), "--json")
    assert reasons(said) == {"matched": 29, "missing_in_b": 1}


def test_fen_against_yuan_and_clocks_are_told_and_never_applied(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy()
    a = write(tmp_path / "a.csv", rows)
    fen = [[*row[:3], row[3][:19], row[4].replace(".", ""), row[5]] for row in rows]
    b = write(tmp_path / "b.csv", fen)
    said = kuajie("reconcile", a, b, "--zone-b", "UTC", "--json")
    assert reasons(said) == {"unit_differs": 30}
    assert said.record["unit"] == {"larger": "b", "factor": 100, "lines": 30}
    assert said.record["clock"] == {"seconds": 8 * 3600, "lines": 30}
    shown = kuajie("reconcile", a, b, "--zone-b", "UTC").out
    assert "state the unit (--unit-b fen) and run again" in shown
    mended = kuajie("reconcile", a, b, "--zone-b", "Asia/Shanghai", "--unit-b", "fen", "--json")
    assert reasons(mended) == {"matched": 30}
    assert mended.record["unit"] is None
    assert mended.record["clock"] is None


def test_negative_rows_and_columns_of_refunds_are_refunds(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy(4)
    lines = [*rows, [*rows[1][:4], "-20.00", "CNY"], [*rows[2][:4], "(30.00)", "CNY"]]
    a = write(tmp_path / "a.csv", lines)
    column = ["", "20.00", "30.00", "5.00"]
    b = write(
        tmp_path / "b.csv",
        [[*row, back] for row, back in zip(rows, column, strict=True)],
        f"{HEADER},退款金额",
    )
    assert reasons(kuajie("reconcile", a, b, "--json")) == {"matched": 3, "refund_only_in_b": 1}


def test_repeated_rows_count_once_and_are_told(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy(5)
    a, b = write(tmp_path / "a.csv", [*rows, *rows[:2]]), write(tmp_path / "b.csv", rows)
    said = kuajie("reconcile", a, b, "--json")
    assert reasons(said) == {"matched": 5, "repeated_in_a": 2}
    assert [each["row_a"] for each in said.record["differences"]] == [7, 8]


def test_cancelled_orders_count_nothing(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy(4)
    a = write(tmp_path / "a.csv", [[*row, "已支付"] for row in rows[:3]], f"{HEADER},订单状态")
    states = ["已支付", "已取消", "completed", "Closed"]
    b = write(
        tmp_path / "b.csv",
        [[*row, state] for row, state in zip(rows, states, strict=True)],
        f"{HEADER},state",
    )
    said = kuajie("reconcile", a, b, "--json")
    assert reasons(said) == {"matched": 2, "cancelled_in_b": 1, "cancelled": 1}
    assert said.record["warnings"] == []


def test_further_keys_match_what_ids_do_not(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy(6)
    a = write(
        tmp_path / "a.csv", [[*row, f"CH{place}"] for place, row in enumerate(rows)], f"{HEADER},渠道单号"
    )
    b = write(tmp_path / "b.csv", [[f"CH{place}", *row[1:]] for place, row in enumerate(rows)])
    assert reasons(kuajie("reconcile", a, b, "--json")) == {"missing_in_a": 6, "missing_in_b": 6}
    assert reasons(kuajie("reconcile", a, b, "--key", "渠道单号=order_id", "--json")) == {"matched": 6}


def test_a_columns_file_says_what_columns_are(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy(6)
    a = write(tmp_path / "a.csv", rows)
    b = write(tmp_path / "b.csv", rows, "流水,序,品类,时刻,毛额,币")
    columns = tmp_path / "columns.toml"
    names = {
        "流水": "order_id",
        "序": "line",
        "品类": "course_id",
        "时刻": "ordered_at",
        "毛额": "paid",
        "币": "currency",
    }
    columns.write_text("\n".join(f'"{ours}" = "{name}"' for ours, name in names.items()), encoding="utf-8")
    assert kuajie("reconcile", a, b).code == 2
    assert reasons(kuajie("reconcile", a, b, "--columns-b", str(columns), "--json")) == {"matched": 6}


@pytest.mark.parametrize(
    ("header", "rows", "options", "said"),
    [
        (HEADER, [["1", "1", "J1", "2026-10-01 09:00:00", "5", "CNY"]], [], "--zone-b Asia/Shanghai"),
        (HEADER, [["1", "1", "J1", "2026-10-01", "5", "CNY"]], [], "b.csv, row 2, column ordered_at"),
        ("order_id,line,ordered_at,paid", [["1", "1", "", "5"]], [], "--currency CNY"),
        ("line,paid,currency", [["1", "5", "CNY"]], [], "column order_id"),
        ("order_id,currency", [["1", "CNY"]], [], "column paid"),
        (HEADER, [], [], "The book has a header but no rows."),
        ("", [], [], "The file holds no header line."),
        (
            "order_id,paid (万元),currency",
            [["1", "5", "CNY"]],
            [],
            "The unit “万元” in the header is unknown.",
        ),
        ("order_id,paid,currency", [["1", "5.001", "CNY"]], [], "row 2, column paid, value “5.001”"),
        ("order_id,paid,currency", [["1.2E+17", "5", "CNY"]], [], "its last digits are lost"),
        (
            "order_id,line,paid,currency",
            [["7", "1", "5", "CNY"], ["8", "1", "5", "CNY"], ["7", "1", "6", "CNY"]],
            [],
            "b.csv, row 4, column order_id, value “7”",
        ),
        (
            "order_id,paid,currency,手机号",
            [["1", "5", "CNY", "13800000000"]],
            ["--key", "order_id=手机号"],
            "hashes",
        ),
        (
            "order_id,paid,currency,k",
            [["1", "5", "CNY", "a@b.cn"]],
            ["--key", "order_id=k"],
            "row 2, column k",
        ),
        ("order_id,paid,currency", [["1", "5", "CNY"]], ["--key", "order_id=none"], "no such column"),
        ("order_id,paid,currency", [["1", "5", "CNY"]], ["--key", "=x"], "does not name two columns"),
        ("order_id,paid,currency", [["1", "5", "CNY"]], ["--zone", "Mars/Base"], "is not a time zone"),
        ("order_id,paid,currency", [["1", "5", "CNY"]], ["--tolerance", "-1"], "is not an amount"),
        ("order_id,paid,currency", [["1", "5", "CNY"]], ["--on", "soon"], "“soon” is not a day."),
        (
            "order_id,paid,currency",
            [["1", "5", "CNY"]],
            ["--period", "2026-10", "--zone", "Asia/Shanghai"],
            "Lines without a date: 1;",
        ),
        ("order_id,paid,currency", [["1", "5", "CNY"]], ["--currency", "XQQ"], "is not an ISO 4217"),
    ],
)
def test_bad_books_are_refused_with_place_and_remedy(
    kuajie: Kuajie, tmp_path: Path, header: str, rows: list[list[str]], options: list[str], said: str
) -> None:
    a = write(tmp_path / "a.csv", tidy(3))
    b, output = write(tmp_path / "b.csv", rows, header), tmp_path / "differences.csv"
    refused = kuajie("reconcile", a, b, *options, "-o", str(output))
    assert refused.code == 2, refused.out
    assert said in refused.err
    assert "→" in refused.err
    assert not output.exists()


def test_both_books_are_refused_at_once_and_a_missing_one_too(kuajie: Kuajie, tmp_path: Path) -> None:
    a = write(tmp_path / "a.csv", [["1", "x"]], "order_id,paid")
    refused = kuajie("reconcile", a, str(tmp_path / "none.csv"), "--currency", "CNY")
    assert refused.code == 2
    assert "This is not a number." in refused.err
    assert "there is no such file" in refused.err


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from kuajie import wiring

    place = tmp_path_factory.mktemp("reconcile") / "demo"
    wiring.new(place, template="demo", seed=7, weeks=40, scale=0.3, locale="en")
    return place


def test_a_party_of_a_folder_agrees_with_what_was_posted_for_it(
    kuajie: Kuajie, folder: Path, tmp_path: Path
) -> None:
    postings = tmp_path / "postings.csv"
    assert kuajie("settle", str(folder), "--period", "2026-10", "--postings", str(postings)).code == 0
    said = kuajie("reconcile", f"{folder}:zhihai", f"{postings}:zhihai", "--currency", "CNY", "--json")
    found = reasons(said)
    assert set(found) == {"matched"}
    assert found["matched"] > 100
    refused = kuajie("reconcile", f"{folder}:nobody", f"{postings}:nobody", "--currency", "CNY")
    assert refused.code == 2
    assert "The folder has no orders of party “nobody”." in refused.err
    assert "The postings hold no receipts of party “nobody”." in refused.err
    assert "Name one, as FOLDER:PARTY." in kuajie("reconcile", str(folder), str(postings)).err


def test_the_differences_written_are_all_that_did_not_match(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy()
    a = write(tmp_path / "a.csv", rows)
    b = write(tmp_path / "b.csv", [[*row[:4], row[4].replace(".50", ".49"), row[5]] for row in rows[3:]])
    output = tmp_path / "differences.csv"
    said = kuajie("reconcile", a, b, "-o", str(output), "--on", "2026-11-30")
    assert said.code == 0
    assert "Open lines: 30 of 30;" in said.out
    lines = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8-sig"))))
    assert Counter(line["reason"] for line in lines) == {"amount_differs": 27, "missing_in_b": 3}
    first = next(line for line in lines if line["order_a"] == "00001000")
    assert (first["who_acts"], first["days"], first["age"], first["row_a"]) == (
        "b",
        "60",
        "31 to 60 days",
        "2",
    )


def test_what_is_no_folder_and_who_is_no_party_of_a_file_are_refused(kuajie: Kuajie, tmp_path: Path) -> None:
    a = write(tmp_path / "a.csv", tidy(3))
    refused = kuajie("reconcile", str(tmp_path), f"{a}:zhihai")
    assert refused.code == 2
    assert "There is no programme folder here." in refused.err
    assert "it cannot be asked for party “zhihai”" in refused.err


def test_currencies_are_added_up_apart_and_written_with_their_own_digits(
    kuajie: Kuajie, tmp_path: Path
) -> None:
    header = "order_id,paid,currency"
    a = write(tmp_path / "a.csv", [["1", "500", "JPY"], ["2", "1.250", "KWD"], ["3", "7.00", "CNY"]], header)
    b = write(tmp_path / "b.csv", [["1", "500", "CNY"], ["2", "1.249", "KWD"], ["3", "7.00", "CNY"]], header)
    said = kuajie("reconcile", a, b, "--json")
    sums = {(each["reason"], each["currency"]): (each["a"], each["b"]) for each in said.record["reasons"]}
    assert sums == {
        ("matched", "CNY"): ("7.00", "7.00"),
        ("amount_differs", "KWD"): ("1.250", "1.249"),
        ("currency_differs", "JPY"): ("500", "0"),
        ("currency_differs", "CNY"): ("0.00", "500.00"),
    }
    assert sum(each["lines"] for each in said.record["reasons"]) == said.record["lines"] == 3
    for language in ("zh", "en"):
        assert kuajie("reconcile", a, b, "--lang", language).code == 0


def test_a_month_is_compared_in_the_zone_that_was_stated(kuajie: Kuajie, tmp_path: Path) -> None:
    late = [["7", "1", "J1", "2026-10-31T18:00:00Z", "5.00", "CNY"]]
    a, b = write(tmp_path / "a.csv", [*tidy(5), *late]), write(tmp_path / "b.csv", tidy(5))
    refused = kuajie("reconcile", a, b, "--period", "2026-10")
    assert refused.code == 2
    assert "such as --zone Asia/Shanghai" in refused.err
    utc = kuajie("reconcile", a, b, "--period", "2026-10", "--zone", "UTC", "--json")
    assert reasons(utc) == {"matched": 5, "missing_in_b": 1}
    assert reasons(kuajie("reconcile", a, b, "--period", "2026-10", "--zone", "Asia/Shanghai", "--json")) == {
        "matched": 5
    }
    none = kuajie("reconcile", a, b, "--period", "2025-01", "--zone", "UTC")
    assert "Neither book has anything in 2025-01.\n→ Name a month within 2026-10 to 2026-10." in none.err


def test_a_book_is_never_overwritten(kuajie: Kuajie, tmp_path: Path) -> None:
    a, b = write(tmp_path / "a.csv", tidy(5)), write(tmp_path / "b.csv", tidy(4))
    before = Path(b).read_bytes()
    refused = kuajie("reconcile", a, b, "-o", b)
    assert refused.code == 2
    assert "The differences would overwrite one of the books." in refused.err
    assert Path(b).read_bytes() == before


def test_it_speaks_chinese(kuajie: Kuajie, tmp_path: Path) -> None:
    a, b = write(tmp_path / "a.csv", tidy(5)), write(tmp_path / "b.csv", tidy(4))
    said = kuajie("reconcile", a, b, "--lang", "zh")
    assert said.code == 0
    assert "5 行中有 1 行需要处理" in said.out
    assert "B 缺少" in said.out
    same = kuajie("reconcile", a, a, "--lang", "zh")
    assert "两本账逐行一致。" in same.out


def test_json_is_one_document(kuajie: Kuajie, tmp_path: Path) -> None:
    a = write(tmp_path / "a.csv", tidy(5))
    record = json.loads(kuajie("reconcile", a, a, "--json").out)
    assert record["reasons"] == [
        {
            "reason": "matched",
            "currency": "CNY",
            "lines": 5,
            "a": "512.50",
            "b": "512.50",
            "difference": "0.00",
        }
    ]
    assert record["differences"] == []


def test_differences_hold_no_formula(kuajie: Kuajie, tmp_path: Path) -> None:
    rows = tidy(5)
    rows[0][0], rows[1][0] = '"=HYPERLINK(1)"', "@SUM(A1)"
    a, b, out = write(tmp_path / "a.csv", rows), write(tmp_path / "b.csv", tidy(5)[2:]), tmp_path / "d.csv"
    assert kuajie("reconcile", a, b, "-o", str(out)).code == 0
    written = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    orders = {row["order_a"] for row in written}
    assert {"'=HYPERLINK(1)", "'@SUM(A1)"} <= orders
    assert all(row["counts_b"] == "0.00" for row in written)
    assert {row["counts_a"] for row in written} == {"100.50", "101.50"}
