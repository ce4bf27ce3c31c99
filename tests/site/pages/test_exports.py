"""No file that the site hands out for spreadsheets holds a formula, whatever courses and files are called."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kuajie.domain.spreadsheets import calculated
from kuajie.exchange.histories_file import recommendations_csv
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.demo import show_everything
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.models import Answer
from kuajie_site.uploads.models import Upload

FORMULA = '=HYPERLINK("http://x")'
As = Callable[[str], Client]
Work = Callable[[], int]


def content(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200
    try:
        return b"".join(answer.streaming_content) if answer.streaming else answer.content
    finally:
        answer.close()


def cells_of(data: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]


def require_harmless(data: bytes) -> None:
    found = cells_of(data)
    assert any(FORMULA in cell for cell in found), "the name is told"
    assert [cell for cell in found if calculated(cell) and not cell.startswith("'")] == []


@pytest.fixture
def hostile(small_folder: Path, tmp_path: Path, people: Mapping[str, User]) -> Programme:
    """Make the small programme with courses of two parties called like a formula."""
    folder = tmp_path / "hostile"
    shutil.copytree(small_folder, folder)
    for party in ("zhihai", "yuanhang"):
        file = folder / party / "courses.csv"
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
        rows[0]["title"] = f"{FORMULA} 数据分析入门实战课程"
        written = io.StringIO()
        table = csv.DictWriter(written, rows[0])
        table.writeheader()
        table.writerows(rows)
        file.write_text(written.getvalue(), "utf-8")
    made = create_programme(folder, user=people["owner"], note="hostile")
    give_seat(made, people["owner"], Role.OWNER, made.parties.get(key="zhihai"))
    show_everything(made, people["owner"], "zh")
    return made


def test_files_of_answers_hold_no_formula(hostile: Programme, as_: As, work: Work) -> None:
    browser = as_("owner")
    browser.post(reverse("study", args=[hostile.pk, "link"]), {"confidence": "0.1", "most": "3"})
    work()
    answer = Answer.objects.get(study="link")
    assert answer.files
    for file in answer.files:
        name = file["name"]
        require_harmless(content(browser.get(reverse("answer_file", args=[hostile.pk, answer.pk, name]))))


def test_problems_of_an_upload_hold_no_formula(programme: Programme, as_: As, work: Work) -> None:
    browser = as_("analyst")
    version = programme.latest
    assert version is not None
    head, first, *_ = (version.folder / "zhihai" / "orders.csv").read_text("utf-8").splitlines()
    cells = first.split(",")
    cells[head.replace('"', "").split(",").index("paid")] = '"' + FORMULA.replace('"', '""') + '"'
    wrong = ",".join(cells)
    given = SimpleUploadedFile("orders.csv", f"{head}\n{wrong}\n".encode())
    browser.post(reverse("data", args=[programme.pk]), {"files": given})
    work()
    upload = Upload.objects.get()
    require_harmless(content(browser.get(reverse("problems", args=[programme.pk, upload.pk]))))


def test_recommendations_hold_no_formula() -> None:
    import numpy as np

    ranked = np.array([[0]], dtype=np.int32)
    require_harmless(recommendations_csv((FORMULA,), ("-1+1",), ranked, [["@why"]]))
