"""Every way a folder can be wrong is told with code, file, row and column, and nothing is taken."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

import pytest

from kuajie.messages import BadInput, Severity

ORDERS, REFUNDS, COURSES, SPEND = (f"zhihai/{name}.csv" for name in ("orders", "refunds", "courses", "spend"))
TRAINING, LEARNING, FEEDBACK = (f"mingde/{name}.csv" for name in ("training", "learning", "feedback"))
TESTS, RESOURCES = "zhihai/tests.csv", "zhihai/resources.csv"
TOML = "programme.toml"
FIRST_ORDER = "O000A,1,L0,,1,J1,2026-04-27 09:30:00,299.00,299.00,CNY,short_video,"
FIRST_SPEND = "2026-04-27,joint-2026,short_video,1000.50,CNY,5000,"
FIRST_TRAINING = "2026-04-27,tutors,0.5,hours,060.00,CNY"
FIRST_REFUND = "O001A,1,2026-05-20 10:00:00,299.00,CNY,没时间学"


@dataclass(frozen=True)
class Case:
    """Replace ``old`` by ``new`` in the file ``path``; then this is found, as a rule alone."""

    code: str
    path: str
    old: str
    new: str
    row: int | None = None
    column: str | None = None
    alone: bool = True


def order(**cells: str) -> str:
    """Return the first order with other cells."""
    names = (
        "order_id,line,learner,buyer,quantity,course_id,ordered_at,list_price,paid,currency,channel,coupon"
    )
    row = dict(zip(names.split(","), FIRST_ORDER.split(","), strict=True)) | cells
    return ",".join(row.values())


CELLS = [
    Case("files.empty_cell", ORDERS, FIRST_ORDER, order(learner=" "), 2, "learner"),
    Case("files.empty_cell", ORDERS, FIRST_ORDER, order(paid=""), 2, "paid"),
    Case("files.not_a_number", ORDERS, FIRST_ORDER, order(paid="about 300"), 2, "paid"),
    Case("files.not_a_number", ORDERS, FIRST_ORDER, order(paid="2.99E+02"), 2, "paid"),
    Case("files.not_a_number", ORDERS, FIRST_ORDER, order(paid="٣"), 2, "paid"),
    Case("files.not_a_number", SPEND, ",5000,", ",1e400,", 2, "impressions"),
    Case("files.not_a_number", SPEND, ",5000,", ",nan,", 2, "impressions"),
    Case("files.not_a_number", TESTS, ",12,", ",inf,", 2, "lift"),
    Case("files.not_whole", ORDERS, FIRST_ORDER, order(quantity="1.5"), 2, "quantity"),
    Case("files.not_positive", ORDERS, FIRST_ORDER, order(quantity="0"), 2, "quantity"),
    Case("files.negative", SPEND, "1000.50", "-1000.50", 2, "amount"),
    Case("files.negative", SPEND, "1000.50", "(1000.50)", 2, "amount"),
    Case("files.negative", SPEND, "1000.50", "-¥1000.50", 2, "amount"),
    Case("files.negative", TRAINING, ",0.5,", ",-0.5,", 2, "amount"),
    Case("files.negative", COURSES, ",40,", ",-40,", 2, "seats"),
    Case("files.not_a_share", LEARNING, ",0.4", ",1.4", 3, "progress"),
    Case("files.not_a_share", LEARNING, ",0.4", ",140%", 3, "progress"),
    Case("files.decimal_comma", SPEND, "1000.50", '"1000,50"', 2, "amount"),
    Case("files.decimal_comma", SPEND, "1000.50", '"1.000,50"', 2, "amount"),
    Case("files.sign_against_currency", SPEND, "1000.50", "$1000.50", 2, "amount"),
    Case("files.sign_against_currency", SPEND, "1000.50", "1000.50 USD", 2, "amount"),
    Case("files.damaged_identifier", ORDERS, FIRST_ORDER, order(order_id="2.02604E+17"), 2, "order_id"),
    Case("files.not_a_day", SPEND, "2026-04-27", "2026-02-30", 2, "date"),
    Case("files.not_a_day", SPEND, "2026-04-27", "last week", 2, "date"),
    Case("files.not_a_moment", ORDERS, FIRST_ORDER, order(ordered_at="2026-02-30 10:00"), 2, "ordered_at"),
    Case("files.not_a_moment", ORDERS, FIRST_ORDER, order(ordered_at="2026-04-27 25:00"), 2, "ordered_at"),
    Case("files.not_a_moment", ORDERS, FIRST_ORDER, order(ordered_at="4/27/26 9:30"), 2, "ordered_at"),
    Case(
        "files.two_parts", ORDERS, FIRST_ORDER, order(ordered_at="已支付 2026-04-27 09:30"), 2, "ordered_at"
    ),
    Case(
        "files.two_parts", ORDERS, FIRST_ORDER, order(ordered_at="2026-04-27 09:30:00已支付"), 2, "ordered_at"
    ),
    Case("files.unknown_word", RESOURCES, "audience", "audiense", 2, "kind"),
    Case("files.out_of_range", FEEDBACK, ",9,", ",11,", 2, "nps"),
    Case("money.too_many_digits", ORDERS, FIRST_ORDER, order(paid="299.001"), 2, "paid"),
    Case("money.too_many_digits", ORDERS, FIRST_ORDER, order(paid="1.000"), 2, "paid"),
    Case("money.too_many_digits", ORDERS, FIRST_ORDER, order(paid="299.00001"), 2, "paid"),
    Case("money.too_many_digits", ORDERS, FIRST_ORDER, order(currency="JPY", paid="299.5"), 2, "paid"),
    Case("files.decimal_comma", ORDERS, FIRST_ORDER, order(currency="KWD", paid='"1,299"'), 2, "paid"),
    Case("money.unknown_currency", ORDERS, FIRST_ORDER, order(currency="RMB"), 2, "currency"),
    Case("money.rate_missing", ORDERS, FIRST_ORDER, order(currency="USD"), 2, "currency"),
    Case("money.rate_missing", COURSES, "99.50,CNY", "99.50,USD", 3, "currency"),
]

ROWS = [
    Case(
        "files.key_conflict",
        ORDERS,
        FIRST_ORDER,
        f"{FIRST_ORDER}\n{order(paid='298.00')}",
        3,
        "order_id, line",
    ),
    Case("files.out_of_horizon", ORDERS, FIRST_ORDER, order(ordered_at="2027-02-22"), 2, "ordered_at"),
    Case("files.out_of_horizon", SPEND, "2026-04-27", "2027-02-23", 2, "date"),
    Case("files.too_early", ORDERS, FIRST_ORDER, order(ordered_at="0001-01-01 00:00"), 2, "ordered_at"),
    Case("files.too_early", ORDERS, FIRST_ORDER, order(ordered_at="1970-01-01 00:00"), 2, "ordered_at"),
    Case("files.end_before_start", LEARNING, "2026-06-10", "2026-04-10", 2, "completed_at"),
    Case("files.end_before_start", TESTS, "2026-06-28", "2026-05-28", 2, "to"),
    Case("files.lift_outside_interval", TESTS, ",-3,27", ",13,27", 2, "lift"),
    Case("files.lift_outside_interval", TESTS, ",-3,27", ",27,-3", 2, "lift"),
    Case("files.interval_without_width", TESTS, ",-3,27", ",12,12", 2, "upper"),
    Case("files.level_not_inside", TESTS, ",0.9,", ",1,", 2, "level"),
    Case("files.level_not_inside", TESTS, ",0.9,", ",0%,", 2, "level"),
    Case("files.not_a_share", TESTS, ",0.9,", ",90,", 2, "level"),
    Case("files.zero_change", TESTS, ",0.5,", ",-0.0,", 2, "spend_change"),
    Case("files.share_below_minus_one", TESTS, ",12,enrolments,0.9,-3,", ",-8,share,0.9,-12,", 2, "lift"),
]

AGREEMENT = [
    Case("files.unknown_course", ORDERS, FIRST_ORDER, order(course_id="J11"), 2, "course_id"),
    Case("files.unknown_course", COURSES, "J1,", "J7,", None, "course_id", alone=False),
    Case("files.unknown_course", TESTS, "J1", "J2", 2, "course_id"),
    Case("files.refund_without_order", REFUNDS, "O001A,1", "O001A,2", 2, "order_id"),
    Case("files.refund_without_order", REFUNDS, "O001A,1", "O999A,1", 2, "order_id"),
    Case("files.refund_above_paid", REFUNDS, "299.00", "299.01", 2, "amount"),
    Case("files.refund_above_paid", REFUNDS, ",100.00", ",700.01", 4, "amount"),
    Case("files.unknown_lever", SPEND, "short_video", "short_vido", 2, "lever"),
    Case("files.unknown_lever", TESTS, "short_video", "short_vido", 2, "lever"),
    Case("files.unknown_word", TESTS, "enrolments", "enrollments", 2, "unit"),
    Case("files.lever_of_other_party", SPEND, "short_video", "tutors", 2, "lever"),
    Case("files.unit_differs", TRAINING, "hours", "sessions", 2, "unit"),
    Case("files.unknown_word", TRAINING, "hours", "fortnights", 2, "unit"),
    Case("files.unknown_party", FEEDBACK, "mingde,4.5", "mingda,4.5", 2, "about"),
    Case("files.infeasible_seats", COURSES, ",40,", ",0,", 2, "seats"),
]

SHAPES = [
    Case("files.empty_file", SPEND, "*", "", None, None),
    Case("files.empty_file", SPEND, "*", "\n\n", None, None),
    Case("files.open_quote", SPEND, FIRST_SPEND, f'"{FIRST_SPEND}', 2, None),
    Case("files.wrong_cell_count", ORDERS, FIRST_ORDER, f"{FIRST_ORDER},7,8", 2, None),
    Case("files.wrong_cell_count", ORDERS, FIRST_ORDER, "O000A,1,L0", 2, None),
    Case("files.unknown_column", ORDERS, "coupon", "cupon", 1, "cupon", alone=False),
    Case("files.same_column_twice", ORDERS, "coupon", "渠道", 1, "channel", alone=False),
    Case("files.unreadable", SPEND, "*", "PK\x03\x04 not a workbook", None, None),
]

PROGRAMME = [
    Case("files.toml_syntax", TOML, "weeks = 12", "weeks = ", 10, None),
    Case("files.unknown_key", TOML, "weeks = 12", "weeks = 12\nweks = 12", None, "horizon.weks"),
    Case("files.unknown_key", TOML, "[horizon]", "[horizont]\n[horizon]", None, "horizont"),
    Case("files.missing_key", TOML, "weeks = 12", "", None, "horizon.weeks"),
    Case("files.missing_key", TOML, "[horizon]", "[terms_]", None, "horizon", alone=False),
    Case("files.missing_key", TOML, 'unit_cost = "120.00"', "", None, "lever[tutors].unit_cost"),
    Case("files.wrong_type", TOML, "weeks = 12", 'weeks = "12"', None, "horizon.weeks"),
    Case("files.wrong_type", TOML, "weeks = 12", "weeks = true", None, "horizon.weeks"),
    Case("files.wrong_type", TOML, '"30000.00"', '"viel"', None, "lever[short_video].weekly_max"),
    Case("files.wrong_type", TOML, '"30000.00"', "nan", None, "lever[short_video].weekly_max"),
    Case("files.wrong_type", TOML, '"1/3"', '"1/0"', None, "terms.revenue_shares.zhihai"),
    Case("files.wrong_type", TOML, "2026-11-30", '"2026-11-30"', None, "horizon.start"),
    Case("files.wrong_type", TOML, '["249.00", "299.00"]', '"249.00"', None, "course[J1].price_choices"),
    Case("files.bad_identifier", TOML, 'id = "joint-2026"', 'id = "../x"', None, "programme.id"),
    Case("files.repeated_id", TOML, 'id = "mingde"', 'id = "zhihai"', None, "party[zhihai].id", alone=False),
    Case("files.not_monday", TOML, "2026-11-30", "2026-12-01", None, "horizon.start"),
    Case("files.shares_not_one", TOML, '"1/3"', '"1/4"', None, "terms.revenue_shares"),
    Case(
        "files.crossed_bounds",
        TOML,
        'weekly_max = "30000.00"',
        'weekly_max = "1"\nweekly_min = "2"',
        None,
        "lever[short_video].weekly_min",
    ),
    Case(
        "files.money_costs_one",
        TOML,
        'unit = "money"',
        'unit = "money"\nunit_cost = "2"',
        None,
        "lever[short_video].unit_cost",
    ),
    Case(
        "files.seller_not_required",
        TOML,
        'requires = ["zhihai", "mingde"]',
        'requires = ["mingde"]',
        None,
        "course[J1].requires",
    ),
    Case(
        "files.mix_without_weights",
        TOML,
        "[budgets]",
        '[objective]\naim = "mix"\n[budgets]',
        None,
        "objective.weights",
    ),
    Case("files.unknown_word", TOML, 'role = "platform"', 'role = "plattform"', None, "party[zhihai].role"),
    Case("files.unknown_word", TOML, 'kind = "training"', 'kind = "price"', None, "lever[tutors].kind"),
    Case("files.unknown_word", TOML, 'unit = "hours"', 'unit = "days"', None, "lever[tutors].unit"),
    Case("files.unknown_word", TOML, 'seller = "zhihai"', 'seller = "zhihei"', None, "course[J1].seller"),
    Case("files.unknown_word", TOML, 'owner = "mingde"', 'owner = "mingda"', None, "duty[1].owner"),
    Case("files.unknown_word", TOML, "Asia/Shanghai", "Asia/Shangai", None, "programme.time_zone"),
    Case("files.unknown_word", TOML, 'country = "CN"', 'country = "XX"', None, "programme.country"),
    Case(
        "files.unknown_word",
        TOML,
        'unit = "money"',
        'unit = "money"\nsaturation = "hil"',
        None,
        "lever[short_video].saturation",
    ),
    Case(
        "files.unknown_word",
        TOML,
        'zhihai = "420000.00"',
        'zhihei = "420000.00"',
        None,
        "budgets.party.zhihei",
    ),
    Case("files.negative", TOML, '"30000.00"', '"-1"', None, "lever[short_video].weekly_max"),
    Case("files.out_of_range", TOML, "weeks = 12", "weeks = 0", None, "horizon.weeks"),
    Case("files.out_of_range", TOML, "2026-11-30", "9999-12-27", None, "horizon.start"),
    Case("files.not_positive", TOML, '"120.00"', "0", None, "lever[tutors].unit_cost"),
    Case("files.negative", TOML, '"1/3"', '"-1/3"', None, "terms.revenue_shares.zhihai"),
    Case("files.toml_syntax", TOML, "weeks = 12", "weeks = " + "9" * 5000, None, None),
    Case("money.too_many_digits", TOML, '"249.00"', '"249.001"', None, "course[J1].price_choices"),
    Case("money.unknown_currency", TOML, '"CNY"', '"RMB"', None, "programme.currency"),
    Case(
        "files.budget_below_floor",
        TOML,
        'weekly_max = "30000.00"',
        'weekly_max = "60000.00"\nweekly_min = "40000"',
        None,
        "budgets.party.zhihai",
    ),
]


@pytest.mark.parametrize("case", [*CELLS, *ROWS, *AGREEMENT, *SHAPES, *PROGRAMME], ids=lambda case: case.code)
def test_a_fault_is_named_with_its_place(refusal, contents, case):
    text = contents[case.path]
    assert case.old == "*" or case.old in text
    contents[case.path] = case.new if case.old == "*" else text.replace(case.old, case.new, 1)
    found = [
        (each.notice.code, each.place.file, each.place.row, each.place.column) for each in refusal(contents)
    ]
    expected = (case.code, case.path, case.row, case.column)
    assert found == [expected] if case.alone else expected in found


def codes(findings):
    return [finding.notice.code for finding in findings]


def test_a_folder_without_programme_file_is_refused(refusal):
    assert codes(refusal({"readme.txt": ""})) == ["files.not_a_folder"]


def test_a_missing_file_is_named_with_the_columns_it_needs(refusal, contents):
    del contents[ORDERS], contents[SPEND], contents[TRAINING]
    found = refusal(contents)
    assert {(each.notice.code, each.place.file) for each in found} == {
        ("files.missing_file", ORDERS),
        ("files.missing_file", SPEND),
        ("files.missing_file", TRAINING),
    }
    assert "ordered_at" in found[0].say("en")


def test_orders_need_a_catalogue(refusal, contents):
    del contents[COURSES]
    assert codes(refusal(contents)) == ["files.missing_file"]


def test_optional_files_may_be_missing(read, contents):
    for path in (LEARNING, FEEDBACK, TESTS, RESOURCES, REFUNDS, "controls.csv"):
        del contents[path]
    events = read(contents).events
    assert len(events.tables["refunds"]) == 0
    assert len(events.tables["controls"]) == 0


def test_two_forms_of_one_file_are_refused(refusal, contents):
    contents["zhihai/spend.xlsx"] = b""
    assert "files.two_forms" in codes(refusal(contents))


def test_bytes_that_are_no_text_are_refused_at_their_row(refusal, contents):
    contents[SPEND] = contents[SPEND].encode() + b"2026-11-23,\xff\xff\xff"
    found = refusal(contents)
    assert [(each.notice.code, each.place.row) for each in found] == [("files.not_text", 32)]


def test_a_course_never_sold_is_refused(refusal, contents):
    contents[ORDERS] = contents[ORDERS].replace(",J1,", ",C9,")
    contents[REFUNDS] = contents[REFUNDS].splitlines()[0]
    assert codes(refusal(contents)) == ["files.all_zero"]


def test_a_lever_of_another_kind_is_sent_to_its_file(refusal, contents):
    contents[TOML] = contents[TOML].replace('party = "mingde"\nkind', 'party = "zhihai"\nkind')
    contents["zhihai/training.csv"] = contents.pop(TRAINING)
    contents[SPEND] += "2026-11-23,joint-2026,tutors,5.00,CNY,,\n"
    found = refusal(contents)
    assert codes(found) == ["files.lever_of_other_kind"]
    assert "training.csv" in found[0].say("en")


SECOND_COURSE = """
[[course]]
id = "C9"
title = "写作课"
seller = "zhihai"
requires = ["zhihai"]
"""


def test_a_test_of_a_lever_on_a_course_it_does_not_act_on_is_refused(refusal, read, contents):
    contents[TOML] = contents[TOML].replace('unit = "money"', 'unit = "money"\ncourses = ["C9"]')
    contents[TOML] += SECOND_COURSE
    (found,) = refusal(contents)
    assert found.notice.code == "files.lever_not_on_course"
    assert (found.place.file, found.place.row, found.place.column) == (TESTS, 2, "course_id")
    contents[TESTS] = contents[TESTS].replace("J1", "C9")
    assert len(read(contents).events.tables["tests"]) == 1


def test_a_test_that_two_parties_tell_differently_is_refused_in_the_second_file(refusal, read, contents):
    header, row = contents[TESTS].splitlines()
    earlier, differing = row.replace("06-28", "06-21"), row.replace(",27", ",28")
    contents["mingde/tests.csv"] = "\n".join([header, earlier, differing]) + "\n"
    (found,) = refusal(contents)
    assert found.notice.code == "files.test_told_differently"
    assert (found.place.file, found.place.row, found.facts["other"]) == ("mingde/tests.csv", 3, TESTS)
    contents["mingde/tests.csv"] = contents["mingde/tests.csv"].replace(",28", ",27.0")
    assert read(contents).warnings == ()


def test_a_missing_column_is_refused_beside_the_unknown_one(refusal, contents):
    contents[ORDERS] = contents[ORDERS].replace("coupon", "cupon", 1)
    found = refusal(contents)
    assert [(each.notice.code, each.place.column) for each in found] == [
        ("files.unknown_column", "cupon"),
        ("files.missing_column", "coupon"),
    ]
    assert "coupon" in found[0].say("en")


def test_a_renamed_column_is_taken_for_one_that_the_file_lacks(refusal, contents):
    """order_id is nearer to order_tme, but it is there already."""
    contents[ORDERS] = contents[ORDERS].replace("ordered_at", "order_tme", 1)
    unknown, missing = refusal(contents)
    assert (unknown.notice.code, missing.place.column) == ("files.unknown_column", "ordered_at")
    assert "Did you mean “ordered_at”?" in unknown.say("en")


def test_a_column_too_many_is_not_taken_for_another(refusal, contents):
    (header, *rows) = contents[ORDERS].splitlines()
    assert header.endswith("coupon")
    contents[ORDERS] = "\n".join([f"{header},couponn", *(f"{row}," for row in rows)]) + "\n"
    (unknown,) = refusal(contents)
    assert unknown.notice.code == "files.unknown_column"
    assert "Did you mean" not in unknown.say("en")


def test_two_processes_say_the_same(refusal, contents, tmp_path):
    """Sets list themselves by hashes of texts, which differ from process to process."""
    contents[ORDERS] = contents[ORDERS].replace(FIRST_ORDER, order(course_id="##"), 1)
    contents[COURSES] += "".join(
        f"{contents[COURSES].splitlines()[-1].replace('C9', f'D{place}')}\n" for place in range(12)
    )
    assert any("Known are" in finding.say("en") for finding in refusal(contents))
    program = (
        "import sys; from pathlib import Path; from kuajie.exchange.reading import read_folder\n"
        "from kuajie.messages import BadInput\n"
        "try: read_folder(Path(sys.argv[1]))\n"
        "except BadInput as refused: print(*(each.say('en') for each in refused.findings), sep='\\n')"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "folder1")],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    (once,) = said
    assert "Known are" in once


def test_a_key_conflict_names_both_rows(refusal, contents):
    contents[ORDERS] += order(paid="1.00") + "\n"
    (found,) = refusal(contents)
    assert (found.place.row, found.facts["other"]) == (92, 2)


def test_at_most_fifty_errors_of_a_file_are_listed_and_the_rest_counted(refusal, contents):
    contents[ORDERS] = contents[ORDERS].replace(",CNY,", ",XYZ,")
    found = refusal(contents)
    assert codes(found) == ["money.unknown_currency"] * 50 + ["files.more_findings"]
    assert found[-1].facts["count"] == 40


def test_faults_of_several_files_are_told_together(refusal, contents):
    contents[SPEND] = contents[SPEND].replace("1000.50", "x", 1)
    contents[TRAINING] = contents[TRAINING].replace("hours", "days", 1)
    contents[TOML] = contents[TOML].replace('role = "platform"', 'role = "x"')
    assert {(each.notice.code, each.place.file) for each in refusal(contents)} >= {
        ("files.not_a_number", SPEND),
        ("files.unknown_word", TOML),
    }


def test_an_unknown_domain_error_never_surfaces_for_any_lost_line_of_programme_toml(contents, read):
    """Whichever single line is missing, the folder is read or refused, never more."""
    lines = contents[TOML].splitlines()
    for place in range(len(lines)):
        contents[TOML] = "\n".join(lines[:place] + lines[place + 1 :])
        with suppress(BadInput):
            read(contents)


WARNINGS = [
    Case("files.paid_above_list", ORDERS, FIRST_ORDER, order(paid="299.01"), 2, "paid"),
    Case("files.price_below_cost", TOML, '"249.00"', '"59.99"', None, "course[J1].price_choices"),
    Case("files.tight_seats", COURSES, ",40,", ",3,", 2, "seats"),
    Case("files.unknown_course", FEEDBACK, "J1", "J9", 2, "course_id"),
    Case("files.share_above_one", TESTS, "12,enrolments,0.9,-3,27", "8,share,0.9,5,11", 2, "lift"),
]


@pytest.mark.parametrize("case", WARNINGS, ids=lambda case: case.code)
def test_what_is_odd_but_possible_is_a_warning(read, contents, case):
    contents[case.path] = contents[case.path].replace(case.old, case.new, 1)
    found = [
        (each.notice.code, each.place.file, each.place.row, each.place.column, each.severity)
        for each in read(contents).warnings
    ]
    assert found == [(case.code, case.path, case.row, case.column, Severity.WARNING)]


def test_orders_of_a_joint_course_in_another_partys_file_are_pointed_out(read, contents):
    contents["mingde/orders.csv"] = contents[ORDERS].splitlines()[0] + "\n" + FIRST_ORDER + "\n"
    contents["mingde/courses.csv"] = contents[COURSES]
    assert codes(read(contents).warnings) == ["files.course_of_other_seller"]


def test_few_weeks_and_unused_levers_are_warnings(read, contents):
    contents[ORDERS] = "\n".join(contents[ORDERS].splitlines()[:40])
    contents[TRAINING] = contents[TRAINING].splitlines()[0] + "\n" + FIRST_TRAINING.replace("0.5", "0")
    assert codes(read(contents).warnings) == ["files.lever_never_used", "files.few_weeks"]


def test_a_table_nobody_reads_is_pointed_out(read, contents):
    contents["zhihai/order.csv"] = "a,b\n"
    contents["zhihai/notes.txt"] = "free"
    (warning,) = read(contents).warnings
    assert (warning.notice.code, warning.place.file) == ("files.unknown_file", "zhihai/order.csv")
    assert "orders" in warning.say("en")


def test_spend_of_other_programmes_is_left_out_with_a_note(read, contents):
    whole = read(contents)
    contents[SPEND] += "2026-11-23,another-2025,whatever,5.00,CNY,,\n"
    reading = read(contents)
    assert codes(reading.warnings) == ["files.rows_of_other_programmes"]
    assert reading.events.fingerprint == whole.events.fingerprint
