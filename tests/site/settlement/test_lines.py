"""Every line posted for a party: as files that add up to its statement, and to choose from for a dispute."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone
from tests.settlement.books_folder import BooksFolder
from tests.site.settlement.conftest import OCTOBER, SEPTEMBER, Site

from kuajie_site.disclosure.models import Grant
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.months import known_month

FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture
def folder(tmp_path: object) -> BooksFolder:
    """Write the folder with a course called like a formula."""
    made = BooksFolder(tmp_path / "folder").write()  # type: ignore[operator]
    file = made.folder / "programme.toml"
    file.write_text(file.read_text("utf-8").replace('"课程一"', f"'{FORMULA}'"), "utf-8")
    return made


def rows(site: Site, person: str, month: str) -> list[list[str]]:
    text = site.get(person, "settlement_lines", month, "csv").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def own(site: Site, month: str, party: str) -> int:
    answer = known_month(site.programme, books_of(site.programme), month)
    assert answer is not None
    (found,) = (each for each in answer.statements if each.party == party)
    return found.own + found.corrected


def test_lines_add_up_to_the_statement_and_hold_no_formula(site: Site) -> None:
    site.close(SEPTEMBER)
    site.issued(OCTOBER)
    for month in (SEPTEMBER, OCTOBER):
        for person, party in (("zhao", "P"), ("liu", "E"), ("sun", "C")):
            table = rows(site, person, month)
            assert sum(Decimal(row[-1]) for row in table) * 100 == own(site, month, party), (month, party)
            assert any(f"'{FORMULA}" in row for row in table)
            assert not any(cell.startswith("=") for row in table for cell in row)
            if (person, month) != ("zhao", OCTOBER):
                continue
            content = site.get(person, "settlement_lines", month, "xlsx").content
            (sheet,) = openpyxl.load_workbook(io.BytesIO(content))
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert {cell.data_type for cell in cells if str(cell.value).startswith("=")} == {"s"}
            assert len(list(sheet.iter_rows())) == len(table) + 1


def test_single_orders_of_others_only_where_they_are_disclosed(site: Site) -> None:
    site.issued(SEPTEMBER)
    assert {row[3] for row in rows(site, "liu", SEPTEMBER)} >= {"P/A2/1", "P/A3/1"}
    Grant.objects.filter(party__key="P", to__key="E", field="order_lines").update(withdrawn_at=timezone.now())
    (total,) = (row for row in rows(site, "liu", SEPTEMBER) if row[3] == "")
    # By hand: a third of A2 (1.00), which rounds to 0.33, and of A3 (9.99).
    assert (total[-1], total[-2]) == ("3.66", "2")
    assert "P/A3" not in site.get("liu", "settlement_lines", SEPTEMBER, "csv").content.decode()
    assert "P/A3" not in site.text("liu", "dispute_new", month=SEPTEMBER, find="A3")
    assert {row[3] for row in rows(site, "zhao", SEPTEMBER)} >= {"P/A2/1", "P/A3/1"}
    for person, status in (("zhou", 404), ("luo", 403), ("stranger", 404)):
        assert site.get(person, "settlement_lines", SEPTEMBER, "csv").status_code == status
    assert site.get("liu", "settlement_lines", SEPTEMBER, "exe").status_code == 404


def test_a_line_is_found_by_order_course_or_day(site: Site) -> None:
    site.issued(SEPTEMBER)
    for sought in ("A3", "hyperlink 2026-09-30", "j1 a3"):
        page = site.text("liu", "dispute_new", month=SEPTEMBER, find=sought)
        assert "event=P%2FA3%2F1" in page, sought
        assert "P/A2/1" not in page
    assert "No line of yours" in site.text("liu", "dispute_new", month=SEPTEMBER, find="A3 2026-09-01")
    chosen = site.get("liu", "dispute_new", month=SEPTEMBER, event="P/A3/1").context["claims"][0]
    assert chosen.initial["event"] == "P/A3/1"
