"""The same for a database of a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from throwaway_postgresql import throwaway_postgresql

from kuajie.messages import BadInput
from kuajie_site.backups.databases import database_of
from kuajie_site.backups.make import back_up
from kuajie_site.backups.restore import restore

pytestmark = pytest.mark.needs("postgresql")
SITE = "create table programmes_programme (name text); insert into programmes_programme values ('one')"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Run a server with three databases: one with a site, one empty, one with something else."""
    with throwaway_postgresql() as url:
        with psycopg.connect(url, autocommit=True) as own:
            for name in ("site", "empty", "other"):
                own.execute(f"create database {name}")  # type: ignore[arg-type]
        for name in ("site", "other"):
            with psycopg.connect(at(url, name)) as own:
                own.execute(SITE)  # type: ignore[arg-type]
        yield url


def at(url: str, name: str) -> str:
    return url.rpartition("/")[0] + "/" + name


def names(url: str) -> list[str]:
    with psycopg.connect(url) as own:
        return [name for (name,) in own.execute("select name from programmes_programme")]


def test_a_site_goes_from_one_database_to_another(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, copy, new = tmp_path / "data", tmp_path / "copy", tmp_path / "new"
    data.mkdir()
    (data / "secret_key").write_text("key")
    monkeypatch.setenv("KUAJIE_DATABASE_URL", at(server, "empty"))
    with pytest.raises(BadInput, match="There is no site"):
        back_up(data, copy)
    monkeypatch.setenv("KUAJIE_DATABASE_URL", at(server, "site"))
    back_up(data, copy)
    monkeypatch.setenv("KUAJIE_DATABASE_URL", at(server, "other"))
    with pytest.raises(BadInput, match="is not empty"):
        restore(copy, new)
    monkeypatch.delenv("KUAJIE_DATABASE_URL")
    with pytest.raises(BadInput, match="holds a PostgreSQL database"):
        restore(copy, new)
    assert not new.exists()
    monkeypatch.setenv("KUAJIE_DATABASE_URL", at(server, "empty"))
    restore(copy, new)
    assert names(at(server, "empty")) == ["one"]
    assert (new / "secret_key").read_text() == "key"


def test_versions_wait_while_files_are_taken_and_no_longer(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUAJIE_DATABASE_URL", at(server, "site"))
    held: list[bool] = []

    def files() -> None:
        with psycopg.connect(at(server, "site")) as own:
            own.execute("set lock_timeout = 100")
            try:
                own.execute("select * from programmes_programme for update")
            except psycopg.errors.LockNotAvailable:
                held.append(True)

    database_of(tmp_path).copy_with(files, tmp_path / "dump")
    assert held == [True]
    assert (tmp_path / "dump").stat().st_size > 0


def test_a_server_that_is_away_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUAJIE_DATABASE_URL", "postgres://somebody:hidden@127.0.0.1:1/none")
    with pytest.raises(BadInput) as refused:
        back_up(tmp_path, tmp_path.with_suffix(".tar"))
    assert "could not be copied" in refused.value.say("en")
    assert "hidden" not in refused.value.say("en")
