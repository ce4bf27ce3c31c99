"""Findings of guards are told once a month is posted, each party its own, and stop nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.settlement.books_folder import BooksFolder
from tests.site.settlement.conftest import SEPTEMBER, Site

from kuajie.messages import Finding, Place, Text
from kuajie.messages.notices.guards import SEVERAL_FOUND
from kuajie.messages.notices.reconcile import NOT_WRITTEN
from kuajie_site.settlement.warned import warned

PARTIES = [("P", "平台"), ("E", "学院"), ("C", "企业")]


@pytest.fixture
def folder(tmp_path: Path) -> BooksFolder:
    """Write the folder with copy that promises what the law of the country forbids."""
    promise = "本课程包过，保证就业，不过全额退款。\n"
    return BooksFolder(tmp_path / "folder", extra={"copy/page.txt": promise}).write()


def test_findings_stand_on_the_month_and_stop_nothing(site: Site) -> None:
    site.close(SEPTEMBER)
    for person in ("zhao", "liu"):
        page = site.text(person, "settlement_month", SEPTEMBER)
        assert "Worth checking for compliance" in page
        assert "page.txt" in page
        assert "kuajie guard" not in page
    assert "Worth checking" not in site.text("zhou", "settlement_month", SEPTEMBER)


def test_what_is_in_files_of_others_is_not_told() -> None:
    place = Place(file="E/consents.csv", row=7, value="secret")
    secret = Finding(notice=NOT_WRITTEN, place=place, facts={"reason": "x"})
    where = Text(en="E/training.csv, row 9", zh="E/training.csv，第 9 行")
    facts = {"guard": Text(en="Consent", zh="同意"), "against": "2", "look": "1", "where": where}
    several = Finding(notice=SEVERAL_FOUND, facts=facts)
    told = warned([secret, several], PARTIES)
    assert "secret" in str(told["E"])
    assert "row 9" in str(told["E"])
    for party in ("P", "C"):
        assert told[party] == {
            "en": ["There is something in the files of 学院 too; its own side is told what."],
            "zh": ["学院的文件中也有需要留意之处，具体内容只告知该方。"],
        }
    assert warned([], PARTIES) == {}
