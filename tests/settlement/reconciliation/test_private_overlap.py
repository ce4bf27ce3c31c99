"""Private set intersection behind its port: a plain engine written here, and OpenMined's where installed."""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from collections.abc import Sequence

import pyarrow as pa
import pytest

from kuajie.exchange.openmined_overlap import open_overlap
from kuajie.messages import BadInput, MissingTool
from kuajie.settlement.reconciliation.book import ENTRIES, Book, Entries
from kuajie.usecases.private_overlap import PrivateOverlap, answer, ask, overlap_book, read_answer

# A safe prime of 256 bits: fast enough for tests, too small for secrets.
PRIME = 2**256 - 36113


class PlainOverlap:
    """The protocol as its formula says: H(x)^ab is the same whoever raises first."""

    def new_key(self) -> bytes:
        return secrets.token_bytes(32)

    def request(self, items: Sequence[str], *, key: bytes) -> bytes:
        return json.dumps([pow(_hashed(item), _odd(key), PRIME) for item in items]).encode()

    def answer(self, items: Sequence[str], request: bytes) -> bytes:
        asked, own = json.loads(request), _odd(secrets.token_bytes(32))
        mine = sorted(pow(_hashed(item), own, PRIME) for item in items)
        return json.dumps([mine, [pow(each, own, PRIME) for each in asked]]).encode()

    def common(self, answer: bytes, *, key: bytes) -> Sequence[int]:
        theirs, raised = json.loads(answer)
        known = {pow(each, _odd(key), PRIME) for each in theirs}
        return [place for place, each in enumerate(raised) if each in known]


def _hashed(item: str) -> int:
    return pow(int.from_bytes(hashlib.sha256(item.encode()).digest(), "big") % PRIME, 2, PRIME)


def _odd(key: bytes) -> int:
    return int.from_bytes(key, "big") | 1


@pytest.fixture(
    params=[
        "plain",
        pytest.param("openmined", marks=pytest.mark.needs("psi")),
    ]
)
def engine(request: pytest.FixtureRequest) -> PrivateOverlap:
    return PlainOverlap() if request.param == "plain" else open_overlap()


def book(amounts: dict[str, int]) -> Book:
    rows = [
        {
            "order": order,
            "line": 1,
            "course": "",
            "amount": amount,
            "refund": False,
            "at": None,
            "currency": "CNY",
            "cancelled": False,
            "file": "book.csv",
            "row": place,
        }
        for place, (order, amount) in enumerate(amounts.items(), start=2)
    ]
    return overlap_book(Entries(name="book", table=pa.Table.from_pylist(rows, schema=pa.schema(ENTRIES))))


OURS = {f"N{place}": 1000 + place for place in range(20)}
THEIRS = {f" n{place}": 1000 + place + (place == 15) for place in range(10, 30)}


def test_three_steps_tell_what_is_common_and_agrees(engine: PrivateOverlap) -> None:
    ours, theirs, key = book(OURS), book(THEIRS), engine.new_key()
    request = ask(ours, key, engine=engine)
    reply = answer(theirs, request, file="request", engine=engine)
    found = read_answer(ours, key, reply, file="reply", engine=engine)
    names = found.book.lines["order"].to_pylist()
    assert {name for name, there in zip(names, found.present, strict=True) if there} == {
        f"N{place}" for place in range(10, 20)
    }
    assert {name for name, same in zip(names, found.agrees, strict=True) if same} == {
        f"N{place}" for place in range(10, 20) if place != 15
    }
    assert found.other_lines == 20


def test_neither_message_shows_an_order(engine: PrivateOverlap) -> None:
    key = engine.new_key()
    request = ask(book(OURS), key, engine=engine)
    assert request != ask(book(OURS), engine.new_key(), engine=engine)
    reply = answer(book(THEIRS), request, file="request", engine=engine)
    assert reply != answer(book(THEIRS), request, file="request", engine=engine)
    for message in (request, reply):
        assert not any(f'"{order.strip()}' in message for order in (*OURS, *THEIRS))


def test_a_request_for_more_lines_than_allowed_is_refused(engine: PrivateOverlap) -> None:
    request = ask(book(OURS), engine.new_key(), engine=engine)
    with pytest.raises(BadInput, match="more than the 19 allowed"):
        answer(book(THEIRS), request, file="request", engine=engine, most=19)
    with pytest.raises(BadInput, match="more than the 2 allowed"):
        answer(book({"N1": 1}), request, file="request", engine=engine)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{}",
        "[]",
        '{"kuajie_psi": 2, "lines": 1, "present": "", "agrees": ""}',
        '{"kuajie_psi": 1, "lines": 1}',
    ],
)
def test_what_is_no_message_is_refused(message: str) -> None:
    with pytest.raises(BadInput, match="no message of this comparison"):
        answer(book(OURS), message, file="request", engine=PlainOverlap())


@pytest.mark.needs("psi")
def test_damaged_messages_are_refused_by_the_engine_too() -> None:
    engine = open_overlap()
    key = engine.new_key()
    with pytest.raises(ValueError, match=r"\w"):
        engine.answer(["x"], b"\xff\xff\xff")
    whole = engine.answer(["x"], engine.request(["x"], key=key))
    with pytest.raises(ValueError, match=r"\w"):
        engine.common(whole[:20], key=key)


def test_an_answer_is_read_with_its_own_key_and_book_alone(engine: PrivateOverlap) -> None:
    key = engine.new_key()
    reply = answer(book(THEIRS), ask(book(OURS), key, engine=engine), file="request", engine=engine)
    for other, lines in ((engine.new_key(), OURS), (key, OURS | {"N3": 1})):
        with pytest.raises(BadInput, match="no message of this comparison"):
            read_answer(book(lines), other, reply, file="reply", engine=engine)


def test_without_the_extra_it_says_how_to_get_it_and_what_to_do_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", [])  # nothing is found, as on a machine without the extra
    monkeypatch.delitem(sys.modules, "private_set_intersection", raising=False)
    with pytest.raises(MissingTool, match=r"kuajie\[psi\].*kuajie reconcile-keys"):
        open_overlap()
