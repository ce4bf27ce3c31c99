"""A page reaches its place whole, or what was there stays and nothing is left beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kuajie.messages import BadInput
from kuajie.present.report_file import require_place, write_whole


def test_a_page_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    write_whole(file, "first")
    write_whole(file, "第二\n")
    assert file.read_bytes() == "第二\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_page_may_be_read_as_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "report.html", "page")
    assert (tmp_path / "report.html").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_was_there_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    file = tmp_path / "report.html"
    write_whole(file, "first")

    def fail(*_: object) -> None:
        raise stop

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((BadInput, KeyboardInterrupt)) as caught:
        write_whole(file, "second")
    if isinstance(caught.value, BadInput):
        assert caught.value.findings[0].notice.code == "surfaces.report_not_written"
        assert "No space left" in caught.value.say("en")
    assert file.read_text(encoding="utf-8") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_places_where_nothing_can_be_written_are_refused(tmp_path: Path) -> None:
    require_place(tmp_path / "report.html")
    for file in (tmp_path, tmp_path / "no" / "report.html"):
        with pytest.raises(BadInput):
            require_place(file)
