"""Tags and commitments: what they give away is what is stated, and nothing besides."""

from __future__ import annotations

import hashlib
import hmac
import random
import uuid
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.settlement.reconciliation.blind import (
    LEAST_KEY_BITS,
    Blinded,
    blinded,
    compare_blind,
    key_bits,
)
from kuajie.settlement.reconciliation.book import ENTRIES, Book, Entries, book_of

SECRET = bytes(range(32))
Lines = dict[int, int]
LINES = st.dictionaries(st.integers(0, 60), st.integers(0, 3), max_size=40)


def key_of(order: int) -> str:
    return hashlib.sha256(b"a key agreed at sale %d" % order).hexdigest()[:32]


def book(lines: Lines) -> Book:
    schema = pa.schema([*ENTRIES, ("key0", pa.string())])
    rows = [
        {
            "order": f"N{order}",
            "line": 1,
            "course": "",
            "amount": amount,
            "refund": False,
            "at": datetime(2026, 10, 1, tzinfo=UTC),
            "currency": "CNY",
            "cancelled": False,
            "file": "book.csv",
            "row": place,
            "key0": key_of(order),
        }
        for place, (order, amount) in enumerate(lines.items(), start=2)
    ]
    return book_of(Entries(name="book", table=pa.Table.from_pylist(rows, schema=schema)), by_line=True)


def tags(lines: Lines, secret: bytes = SECRET) -> list[Blinded]:
    one = book(lines)
    return blinded(one, one.lines["key0"].to_pylist(), secret)


@given(LINES, LINES)
@settings(max_examples=60, deadline=None)
def test_common_keys_and_equal_amounts_are_found_exactly(a: Lines, b: Lines) -> None:
    found = compare_blind(tags(a), tags(b))
    orders_a, orders_b = (
        [int(order[1:]) for order in book(each).lines["order"].to_pylist()] for each in (a, b)
    )
    common = {orders_a[place] for place in found.common_a}
    assert common == set(a) & set(b)
    assert [orders_a[place] for place in found.common_a] == [orders_b[place] for place in found.common_b]
    agreeing = {orders_a[place] for place, same in zip(found.common_a, found.agrees, strict=True) if same}
    assert agreeing == {order for order in common if a[order] == b[order]}
    assert {orders_a[place] for place in found.only_a} == set(a) - set(b)
    assert {orders_b[place] for place in found.only_b} == set(b) - set(a)


def test_tags_are_what_the_formula_says() -> None:
    """Written out again with the standard library's other interface."""

    def derived(key: bytes, message: bytes) -> bytes:
        return hmac.new(key, message, "sha256").digest()

    name = key_of(5).encode() + b"\x1f1"
    version = b"kuajie reconciliation 1 "
    (line,) = tags({5: 1999})
    assert line.tag == derived(derived(SECRET, version + b"tag"), name).hex()
    own = derived(derived(SECRET, version + b"amount"), name)
    assert line.commitment == derived(own, b"CNY\x1f1999").hex()


def test_equal_amounts_cannot_be_seen_in_a_file_and_another_secret_shows_nothing_in_common() -> None:
    lines = dict.fromkeys(range(50), 19900)
    one, other = tags(lines), tags(lines, SECRET[::-1])
    assert len({line.commitment for line in one}) == 50
    assert {line.tag for line in one} & {line.tag for line in other} == set()
    assert {line.commitment for line in one} & {line.commitment for line in other} == set()
    text = "".join(line.tag + line.commitment for line in one)
    assert "19900" not in text
    assert key_of(0) not in text


def test_whoever_holds_key_and_secret_can_try_amounts_and_without_the_key_cannot() -> None:
    """The leak that the answer states, shown; and that it ends at orders both sides hold."""
    theirs = tags({1: 4321, 2: 4321})
    tried = {tags({1: amount})[0].commitment: amount for amount in range(4300, 4330)}
    assert [tried.get(line.commitment) for line in theirs] == [4321, None]


@pytest.mark.parametrize("size", [0, 15])
def test_a_short_secret_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        tags({1: 1}, SECRET[:size])


def test_a_tag_that_stands_twice_is_refused() -> None:
    one = tags({1: 1})
    with pytest.raises(ValueError, match="twice"):
        compare_blind(one + one, one)


@pytest.mark.parametrize("count", [20, 100, 5000])
def test_random_keys_pass_and_keys_with_a_pattern_do_not(count: int) -> None:
    rng = random.Random(count)  # noqa: S311 - keys to be repeated
    hexes = [f"{rng.getrandbits(128):032x}" for _ in range(count)]
    uuids = [str(uuid.UUID(int=rng.getrandbits(128), version=4)) for _ in range(count)]
    assert key_bits(hexes) >= LEAST_KEY_BITS
    assert key_bits(uuids) >= LEAST_KEY_BITS
    counted = [f"{place:032x}" for place in range(count)]
    dated = [f"202610{place:010d}{rng.getrandbits(32):016x}" for place in range(count)]
    timed = [str(uuid.UUID(int=(rng.getrandbits(40) << 88) | (0x1000 << 64) | 12345)) for _ in range(count)]
    for keys in (counted, dated, timed, [hexes[0]] * count):
        assert key_bits(keys) < LEAST_KEY_BITS
