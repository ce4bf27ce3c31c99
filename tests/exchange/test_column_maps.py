"""A partner's own headers, saved beside its files."""

from __future__ import annotations

import pytest

ORDERS = "zhihai/orders.csv"
MAP = "zhihai/columns.toml"


def codes(findings):
    return [finding.notice.code for finding in findings]


def with_header(contents, old, new):
    first, rest = contents[ORDERS].split("\n", 1)
    assert old in first
    return contents | {ORDERS: f"{first.replace(old, new)}\n{rest}"}


def test_a_mapped_header_an_ignored_column_and_a_constant(read, contents):
    tidy = read(contents).events.fingerprint
    lines = contents[ORDERS].splitlines()
    header = lines[0].replace("coupon", "券").replace(",currency", "") + ",备注2"
    rows = [line.replace(",CNY,", ",") + ",随便写" for line in lines[1:]]
    contents[ORDERS] = "\n".join([header, *rows])
    contents[MAP] = '[orders]\n"券" = "coupon"\nignore = ["备注2"]\nconstant = { currency = "CNY" }\n'
    assert read(contents).events.fingerprint == tidy


def test_amounts_in_fen(read, contents):
    tidy = read(contents).events.fingerprint
    messy = with_header(contents, "paid", "实付(分)")
    messy[ORDERS] = messy[ORDERS].replace("299.00,CNY", "29900,CNY").replace("800.10,", "80010,")
    messy[ORDERS] = messy[ORDERS].replace("99.50,CNY", "9950,CNY")
    messy[MAP] = '[orders]\n"实付(分)" = { column = "paid", minor_units = true }\n'
    assert read(messy).events.fingerprint == tidy


def two_part(contents):
    lines = contents[ORDERS].replace(" 09:30", "T09:30").replace("2026-", "已支付 2026-").splitlines()
    cancelled = lines[1].replace("O000A", "X1").replace("已支付", "已取消")
    return contents | {ORDERS: "\n".join([*lines, cancelled])}


def test_two_part_cells_need_a_map_and_the_remedy_is_one(refusal, read, contents):
    messy = two_part(contents)
    found = refusal(messy)
    assert codes(found)[0] == "files.two_parts"
    assert 'take = ["已支付"]' in found[0].say("zh")
    messy[MAP] = '[orders]\nordered_at = { column = "ordered_at", take = ["已支付"], skip = ["已取消"] }\n'
    reading = read(messy)
    assert reading.events.fingerprint == read(contents).events.fingerprint
    assert [(note.notice.code, note.facts["count"]) for note in reading.warnings] == [
        ("files.rows_skipped", 1)
    ]


def test_a_state_nobody_decided_about_is_refused(refusal, contents):
    messy = two_part(contents)
    messy[MAP] = '[orders]\nordered_at = { column = "ordered_at", take = ["已支付"] }\n'
    assert [(each.notice.code, each.place.row) for each in refusal(messy)] == [("files.unknown_state", 92)]


def test_two_headers_for_one_column_are_refused(refusal, contents):
    messy = with_header(contents, "buyer", "实付")
    (found,) = [each for each in refusal(messy) if each.notice.code == "files.same_column_twice"]
    assert found.place.column == "paid"
    assert found.facts["first"] == "实付"


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("[orderz]\n", "files.unknown_key", "orderz"),
        ("orders = 1\n", "files.wrong_type", "orders"),
        ('[orders]\n"券" = "cupon"\n', "files.unknown_key", "orders.券"),
        ('[orders]\n"券" = 3\n', "files.wrong_type", "orders.券"),
        (
            '[orders]\n"券" = { column = "coupon", minor_units = true }\n',
            "files.wrong_type",
            "orders.券.minor_units",
        ),
        ('[orders]\n"券" = { column = "coupon", take = ["a"] }\n', "files.wrong_type", "orders.券.take"),
        ('[orders]\n"券" = { column = "coupon", tak = ["a"] }\n', "files.wrong_type", "orders.券.tak"),
        ('[orders]\nignore = "a"\n', "files.wrong_type", "orders.ignore"),
        ("[orders]\nconstant = 3\n", "files.wrong_type", "orders.constant"),
        ("[orders]\nconstant = { line = true }\n", "files.wrong_type", "orders.constant.line"),
        ("[orders]\nconstant = { lime = 1 }\n", "files.unknown_key", "orders.constant.lime"),
        ("[orders\n", "files.toml_syntax", None),
    ],
)
def test_a_faulty_map_is_refused(refusal, contents, text, code, column):
    contents[MAP] = text
    found = [(each.notice.code, each.place.file, each.place.column) for each in refusal(contents)]
    assert found == [(code, MAP, column)]
