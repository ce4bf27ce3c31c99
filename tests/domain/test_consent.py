"""Consent holds for a named recipient, field and purpose, between its beginning and its first end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.consent import Consent, may_use

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)


def consent(**changed: object) -> Consent:
    given = {
        "party": "E",
        "recipient": "P",
        "field": "orders",
        "purpose": "recommendation",
        "given_at": START,
    }
    return Consent(**(given | changed))  # type: ignore[arg-type]


def test_it_holds_for_what_it_names_and_while_it_lasts() -> None:
    ours = consent(expires_at=START + 10 * DAY)
    assert ours.holds(field="orders", purpose="recommendation", at=START)
    assert not ours.holds(field="phone", purpose="recommendation", at=START)
    assert not ours.holds(field="orders", purpose="marketing", at=START)
    assert not ours.holds(field="orders", purpose="recommendation", at=START - DAY)
    assert not ours.holds(field="orders", purpose="recommendation", at=START + 10 * DAY)
    assert consent(field="*", purpose="*").holds(field="phone", purpose="marketing", at=START + DAY)


def test_it_is_given_one_way_and_ones_own_data_need_none() -> None:
    asked = {"field": "orders", "purpose": "recommendation", "at": START}
    assert may_use([consent()], party="E", recipient="P", **asked)  # type: ignore[arg-type]
    assert not may_use([consent()], party="P", recipient="E", **asked)  # type: ignore[arg-type]
    assert may_use([], party="E", recipient="E", **asked)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="needs no consent"):
        consent(recipient="E")


ends = st.none() | st.integers(0, 20)


@given(ends, ends, st.integers(-5, 25))
def test_the_first_end_counts(expires: int | None, withdrawn: int | None, at: int) -> None:
    held = consent(
        expires_at=None if expires is None else START + expires * DAY,
        withdrawn_at=None if withdrawn is None else START + withdrawn * DAY,
    ).holds(field="orders", purpose="recommendation", at=START + at * DAY)
    last = min((end for end in (expires, withdrawn) if end is not None), default=1000)
    assert held == (0 <= at < last)
