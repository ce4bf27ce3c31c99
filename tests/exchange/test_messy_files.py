"""The same events in messy files give the same reading as in tidy ones."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

ORDERS, REFUNDS, SPEND, TRAINING = (
    "zhihai/orders.csv",
    "zhihai/refunds.csv",
    "zhihai/spend.csv",
    "mingde/training.csv",
)
RECORDS = [ORDERS, REFUNDS, SPEND, TRAINING, "zhihai/courses.csv", "mingde/feedback.csv"]


def full_width(text):
    return "".join(
        chr(ord(letter) + 0xFEE0) if letter.isdigit() or letter in ".:-" else letter for letter in text
    )


def in_columns(text, names, change):
    """Return a CSV text without quotes, with the cells of some columns changed."""
    header, *rows = [line.split(",") for line in text.splitlines()]
    places = [header.index(name) for name in names]
    changed = [[change(cell) if place in places else cell for place, cell in enumerate(row)] for row in rows]
    return "\n".join(",".join(row) for row in [header, *changed])


def workbook(text, *, typed=False):
    """Return the XLSX bytes of a CSV text without quotes."""
    book = openpyxl.Workbook()
    for row in text.splitlines():
        book.active.append([as_typed(cell) if typed else cell for cell in row.split(",")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_typed(cell):
    for kind in (int, float, datetime.fromisoformat):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell or None


def with_bom(contents):
    return contents | {
        path: b"\xef\xbb\xbf" + contents[path].encode() for path in [*RECORDS, "programme.toml"]
    }


def in_gb18030(contents):
    return contents | {path: contents[path].encode("gb18030") for path in [*RECORDS, "programme.toml"]}


def in_utf16(contents):
    return contents | {ORDERS: contents[ORDERS].replace(",", "\t").encode("utf-16")}


def with_full_width_digits(contents):
    orders = in_columns(
        contents[ORDERS], ["line", "quantity", "paid", "list_price", "ordered_at"], full_width
    )
    spend = in_columns(contents[SPEND], ["date", "amount", "impressions"], full_width)
    return contents | {ORDERS: orders, SPEND: spend}


def with_repeated_rows(contents):
    return contents | {
        path: contents[path] + "\n".join(contents[path].splitlines()[1:6]) + "\n" for path in (ORDERS, SPEND)
    }


def shuffled(contents):
    def shuffle(text):
        header, *rows = text.splitlines()
        return "\n".join([header, *sorted(rows, key=lambda row: row[::-1])])

    return contents | {path: shuffle(contents[path]) for path in (ORDERS, REFUNDS, SPEND, TRAINING)}


def with_windows_line_ends(contents):
    return contents | {path: contents[path].replace("\n", "\r\n") for path in RECORDS}


def with_blank_lines_and_columns(contents):
    lines = contents[ORDERS].splitlines()
    ragged = [f"{line},," for line in lines]
    return contents | {ORDERS: "\n\n".join(ragged) + "\n\n\n", SPEND: contents[SPEND] + ",,,,,,\n ,,,,,,\n"}


def with_money_as_people_write_it(contents):
    orders = in_columns(contents[ORDERS], ["paid"], lambda cell: f"￥ {cell}")
    spend = in_columns(contents[SPEND], ["amount"], lambda cell: f'"{float(cell):,.2f}元"')
    training = in_columns(contents[TRAINING], ["cost"], lambda cell: f"CNY {cell}000")
    return contents | {ORDERS: orders, SPEND: spend, TRAINING: training}


def with_other_dates(contents):
    orders = in_columns(contents[ORDERS], ["ordered_at"], lambda cell: f"{cell.replace(' ', 'T')}+08:00")
    refunds = in_columns(
        contents[REFUNDS], ["refunded_at"], lambda cell: f"{cell.replace('-', '/').replace('/0', '/')}"
    )
    spend = in_columns(contents[SPEND], ["date"], lambda cell: cell.replace("-", ""))
    training = in_columns(contents[TRAINING], ["date"], lambda cell: f"{cell[5:7]}/{cell[8:]}/{cell[:4]}")
    return contents | {ORDERS: orders, REFUNDS: refunds, SPEND: spend, TRAINING: training}


def with_chinese_headers(contents):
    header = "订单号,行号,学员,购买方,购买数量,课程编号,下单时间,原价（元）,实付金额(元),币种,渠道,优惠券"
    return contents | {ORDERS: contents[ORDERS].replace(contents[ORDERS].splitlines()[0], header)}


def with_spaces(contents):
    return contents | {ORDERS: contents[ORDERS].replace(",", "\t, ").replace("order_id", " ORDER_ID ")}


def as_workbooks(contents):
    rest = {path: text for path, text in contents.items() if path not in (ORDERS, SPEND, REFUNDS)}
    books = {path.replace(".csv", ".xlsx"): workbook(contents[path]) for path in (ORDERS, SPEND, REFUNDS)}
    return rest | books


def as_typed_workbooks(contents):
    rest = {path: text for path, text in contents.items() if path not in (ORDERS, SPEND)}
    return rest | {
        path.replace(".csv", ".xlsx"): workbook(contents[path], typed=True) for path in (ORDERS, SPEND)
    }


@pytest.mark.parametrize(
    "mess",
    [
        with_bom,
        in_gb18030,
        in_utf16,
        with_full_width_digits,
        with_repeated_rows,
        shuffled,
        with_windows_line_ends,
        with_blank_lines_and_columns,
        with_money_as_people_write_it,
        with_other_dates,
        with_chinese_headers,
        with_spaces,
        as_workbooks,
        as_typed_workbooks,
    ],
)
def test_mess_changes_nothing(read, contents, mess):
    tidy, messy = read(contents), read(mess(contents))
    for name, table in tidy.events.tables.items():
        assert messy.events.tables[name].equals(table), name
    assert messy.events.fingerprint == tidy.events.fingerprint
    assert messy.programme == tidy.programme


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ORDERS, "299.00,299.00", "299.00,298.99"),
        (ORDERS, "short_video,", "search,"),
        (ORDERS, "09:30:00", "09:30:01"),
        (SPEND, ",5000,", ",,"),
        ("programme.toml", "weeks = 12", "weeks = 13"),
    ],
)
def test_other_content_has_another_fingerprint(read, contents, path, old, new):
    before = read(contents).events.fingerprint
    contents[path] = contents[path].replace(old, new, 1)
    assert read(contents).events.fingerprint != before


def test_repeated_rows_are_counted_in_a_note(read, contents):
    (note,) = read(contents | {ORDERS: with_repeated_rows(contents)[ORDERS]}).warnings
    assert (note.notice.code, note.facts["count"]) == ("files.rows_repeated", 5)


def test_rows_are_numbered_as_in_the_file_even_with_blank_lines(refusal, contents):
    lines = contents[SPEND].splitlines()
    contents[SPEND] = "\n".join([lines[0], "", lines[1], "", "", lines[2].replace("1010.50", "x")])
    (found,) = refusal(contents)
    assert found.place.row == 6


def test_rows_are_numbered_as_records_where_cells_hold_line_breaks(refusal, contents):
    contents[REFUNDS] = contents[REFUNDS].replace("没时间学", '"没\n时间"').replace(",100.10,", ",x,")
    (found,) = refusal(contents)
    assert found.place.row == 3


def test_a_workbook_with_several_filled_sheets_needs_a_name(refusal, read, contents):
    book = openpyxl.load_workbook(io.BytesIO(workbook(contents.pop(SPEND))))
    book.create_sheet("草稿")["A1"] = "x"
    out = io.BytesIO()
    book.save(out)
    contents["zhihai/spend.xlsx"] = out.getvalue()
    assert [each.notice.code for each in refusal(contents)] == ["files.several_sheets"]
    book.worksheets[0].title = "spend"
    out = io.BytesIO()
    book.save(out)
    contents["zhihai/spend.xlsx"] = out.getvalue()
    assert len(read(contents).events.tables["spend"]) == 30


def test_day_and_month_that_cannot_be_told_apart_are_refused(refusal, contents):
    contents[SPEND] = contents[SPEND].splitlines()[0] + "\n05/04/2026,joint-2026,short_video,1.00,CNY,,\n"
    assert [each.notice.code for each in refusal(contents)] == ["files.ambiguous_days"]


def test_moments_without_offset_are_read_in_the_programmes_time_zone(read, contents):
    contents["programme.toml"] = contents["programme.toml"].replace("Asia/Shanghai", "Europe/London")
    orders = read(contents).events.tables["orders"]
    assert orders["ordered_at"][0].as_py().isoformat() == "2026-04-27T08:30:00+00:00"


@pytest.mark.parametrize("moment", ["2025-10-26 01:30:00", "2026-03-29 01:30:00"])
def test_an_hour_that_comes_twice_or_never_is_refused_with_its_row(read, refusal, contents, moment):
    contents["programme.toml"] = contents["programme.toml"].replace("Asia/Shanghai", "Europe/London")
    rows = contents[ORDERS].count("\n")
    contents[ORDERS] += f"A0,1,L0,,1,J1,{moment},1.00,1.00,CNY,,\n"
    (found,) = refusal(contents)
    assert (found.notice.code, found.place.row) == ("files.clocks_changed", rows + 1)
    contents[ORDERS] = contents[ORDERS].replace(moment, f"{moment}+01:00")
    assert len(read(contents).events.tables["orders"]) == rows
