"""Copies of a site: of one moment, whole or not there; bringing one back changes nothing or everything."""

from __future__ import annotations

import os
import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from processes import KUAJIE, run

from kuajie.messages import BadInput
from kuajie_site.backups.databases import database_of
from kuajie_site.backups.make import back_up
from kuajie_site.backups.restore import RESTORING, require_restored, restore
from kuajie_site.serving.alone import alone_on

PROGRAMME = "programmes/6b1f6c0e-0000-4000-8000-000000000001"
NOT_KEPT = (
    "static/site.css",
    "incoming/tmp.upload",
    f"{PROGRAMME}/drafts/1/programme.toml",
    f"{PROGRAMME}/uploads/.0a.part/incoming",
    f"{PROGRAMME}/kuajie/answers/.unfinished-1/record",
    ".backup-killed/database.sqlite3",
)
KEPT = (
    "secret_key",
    f"{PROGRAMME}/versions/000001/programme.toml",
    f"{PROGRAMME}/versions/000001/drafts/orders.csv",  # a party of that name
    f"{PROGRAMME}/settlement/000001/entry.json",
    f"{PROGRAMME}/kuajie/answers/key/record",
    f"{PROGRAMME}/uploads/2/0.csv",
    "set_ups/1/programme.toml",
)


@pytest.fixture(autouse=True)
def no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUAJIE_DATABASE_URL", raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Write the folder of a site, with what must not be kept."""
    data = tmp_path / "data"
    for name in (*KEPT, *NOT_KEPT):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(name)
    (data / "secret_key").chmod(0o600)
    versions = data / PROGRAMME / "versions"
    (versions / "000001" / ".kuajie").symlink_to("../../kuajie", target_is_directory=True)
    (versions / "000002").mkdir()
    os.link(versions / "000001" / "programme.toml", versions / "000002" / "programme.toml")
    with closing(sqlite3.connect(data / "site.sqlite3")) as own:
        own.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE told (word TEXT); INSERT INTO told VALUES ('one')"
        )
    return data


def words(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "site.sqlite3")) as own:
        return [word for (word,) in own.execute("SELECT word FROM told")]


def write_two(data: Path) -> None:
    with closing(sqlite3.connect(data / "site.sqlite3", timeout=30)) as own, own:
        own.execute("INSERT INTO told VALUES ('two')")


def names_in(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix() for path in found}


def test_what_comes_back_is_what_was_there(data: Path, tmp_path: Path) -> None:
    size = back_up(data, tmp_path / "copy.tar.gz")
    assert (tmp_path / "copy.tar.gz").stat().st_size == size
    assert (tmp_path / "copy.tar.gz").stat().st_mode & 0o077 == 0
    assert restore(tmp_path / "copy.tar.gz", tmp_path / "new").endswith("UTC")
    new = tmp_path / "new"
    assert words(new) == ["one"]
    second = f"{PROGRAMME}/versions/000002/programme.toml"
    link = f"{PROGRAMME}/versions/000001/.kuajie"
    assert names_in(new) - {"serve.lock"} == {*KEPT, second, link, "site.sqlite3"}
    assert all((new / name).read_text() == name for name in KEPT)
    assert (new / "secret_key").stat().st_mode & 0o077 == 0
    assert (new / link / "answers" / "key" / "record").is_file()
    assert (new / second).samefile(new / PROGRAMME / "versions" / "000001" / "programme.toml")


def test_nothing_of_the_copying_is_left_in_the_site(data: Path, tmp_path: Path) -> None:
    before = names_in(data) - {NOT_KEPT[-1]}
    back_up(data, tmp_path / "copy")
    assert names_in(data) - {"backup.lock", "site.sqlite3-shm", "site.sqlite3-wal"} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "data"]


def test_changes_wait_while_a_copy_is_taken_and_reading_does_not(data: Path) -> None:
    written = threading.Event()

    def write() -> None:
        write_two(data)
        written.set()

    with database_of(data).held():
        thread = threading.Thread(target=write)
        thread.start()
        assert not written.wait(0.3)
        assert words(data) == ["one"]
    thread.join(30)
    assert words(data) == ["one", "two"]


def test_a_copy_is_of_the_moment_at_which_files_were_taken(data: Path, tmp_path: Path) -> None:
    writer = threading.Thread(target=write_two, args=[data])
    database_of(data).copy_with(writer.start, tmp_path / "copy.sqlite3")
    writer.join(30)
    assert words(data) == ["one", "two"]
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as own:
        assert own.execute("SELECT word FROM told").fetchall() == [("one",)]


def test_one_copy_at_a_time(data: Path, tmp_path: Path) -> None:
    with alone_on(data, "backup.lock"), pytest.raises(BadInput, match="being written already"):
        back_up(data, tmp_path / "copy")


@pytest.mark.parametrize("place", ["there", "data/inside", "no/such/folder"])
def test_a_place_that_cannot_be_written_to_is_refused(data: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(BadInput):
        back_up(data, tmp_path / place)
    assert (tmp_path / "there").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "there"]


def test_a_folder_without_a_site_has_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no site"):
        back_up(tmp_path / "none", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_alone(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("mine")
    for place in (tmp_path / "mine", data):
        before = names_in(place)
        with pytest.raises(BadInput, match="is not empty") as refused:
            restore(tmp_path / "copy", place)
        assert "不是空文件夹" in refused.value.say("zh")
        assert names_in(place) - {"serve.lock"} == before


def test_a_site_that_runs_is_left_alone(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy")
    with alone_on(data), pytest.raises(BadInput, match="already running"):
        restore(tmp_path / "copy", data)
    assert words(data) == ["one"]


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_a_copy_that_was_cut_off_brings_nothing_back(data: Path, tmp_path: Path, part: float) -> None:
    (data / PROGRAMME / "versions" / "000001" / "orders.csv").write_bytes(os.urandom(100_000))
    size = back_up(data, tmp_path / "copy")
    os.truncate(tmp_path / "copy", int(size * part))
    with pytest.raises(BadInput, match="no whole copy"):
        restore(tmp_path / "copy", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_copy_with_a_changed_byte_brings_nothing_back(data: Path, tmp_path: Path) -> None:
    (data / PROGRAMME / "versions" / "000001" / "orders.csv").write_bytes(os.urandom(100_000))
    back_up(data, tmp_path / "copy")
    content = bytearray((tmp_path / "copy").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "copy").write_bytes(content)
    (tmp_path / "new").mkdir()
    with pytest.raises(BadInput):
        restore(tmp_path / "copy", tmp_path / "new")
    assert names_in(tmp_path / "new") <= {"serve.lock"}


def test_an_archive_of_something_else_brings_nothing_back(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "evil", "../outside")
    for place in (tmp_path / "other.tar.gz", tmp_path / "evil", tmp_path / "missing"):
        with pytest.raises(BadInput, match="no whole copy"):
            restore(place, tmp_path / "new")
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path / "new").exists()


def test_a_copy_does_not_become_another_kind_of_database(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(data, tmp_path / "copy")
    monkeypatch.setenv("KUAJIE_DATABASE_URL", f"sqlite:///{data / 'site.sqlite3'}")
    with pytest.raises(BadInput, match="is not empty"):
        restore(tmp_path / "copy", tmp_path / "new")
    assert words(data) == ["one"]
    assert not (tmp_path / "new").exists()


def test_a_start_refuses_what_was_brought_back_half(data: Path) -> None:
    (data / RESTORING).mkdir()
    with pytest.raises(BadInput, match="broke off half-way"):
        require_restored(data)
    done = run([KUAJIE, "serve", "--data", data, "--lang", "zh"])
    assert done.returncode == 2
    assert "中途中断" in done.stderr


def test_the_commands_say_what_they_did(data: Path, tmp_path: Path) -> None:
    copy, new = tmp_path / "copy.tar.gz", tmp_path / "new"
    done = run([KUAJIE, "site-backup", "--data", data, copy, "--lang", "en"])
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{copy} holds the site of {data}" in done.stdout
    done = run([KUAJIE, "site-restore", "--data", new, copy, "--lang", "zh"])
    assert (done.returncode, done.stderr) == (0, "")
    assert f"恢复到 {new}" in done.stdout
    assert words(new) == ["one"]
