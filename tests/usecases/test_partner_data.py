"""What records and the planner say of candidate partners."""

from __future__ import annotations

import pytest

from kuajie.usecases.partner_data import DATA_CRITERIA, read_partner_data
from kuajie.usecases.partner_surplus import predict_surplus
from kuajie.usecases.partners_question import SourceKind
from kuajie.usecases.progress import silent
from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse


@pytest.fixture(scope="module")
def surplus(reading, fit):
    return predict_surplus(reading.programme, fit, party="zhihai", draws=40)


def sheet_of(reading, surplus):
    return read_partner_data(
        reading.programme,
        reading.events,
        party="zhihai",
        surplus=surplus,
        warehouse=DuckDBWarehouse(),
        progress=silent,
    )


def test_surplus_is_what_a_pair_reaches_beyond_its_parts(surplus, split):
    worth = {frozenset(each.members): each.worth.mean for each in split.worths}
    for other in ("mingde", "yuanhang"):
        pair, own, theirs = (worth[frozenset(each)] for each in (("zhihai", other), ("zhihai",), (other,)))
        # The split judges its plans on other draws of the same posterior.
        assert surplus[other] == pytest.approx(pair - own - theirs, rel=0.3)
        assert surplus[other] > 0.0


def test_every_criterion_is_fed_where_there_are_records(reading, surplus):
    sheet = sheet_of(reading, surplus)
    assert {each.id for each in sheet.criteria} == {row.criterion.id for row in DATA_CRITERIA}
    assert sheet.left_out == ()
    assert sheet.scores.keys() == sheet.sources.keys()
    assert all(each.kind is SourceKind.DATA for each in sheet.sources.values())
    assert sheet.sources["mingde", "surplus"].files == ()


def test_without_plans_there_is_no_surplus(reading):
    sheet = sheet_of(reading, {})
    assert [each.id for each in sheet.left_out] == ["surplus"]


def test_the_catalogue_complement_by_hand(reading):
    own = {party: set() for party in ("zhihai", "mingde")}
    joint = {course.id for course in reading.programme.courses if len(course.requires) > 1}
    for row in reading.events.tables["courses"].to_pylist():
        if row["party"] in own and row["course_id"] not in joint:
            own[row["party"]] |= {each.strip() for each in row["concepts"].split(";") if each.strip()}
    sheet = sheet_of(reading, {})
    assert sheet.scores["mingde", "complement"] == len(own["mingde"] - own["zhihai"])
