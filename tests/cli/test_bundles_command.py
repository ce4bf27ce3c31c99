"""``kuajie bundles`` and ``kuajie path`` on folders and files: sensible, and told in both languages."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie import wiring

Kuajie = Callable[..., Any]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small demo, whose parties say what requires what."""
    folder = tmp_path_factory.mktemp("bundles") / "demo"
    wiring.new(folder, template="demo", weeks=60, scale=0.3, locale="en")
    return folder


def named(row: dict[str, Any]) -> tuple[str, str]:
    return row["first"]["id"], row["second"]["id"]


def test_bundles_of_the_demo_have_two_parties_reasons_and_the_gaps_put_into_it(
    kuajie: Kuajie, demo: Path
) -> None:
    record = kuajie("bundles", str(demo), "--json").record
    assert record["bundles"]
    for row in record["bundles"]:
        assert row["first"]["party"] != row["second"]["party"]
        assert sum(row["parts"].values()) == pytest.approx(row["score"])
        assert row["reasons"] or row["audiences"]
    assert ("S1", "Y02") in [named(row) for row in record["bundles"]]
    missing = {gap["name"]: gap for gap in record["gaps"] if not gap["parties"]}
    assert set(missing) == {"linear algebra", "causal inference"}
    assert missing["linear algebra"]["learners"] > 0
    assert missing["causal inference"]["occupations"] == ["data analyst"]
    alike = [named(row) for row in record["substitutes"]]
    assert ("M10", "Y10") in alike
    assert not {named(row) for row in record["bundles"]} & set(alike)


def test_joint_courses_are_no_part_of_a_bundle_with_their_own_parties(kuajie: Kuajie, demo: Path) -> None:
    joint = {"J1": {"zhihai", "mingde"}, "J2": {"zhihai", "yuanhang"}, "J3": {"zhihai", "mingde", "yuanhang"}}
    for row in kuajie("bundles", str(demo), "-k", "200", "--json").record["bundles"]:
        for one, other in ((row["first"], row["second"]), (row["second"], row["first"])):
            assert other["party"] not in joint.get(one["id"], {one["party"]})


def test_people_read_bundles_in_both_languages(kuajie: Kuajie, demo: Path) -> None:
    for lang, words in (("en", "Needed, and taught by nobody"), ("zh", "有需求而无人教授")):
        said = kuajie("bundles", str(demo), "--lang", lang, "-k", "5")
        assert said.code == 0
        assert words in said.out
        assert "None" not in said.out


def test_bundles_written_for_the_programme_are_taken_once_pasted_in(
    kuajie: Kuajie, demo: Path, tmp_path: Path
) -> None:
    written = tmp_path / "bundles.toml"
    assert kuajie("bundles", str(demo), "-k", "8", "-o", str(written)).code == 0
    copy = tmp_path / "copy"
    shutil.copytree(demo, copy)
    text = (copy / "programme.toml").read_text(encoding="utf-8") + written.read_text(encoding="utf-8")
    (copy / "programme.toml").write_text(text, encoding="utf-8")
    checked = kuajie("check", str(copy), "--json")
    assert checked.code == 0
    told = [each for each in checked.record["warnings"] if each["code"] == "files.not_sold_yet"]
    assert len(told) == text.count("launch = ")
    assert told
    for launch in wiring.read(copy).programme.launches:
        parts = launch.course.id.split("_")
        assert len(parts) == 2
        assert len(launch.course.requires) >= 2
        assert launch.weekly > 0


def test_bundles_are_not_written_over_the_programme(kuajie: Kuajie, demo: Path) -> None:
    for name in ("programme.toml", "consents.csv", "zhihai/courses.csv"):
        before = (demo / name).read_bytes()
        for command in ("bundles", "recommend"):
            said = kuajie(command, str(demo), "-o", str(demo / name))
            assert said.code == 2
            assert "one of the files that are read" in said.err
        assert (demo / name).read_bytes() == before


def test_without_consent_nobody_is_counted(kuajie: Kuajie, demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(demo, copy)
    (copy / "consents.csv").write_text(
        "party,recipient,field,purpose,given_at\nzhihai,mingde,orders,statistics,2024-01-01T00:00:00+08:00\n",
        encoding="utf-8",
    )
    record = kuajie("bundles", str(copy), "--json").record
    assert all(row["parts"].get("together", 0.0) == 0.0 for row in record["bundles"])
    audiences = [each for row in record["bundles"] for each in row["audiences"]]
    assert audiences
    assert not any(each["permitted"] or each["learners"] or each["expected"] for each in audiences)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return histories, courses and their concepts: whoever takes A0 tends to take B0 next."""
    rng, rows = np.random.default_rng(8), []
    for learner in range(600):
        taken = list(rng.choice([f"A{each}" for each in range(5)], 2, replace=False))
        if "A0" in taken and rng.random() < 0.5:
            taken.append("B0")
        elif rng.random() < 0.5:
            taken.append(f"B{rng.integers(1, 5)}")
        rows += [
            f"u{learner},{course},{1_600_000_000 + 86_400 * (learner + place)}"
            for place, course in enumerate(taken)
        ]
    train, items, kg = (tmp_path / name for name in ("train.csv", "items.csv", "kg.csv"))
    train.write_text("user,item,timestamp\n" + "\n".join(rows) + "\n", encoding="utf-8")
    courses = [f"{party}{each},{party},Course {party}{each}" for party in "AB" for each in range(5)]
    courses.append("N0,,Course of nobody")
    items.write_text("item,provider,title\n" + "\n".join(courses) + "\n", encoding="utf-8")
    kg.write_text("head,relation,tail\nA0,concept,sql\nB0,concept,ml\nA1,concept,art\nB1,concept,art\n")
    return train, items, kg


def test_files_bring_the_pair_that_learners_take_one_after_the_other(
    kuajie: Kuajie, files: tuple[Path, Path, Path]
) -> None:
    train, items, kg = files
    asked = ("bundles", "--train", str(train), "--items", str(items), "--kg", str(kg))
    record = kuajie(*asked, "--json").record
    assert record["parties"] == ["A", "B"]
    assert named(record["bundles"][0]) == ("A0", "B0")
    kinds = [reason["kind"] for reason in record["bundles"][0]["reasons"]]
    assert "together" in kinds
    assert "order" in kinds
    assert [named(row) for row in record["substitutes"]] == [("A1", "B1")]
    assert kuajie(*asked, "--lang", "zh").code == 0


def test_bundles_say_what_they_lack(kuajie: Kuajie, files: tuple[Path, Path, Path], demo: Path) -> None:
    train, items, _ = files
    codes = {
        warning["code"]
        for warning in kuajie("bundles", "--train", str(train), "--items", str(items), "--json").record[
            "warnings"
        ]
    }
    assert "bundles.no_concepts" in codes
    nobody = kuajie("bundles", "--items", str(items), "--json").record
    assert {"bundles.no_histories", "bundles.no_bundles"} <= {each["code"] for each in nobody["warnings"]}
    with items.open(encoding="utf-8", newline="") as lines:
        rows = [row["item"] for row in csv.DictReader(lines)]
    items.write_text("item,provider\n" + "".join(f"{row},A\n" for row in rows), encoding="utf-8")
    refused = kuajie("bundles", "--items", str(items))
    assert refused.code == 2
    assert "another party" in refused.err
    assert kuajie("bundles").code == 2
    assert kuajie("bundles", str(demo), "--items", str(items)).code == 2
    items.write_text("item\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    assert "courses are known of: nobody." in kuajie("bundles", "--items", str(items)).err
    output = str(items.parent / "b.toml")
    assert "--output" in kuajie("bundles", "--items", str(items), "-o", output).err


def test_unlinked_learners_are_told_and_no_rate_is_made_up(kuajie: Kuajie, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("user,item\nu1,A0\nu2,B0\nu3,A0\n", encoding="utf-8")
    (tmp_path / "i.csv").write_text("item,provider\nA0,A\nB0,B\n", encoding="utf-8")
    (tmp_path / "k.csv").write_text(
        "head,relation,tail\nA0,concept,x\nA0,concept,y\nB0,concept,x\nB0,concept,z\n"
    )
    asked = [str(tmp_path / name) for name in ("t.csv", "i.csv", "k.csv")]
    record = kuajie("bundles", "--train", asked[0], "--items", asked[1], "--kg", asked[2], "--json").record
    assert "bundles.nobody_linked" in {each["code"] for each in record["warnings"]}
    assert all(not row["audiences"] for row in record["bundles"])


def test_a_path_leads_through_both_catalogues_and_names_what_nobody_teaches(
    kuajie: Kuajie, demo: Path
) -> None:
    record = kuajie("path", str(demo), "--to", "M05", "--json").record
    ids = [step["course"]["id"] for step in record["steps"]]
    assert ids[-1] == "M05"
    assert ids.index("M04") < ids.index("M05")
    assert [gap["thing"] for gap in record["gaps"]] == ["linear algebra"]
    analyst = kuajie("path", str(demo), "--to", "data analyst", "--json").record
    assert analyst["outcome"] == "found"
    assert len({step["course"]["party"] for step in analyst["steps"]}) > 1
    assert [gap["thing"] for gap in analyst["gaps"]] == ["causal inference"]
    for lang, words in (("en", "Missing on the way"), ("zh", "途中缺少")):
        assert words in kuajie("path", str(demo), "--to", "M05", "--lang", lang).out


def test_what_was_taken_shortens_a_path_and_limits_bind_it(kuajie: Kuajie, demo: Path) -> None:
    whole = kuajie("path", str(demo), "--to", "M05", "--json").record
    rest = kuajie("path", str(demo), "--to", "M05", "--taken", "M04，statistics", "--json").record
    assert [step["course"]["id"] for step in rest["steps"]] == ["M05"]
    assert rest["price"] < whole["price"]
    already = kuajie("path", str(demo), "--to", "SQL", "--taken", "M03", "--json").record
    assert already["outcome"] == "already"
    poor = kuajie("path", str(demo), "--to", "M05", "--budget", "100", "--json").record
    assert poor["outcome"] == "over_budget"
    assert poor["least_price"] == whole["price"]
    elsewhere = kuajie("path", str(demo), "--to", "M05", "--provider", "zhihai", "--json").record
    assert elsewhere["outcome"] == "unreachable"
    assert [card["id"] for card in elsewhere["blocked"]] == ["M05"]
    for outcome in (("--taken", "M05"), ("--budget", "100"), ("--provider", "zhihai")):
        assert kuajie("path", str(demo), "--to", "M05", *outcome, "--lang", "zh").code == 0


def test_a_learner_s_own_records_count_as_taken(kuajie: Kuajie, demo: Path) -> None:
    with (demo / "mingde" / "orders.csv").open(encoding="utf-8", newline="") as lines:
        learner = next(row["learner"] for row in csv.DictReader(lines) if row["course_id"] == "M03")
    record = kuajie("path", str(demo), "--to", "SQL", "--learner", learner, "--json").record
    assert record["outcome"] == "already"
    assert kuajie("path", str(demo), "--to", "SQL", "--learner", "nobody").code == 2


def test_names_that_nothing_bears_are_refused_with_a_hint(kuajie: Kuajie, demo: Path) -> None:
    refused = kuajie("path", str(demo), "--to", "machine learnin")
    assert refused.code == 2
    assert "machine learning" in refused.err
    for wrong in (("--taken", "Kochen"), ("--language", "xx"), ("--provider", "nobody"), ("--level", "x")):
        said = kuajie("path", str(demo), "--to", "SQL", *wrong)
        assert said.code == 2
        assert wrong[1] in said.err


def test_a_path_is_found_in_files_too(kuajie: Kuajie, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text(
        "item,provider,title\n1,A,Basics\n2,B,Learning machines\n", encoding="utf-8"
    )
    (tmp_path / "k.csv").write_text(
        "head,relation,tail,head_kind,tail_kind\n1,concept,maths,,\n2,concept,ml,,\n"
        "ml,requires,maths,concept,concept\n",
        encoding="utf-8",
    )
    sources = [f"x={tmp_path / name}" for name in ("i.csv", "k.csv")]
    record = kuajie("path", *sources, "--to", "ml", "--least", "courses", "--json").record
    assert [step["course"]["title"] for step in record["steps"]] == ["Basics", "Learning machines"]
    assert {step["course"]["party"] for step in record["steps"]} == {"A", "B"}
    refused = kuajie("path", *sources, "--to", "ml", "--learner", "L1")
    assert refused.code == 2
    assert "--taken" in refused.err
