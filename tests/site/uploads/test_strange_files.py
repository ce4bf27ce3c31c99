"""Files as people really bring them: in other encodings, protected, of another kind, with endless headers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from kuajie_site.uploads.models import Stage, Upload

Desks = Callable[[str], Any]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le")


def protected() -> bytes:
    """Return an archive whose file asks for a password: as one sees it, by its flag."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("spend.csv", b"a\n1\n")
    whole = bytearray(written.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + place] |= 1
    return bytes(whole)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("spend.csv", PNG, "not a table"),
        ("spend.xlsx", PNG, "not a table"),
        ("spend.xlsx", OLE, "password"),
        ("spend.zip", protected(), "password"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_the_reason(
    desk: Desks, name: str, content: bytes, word: str
) -> None:
    one = desk("manager")
    one.browser.cookies["django_language"] = "en"
    answer = one.send((name, content))
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_tables_of_other_encodings_are_taken_as_what_they_say(desk: Desks, encoding: str) -> None:
    one = desk("manager")
    text = one.content("zhihai/resources.csv").decode("utf-8-sig") + '"venue","阶梯教室",3,"间",""\n'
    upload = one.hand_in(("resources.csv", text.encode(encoding)))
    assert upload.stage == Stage.READY, upload.problems
    (change,) = upload.changes
    assert (change["added"], change["gone"]) == (1, 0)


def test_a_header_without_end_is_refused_in_words(desk: Desks) -> None:
    one = desk("manager")
    endless = (",".join(f"c{number}" for number in range(1_000_000)) + "\n").encode()
    for content in (endless, endless[:5000], b"c" * 300_000):
        answer = one.send(("spend.csv", content))
        assert answer.status_code == 422
        assert "超过 500 列" in answer.content.decode()
    wide = openpyxl.Workbook()
    wide.active.append([f"c{number}" for number in range(600)])
    wide.active.append([1] * 600)
    written = io.BytesIO()
    wide.save(written)
    upload = one.hand_in(("spend.xlsx", written.getvalue()))
    assert upload.stage == Stage.REFUSED
    assert "more than 500 columns" in one.see(upload)


def test_two_people_on_one_file_the_second_sees_what_would_be_undone(desk: Desks) -> None:
    one, other = desk("manager"), desk("finance")
    before = one.content("zhihai/resources.csv")
    first = one.hand_in(("resources.csv", before + '"venue","大教室",3,"间",""\n'.encode()))
    second = other.hand_in(("resources.csv", before + '"venue","小教室",2,"间",""\n'.encode()))
    assert second.changes[0]["gone"] == 0
    one.accept(first)
    told = other.browser.post(other.page("accept_upload", second.pk), {"note": ""}, follow=True)
    assert "期间" in told.content.decode()
    other.work()
    second.refresh_from_db()
    assert second.stage == Stage.READY
    assert (second.changes[0]["added"], second.changes[0]["gone"]) == (1, 1)
    assert one.content("zhihai/resources.csv").endswith('"大教室",3,"间",""\n'.encode())
