"""What breaks off in the middle leaves the programme as it was, and nothing on disk after the next start."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.utils import timezone

from kuajie_site.jobs.claims import claim
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.folders import digest_of
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.uploads.accept import accept
from kuajie_site.uploads.leftovers import clear_leftovers
from kuajie_site.uploads.models import Stage, Upload
from kuajie_site.uploads.receive import receive

Desks = Callable[[str], Any]


class Lost(Exception):
    """The connection is gone."""


class LostHalfWay(SimpleUploadedFile):
    """A file whose connection is lost after the first piece."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        del chunk_size
        yield b"date,programme"
        raise Lost


def files_under(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()] if place.is_dir() else []


def resources(one: Any) -> bytes:
    return one.content("zhihai/resources.csv") + b'"venue","hall",3,"",""\n'


def test_a_connection_lost_half_way_leaves_nothing(desk: Desks) -> None:
    one = desk("manager")
    seat = Seat.objects.get(programme=one.programme, user__name="manager")
    with pytest.raises(Lost):
        receive(seat, seat.user, [LostHalfWay("spend.csv", b"x")], key=uuid4())
    assert not Upload.objects.exists()
    assert files_under(one.programme.place / "uploads") == []


def test_what_killed_processes_left_is_cleared_and_nothing_else(desk: Desks) -> None:
    one = desk("manager")
    waiting = one.hand_in(("resources.csv", resources(one)))
    place = one.programme.place
    left = [
        Path(settings.FILE_UPLOAD_TEMP_DIR) / "tmp1.upload",  # while the request came in
        place / "uploads" / ".0a.part" / "incoming",  # while it was kept
        place / "uploads" / str(uuid4()) / "0.csv",  # before its row was
        place / "drafts" / uuid4().hex / "programme.toml",  # while a version was made
        place / "versions" / "000002" / "programme.toml",  # before its row was
        settings.DATA / "set_ups" / ".1b.part" / "archive",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    before = digest_of(one.programme.latest.folder)
    clear_leftovers()
    parts = [path.parent for path in left if path.parent.name.endswith(".part")]
    assert [path for path in (*left, *parts) if path.exists()] == []
    assert digest_of(one.programme.latest.folder) == before
    one.accept(waiting)
    assert one.programme.latest.number == 2
    assert clear_leftovers() == 0


def test_a_worker_that_died_is_replaced_and_the_check_begins_anew(desk: Desks) -> None:
    one = desk("manager")
    upload = Upload.objects.get(pk=one.send(("resources.csv", resources(one))).url.rsplit("/", 1)[-1])
    assert claim("died") is not None
    (upload.folder / "draft").mkdir()
    (upload.folder / "draft" / "programme.toml").write_text("half")
    assert one.work() == 0
    assert "Looking" in one.see(upload) or "progress" in one.see(upload)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert one.work() == 1
    upload.refresh_from_db()
    assert upload.stage == Stage.READY, upload.problems


def test_a_check_that_broke_off_for_good_can_be_asked_for_again(desk: Desks) -> None:
    one = desk("manager")
    upload = Upload.objects.get(pk=one.send(("resources.csv", resources(one))).url.rsplit("/", 1)[-1])
    Job.objects.update(state="failed")
    assert "Check again" in one.see(upload)
    one.browser.post(one.page("check_again", upload.pk))
    one.work()
    upload.refresh_from_db()
    assert upload.stage == Stage.READY


def test_accepting_that_breaks_off_takes_nothing_over(desk: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    one = desk("manager")
    upload = one.hand_in(("resources.csv", resources(one)))
    before = digest_of(one.programme.latest.folder)

    def full(*_: object, **__: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Version, "save", full)
    with pytest.raises(DatabaseError):
        accept(upload, upload.user, "")
    monkeypatch.undo()
    upload.refresh_from_db()
    assert upload.stage == Stage.READY
    assert one.programme.latest.number == 1
    assert digest_of(one.programme.latest.folder) == before
    accept(upload, upload.user, "")
    assert one.programme.latest.number == 2


def test_a_full_disk_is_no_half_version(desk: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    one = desk("manager")
    upload = one.hand_in(("resources.csv", resources(one)))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space"):
        accept(upload, upload.user, "")
    monkeypatch.undo()
    upload.refresh_from_db()
    assert upload.stage == Stage.READY
    assert upload.folder.is_dir()
    assert files_under(one.programme.place / "drafts") == []
    assert one.programme.latest.number == 1


def test_uploads_that_nobody_decides_on_are_dropped_after_a_month(desk: Desks) -> None:
    one = desk("manager")
    upload = one.hand_in(("resources.csv", resources(one)))
    Upload.objects.update(created_at=timezone.now() - timedelta(days=31))
    clear_leftovers()
    upload.refresh_from_db()
    assert upload.stage == Stage.DROPPED
    assert not upload.folder.exists()
