"""Consents in a programme folder: taken whole, or refused with the row."""

from __future__ import annotations

from collections.abc import Callable

from kuajie.exchange.reading import Reading
from kuajie.messages import Finding

Contents = dict[str, str]
HEADER = "party,recipient,field,purpose,given_at,expires_at,withdrawn_at\n"


def test_consents_are_read_as_moments(contents: Contents, read: Callable[[Contents], Reading]) -> None:
    rows = "mingde,zhihai,orders,recommendation,2025-11-01,2030-01-01,\n"
    (row,) = read(contents | {"consents.csv": HEADER + rows}).events.tables["consents"].to_pylist()
    assert (row["party"], row["recipient"]) == ("mingde", "zhihai")
    assert row["given_at"].isoformat() == "2025-10-31T16:00:00+00:00"
    assert row["withdrawn_at"] is None


def test_each_bad_row_is_named(contents: Contents, refusal: Callable[[Contents], list[Finding]]) -> None:
    rows = (
        "nobody,zhihai,orders,recommendation,2025-11-01,,\n"
        "mingde,mingde,orders,recommendation,2025-11-01,,\n"
        "mingde,zhihai,orders,recommendation,2025-11-01,2025-10-01,\n"
    )
    found = refusal(contents | {"consents.csv": HEADER + rows})
    assert {(each.notice.code, each.place.row) for each in found if each.place} == {
        ("files.unknown_party", 2),
        ("files.consent_to_oneself", 3),
        ("files.end_before_start", 4),
    }
