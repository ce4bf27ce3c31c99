"""Books on the command line: what ``settle``, ``verify`` and ``dispute`` say, write and refuse."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.settlement.books_folder import ORDERS, PROGRAMME, BooksFolder

Kuajie = Callable[..., Any]


@pytest.fixture
def small(tmp_path: Path) -> BooksFolder:
    return BooksFolder(tmp_path / "small").write()


def test_looking_keeps_nothing_and_says_so(kuajie: Kuajie, small: BooksFolder) -> None:
    said = kuajie("settle", str(small.folder), "--period", "2026-10")
    assert said.code == 0, said.err
    assert "Nothing was kept: --keep posts the month" in said.out
    assert not (small.folder / "settlement").exists()


def test_from_statements_to_lock(kuajie: Kuajie, small: BooksFolder, tmp_path: Path) -> None:
    folder = (str(small.folder), "--period", "2026-10")
    said = kuajie("settle", *folder, "--statements", str(tmp_path / "out"), "--window", "3")
    assert said.code == 0, said.err
    assert "The books begin with 2026-10; what lay before went into their opening" in said.out
    assert "The statements were issued." in said.out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"2026-10-{party}.{form}" for party in ("C", "E", "P") for form in ("csv", "html", "xlsx")
    ]
    answer = kuajie("settle", *folder, "--json").record
    code = answer["statements"]["P"]["hash"][:12]
    assert code in (tmp_path / "out" / "2026-10-P.html").read_text(encoding="utf-8")
    said = kuajie("settle", *folder, "--sign", "P", "--by", "李", "--code", "abc")
    assert (said.code, "has the code" in said.err) == (2, True)
    for party in ("P", "E", "C"):
        said = kuajie("settle", *folder, "--sign", party, "--by", "李", "--lang", "zh")
        assert said.code == 0, said.err
    assert "现在可以锁定" in said.out
    said = kuajie("settle", *folder, "--lock")
    assert "Locked on" in said.out
    again = kuajie("settle", *folder, "--json").record
    assert again["locked"] is not None
    assert again["signed"] == {"P": "李", "E": "李", "C": "李"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_objection_is_told_in_its_own_words(
    kuajie: Kuajie, small: BooksFolder, tmp_path: Path, lang: str
) -> None:
    folder = (str(small.folder), "--period", "2026-10")
    assert kuajie("settle", *folder, "--statements", str(tmp_path / "out")).code == 0
    comment = "order {A4} was not ours"
    said = kuajie("settle", *folder, "--object", "E", "--by", "Wang", "--comment", comment, "--lang", lang)
    assert said.code == 0, said.err
    assert f"“{comment}”" in said.out.replace("\n", " ")


def test_new_orders_are_told_before_they_are_kept(kuajie: Kuajie, small: BooksFolder) -> None:
    small.keep("2026-10")
    small.orders = [*ORDERS, ("A9", "J1", "2026-10-31T10:00:00+08:00", "3.00")]
    small.write()
    before = small.bytes()
    said = kuajie("settle", str(small.folder), "--period", "2026-10")
    assert "The files would now post 4 more lines; --keep posts them." in said.out
    assert small.bytes() == before


def test_statements_say_the_same_in_every_form(kuajie: Kuajie, small: BooksFolder, tmp_path: Path) -> None:
    kuajie("settle", str(small.folder), "--period", "2026-10", "--statements", str(tmp_path / "out"))
    record = kuajie("settle", str(small.folder), "--period", "2026-10", "--json").record
    for party in ("P", "E", "C"):
        text = (tmp_path / "out" / f"2026-10-{party}.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        amounts = {row["Item"]: row["Amount (CNY)"] for row in rows if row["Section"] == "Statement"}
        assert amounts["Balance due"] == record["statements"][party]["closing"]
        corrections = [row for row in rows if row["Section"] == "Corrections"]
        assert {row["Month concerned"] for row in corrections} == {"2026-09"}
        total = sum(round(float(row["Amount (CNY)"]) * 100) for row in corrections)
        assert total == round(float(record["statements"][party]["corrections"]) * 100)
        book = openpyxl.load_workbook(tmp_path / "out" / f"2026-10-{party}.xlsx")
        sheet = {row[0].value: row[1].value for row in book["Statement"].iter_rows(min_row=2)}
        assert sheet["Balance due"] == pytest.approx(float(record["statements"][party]["closing"]))


def test_names_that_spreadsheets_would_execute_are_text(
    kuajie: Kuajie, small: BooksFolder, tmp_path: Path
) -> None:
    evil = PROGRAMME.replace('name = "平台"', """name = '=HYPERLINK("http://x","y")'""")
    evil = evil.replace('title = "小项目"', 'title = "@SUM(1)"').replace("{terms}", small.terms)
    (small.folder / "programme.toml").write_text(evil, encoding="utf-8")
    said = kuajie("settle", str(small.folder), "--period", "2026-10", "--statements", str(tmp_path / "out"))
    assert said.code == 0, said.err
    rows = csv.reader(io.StringIO((tmp_path / "out" / "2026-10-P.csv").read_text(encoding="utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    assert """'=HYPERLINK("http://x","y")""" in cells
    for cell in cells:
        assert cell[:1] not in "=+@" or not cell
        assert not cell.startswith("-") or float(cell) <= 0
    book = openpyxl.load_workbook(tmp_path / "out" / "2026-10-P.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
    page = (tmp_path / "out" / "2026-10-P.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&#34;http://x&#34;" in page


def test_statements_in_chinese_hold_no_english_sentence(
    kuajie: Kuajie, small: BooksFolder, tmp_path: Path
) -> None:
    kuajie(
        "settle",
        str(small.folder),
        "--period",
        "2026-10",
        "--statements",
        str(tmp_path / "o"),
        "--lang",
        "zh",
    )
    page = (tmp_path / "o" / "2026-10-E.html").read_text(encoding="utf-8")
    body = page[page.index("<body") :]
    for word in ("Statement", "Payments", "Corrections", "Clause", "signed", "Item"):
        assert word not in body
    assert "学院应收" in body


def test_nothing_is_kept_where_statements_cannot_be_written(
    kuajie: Kuajie, small: BooksFolder, tmp_path: Path
) -> None:
    target = str(tmp_path / "nowhere" / "out")
    said = kuajie("settle", str(small.folder), "--period", "2026-10", "--statements", target)
    assert said.code == 2
    assert "The statements cannot be written" in said.err
    assert not (small.folder / "settlement").exists()
    said = kuajie("settle", str(small.folder), "--min-payout", "-3", "--statements", str(tmp_path / "o"))
    assert said.code == 2
    assert "“-3” is not an amount of CNY" in said.err
    assert not (small.folder / "settlement").exists()


def test_verify_says_true_and_names_what_is_not(kuajie: Kuajie, small: BooksFolder, tmp_path: Path) -> None:
    bundle = tmp_path / "e.zip"
    said = kuajie("settle", str(small.folder), "--period", "2026-10", "--keep", "--evidence", str(bundle))
    assert said.code == 0, said.err
    said = kuajie("verify", str(bundle))
    assert said.code == 0
    assert "True: every one of" in said.out
    with zipfile.ZipFile(bundle) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    name = "books/000002/sales.csv"
    files[name] = files[name].replace(b",2001,", b",2002,")
    with zipfile.ZipFile(bundle, "w") as written:
        for each, data in files.items():
            written.writestr(each, data)
    said = kuajie("verify", str(bundle))
    assert said.code == 1
    assert "books/000002/postings.csv, row" in said.out
    assert "column amount: expected 2002, found 2001. It is about P/A4/1." in said.out
    assert f"It comes from {name}, row" in said.out
    said = kuajie("verify", str(bundle), "--lang", "zh")
    assert "第一处不一致的分录" in said.out
    record = kuajie("verify", str(bundle), "--json")
    assert record.code == 1
    assert json.loads(record.out)["differences"][0]["about"] == "P/A4/1"
    said = kuajie("verify", str(tmp_path / "nowhere.zip"))
    assert said.code == 2
    assert "The bundle cannot be read" in said.err


def test_a_dispute_is_looked_at_filed_and_ruled(kuajie: Kuajie, small: BooksFolder, tmp_path: Path) -> None:
    small.close("2026-10")
    case = tmp_path / "case.toml"
    case.write_text(
        'case = "c1"\nperiod = "2026-10"\nraised_by = "E"\nraised_on = 2026-11-03\nanswer_by = 2026-11-10\n'
        'rule_by = 2026-11-20\nruled_by = "M"\nruled_on = 2026-11-18\n'
        '[[line]]\nevent = "P/A4/1"\npayer = "P"\npayee = "E"\namount = "2.00"\nreason = "ours"\n'
        '[[ruling]]\nline = 1\namount = "1.00"\n',
        encoding="utf-8",
    )
    said = kuajie("dispute", str(small.folder), str(case))
    assert said.code == 0, said.err
    assert "It is not in the books yet: --file keeps it." in said.out
    assert kuajie("dispute", str(small.folder), str(case), "--rule").code == 2
    assert "It was filed" in kuajie("dispute", str(small.folder), str(case), "--file").out
    assert "支持 ¥1.00" in kuajie("dispute", str(small.folder), str(case), "--rule", "--lang", "zh").out
    record = kuajie("dispute", str(small.folder), str(case), "--json").record
    assert record["claims"][0]["granted"] == "1.00"
