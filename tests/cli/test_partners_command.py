"""``kuajie partners``: folders and files, both languages, and refusals that leave nothing half done."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring

Kuajie = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "partners.toml"
OUTSIDER = """
[[candidate]]
id = "outsider"
name = "Outsider Academy"
[candidate.values]
learners = 900
complement = 3
rating = 4.2

[[criterion]]
id = "willingness"
factor = "synergy"

[[judge]]
name = "Lin"
[judge.scores]
outsider = { willingness = 6 }
qihang = { willingness = 8 }
"""


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small simulated programme of three parties."""
    folder = tmp_path_factory.mktemp("programmes") / "demo"
    wiring.new(folder, template="demo", weeks=60, scale=0.2, locale="en")
    return folder


def rows(folder: Path, party: str, name: str) -> list[dict[str, str]]:
    with (folder / party / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_in_both_languages(kuajie: Kuajie) -> None:
    for language, words in (("en", "ranks first of 4 candidates"), ("zh", "4 个候选方中")):
        said = kuajie("partners", str(EXAMPLE), "--lang", language)
        assert said.code == 0
        assert words in said.out


def test_scores_are_those_that_the_records_give(kuajie: Kuajie, demo_folder: Path) -> None:
    record = kuajie("partners", str(demo_folder), "--json").record
    candidates = [each["id"] for each in record["candidates"]]
    criteria = [each["id"] for each in record["criteria"]]
    assert candidates == ["mingde", "yuanhang"]

    def score(criterion: str) -> Any:
        return record["scores"][candidates.index("mingde")][criteria.index(criterion)]

    said = [row for party in ("zhihai", "mingde") for row in rows(demo_folder, party, "feedback")]
    ratings = [float(row["rating"]) for row in said if row["about"] == "mingde" and row["rating"]]
    answers = [int(row["nps"]) for row in said if row["about"] == "mingde" and row["nps"]]
    learning = rows(demo_folder, "mingde", "learning")
    own = {row["learner"] for name in ("orders", "learning") for row in rows(demo_folder, "mingde", name)}
    ours = {row["learner"] for name in ("orders", "learning") for row in rows(demo_folder, "zhihai", name)}
    promoters, detractors = sum(each >= 9 for each in answers), sum(each <= 6 for each in answers)
    assert score("rating") == pytest.approx(sum(ratings) / len(ratings))
    assert score("nps") == pytest.approx(100 * (promoters - detractors) / len(answers))
    assert score("completion") == pytest.approx(
        100 * sum(bool(row["completed_at"]) for row in learning) / len(learning)
    )
    assert score("learners") == len(own)
    assert score("new_share") == pytest.approx(100 * len(own - ours) / len(own))
    assert score("revenue_share") == pytest.approx(35.0)
    assert record["sources"]["mingde/rating"]["rows"] == len(ratings)
    assert record["sources"]["mingde/rating"]["files"] == ["mingde/feedback.csv", "zhihai/feedback.csv"]


def test_what_a_party_has_no_records_of_is_missing(kuajie: Kuajie, demo_folder: Path) -> None:
    record = kuajie("partners", str(demo_folder), "--json").record
    assert ["yuanhang", "completion"] in record["missing"]
    assert "completion" not in record["compared"]
    assert sum(record["compared_weights"]) == pytest.approx(1.0)
    assert record["warnings"][0]["code"] == "partners.scores_missing"


def test_partners_of_another_party(kuajie: Kuajie, demo_folder: Path) -> None:
    record = kuajie("partners", str(demo_folder), "--for", "mingde", "--json").record
    assert [each["id"] for each in record["candidates"]] == ["zhihai", "yuanhang"]


def test_a_folder_takes_judgements_and_outsiders_from_its_file(
    kuajie: Kuajie, small_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(small_folder, folder)
    refused = kuajie("partners", str(folder))
    assert refused.code == 2
    assert "a ranking needs at least two" in refused.err
    (folder / "partners.toml").write_text(OUTSIDER, encoding="utf-8")
    record = kuajie("partners", str(folder), "--json").record
    assert [each["id"] for each in record["candidates"]] == ["qihang", "outsider"]
    assert {"learners", "complement", "rating", "willingness"} <= set(record["compared"])
    assert record["sources"]["outsider/rating"]["kind"] == "stated"
    assert record["sources"]["qihang/rating"]["kind"] == "data"
    assert record["sources"]["qihang/willingness"]["scores"] == [["Lin", 8.0]]
    assert kuajie("check", str(folder)).code == 0


def test_a_figure_beside_the_records_is_refused(kuajie: Kuajie, small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(small_folder, folder)
    values = '[[candidate]]\nid = "qihang"\n[candidate.values]\nrating = 5\n'
    (folder / "partners.toml").write_text(OUTSIDER + values, encoding="utf-8")
    said = kuajie("partners", str(folder))
    assert said.code == 2
    assert "candidate[qihang].values.rating" in said.err
    assert said.out == ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_bad_options(kuajie: Kuajie, demo_folder: Path, language: str) -> None:
    for arguments, words in (
        ((str(demo_folder), "--for", "nobody"), "nobody"),
        ((str(EXAMPLE), "--for", "mingde"), "--for"),
        ((str(EXAMPLE), "--surplus"), "--surplus"),
        ((str(demo_folder / "none.toml"),), "none.toml"),
    ):
        said = kuajie("partners", *arguments, "--lang", language)
        assert said.code == 2
        assert words in said.err
        assert said.out == ""


def test_methods_that_disagree_say_so(kuajie: Kuajie, tmp_path: Path) -> None:
    record = kuajie("partners", str(EXAMPLE), "--json").record
    first = [each["ranking"].index(1) for each in (record["rankings"]["topsis"]["result"],)]
    assert record["ranking"].index(1) == first[0]
    assert "partners.methods_disagree" in {each["code"] for each in record["warnings"]}
    file = tmp_path / "agreed.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace('"vector" ', '"minmax" ')
    file.write_text(text, encoding="utf-8")
    other = kuajie("partners", str(file), "--json").record
    assert other["normalization"] == "minmax"
    assert other["closeness"] != record["closeness"]


def test_the_leading_method_can_be_chosen(kuajie: Kuajie, tmp_path: Path) -> None:
    file = tmp_path / "partners.toml"
    file.write_text('method = "promethee"\n' + EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    record = kuajie("partners", str(file), "--json").record
    assert record["method"] == "promethee"
    assert len(record["phi_plus"]) == 4
    said = kuajie("partners", str(file))
    assert "PROMETHEE net flow" in said.out


def test_the_same_file_gives_the_same_answer(kuajie: Kuajie) -> None:
    assert kuajie("partners", str(EXAMPLE), "--json").out == kuajie("partners", str(EXAMPLE), "--json").out


def test_contradictions_name_the_judge_and_the_pair(kuajie: Kuajie, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    matrix = [[1, 2, 4, "1/8"], ["1/2", 1, 2, 4], ["1/4", "1/2", 1, 2], [8, "1/4", "1/2", 1]]
    named = ["price", "seats", "brand", "city"]
    file.write_text(json.dumps({"matrix": matrix, "criteria": named, "judge": "Lin"}), encoding="utf-8")
    said = kuajie("partners", str(file), "--lang", "en")
    assert said.code == 0
    assert "“city against price” = 8; the rest imply about 1/8" in said.out
    assert "Ask Lin again about this pair: with 1/8 the ratio would fall to 0.00" in said.out


def test_weights_may_name_criteria_that_have_no_figures_this_time(
    kuajie: Kuajie, small_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(small_folder, folder)
    weights = "\n[weights]\nsynergy = { complement = 0.4, surplus = 0.2, willingness = 0.4 }\n"
    (folder / "partners.toml").write_text(OUTSIDER + weights, encoding="utf-8")
    record = kuajie("partners", str(folder), "--json").record
    synergy = next(each for each in record["groups"] if each["id"] == "synergy")
    assert synergy["members"] == ["complement", "willingness"]
    assert synergy["weights"] == pytest.approx([0.5, 0.5])
    assert "partners.left_out" in {each["code"] for each in record["warnings"]}


def test_a_party_is_no_candidate_of_its_own(kuajie: Kuajie, demo_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(demo_folder, folder)
    marks = {"zhihai": 5, "mingde": 7, "yuanhang": 6}
    scored = "\n".join(f"{party} = {{ trust = {mark} }}" for party, mark in marks.items())
    criterion = '[[criterion]]\nid = "trust"\nfactor = "synergy"\n'
    text = f'{criterion}[[judge]]\nname = "Lin"\n[judge.scores]\n{scored}\n'
    (folder / "partners.toml").write_text(text, encoding="utf-8")
    for party, others in (("zhihai", ["mingde", "yuanhang"]), ("mingde", ["zhihai", "yuanhang"])):
        record = kuajie("partners", str(folder), "--for", party, "--json").record
        assert [each["id"] for each in record["candidates"]] == others
        assert "partners.own_party" in {each["code"] for each in record["warnings"]}


def test_a_list_of_cases_is_answered_case_by_case(kuajie: Kuajie) -> None:
    file = Path(__file__).parents[1] / "reference" / "partner_selection.json"
    cases = json.loads(file.read_text(encoding="utf-8"))
    answers = kuajie("partners", str(file), "--json").record
    assert len(answers) == len(cases)
    for case, answer in zip(cases, answers, strict=True):
        for name, value in case["expected"].items():
            if name in answer and name != "ranking":
                assert answer[name] == pytest.approx(value, rel=1e-7, abs=1e-7)
    assert kuajie("partners", str(file), "--lang", "zh").code == 0


def test_an_empty_list_and_a_slip_inside_a_list_are_named(kuajie: Kuajie, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    for text in ("[]", "[3]", '[{"matrix": [[1, 2], [3, 1]]}, {"matrix": "x"}]'):
        file.write_text(text, encoding="utf-8")
        said = kuajie("partners", str(file))
        assert said.code == 2
        assert "cases.json" in said.err
        assert said.out == ""
