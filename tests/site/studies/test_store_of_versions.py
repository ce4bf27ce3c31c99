"""What answers keep belongs to a programme: the contract of their store holds from version to version."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from tests.store.answer_store_contract import AnswerStoreContract

from kuajie.store.folder import FolderAnswerStore
from kuajie_site.accounts.models import User
from kuajie_site.programmes.folders import digest_of, new_version
from kuajie_site.programmes.models import Programme, Version


@pytest.fixture
def versions(db: None) -> list[Version]:
    """Make a programme whose file is changed twice."""
    del db
    user = User.objects.create_user("a@example.org", "a long password", name="a")
    programme = Programme.objects.create(name="small", created_by=user)

    def change(text: str) -> Version:
        def write(folder: Path) -> None:
            (folder / "programme.toml").unlink(missing_ok=True)
            (folder / "programme.toml").write_text(text, encoding="utf-8")

        return new_version(programme, write, note=text, user=user)

    return [change("one"), change("two"), change("three")]


class TestStoreOfVersions(AnswerStoreContract):
    @pytest.fixture
    def open_store(self, versions: list[Version]) -> Callable[[], FolderAnswerStore]:
        turns = cycle(versions)
        return lambda: FolderAnswerStore(next(turns).folder)


def test_what_is_kept_lies_in_no_version(versions: list[Version]) -> None:
    before = versions[0].digest
    FolderAnswerStore(versions[0].folder).save("a", {}, {})
    place = versions[0].programme.place / "kuajie" / "answers" / "a"
    assert place.is_dir()
    assert digest_of(versions[0].folder) == before
