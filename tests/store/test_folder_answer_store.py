"""Answers in the programme folder: the contract, damage, and two processes at once."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from answer_store_contract import KEY, RECORD, AnswerStoreContract, arrays

from kuajie.messages import BadInput
from kuajie.store import entry
from kuajie.store.folder import FolderAnswerStore

ROUNDS = 40


class TestFolderAnswerStore(AnswerStoreContract):
    @pytest.fixture
    def open_store(self, tmp_path: Path) -> Callable[[], FolderAnswerStore]:
        return lambda: FolderAnswerStore(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> FolderAnswerStore:
    return FolderAnswerStore(tmp_path)


def kept_files(store: FolderAnswerStore) -> list[str]:
    return sorted(str(path.relative_to(store.answers)) for path in store.answers.rglob("*") if path.is_file())


def test_an_entry_is_a_record_and_arrays_and_nothing_else(store: FolderAnswerStore) -> None:
    for _ in range(2):
        store.save(KEY, RECORD, arrays())
        assert kept_files(store) == [f"{KEY}/arrays.npz", f"{KEY}/record.json"]
    assert store.answers == store.folder / ".kuajie" / "answers"
    assert len(list(store.answers.iterdir())) == 1


@pytest.mark.parametrize("name", ["record.json", "arrays.npz"])
def test_any_damage_makes_an_entry_absent_until_it_is_kept_again(store: FolderAnswerStore, name: str) -> None:
    store.save(KEY, RECORD, arrays())
    path = store.answers / KEY / name
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:place])
        assert store.load(KEY) is None
        flipped = bytearray(whole)
        flipped[place] ^= 1
        path.write_bytes(flipped)
        found = store.load(KEY)
        # White space between JSON values carries no meaning.
        assert found is None or (whole[place : place + 1].isspace() and found[0] == RECORD)
    path.unlink()
    assert store.load(KEY) is None
    store.save(KEY, RECORD, arrays())
    assert store.load(KEY) is not None


@pytest.mark.parametrize(
    "content", [b"null", b"[]", b"{}", b"\xff", b'{"seal": 1, "record": {}, "arrays": 5}']
)
def test_records_of_another_make_are_absent(store: FolderAnswerStore, content: bytes) -> None:
    store.save(KEY, RECORD, arrays())
    (store.answers / KEY / "record.json").write_bytes(content)
    assert store.load(KEY) is None


def test_halves_of_two_answers_are_no_answer(store: FolderAnswerStore) -> None:
    store.save(KEY, {"answer": 1}, {"a": np.ones(1)})
    record = (store.answers / KEY / "record.json").read_bytes()
    store.save(KEY, {"answer": 1}, {"a": np.zeros(1)})
    (store.answers / KEY / "record.json").write_bytes(record)
    assert store.load(KEY) is None


def test_arrays_that_carry_code_are_never_opened(store: FolderAnswerStore) -> None:
    """Even a correctly sealed entry: loading must not unpickle."""
    store.save(KEY, {}, {"a": np.ones(1)})
    np.savez(store.answers / KEY / "arrays.npz", array0=np.array([Exploding()], dtype=object))
    packed = (store.answers / KEY / "arrays.npz").read_bytes()
    kept = {"record": {}, "arrays": ["a"]}
    sealed = {"seal": entry._seal(kept, packed), **kept}
    (store.answers / KEY / "record.json").write_bytes(entry._json(sealed))
    assert store.load(KEY) is None


class Exploding:
    def __reduce__(self) -> tuple[object, ...]:
        return (explode, ())


def explode() -> None:
    raise AssertionError("a stored answer was executed")


def test_the_exploding_object_explodes() -> None:
    with pytest.raises(AssertionError, match="executed"):
        pickle.loads(pickle.dumps(Exploding()))  # noqa: S301 - shows that the test above could fail


@pytest.mark.parametrize("key", ["", "../up", "a/b", ".", "..", ".unfinished-x", "a" * 129])
def test_keys_that_lead_elsewhere_are_refused(store: FolderAnswerStore, key: str) -> None:
    with pytest.raises(ValueError, match="a key must be"):
        store.save(key, {}, {})
    with pytest.raises(ValueError, match="a key must be"):
        store.load(key)


def test_a_full_disk_is_said_and_leaves_the_old_answer(
    store: FolderAnswerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(KEY, {"answer": 1}, {})

    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="No space left on device") as caught:
        store.save(KEY, {"answer": 2}, {})
    assert caught.value.findings[0].notice.code == "store.cannot_keep"
    assert "无法写入" in caught.value.say("zh")
    assert store.load(KEY) == ({"answer": 1}, {})
    assert len(list(store.answers.iterdir())) == 1


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / ".kuajie").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadInput):
        FolderAnswerStore(tmp_path).save(KEY, {}, {})


def test_what_a_dead_writer_left_is_cleared_and_a_living_one_left_alone(store: FolderAnswerStore) -> None:
    store.save(KEY, {}, {})
    dead, living = store.answers / ".unfinished-dead", store.answers / ".unfinished-living"
    for folder in (dead, living):
        folder.mkdir()
        (folder / "arrays.npz").write_bytes(b"half")
    os.utime(dead, (0, 0))
    store.save(KEY, {}, {})
    assert not dead.exists()
    assert living.exists()


WRITER = """
import sys
from pathlib import Path
import numpy as np
from kuajie.store.folder import FolderAnswerStore

store, number = FolderAnswerStore(Path(sys.argv[1])), float(sys.argv[2])
for _ in range(int(sys.argv[3])):
    store.save(sys.argv[4], {"number": number}, {"number": np.full(1000, number)})
"""


def test_two_processes_never_mix_their_answers(store: FolderAnswerStore) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(store.folder), number, str(ROUNDS), KEY])
        for number in ("1", "2")
    ]
    try:
        seen = 0
        while any(writer.poll() is None for writer in writers):
            found = store.load(KEY)
            if found is not None:
                seen += 1
                assert (found[1]["number"] == found[0]["number"]).all()
    finally:
        codes = [writer.wait(timeout=60) for writer in writers]
    assert codes == [0, 0]
    assert seen
    assert store.load(KEY) is not None
    assert len(list(store.answers.iterdir())) == 1
