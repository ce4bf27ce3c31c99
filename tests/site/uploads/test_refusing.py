"""What cannot be taken is said in words, and nothing of it is kept: not in the programme, not on disk."""

from __future__ import annotations

import csv
import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings

from kuajie_site.uploads.models import Stage, Upload

Desks = Callable[[str], Any]


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def workbook() -> bytes:
    book, written = openpyxl.Workbook(), io.BytesIO()
    for number in range(2000):
        book.active.append([f"audience {number}", number])
    book.save(written)
    return written.getvalue()


def corrupted(whole: bytes) -> bytes:
    middle = len(whole) // 3
    return whole[:middle] + bytes(byte ^ 0x55 for byte in whole[middle : middle + 40]) + whole[middle + 40 :]


def kept(programme: Any) -> list[Path]:
    place = programme.place / "uploads"
    return [path for path in place.rglob("*") if path.is_file()] if place.is_dir() else []


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("spend.csv", b"", "empty"),
        ("spend.pdf", b"%PDF-1.7 ...", "not a table"),
        ("spend.csv", b"\x7fELF\x02\x01", "not a table"),
        ("spend.csv", b"date,amount\n2026-01-01,\0\0\0", "not a table"),
        ("spend.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old XLS"),
        ("spend.xls", b"<html><table><tr><td>1</td></tr></table>", "web page"),
        ("spend.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("spend.zip", packed(("../../etc/spend.csv", b"a\n1\n")), "leads outside"),
        ("spend.zip", packed(("..\\spend.csv", b"a\n1\n")), "leads outside"),
        ("spend.zip", packed(("/spend.csv", b"a\n1\n")), "leads outside"),
        ("spend.zip", packed((link("spend.csv"), b"/etc/passwd")), "leads outside"),
        ("spend.zip", packed(("inner.zip", packed(("spend.csv", b"a\n1\n")))), "another archive"),
        ("spend.zip", packed(("mingde/orders.csv", b"a\n1\n")), "files of 明德学院"),
        ("spend.zip", packed(), "no table"),
        (
            "spend.docx",
            packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")),
            "not a table",
        ),
    ],
)
def test_what_is_no_table_is_refused_at_once(desk: Desks, name: str, content: bytes, word: str) -> None:
    one = desk("manager")
    one.browser.cookies["django_language"] = "en"
    answer = one.send((name, content))
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not Upload.objects.exists()
    assert kept(one.programme) == []


@pytest.mark.parametrize("broken", [workbook()[:-800], corrupted(workbook())])
def test_a_workbook_cut_off_or_damaged_inside_is_refused(desk: Desks, broken: bytes) -> None:
    one = desk("manager")
    answer = one.send(("resources.xlsx", broken))
    assert answer.status_code == 422
    assert "已损坏" in answer.content.decode()
    assert kept(one.programme) == []


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("name", ["spend.zip", "resources.xlsx"])
def test_a_bomb_is_refused_by_what_it_unpacks_to(desk: Desks, name: str) -> None:
    one = desk("manager")
    inside = ("spend.csv",) if name.endswith("zip") else ("[Content_Types].xml", "xl/workbook.xml")
    bomb = packed(*((each, b"0" * 9 * 1024**2) for each in inside))
    assert len(bomb) < settings.UPLOAD_LIMIT
    answer = one.send((name, bomb))
    assert answer.status_code == 422
    assert "8 MB" in answer.content.decode()
    assert kept(one.programme) == []


@pytest.mark.usefixtures("small_limit")
def test_too_much_is_refused_with_413_in_words(desk: Desks) -> None:
    one = desk("manager")
    answer = one.send(("spend.csv", b"x" * (1024**2 + 1)))
    assert answer.status_code == 413
    assert "1 MB" in answer.content.decode()
    assert kept(one.programme) == []


def test_too_large_a_request_is_refused_before_it_is_read(desk: Desks) -> None:
    one = desk("manager")

    class Unread(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError

    for page, size in ((one.page("data"), settings.UPLOAD_LIMIT * 2), (one.page("programme"), 6 * 1024**2)):
        answer = one.browser.generic("POST", page, CONTENT_LENGTH=str(size), **{"wsgi.input": Unread()})
        assert answer.status_code == 413


def test_faults_are_listed_by_row_and_downloaded_without_formulas(desk: Desks) -> None:
    one = desk("manager")
    header, first, second, *rest = one.lines("zhihai/spend.csv")
    first = first.split(",")
    first[3] = "\"=cmd|' /C calc'!A1\""
    second = second.replace("2026-", "2o26-")
    upload = one.hand_in(("spend.csv", "\n".join([header, ",".join(first), second, *rest]).encode()))
    assert upload.stage == Stage.REFUSED
    assert {(each["row"], each["column"]) for each in upload.problems} == {(2, "amount"), (3, "date")}
    assert kept(one.programme) == []
    assert one.programme.latest.number == 1
    answer = one.browser.get(one.page("problems", upload.pk), headers={"accept-language": "en"})
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["File", "Row", "Column", "Value"]
    cells = [cell for row in rows for cell in row]
    assert "'=cmd|' /C calc'!A1" in cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]


def test_a_header_that_is_a_formula_or_a_script_is_only_text(desk: Desks) -> None:
    one = desk("manager")
    upload = one.hand_in(("export.csv", b"=1+1,<script>alert(1)</script>,date,lever\n1,2,2026-01-01,x\n"))
    assert upload.stage == Stage.COLUMNS
    told = one.see(upload)
    assert "<script>alert" not in told
    assert "&lt;script&gt;" in told


def test_text_of_no_known_encoding_is_refused(desk: Desks) -> None:
    one = desk("manager")
    upload = one.hand_in(("spend.csv", "日期,金额\n".encode() + b"\xff\xff\xff\xfe\n"))
    assert upload.stage == Stage.REFUSED
    assert "GB18030" in upload.problems[0]["en"][0]


def test_files_that_do_not_agree_with_the_others_are_refused(desk: Desks) -> None:
    one = desk("manager")
    upload = one.hand_in(("orders.csv", "\n".join(one.lines("zhihai/orders.csv")[:40]).encode()))
    assert upload.stage == Stage.REFUSED
    assert {each["file"] for each in upload.problems} <= {"zhihai/refunds.csv", "zhihai/orders.csv"}
    assert one.programme.latest.number == 1


def test_two_files_of_one_kind_are_refused(desk: Desks) -> None:
    one = desk("manager")
    content = one.content("zhihai/resources.csv")
    upload = one.hand_in(("resources.csv", content), ("more.csv", content))
    assert upload.stage == Stage.REFUSED
    assert "resources" in upload.problems[0]["en"][0]


def test_consents_about_others_data_cannot_be_changed(desk: Desks) -> None:
    one = desk("manager")
    header, *rows = one.lines("consents.csv")
    own = [row for row in rows if row.startswith(('"zhihai"', "zhihai"))]
    assert own
    assert len(own) < len(rows)
    upload = one.hand_in(("consents.csv", "\n".join([header, *own]).encode()))
    assert upload.stage == Stage.REFUSED
    others = [row for row in rows if row not in own]
    assert one.hand_in(("consents.csv", "\n".join([header, *others]).encode())).stage == Stage.READY
