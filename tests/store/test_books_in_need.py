"""Books on a full disk, in a folder only to be read, and kept by two at once: a notice, nothing half."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest

from kuajie.messages import BadInput
from kuajie.settlement.chain import NOTHING_BEFORE, Entry, EntryKind, sha256
from kuajie.store.locked_folder import FolderInUse, locked_folder
from kuajie.store.settlement_books import FolderBooks

ROOT = Path(__file__).parent.parent.parent
FULL = 100_000
"""Bytes that a file may hold in the program for which the disk is full."""
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits and users")


def entry(number: int, previous: str) -> Entry:
    return Entry(
        number=number, kind=EntryKind.LOCK, period="2026-10", previous=previous, body={"day": "2026-11-01"}
    )


def told_by(folder: Path, code: str) -> dict[str, object]:
    """Return what a program says that does something with the books of a folder."""
    before = (
        "import json, os, resource, sys\n"
        "from kuajie.messages import BadInput\n"
        "from kuajie.store.settlement_books import FolderBooks\n"
        "from pathlib import Path\n"
        "from tests.store.test_books_in_need import entry, FULL\n"
        "books, said = FolderBooks(Path('.')), ''\n"
    )
    after = "\nprint(json.dumps({'said': said, 'left': sorted(map(str, Path('settlement').rglob('*')))}))"
    run = subprocess.run(
        [sys.executable, "-c", before + code + after],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(run.stdout)
    return found


@posix
@pytest.mark.parametrize(
    "content", ["b'x' * 2 * FULL", "partial(write_table_csv, pa.table({'a': range(FULL)}))"]
)
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, content: str) -> None:
    books = FolderBooks(tmp_path)
    first = books.append(entry(1, NOTHING_BEFORE), {"a.csv": b"a\n1\n"})
    told = told_by(
        tmp_path,
        "import pyarrow as pa\n"
        "from functools import partial\n"
        "from kuajie.settlement.table_form import write_table_csv\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))\n"
        f"try: books.append(entry(2, {first.hash!r}), {{'a.csv': b'a', 'b.csv': {content}}})\n"
        "except BadInput as error: said = str(error)",
    )
    assert "Nothing could be kept in the books: File too large" in str(told["said"])
    assert told["left"] == [f"settlement/000001{name}" for name in ("", "/a.csv", "/entry.json")]
    assert books.entries() == [first]


@posix
def test_a_folder_that_may_only_be_read_is_said_before_anything_is_done(tmp_path: Path) -> None:
    books = FolderBooks(tmp_path)
    first = books.append(entry(1, NOTHING_BEFORE), {})
    tmp_path.chmod(0o755)
    (tmp_path / "settlement").chmod(0o555)
    (tmp_path / "settlement" / "000001").chmod(0o555)
    told = told_by(
        tmp_path,
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try:\n"
        "    with books.alone(): said = 'went on'\n"
        "except BadInput as error: said = str(error)\n"
        "try: books.append(entry(2, ''), {})\n"
        "except BadInput as error: said += str(error)",
    )
    assert str(told["said"]).count("Nothing could be kept in the books: Permission denied") == 2
    (tmp_path / "settlement").chmod(0o755)
    assert books.entries() == [first]


def test_two_never_keep_at_once(tmp_path: Path) -> None:
    books = FolderBooks(tmp_path)
    code = (
        "import sys\nfrom pathlib import Path\nfrom kuajie.store.locked_folder import locked_folder\n"
        "with locked_folder(Path(sys.argv[1])) as sure:\n    print(sure, flush=True)\n    sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "True\n"
        with pytest.raises(FolderInUse), locked_folder(tmp_path):
            pass
        with pytest.raises(BadInput, match="Another Kuajie is writing to these books just now"):
            books.append(entry(1, NOTHING_BEFORE), {})
        assert not books.place.exists()
        other.kill()
    kept = books.append(entry(1, NOTHING_BEFORE), {})  # the lock went with the program that was killed
    assert books.entries() == [kept]


def test_two_threads_of_one_program_never_keep_at_once(tmp_path: Path) -> None:
    def tried() -> str:
        try:
            with locked_folder(tmp_path):
                return "went on"
        except FolderInUse:
            return "in use"

    with ThreadPoolExecutor(max_workers=1) as other:
        with locked_folder(tmp_path):
            assert other.submit(tried).result() == "in use"
        assert other.submit(tried).result() == "went on"


def hello(file: IO[bytes]) -> None:
    file.write(b"hello")


def test_who_keeps_may_ask_again_for_the_lock_and_readers_need_none(tmp_path: Path) -> None:
    books = FolderBooks(tmp_path)
    with books.alone() as sure, books.alone() as again:
        assert sure
        assert again
        kept = books.append(entry(1, NOTHING_BEFORE), {"a.csv": hello})
        assert books.entries() == [kept]
    assert kept.files == {"a.csv": sha256(b"hello")}
    with books.alone() as sure:
        assert sure


def test_what_a_reader_leaves_unread_counts_too(tmp_path: Path) -> None:
    books = FolderBooks(tmp_path)
    kept = books.append(entry(1, NOTHING_BEFORE), {"a.csv": b"first\nsecond\n"})
    assert books.read_as(kept, "a.csv", lambda file: file.read(5)) == b"first"
    path = books.place / "000001" / "a.csv"
    path.write_bytes(b"first\nthird\n")
    with pytest.raises(BadInput, match=r"settlement/000001/a.csv: The books are not as they were kept"):
        books.read_as(kept, "a.csv", lambda file: file.read(5))
    path.unlink()
    with pytest.raises(BadInput, match="No such file"):
        books.read_as(kept, "a.csv", lambda file: file.read(5))
