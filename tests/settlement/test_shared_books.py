"""Books that several folders link to, and what is done with them without reading what happened."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from tests.settlement.books_folder import NOW, BooksFolder, closings

from kuajie.exchange.programme_alone import read_programme_alone
from kuajie.exchange.reading import read_folder
from kuajie.messages import BadInput
from kuajie.usecases.month_record import month_key, month_of_record, month_record
from kuajie.wiring.kept_books import (
    Said,
    alone_with_books,
    kept_books,
    kept_month,
    lock_month,
    object_to_statement,
    programme_alone,
    sign_statement,
)


@pytest.fixture
def small(tmp_path: Path) -> BooksFolder:
    return BooksFolder(tmp_path / "small").write()


@pytest.fixture
def versions(tmp_path: Path) -> tuple[BooksFolder, BooksFolder]:
    """Write two versions of a folder that share the books beside them."""
    (tmp_path / "settlement").mkdir()
    made = []
    for name in ("1", "2"):
        folder = tmp_path / "versions" / name
        folder.mkdir(parents=True)
        (folder / "settlement").symlink_to(Path("..") / ".." / "settlement", target_is_directory=True)
        made.append(BooksFolder(folder).write())
    return made[0], made[1]


def test_folders_that_share_books_take_turns(versions: tuple[BooksFolder, BooksFolder]) -> None:
    first, second = versions
    code = "books.in_use"
    with alone_with_books(first.folder):
        told: list[str] = []

        def keep() -> None:
            try:
                second.keep("2026-09")
            except BadInput as error:
                told.append(error.findings[0].notice.code)

        other = threading.Thread(target=keep)
        other.start()
        other.join()
    assert told == [code]
    assert second.entries() == []
    first.keep("2026-09")
    assert second.keep("2026-09").appended == []
    assert first.bytes() == second.bytes()


def test_a_month_is_signed_and_locked_as_by_reading_everything(small: BooksFolder, tmp_path: Path) -> None:
    small.settle("2026-09", issue=True, window=9, minimum="0.50")
    other = BooksFolder(tmp_path / "other" / "folder")
    shutil.copytree(small.folder, other.folder)
    codes = {each.party: each.hash for each in kept_month(small.folder, "2026-09").statements}
    for party in ("P", "E", "C"):
        small.settle("2026-09", sign=party, by="somebody", code=codes[party])
        sign_statement(
            other.folder, Said(month="2026-09", party=party, by="somebody", code=codes[party]), now=NOW
        )
    small.settle("2026-09", lock=True)
    lock_month(other.folder, "2026-09", now=NOW)
    assert small.bytes() == other.bytes()


def test_another_statement_than_the_one_seen_is_not_signed(small: BooksFolder) -> None:
    small.settle("2026-09", issue=True)
    with pytest.raises(BadInput, match="code"):
        sign_statement(small.folder, Said(month="2026-09", party="P", by="x", code="0" * 12), now=NOW)
    object_to_statement(
        small.folder, Said(month="2026-09", party="P", by="x", code="", comment="no"), now=NOW
    )
    with pytest.raises(BadInput, match="objects"):
        lock_month(small.folder, "2026-09", now=NOW)


def test_a_month_comes_back_from_its_record(small: BooksFolder) -> None:
    small.close("2026-09")
    small.settle("2026-10", issue=True)
    programme, books = programme_alone(small.folder), kept_books(small.folder)
    for month in ("2026-09", "2026-10"):
        seen = small.settle(month, issue=False, evidence=small.folder.parent / "bundle.zip")
        back = month_of_record(month_record(seen, books), programme, books, month)
        assert list(back.statements) == list(seen.statements)
        assert list(back.later) == list(seen.later)
        assert (back.payments, back.minimum, back.posted) == (seen.payments, seen.minimum, seen.posted)
        assert closings(back) == closings(kept_month(small.folder, month))
    september, october = month_key(books, "2026-09"), month_key(books, "2026-10")
    small.settle("2026-10", sign="P", by="x")
    assert month_key(kept_books(small.folder), "2026-10") == october
    small.orders = [*small.orders, ("A9", "J1", "2026-10-09T12:00:00+08:00", "1.00")]
    small.write().keep("2026-10")
    books = kept_books(small.folder)
    assert month_key(books, "2026-10") != october
    assert month_key(books, "2026-09") != september, "what comes after the lock may correct it"
    altered = month_record(seen, books)
    altered["statements"][0]["brought"] += 1
    with pytest.raises(ValueError, match="not that of its statement"):
        month_of_record(altered, programme, books, "2026-10")


def test_a_programme_alone_is_that_of_the_whole_folder(small: BooksFolder) -> None:
    assert read_programme_alone(small.folder) == read_folder(small.folder).programme


def test_what_is_wrong_with_a_programme_is_told_as_ever(small: BooksFolder) -> None:
    place = small.folder / "P" / "courses.csv"
    place.write_text(place.read_text("utf-8").replace("J1,J1", "J9,J9"), "utf-8")
    with pytest.raises(BadInput) as whole:
        read_folder(small.folder)
    with pytest.raises(BadInput) as alone:
        read_programme_alone(small.folder)
    assert [each.notice for each in alone.value.findings] == [each.notice for each in whole.value.findings]
