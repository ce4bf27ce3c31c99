"""Partners files: what is read, and each slip met by its own notice with its place, in both languages."""

from __future__ import annotations

import copy
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie.exchange.partners_file import read_partners
from kuajie.matching.promethee import PreferenceKind
from kuajie.messages import BadInput, Locale
from kuajie.messages.text import LOCALES
from kuajie.present.partners import partners_blocks
from kuajie.present.record import as_record
from kuajie.usecases.partners_question import JudgedBestWorst, JudgedMatrix, PartnersQuestion, SourceKind
from kuajie.usecases.published import published
from kuajie.usecases.score_partners import score_partners
from kuajie.usecases.weigh_judgements import JudgementsQuestion, weigh_judgements

HAN = re.compile(r"[\u4e00-\u9fff]")
GOOD: dict[str, Any] = {
    "title": "Test",
    "normalization": "vector",
    "candidate": [
        {"id": "a", "name": "Alpha", "values": {"reach": 10, "price": 3}},
        {"id": "b", "name": "Beta", "values": {"reach": 20, "price": 5}},
        {"id": "c", "values": {"reach": 15, "price": 4}},
    ],
    "criterion": [
        {"id": "reach", "factor": "brand"},
        {
            "id": "price",
            "factor": "terms",
            "better": "less",
            "preference": {"kind": "linear", "q": 1, "p": 2},
        },
        {"id": "will", "factor": "synergy", "name": "Willingness"},
        {"id": "fit", "factor": "synergy", "scale": "0-100"},
    ],
    "judge": [
        {
            "name": "Lin",
            "scores": {"a": {"will": 7, "fit": 80}, "b": {"will": 3, "fit": 60}, "c": {"will": 9, "fit": 10}},
            "compares": [
                {
                    "what": "factors",
                    "order": ["terms", "brand", "synergy"],
                    "matrix": [[1, 2, "1/3"], ["1/2", 1, "1/5"], [3, 5, 1]],
                }
            ],
        },
        {"name": "Wu", "scores": {"a": {"will": 5}}},
    ],
    "weights": {"synergy": {"will": 0.75, "fit": 0.25}},
}
SCORES = {"matrix": [[5, 8], [7, 6], [8, 8]], "weights": [0.5, 0.5], "types": [1, -1]}
PAIRS = {"matrix": [[1, 2, 4], ["1/2", 1, 2], ["1/4", "1/2", 1]]}
BEST = {"best_to_others": [1, 2, 8], "others_to_worst": [8, 4, 1], "best": 0, "worst": 2}


def changed(record: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a record with one value replaced, or taken out where the value is ``...``."""
    whole = copy.deepcopy(record)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    place: Any = whole
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return whole


def written(folder: Path, record: object, name: str = "partners.json") -> Path:
    file = folder / name
    file.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
    return file


def asked(folder: Path, record: object) -> PartnersQuestion:
    question = read_partners(written(folder, record)).question
    assert isinstance(question, PartnersQuestion)
    return question


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    question = asked(tmp_path, GOOD)
    card = question.card
    assert [each.name for each in card.candidates] == ["Alpha", "Beta", "c"]
    assert [each.better for each in card.criteria] == [1, -1, 1, 1]
    assert card.criteria[1].preference.kind is PreferenceKind.LINEAR
    # Alpha's willingness is the mean of two judges.
    assert card.scores.tolist() == [[10, 3, 6, 80], [20, 5, 3, 60], [15, 4, 9, 10]]
    assert question.sources["a", "will"].scores == (("Lin", 7.0), ("Wu", 5.0))
    assert question.sources["b", "price"].kind is SourceKind.STATED
    assert list(question.factors) == ["brand", "synergy", "terms"]


def test_judgements_are_put_into_the_factors_own_order(tmp_path: Path) -> None:
    group = next(each for each in asked(tmp_path, GOOD).groups if each.id == "factors")
    (judged,) = group.judged
    assert isinstance(judged, JudgedMatrix)
    brand, synergy, terms = range(3)
    assert judged.matrix[terms, brand] == 2.0
    assert judged.matrix[synergy, brand] == 5.0
    assert judged.matrix[terms, synergy] == pytest.approx(1 / 3)


def test_best_and_worst_by_name(tmp_path: Path) -> None:
    compared = {
        "what": "synergy",
        "best": "fit",
        "worst": "will",
        "best_to_others": {"will": 4, "fit": 1},
        "others_to_worst": {"will": 1, "fit": 4},
    }
    record = changed(changed(GOOD, "weights", {}), "judge/1/compares", [compared])
    answer = score_partners(asked(tmp_path, record))
    group = next(each for each in answer.groups if each.id == "synergy")
    assert group.method == "best_worst"
    assert group.weights.tolist() == pytest.approx([0.2, 0.8])
    assert group.judges[0].judge == "Wu"


def test_weights_of_factors_and_criteria_multiply(tmp_path: Path) -> None:
    answer = score_partners(asked(tmp_path, GOOD))
    factors = dict(zip(answer.groups[0].members, answer.groups[0].weights, strict=True))
    assert answer.weights.sum() == pytest.approx(1.0)
    assert answer.weights[2] == pytest.approx(factors["synergy"] * 0.75)


@pytest.mark.parametrize("unknown", [None, "", "?"])
def test_unknown_scores_stay_unknown(tmp_path: Path, unknown: object) -> None:
    question = asked(tmp_path, changed(GOOD, "candidate/0/values/reach", unknown))
    assert np.isnan(question.card.scores[0, 0])
    answer = score_partners(question)
    assert answer.missing == (("a", "reach"),)
    assert answer.compared == ("price", "will", "fit")
    assert answer.compared_weights.sum() == pytest.approx(1.0)
    assert answer.leading.ranges is not None
    assert "partners.scores_missing" in {each.notice.code for each in answer.warnings}


def test_plain_forms(tmp_path: Path) -> None:
    assert asked(tmp_path, SCORES).methods == ("topsis",)
    assert asked(tmp_path, {**SCORES, "preference": [["usual"], ["gauss", 0, 0, 2]]}).methods == (
        "promethee",
    )
    for record, kind in ((PAIRS, JudgedMatrix), (BEST, JudgedBestWorst)):
        question = read_partners(written(tmp_path, record)).question
        assert isinstance(question, JudgementsQuestion)
        assert isinstance(question.judged, kind)


def test_a_plain_matrix_may_lack_scores(tmp_path: Path) -> None:
    record = {
        **SCORES,
        "matrix": [[5, 8, None], [7, 6, 3], [8, 8, 1]],
        "weights": [0.4, 0.4, 0.2],
        "types": [1, 1, 1],
    }
    answer = score_partners(asked(tmp_path, record))
    assert answer.missing == (("A1", "C3"),)
    assert answer.compared_weights.tolist() == [0.5, 0.5]


def test_rounded_weights_and_judgements_are_taken_and_told(tmp_path: Path) -> None:
    record = {**SCORES, "matrix": [[5, 8, 1], [7, 6, 2]], "weights": [0.33, 0.33, 0.33], "types": [1, 1, 1]}
    read = read_partners(written(tmp_path, record))
    assert [each.notice.code for each in read.notes] == ["partners.rounded_weights"]
    read = read_partners(written(tmp_path, {"matrix": [[1, 3], [0.333, 1]]}))
    assert [each.notice.code for each in read.notes] == ["partners.rounded_judgements"]


BAD: dict[str, tuple[object, str, str]] = {
    "not JSON": ("{", "instances.not_json", "partners.json"),
    "a list": ("[1]", "partners.not_a_table", "partners.json"),
    "nothing": ({}, "partners.nothing_to_score", "partners.json"),
    "unknown key": (changed(GOOD, "wieghts", {}), "partners.unknown_key", "wieghts"),
    "candidate twice": (changed(GOOD, "candidate/1/id", "a"), "partners.repeated_id", "candidate[a].id"),
    "criterion twice": (
        changed(GOOD, "criterion/3/id", "will"),
        "partners.repeated_id",
        "criterion[will].id",
    ),
    "candidate without id": (changed(GOOD, "candidate/2/id", ...), "partners.missing_key", "candidate[3].id"),
    "unknown factor": (
        changed(GOOD, "criterion/0/factor", "brnad"),
        "partners.unknown_id",
        "criterion[reach].factor",
    ),
    "factor lacking": (
        changed(GOOD, "criterion/0/factor", ...),
        "partners.missing_key",
        "criterion[reach].factor",
    ),
    "unknown criterion": (
        changed(GOOD, "candidate/0/values/raech", 1),
        "partners.unknown_id",
        "candidate[a].values.raech",
    ),
    "unknown candidate": (
        changed(GOOD, "judge/0/scores/d", {"will": 1}),
        "partners.unknown_id",
        "judge[Lin].scores.d",
    ),
    "text for a value": (
        changed(GOOD, "candidate/0/values/reach", "many"),
        "partners.not_a_number",
        "candidate[a].values.reach",
    ),
    "score off its scale": (
        changed(GOOD, "judge/0/scores/a/will", 10),
        "partners.out_of_scale",
        "judge[Lin].scores.a.will",
    ),
    "value and score": (
        changed(GOOD, "candidate/0/values/will", 3),
        "partners.scored_twice",
        "judge[Lin].scores.a.will",
    ),
    "weights not one": (
        changed(GOOD, "weights/synergy/will", 0.5),
        "partners.weights_not_one",
        "weights.synergy",
    ),
    "negative weight": (
        changed(GOOD, "weights/synergy/fit", -0.25),
        "partners.negative_weight",
        "weights.synergy.fit",
    ),
    "weight lacking": (
        changed(GOOD, "weights/synergy/fit", ...),
        "partners.missing_key",
        "weights.synergy.fit",
    ),
    "judged and stated": (
        changed(GOOD, "weights/factors", {"brand": 0.5, "synergy": 0.25, "terms": 0.25}),
        "partners.judged_and_stated",
        "weights.factors",
    ),
    "not square": (
        changed(GOOD, "judge/0/compares/0/matrix/1", [1, 2]),
        "partners.not_square",
        "judge[Lin].compares[factors].matrix",
    ),
    "not reciprocal": (
        changed(GOOD, "judge/0/compares/0/matrix/2/0", 2),
        "partners.not_reciprocal",
        "judge[Lin].compares[factors].matrix[3][1]",
    ),
    "zero judgement": (
        changed(GOOD, "judge/0/compares/0/matrix/0/1", 0),
        "partners.not_a_judgement",
        "judge[Lin].compares[factors].matrix[1][2]",
    ),
    "negative judgement": (changed(PAIRS, "matrix/0/1", -2), "partners.not_a_judgement", "matrix[1][2]"),
    "no number": (changed(PAIRS, "matrix/0/1", "1/0"), "partners.not_a_judgement", "matrix[1][2]"),
    "diagonal": (changed(PAIRS, "matrix/0/0", 2), "partners.not_reciprocal", "matrix[1][1]"),
    "order of others": (
        changed(GOOD, "judge/0/compares/0/order", ["terms", "brand"]),
        "partners.unknown_choice",
        "judge[Lin].compares[factors].order",
    ),
    "preference crossed": (
        changed(GOOD, "criterion/1/preference/q", 5),
        "partners.bad_preference",
        "criterion[price].preference",
    ),
    "preference unknown": (
        {**SCORES, "preference": [["usual"], ["sloping", 1]]},
        "partners.bad_preference",
        "preference[2]",
    ),
    "normalisation unknown": (
        changed(GOOD, "normalization", "log"),
        "partners.unknown_choice",
        "normalization",
    ),
    "types unknown": (changed(SCORES, "types", [1, 0]), "partners.unknown_choice", "types[2]"),
    "weights too few": (changed(SCORES, "weights", [1]), "partners.wrong_length", "weights"),
    "weights lacking": (changed(SCORES, "weights", ...), "partners.missing_key", "weights"),
    "plain weights not one": (changed(SCORES, "weights", [3, 4]), "partners.weights_not_one", "weights"),
    "all weights zero": (changed(SCORES, "weights", [0, 0]), "partners.weights_not_one", "weights"),
    "ragged": (changed(SCORES, "matrix/0", [1]), "partners.not_a_table", "matrix"),
    "infinite": (changed(SCORES, "matrix/0/0", float("inf")), "partners.not_a_number", "matrix[1][1]"),
    "best is worst": (changed(BEST, "worst", 0), "partners.best_and_worst", "worst"),
    "two spans": (changed(BEST, "others_to_worst/0", 7), "partners.best_and_worst", "others_to_worst"),
    "below one": (changed(BEST, "best_to_others/1", 0.5), "partners.best_and_worst", "best_to_others"),
    "best counted from one": (
        changed(changed(BEST, "best", 1), "worst", 3),
        "partners.unknown_id",
        "worst",
    ),
    "vectors of two lengths": (
        changed(BEST, "others_to_worst", [8, 1]),
        "partners.wrong_length",
        "others_to_worst",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_slip_has_its_notice_and_place(tmp_path: Path, name: str) -> None:
    record, code, place = BAD[name]
    with pytest.raises(BadInput) as caught:
        read_partners(written(tmp_path, record))
    found = {(each.notice.code, each.place.column or "partners.json") for each in caught.value.findings}
    assert (code, place) in found, found
    for finding in caught.value.findings:
        assert finding.place.file is not None
        assert HAN.search(finding.problem("zh") + finding.remedy("zh"))
        assert not HAN.search(finding.say("en").replace(str(tmp_path), ""))


UNRANKED: dict[str, tuple[object, str]] = {
    "one candidate": (changed(SCORES, "matrix", [[1, 2]]), "partners.too_few_candidates"),
    "one criterion": (
        {"matrix": [[1], [2]], "weights": [1], "types": [1]},
        "partners.too_few_criteria",
    ),
    "a candidate without anything": (changed(SCORES, "matrix/1", [None, None]), "partners.nothing_known"),
    "a criterion without anything": (
        changed(SCORES, "matrix", [[1, None], [2, None]]),
        "partners.criterion_unknown",
    ),
    "nothing complete": (
        changed(SCORES, "matrix", [[1, None], [None, 2], [3, 4]]),
        "partners.too_little_shared",
    ),
    "nothing differs": (changed(SCORES, "matrix", [[1, 2], [1, 2], [1, 2]]), "partners.nothing_differs"),
    "sum of a zero": (
        {**SCORES, "normalization": "sum", "matrix": [[0, 1], [2, 2]]},
        "partners.cannot_normalise",
    ),
    "max of a negative": (
        {**SCORES, "normalization": "max", "matrix": [[-1, 1], [2, 2]]},
        "partners.cannot_normalise",
    ),
}


@pytest.mark.parametrize("name", UNRANKED)
def test_what_has_no_ranking_is_refused(tmp_path: Path, name: str) -> None:
    record, code = UNRANKED[name]
    with pytest.raises(BadInput) as caught:
        score_partners(asked(tmp_path, record))
    assert code in {each.notice.code for each in caught.value.findings}
    assert all(each.place.file for each in caught.value.findings)


def test_mixed_ways_of_judging_are_refused(tmp_path: Path) -> None:
    best = {
        "what": "factors",
        "best": "synergy",
        "worst": "brand",
        "best_to_others": {"brand": 5, "synergy": 1, "terms": 3},
        "others_to_worst": {"brand": 1, "synergy": 5, "terms": 2},
    }
    with pytest.raises(BadInput) as caught:
        read_partners(written(tmp_path, changed(GOOD, "judge/1/compares", [best])))
    assert [each.notice.code for each in caught.value.findings] == ["partners.mixed_judgements"]


def test_the_example_is_read_and_ranked() -> None:
    file = Path(__file__).parents[2] / "examples" / "partners.toml"
    answer = score_partners(read_partners(file).question)  # type: ignore[arg-type]
    assert answer.missing == (("yuanhang", "nps"),)
    assert sorted(answer.rankings["topsis"].ranking.tolist()) == [1, 2, 3, 4]
    factors = answer.groups[0]
    assert [each.judge for each in factors.judges] == ["林悦", "周航"]
    assert all(each.ratio is not None and each.ratio < 0.1 for each in factors.judges)


def test_toml_slips_name_their_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_partners(written(tmp_path, 'title = "x"\nweights = \n', "partners.toml"))
    assert caught.value.findings[0].place.row == 2


def with_all_factors(order: list[str] | None) -> dict[str, Any]:
    """Return the good file with one judge comparing all five factors, of which two have no criteria."""
    sizes = {"brand": 1.0, "audience": 2.0, "quality": 4.0, "synergy": 5.0, "terms": 2.0}
    named = order or list(sizes)
    compared: dict[str, Any] = {
        "what": "factors",
        "matrix": [[sizes[a] / sizes[b] for b in named] for a in named],
    }
    if order:
        compared["order"] = order
    return changed(GOOD, "judge/0/compares", [compared])


@pytest.mark.parametrize("order", [None, ["terms", "quality", "brand", "audience", "synergy"]])
def test_factors_without_criteria_leave_the_comparison(tmp_path: Path, order: list[str] | None) -> None:
    read = read_partners(written(tmp_path, with_all_factors(order)))
    assert [each.notice.code for each in read.notes] == ["partners.left_out"]
    answer = score_partners(read.question)  # type: ignore[arg-type]
    # brand : synergy : terms = 1 : 5 : 2
    assert answer.groups[0].members == ("brand", "synergy", "terms")
    assert answer.groups[0].weights.tolist() == pytest.approx([1 / 8, 5 / 8, 2 / 8])


def test_weights_of_factors_without_criteria_go_to_the_others(tmp_path: Path) -> None:
    stated = {"brand": 0.2, "audience": 0.2, "synergy": 0.4, "terms": 0.2}
    record = changed(changed(GOOD, "judge/0/compares", []), "weights/factors", stated)
    read = read_partners(written(tmp_path, record))
    assert [each.notice.code for each in read.notes] == ["partners.left_out"]
    answer = score_partners(read.question)  # type: ignore[arg-type]
    assert answer.groups[0].weights.tolist() == pytest.approx([0.25, 0.5, 0.25])


def test_figures_and_scores_do_not_mix_on_one_criterion(tmp_path: Path) -> None:
    record = changed(GOOD, "candidate/0/values", {"reach": 1, "price": 1, "will": 3})
    record = changed(changed(record, "judge/0/scores/a/will", ...), "judge/1/scores", {})
    with pytest.raises(BadInput) as caught:
        read_partners(written(tmp_path, record))
    assert [each.notice.code for each in caught.value.findings] == ["partners.two_scales"]


def test_the_partial_order_tells_every_pair_once(tmp_path: Path) -> None:
    order = score_partners(asked(tmp_path, GOOD)).partial_order
    assert order is not None
    pairs = [*order.preferred, *order.indifferent, *order.incomparable]
    assert {frozenset(pair) for pair in pairs} == {frozenset("ab"), frozenset("ac"), frozenset("bc")}
    assert len(pairs) == 3


def test_the_order_under_every_normalisation_is_told(tmp_path: Path) -> None:
    answer = score_partners(asked(tmp_path, GOOD))
    assert list(answer.by_normalization) == ["vector", "minmax", "max", "sum"]
    for name, ranks in answer.by_normalization.items():
        alone = score_partners(asked(tmp_path, changed(GOOD, "normalization", name)))
        assert alone.rankings["topsis"].ranking.tolist() == ranks.tolist()
    with_zero = score_partners(asked(tmp_path, changed(GOOD, "candidate/0/values/reach", 0)))
    assert list(with_zero.by_normalization) == ["vector", "minmax", "max"]


JUNK: tuple[object, ...] = (
    *(None, True, 0, -1, 1, 3, 9, 0.25, 1e308, -1e308, 1e-320, float("nan"), float("inf"), 10**400),
    *("", "x", "1/3", "1/0", "{a}", "?", "a", "will", "factors", "synergy"),
    *([], {}, [1], [[1]], [[1, 2], [3]], {"a": 1}),
)


def spoiled(record: dict[str, Any], seed: int) -> dict[str, Any]:
    """Return a record with a few values replaced by what does not belong there, or taken out."""
    generator = random.Random(seed)  # noqa: S311 - it spoils files, it keeps no secrets
    whole = copy.deepcopy(record)
    for _ in range(generator.choice((1, 1, 2, 3))):
        place: Any = whole
        while isinstance(place, dict | list) and place:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = generator.choice(keys)
            if not isinstance(place[key], dict | list) or not place[key] or generator.random() < 0.15:
                place[key] = copy.deepcopy(generator.choice(JUNK))
                break
            place = place[key]
    return whole


@pytest.mark.parametrize("seed", range(120))
def test_spoiled_files_end_in_an_answer_or_in_findings(tmp_path: Path, seed: int) -> None:
    bases = (GOOD, SCORES, PAIRS, BEST, {**SCORES, "preference": [["usual"], ["linear", 1, 2]]})
    file = written(tmp_path, spoiled(bases[seed % len(bases)], seed))
    said = "".join(answered_or_refused(file, locale) for locale in LOCALES)
    assert said


def answered_or_refused(file: Path, locale: Locale) -> str:
    """Return what a person reads of a file: its answer, or why there is none."""
    try:
        question = read_partners(file).question
        if isinstance(question, JudgementsQuestion):
            answer: Any = weigh_judgements(question)
        else:
            answer = score_partners(replace(question, samples=100))
    except BadInput as refusal:
        return refusal.say(locale)
    json.dumps(as_record(published(answer), locale), allow_nan=False)
    return str(list(partners_blocks(answer, locale)))


def test_the_file_in_the_documents_is_read_without_a_finding(tmp_path: Path) -> None:
    document = (Path(__file__).parents[2] / "docs" / "partners.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", document, flags=re.DOTALL)
    read = read_partners(written(tmp_path, example, "partners.toml"))
    assert [each.notice.code for each in read.notes] == []
    answer = score_partners(read.question)  # type: ignore[arg-type]
    assert [each.method for each in answer.groups] == ["ahp", "stated", "best_worst", "alone"]
    assert answer.missing == (("guangming", "nps"),)


@pytest.mark.parametrize("said", ["1e99999999", "1e-99999999"])
def test_judgements_of_a_huge_exponent_are_refused_before_they_take_all_memory(
    tmp_path: Path, said: str
) -> None:
    with pytest.raises(BadInput) as refused:
        asked(tmp_path, {"matrix": [["1", said], ["1", "1"]]})
    assert [finding.place.column for finding in refused.value.findings] == ["matrix[1][2]"]
