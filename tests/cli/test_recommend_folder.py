"""``kuajie recommend FOLDER``: both catalogues, within consent, seats and wishes, with reasons."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
CONSENTS = "party,recipient,field,purpose,given_at,expires_at,withdrawn_at\n"
COURSES = "course_id,title,price,currency,seats,unit_cost,level,language,concepts\n"
ORDERS = "order_id,line,learner,buyer,quantity,course_id,ordered_at,list_price,paid,currency,channel,coupon\n"
PROGRAMME = """\
[programme]
id = "two"
title = "Two partners"
currency = "CNY"
time_zone = "Asia/Shanghai"
country = "CN"
[horizon]
start = 2026-06-01
weeks = 4
[terms]
revenue_shares = { ours = "1/2", theirs = "1/2" }
[[party]]
id = "ours"
name = "Ours"
role = "platform"
[[party]]
id = "theirs"
name = "Theirs"
role = "institution"
[[course]]
id = "A1"
title = "Tables"
seller = "ours"
requires = ["ours", "theirs"]
[[lever]]
id = "ads"
title = "Ads"
party = "ours"
kind = "marketing"
unit = "money"
weekly_max = "100.00"
"""


def orders(party: str, rows: list[tuple[str, str, int]]) -> str:
    """Return orders of a party: learner, course and day of March."""
    lines = [
        f"{party}{number},1,{learner},,1,{course},2026-03-{day:02d}T10:00:00+08:00,100.00,100.00,CNY,app,"
        for number, (learner, course, day) in enumerate(rows)
    ]
    return ORDERS + "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which who takes A1 takes B1 next, and who takes A2 takes B2 next."""
    place = tmp_path / "programme"
    for party in ("ours", "theirs"):
        (place / party).mkdir(parents=True)
    (place / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (place / "ours" / "courses.csv").write_text(
        COURSES
        + "A1,Tables,100.00,CNY,,10.00,beginner,en,tables\nA2,Cooking,100.00,CNY,,10.00,beginner,en,food\n",
        encoding="utf-8",
    )
    (place / "theirs" / "courses.csv").write_text(
        COURSES + "B1,More tables,100.00,CNY,,10.00,advanced,zh,tables\n"
        "B2,Baking,300.00,CNY,,10.00,beginner,en,food\n"
        "B3,Full,100.00,CNY,0,10.00,beginner,en,tables\n",
        encoding="utf-8",
    )
    both = [(f"L{number}", str(1 + number % 2)) for number in range(40)]
    ours = [(learner, f"A{kind}", 1 + place % 9) for place, (learner, kind) in enumerate(both)]
    theirs = [(learner, f"B{kind}", 12) for learner, kind in both] + [("L1", "B3", 13), ("L3", "B3", 13)]
    (place / "ours" / "orders.csv").write_text(
        orders("ours", [*ours, ("new1", "A1", 3), ("new2", "A2", 3)]), encoding="utf-8"
    )
    (place / "theirs" / "orders.csv").write_text(orders("theirs", theirs), encoding="utf-8")
    (place / "ours" / "spend.csv").write_text(
        "date,programme,lever,amount,currency\n2026-03-02,two,ads,50.00,CNY\n", encoding="utf-8"
    )
    return place


def asked(folder: Path, rows: str) -> str:
    (folder / "asked.csv").write_text(rows, encoding="utf-8")
    return str(folder / "asked.csv")


def answered(kuajie: Kuajie, folder: Path, *more: str, rows: str = "user\nnew1\nnew2\n") -> Any:
    said = kuajie("recommend", str(folder), "--learners", asked(folder, rows), "--json", *more)
    assert said.code == 0, said.out + said.err
    return json.loads(said.out)


def test_the_partners_next_course_comes_first_with_its_reason(kuajie: Kuajie, folder: Path) -> None:
    found = answered(kuajie, folder, "--provider", "theirs")
    assert found["recommended"] == {"new1": ["B1", "B2"], "new2": ["B2", "B1"]}  # B3 has no seats
    why = found["reasons"]["new1"]["B1"]
    assert why == "20 of 21 who took “Tables” took it too; about tables, as “Tables”"
    assert found["barred"]["seats"] == 2
    assert "recommend.no_consents" in {warning["code"] for warning in found["warnings"]}


def test_reasons_are_written_beside_every_course(kuajie: Kuajie, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "recommended.csv"
    said = kuajie("recommend", str(folder), "--reasons", "-o", str(output), "--lang", "zh", "-k", "2")
    assert said.code == 0
    with output.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["user"] for row in rows}) > 20
    told = {(row["user"], row["item"]): row["reason"] for row in rows}
    assert told["new1", "B1"] == "学过“Tables”的 21 人中有 20 人也学了它；与“Tables”同样涉及“tables”"
    assert all(told.values())


def test_without_consent_the_partner_does_not_learn_from_our_orders(kuajie: Kuajie, folder: Path) -> None:
    (folder / "consents.csv").write_text(
        CONSENTS + "ours,theirs,orders,recommendation,2025-01-01,2025-12-31,\n", encoding="utf-8"
    )
    found = answered(kuajie, folder, "--provider", "theirs")
    assert found["recommended"] == {"new1": [], "new2": []}
    assert found["barred"]["consent"] == 6
    (folder / "consents.csv").write_text(
        CONSENTS + "ours,theirs,orders,recommendation,2025-01-01,,\n", encoding="utf-8"
    )
    found = answered(kuajie, folder, "--provider", "theirs")
    assert "consent" not in found["barred"]
    assert found["recommended"]["new1"] == ["B1", "B2"]


def test_reasons_name_no_course_that_consent_hides(kuajie: Kuajie, folder: Path) -> None:
    for party, course in (("ours", "A1"), ("theirs", "B2")):
        with (folder / party / "orders.csv").open("a", encoding="utf-8") as file:
            file.write(f"{party}x,1,mix,,1,{course},2026-03-20T10:00:00+08:00,100.00,100.00,CNY,app,\n")
    rows = "user\nmix\n"
    told = answered(kuajie, folder, "--provider", "theirs", rows=rows)["reasons"]["mix"]
    assert "“Tables”" in told["B1"]
    (folder / "consents.csv").write_text(
        CONSENTS + "ours,theirs,orders,recommendation,2025-01-01,2025-12-31,\n", encoding="utf-8"
    )
    told = answered(kuajie, folder, "--provider", "theirs", rows=rows)["reasons"]["mix"]
    assert told["B1"]
    assert "“Tables”" not in told["B1"]


def test_each_learners_wishes_are_kept(kuajie: Kuajie, folder: Path) -> None:
    rows = "user,language,level,max_price\nnew1,英语,,\nnew2,,,200\nnobody,中文；英语,初级,\n"
    found = answered(kuajie, folder, "--provider", "theirs", rows=rows)
    assert found["recommended"] == {"new1": ["B2"], "new2": ["B1"], "nobody": ["B2"]}
    limited = answered(kuajie, folder, "--level", "advanced", rows="user\nnew1\n")
    assert limited["recommended"] == {"new1": ["B1"]}


def test_bad_wishes_are_named_with_their_row(kuajie: Kuajie, folder: Path) -> None:
    said = kuajie("recommend", str(folder), "--learners", asked(folder, "user,max_price\nnew1,cheap\n"))
    assert said.code == 2
    assert "row 2, column max_price" in said.err
    said = kuajie("recommend", str(folder), "--language", "klingon")
    assert said.code == 2
    assert "No course has the language “klingon”.\n→ Ask for one of those there are: en, zh." in said.err
    said = kuajie("recommend", str(folder), "--provider", "nobody")
    assert said.code == 2
    assert "ours, theirs" in said.err


def test_a_folder_or_files_and_not_both(kuajie: Kuajie, folder: Path) -> None:
    for arguments in ([], [str(folder), "--train", "x.csv"], ["--train", "x.csv", "--level", "beginner"]):
        said = kuajie("recommend", *arguments)
        assert said.code == 2
        assert "--train" in said.err


def test_a_folder_without_orders_of_learners_says_so(kuajie: Kuajie, folder: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(folder, bare)
    for party in ("ours", "theirs"):
        text = (bare / party / "orders.csv").read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if ",A1," in line or line.startswith("order_id")]
        lines = [",".join([*cells[:2], "", *cells[3:]]) for cells in (line.split(",") for line in kept[1:])]
        (bare / party / "orders.csv").write_text("\n".join([kept[0], *lines]) + "\n", encoding="utf-8")
    said = kuajie("recommend", str(bare))
    assert said.code == 2
