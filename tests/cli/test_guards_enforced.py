"""What the guards mean to other commands: a third level stops them, findings warn, consent stops no money."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.settlement.books_folder import THIRDS, BooksFolder

Kuajie = Callable[..., Any]
LEVEL = '\n[[terms.clause]]\nkind = "referral"\nparty = "C"\nrate = "1/20"\nlevel = {level}\n'
HEADER = "party,recipient,field,purpose,given_at,expires_at,withdrawn_at\n"
LONG_AGO, FAR = "2020-01-01T00:00:00+08:00", "2199-01-01T00:00:00+08:00"
WITHDRAWN = "2026-10-10T00:00:00+08:00"


@pytest.fixture
def small(tmp_path: Path) -> BooksFolder:
    return BooksFolder(tmp_path / "small", extra={"consents.csv": consents("")}).write()


def consents(withdrawn: str) -> str:
    """Return consent of both sellers that everybody may use their orders, until withdrawn."""
    pairs = (("P", "E"), ("P", "C"), ("E", "P"), ("E", "C"))
    return HEADER + "".join(
        f"{party},{other},orders,recommendation,{LONG_AGO},{FAR},{withdrawn}\n" for party, other in pairs
    )


def copy_of(small: BooksFolder, text: str) -> None:
    (small.folder / "copy").mkdir(exist_ok=True)
    (small.folder / "copy" / "ad.md").write_text(text, encoding="utf-8")


def guard_codes(run: Any) -> list[str]:
    return [each["code"] for each in run.record["warnings"] if each["code"].startswith("guards.")]


def test_settling_refuses_a_third_level_and_keeps_nothing(kuajie: Kuajie, tmp_path: Path) -> None:
    levels = "".join(LEVEL.replace("{level}", str(level)) for level in (1, 2, 3))
    small = BooksFolder(tmp_path / "small", terms=THIRDS + levels).write()
    said = kuajie("settle", str(small.folder), "--period", "2026-10", "--keep")
    assert (said.code, "two levels" in said.err) == (2, True)
    assert not (small.folder / "settlement").exists()


def test_settling_warns_of_findings_and_settles_the_same(kuajie: Kuajie, small: BooksFolder) -> None:
    folder = (str(small.folder), "--period", "2026-10")
    before = kuajie("settle", *folder, "--json")
    assert (before.code, guard_codes(before)) == (0, [])
    copy_of(small, "一次包过")
    after = kuajie("settle", *folder, "--json")
    assert (after.code, guard_codes(after)) == (0, ["guards.claim"])
    (warning,) = after.record["warnings"]
    assert (warning["severity"], warning["file"], warning["row"]) == ("warning", "copy/ad.md", 1)
    assert after.record["statements"] == before.record["statements"]
    kept = kuajie("settle", *folder, "--keep", "--lang", "zh")
    assert (kept.code, "警告：copy/ad.md" in kept.out) == (0, True)


def test_checking_tells_how_many_there_are_and_the_gravest(kuajie: Kuajie, small: BooksFolder) -> None:
    copy_of(small, "全网第一\n国家级\n最佳\n包就业\n")
    run = kuajie("check", str(small.folder), "--json")
    assert guard_codes(run) == ["guards.several_found"]
    (told,) = [each for each in run.record["warnings"] if each["code"] == "guards.several_found"]
    assert told["severity"] == "warning"
    assert "3 against the rules, 1 to look at" in told["problem"]
    assert "copy/ad.md, row 2, column 1, value “国家级”" in told["problem"]


def test_a_guard_that_is_off_warns_of_nothing(kuajie: Kuajie, small: BooksFolder) -> None:
    copy_of(small, "包过")
    file = small.folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + '\n[guards]\noff = { claims = "法务已审核" }\n', encoding="utf-8")
    assert guard_codes(kuajie("settle", str(small.folder), "--period", "2026-10", "--json")) == []


def test_copy_that_cannot_be_read_stops_no_settlement(kuajie: Kuajie, small: BooksFolder) -> None:
    copy_of(small, "")
    (small.folder / "copy" / "ad.md").write_bytes(b"%PDF-1.7")
    run = kuajie("settle", str(small.folder), "--period", "2026-10", "--json")
    assert (run.code, guard_codes(run)) == (0, ["guards.not_copy"])
    assert kuajie("guard", str(small.folder)).code == 2


def settled(kuajie: Kuajie, small: BooksFolder, out: Path) -> dict[str, bytes]:
    """Return every file that settling a month writes, and what of it the books keep."""
    out.mkdir()
    run = kuajie(
        *("settle", str(small.folder), "--period", "2026-10", "--statements", str(out / "statements")),
        *("--postings", str(out / "postings.csv"), "--evidence", str(out / "bundle.zip")),
    )
    assert run.code == 0, run.err
    written = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for name in [name for name in written if name.endswith((".zip", ".xlsx"))]:
        with zipfile.ZipFile(io.BytesIO(written[name])) as packed:
            written |= {f"{name}/{inner}": packed.read(inner) for inner in packed.namelist()}
    kept = small.folder / "settlement"
    return written | {f"kept/{path.name}": path.read_bytes() for path in kept.rglob("*") if path.is_file()}


def test_money_is_settled_the_same_after_consent_is_withdrawn(
    kuajie: Kuajie, small: BooksFolder, tmp_path: Path
) -> None:
    given = kuajie("settle", str(small.folder), "--period", "2026-10", "--json").record
    (small.folder / "consents.csv").write_text(consents(WITHDRAWN), encoding="utf-8")
    told = kuajie("guard", str(small.folder), "--json").record
    (consent,) = [each for each in told["guards"] if each["guard"] == "consent"]
    assert [each["code"] for each in consent["findings"]] == ["guards.not_looked_at"] * 4
    withdrawn = kuajie("settle", str(small.folder), "--period", "2026-10", "--json").record
    assert withdrawn == given
    assert settled(kuajie, small, tmp_path / "out")


def test_nothing_that_settlement_writes_names_learners_or_buyers(
    kuajie: Kuajie, small: BooksFolder, tmp_path: Path
) -> None:
    for party in ("P", "E"):
        file = small.folder / party / "orders.csv"
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        named = (
            row.replace(",1,L", ",1,learner-zhang-", 1).replace(",,1,", ",buyer-wang,1,", 1) for row in rows
        )
        file.write_text("\n".join([head, *named]) + "\n", encoding="utf-8")
        assert "learner-zhang-A" in file.read_text(encoding="utf-8")
        assert "buyer-wang" in file.read_text(encoding="utf-8")
    written = settled(kuajie, small, tmp_path / "out")
    assert any(b"A4" in held for held in written.values())
    for name, held in written.items():
        for person in (b"zhang", b"wang"):
            assert person not in held, name
