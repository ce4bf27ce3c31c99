"""Books of any terms: what is written of them comes back, and what comes later changes nothing before it."""

from __future__ import annotations

import json
from collections import defaultdict

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.settlement.strategies import DAY, FIRST, SPAN, THEMES, cases, number
from tests.settlement.test_against_reference import history_of

from kuajie.settlement.journal import book, up_to
from kuajie.settlement.knowledge import known_of
from kuajie.settlement.terms_form import agreement_of_plain, agreement_plain, canonical_json


def totals(lines: pa.Table) -> dict[tuple[str, ...], int]:
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for row in lines.to_pylist():
        sums[row["kind"], row["event"], row["clause"], row["account"], row["party"]] += row["amount"]
    return sums


@pytest.mark.parametrize("theme", THEMES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_terms_and_history_come_back_whole(theme: str, data: st.DataObject) -> None:
    agreement, happened = data.draw(cases(theme))
    terms = canonical_json(agreement_plain(agreement))
    assert agreement_of_plain(json.loads(terms)) == agreement
    assert known_of(terms, history_of(happened)).history() == history_of(happened)


@pytest.mark.parametrize("theme", THEMES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_comes_later_changes_no_line_before_it(theme: str, data: st.DataObject) -> None:
    agreement, happened = data.draw(cases(theme))
    known = known_of(canonical_json(agreement_plain(agreement)), history_of(happened))
    moment = (number(FIRST) + data.draw(st.integers(0, SPAN + 31))) * DAY
    assert totals(up_to(book(known), moment)) == totals(book(known.before(moment)))
