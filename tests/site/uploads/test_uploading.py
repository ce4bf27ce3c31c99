"""A party hands files in: looked at, previewed, accepted as a whole, and taken back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import openpyxl

from kuajie_site.activity.models import Entry
from kuajie_site.uploads.models import Stage, Upload

Desks = Callable[[str], Any]


def changed(lines: list[str]) -> bytes:
    """Return spend with one row changed, two gone, one new."""
    row = lines[1].split(",")
    row[3] = '"1.00"'
    new = lines[-1].replace("2026-11", "2025-11")
    return "\n".join([lines[0], ",".join(row), *lines[4:], new]).encode()


def test_files_are_looked_at_previewed_and_accepted_as_a_whole(desk: Desks) -> None:
    one = desk("manager")
    new = changed(one.lines("zhihai/spend.csv"))
    upload = one.hand_in(("spend.csv", new))
    assert upload.stage == Stage.READY, upload.problems
    (change,) = upload.changes
    assert (change["added"], change["changed"], change["gone"]) == (1, 1, 2)
    assert change["after"] == change["before"] - 1
    assert "确认采用" in one.see(upload, "zh-hans")
    assert "Accept" in one.see(upload)
    assert one.programme.latest.number == 1
    assert one.accept(upload, "十一月").status_code == 302
    assert one.programme.latest.number == 2
    assert one.programme.latest.note == "十一月"
    assert one.content("zhihai/spend.csv") == new
    assert not upload.folder.exists()
    entry = Entry.objects.get(what="files_changed")
    assert entry.shared
    assert "0000" not in str(entry.facts)


def test_the_same_file_twice_changes_nothing_in_any_form(desk: Desks) -> None:
    one = desk("analyst")
    same = one.hand_in(("spend.csv", one.content("zhihai/spend.csv")))
    assert same.stage == Stage.SAME
    header, *rows = one.lines("zhihai/resources.csv")
    shuffled = "\n".join([header, *reversed(rows)]).encode("gb18030")
    assert one.hand_in(("export.csv", shuffled)).stage == Stage.SAME
    assert "nothing changes" in one.see(same)
    assert not same.folder.exists()
    one.accept(same)
    assert one.programme.latest.number == 1


def test_several_tables_of_a_zip_come_together_or_not_at_all(desk: Desks) -> None:
    one = desk("manager")
    spend = changed(one.lines("zhihai/spend.csv"))
    bad = one.content("zhihai/resources.csv") + b'"venue","hall",many,"",""\n'
    for resources, stage in ((bad, Stage.REFUSED), (bad.replace(b"many", b"3"), Stage.READY)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("zhihai/spend.csv", spend)
            archive.writestr("__MACOSX/._spend.csv", b"x")
            archive.writestr("zhihai/resources.csv", resources)
        upload = one.hand_in(("november.zip", packed.getvalue()))
        assert upload.stage == stage, upload.problems
        assert one.programme.latest.number == 1
    one.accept(upload)
    assert one.content("zhihai/spend.csv") == spend


def test_a_workbook_takes_the_place_of_the_csv(desk: Desks) -> None:
    one = desk("manager")
    book = openpyxl.Workbook()
    for line in [*one.lines("zhihai/resources.csv"), '"venue","大厅",3,"",""']:
        book.active.append([cell.strip('"') for cell in line.split(",")])
    written = io.BytesIO()
    book.save(written)
    upload = one.hand_in(("resources.xlsx", written.getvalue()))
    assert upload.stage == Stage.READY, upload.problems
    one.accept(upload)
    names = {path.name for path in (one.programme.latest.folder / "zhihai").iterdir()}
    assert "resources.xlsx" in names
    assert "resources.csv" not in names


def test_unknown_headers_are_mapped_once_and_remembered(desk: Desks) -> None:
    one = desk("manager")
    rows = [line.split(",") for line in one.lines("zhihai/spend.csv")[1:]]
    fen = [f"{row[0]},{row[1]},{row[2]},{round(float(row[3].strip(chr(34))) * 100)},x" for row in rows]
    export = "\n".join(["消费日,项目,投放渠道名,消耗(分),经办人", *fen]).encode("gb18030")
    upload = one.hand_in(("导出.csv", export))
    assert upload.stage == Stage.COLUMNS
    assert "消耗(分)" in one.see(upload)
    form = {"0-record": "spend", "0-0": "date", "0-1": "programme", "0-2": "lever", "0-3": "amount"}
    page = one.page("upload", upload.pk)
    assert one.browser.post(page, form).status_code == 422  # no currency said
    twice = {**form, "0-4": "lever", "0-constant-currency": "CNY"}
    assert one.browser.post(page, twice).status_code == 422
    answer = one.browser.post(page, {**form, "0-3-minor": "on", "0-constant-currency": "CNY"})
    assert answer.status_code == 302
    one.work()
    upload.refresh_from_db()
    assert upload.stage == Stage.READY, upload.problems
    (spend,) = [change for change in upload.changes if change["record"] == "spend"]
    assert spend["added"] == spend["gone"] == 0  # impressions and clicks are lost, so rows change
    one.accept(upload)
    assert "minor_units" in one.content("zhihai/columns.toml").decode()
    assert one.hand_in(("spend.csv", export)).stage == Stage.SAME


def test_double_submit_makes_one_draft_and_one_version(desk: Desks) -> None:
    one = desk("manager")
    new, key = changed(one.lines("zhihai/spend.csv")), str(uuid4())
    first, second = (one.send(("spend.csv", new), key=key) for _ in range(2))
    assert first.url == second.url
    assert one.work() == 1
    upload = Upload.objects.get()
    for _ in range(2):
        assert one.accept(upload).status_code == 302
    assert one.programme.latest.number == 2


def test_two_people_at_once_the_second_is_looked_at_again(desk: Desks) -> None:
    one, other = desk("manager"), desk("finance")
    brought = changed(one.lines("zhihai/spend.csv"))
    spend = one.hand_in(("spend.csv", brought))
    more = one.content("zhihai/resources.csv") + b'"venue","hall",3,"",""\n'
    resources = other.hand_in(("resources.csv", more))
    one.accept(spend)
    other.accept(resources)
    resources.refresh_from_db()
    assert resources.stage == Stage.CHECKING
    assert one.programme.latest.number == 2
    other.work()
    resources.refresh_from_db()
    assert resources.stage == Stage.READY
    assert resources.base.number == 2
    other.accept(resources)
    assert one.content("zhihai/resources.csv") == more
    assert one.content("zhihai/spend.csv") == brought


def test_going_back_is_a_new_version_of_own_files_only(desk: Desks) -> None:
    one, other = desk("manager"), desk("mingde")
    before = one.content("zhihai/spend.csv")
    one.accept(one.hand_in(("spend.csv", changed(one.lines("zhihai/spend.csv")))))
    theirs = one.content("mingde/resources.csv") + '"venue","教室",3,"间",""\n'.encode()
    other.accept(other.hand_in(("resources.csv", theirs)))
    answer = one.browser.post(one.page("go_back", 1), {"key": str(uuid4())})
    one.work()
    upload = Upload.objects.get(pk=answer.url.rsplit("/", 1)[-1])
    assert upload.stage == Stage.READY
    assert one.accept(upload).status_code == 302
    assert one.programme.latest.number == 4
    assert one.content("zhihai/spend.csv") == before
    assert one.content("mingde/resources.csv") == theirs


def test_a_dropped_upload_leaves_nothing(desk: Desks) -> None:
    one = desk("manager")
    upload = one.hand_in(("spend.csv", changed(one.lines("zhihai/spend.csv"))))
    assert upload.folder.is_dir()
    one.browser.post(one.page("drop_upload", upload.pk))
    assert not upload.folder.exists()
    one.accept(upload)
    assert one.programme.latest.number == 1


def test_the_data_page_counts_rows_and_says_what_is_not_there(desk: Desks) -> None:
    one = desk("analyst")
    assert "Counting" in one.browser.get(one.page("data"), headers={"accept-language": "en"}).content.decode()
    one.work()
    told = one.browser.get(one.page("data"), headers={"accept-language": "en"}).content.decode()
    assert "Counting" not in told
    rows = len(one.lines("zhihai/orders.csv")) - 1
    assert f"{rows:,}" in told
    assert "Training input" in told
