"""The folder that keeps books: wholly or not at all, never twice, and damage is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kuajie.messages import BadInput
from kuajie.settlement.chain import NOTHING_BEFORE, Entry, EntryKind, sha256
from kuajie.store.settlement_books import FolderBooks


def entry(number: int, previous: str, **files: bytes) -> Entry:
    return Entry(
        number=number,
        kind=EntryKind.LOCK,
        period="2026-10",
        previous=previous,
        files={f"{name}.csv": sha256(data) for name, data in files.items()},
        body={"day": "2026-11-01"},
    )


@pytest.fixture
def two(tmp_path: Path) -> tuple[FolderBooks, Entry, Entry]:
    books = FolderBooks(tmp_path)
    first = entry(1, NOTHING_BEFORE, postings=b"a\n1\n")
    second = entry(2, first.hash)
    books.append(first, {"postings.csv": b"a\n1\n"})
    books.append(second, {})
    return books, first, second


def test_what_is_kept_comes_back(two: tuple[FolderBooks, Entry, Entry]) -> None:
    books, first, second = two
    assert books.entries() == [first, second]
    assert books.read(first, "postings.csv") == b"a\n1\n"
    assert sorted(path.name for path in books.place.iterdir()) == ["000001", "000002"]


def test_a_number_is_taken_once(two: tuple[FolderBooks, Entry, Entry]) -> None:
    books, first, second = two
    with pytest.raises(BadInput, match="Somebody else has just written to the books"):
        books.append(entry(2, first.hash), {})
    assert books.entries() == [first, second]


def test_what_a_killed_writer_left_is_no_entry_and_goes(two: tuple[FolderBooks, Entry, Entry]) -> None:
    books, first, second = two
    left = books.place / ".unfinished-abc"
    left.mkdir()
    (left / "entry.json").write_text("{")
    assert books.entries() == [first, second]
    books.append(entry(3, second.hash), {})
    assert not left.exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("000001/postings.csv", b"1", b"2", r"settlement/000001/postings.csv: The books are not as"),
        ("000002/entry.json", b"2026-11-01", b"2026-11-02", ""),
        ("000001/entry.json", b"2026-10", b"2026-09", r"settlement/000002: The books are not as"),
        ("000001/entry.json", b'"format":1', b'"format":2', r"kept by a newer Kuajie"),
        ("000001/entry.json", b"{", b"[", r"settlement/000001/entry.json: The books are not as"),
    ],
)
def test_damage_is_named(
    two: tuple[FolderBooks, Entry, Entry], name: str, old: bytes, new: bytes, message: str
) -> None:
    books, _, second = two
    place = books.place / name
    place.write_bytes(place.read_bytes().replace(old, new, 1))
    if not message:  # the last entry's own words are held by no later hash: whoever noted its code sees it
        assert books.entries()[-1].hash != second.hash
        return
    with pytest.raises(BadInput, match=message):
        books.read(books.entries()[0], "postings.csv")


def test_a_missing_entry_is_named(two: tuple[FolderBooks, Entry, Entry]) -> None:
    books, first, _ = two
    (books.place / "000001").rename(books.place / "000007")
    with pytest.raises(BadInput, match="settlement/000001: The books are not as they were kept"):
        books.entries()
    assert first.number == 1


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "settlement").write_text("a file in the way")
    with pytest.raises(BadInput, match="Nothing could be kept in the books"):
        FolderBooks(tmp_path).append(entry(1, NOTHING_BEFORE), {})
