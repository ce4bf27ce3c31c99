"""The schema of terms takes what the reader takes, and refuses what it refuses by its shape."""

from __future__ import annotations

import json
import tempfile
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.exchange.conftest import Contents, Reader
from tests.exchange.test_clauses import DOCUMENT, terms

from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.exchange.deal_file import read_deal
from kuajie.exchange.programme_file.agreement import terms_fields
from kuajie.exchange.programme_file.clause_kinds import KINDS
from kuajie.exchange.programme_file.clause_section import clause_fields
from kuajie.exchange.programme_file.terms_schema import names_of, terms_schema
from kuajie.exchange.programme_file.terms_words import KEY_WORDS, KIND_WORDS, TERMS_WORDS, WORDS_OF_KIND
from kuajie.exchange.programme_file.writing import terms_lines
from kuajie.messages import BadInput
from kuajie.usecases.new_programme import NewQuestion, list_templates, simulate_programme

Values = dict[str, Any]
ANY = jsonschema.Draft202012Validator(terms_schema())
_KNOWN: dict[str, Programme] = {}


@pytest.fixture
def programme(request: pytest.FixtureRequest) -> Programme:
    if not _KNOWN:
        read: Reader = request.getfixturevalue("read")
        contents: Contents = request.getfixturevalue("contents")
        _KNOWN["programme"] = read(contents).programme
    return _KNOWN["programme"]


@pytest.fixture(autouse=True)
def known(programme: Programme) -> None:
    """Have the programme where strategies need it."""


def own() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(terms_schema(_KNOWN["programme"]))


def plain(toml: str) -> Values:
    """Return TOML as JSON has it."""
    values: Values = json.loads(json.dumps(tomllib.loads(toml), default=date.isoformat))
    return values


def taken(values: Values, programme: Programme) -> Terms:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "deal.json"
        path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        return read_deal(path, programme)


def refused(values: Values, programme: Programme) -> bool:
    try:
        taken(values, programme)
    except BadInput:
        return True
    return False


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(ANY.schema)
    jsonschema.Draft202012Validator.check_schema(own().schema)


@settings(max_examples=150, deadline=None)
@given(wanted=terms())
def test_any_terms_validate_and_come_back_from_json(wanted: Terms) -> None:
    values = plain("\n".join(terms_lines(wanted)))
    own().validate(values)
    ANY.validate(values)
    assert taken(values, _KNOWN["programme"]) == wanted


@pytest.mark.parametrize("template", [line.name for line in list_templates()])
def test_every_template_validates(template: str) -> None:
    contents = simulate_programme(NewQuestion(template=template, seed=1, weeks=60, scale=0.1, locale="en"))
    text = contents["programme.toml"]
    assert isinstance(text, str)
    values = plain(text)
    ANY.validate(values)
    if "terms" in values:
        ANY.validate({"terms": values["terms"]})


def examples() -> list[str]:
    """Return the examples of the documents that hold terms."""
    every = [
        block.partition("```")[0]
        for page in sorted(DOCUMENT.parent.glob("*.md"))
        for block in page.read_text(encoding="utf-8").split("```toml\n")[1:]
    ]
    return [block for block in every if "[terms]" in block or "[[terms.clause]]" in block]


def test_the_documents_examples_validate() -> None:
    assert len(examples()) > 2
    for example in examples():
        ANY.validate(plain(example))
    page = (DOCUMENT.parent / "terms-schema.md").read_text(encoding="utf-8")
    values = json.loads(page.partition("```json\n")[2].partition("```")[0])
    own().validate(values)
    assert len(taken(values, _KNOWN["programme"]).clauses) == 2


SHARES = {"zhihai": "1/2", "mingde": "1/2"}
PAID = {"payer": "zhihai", "payee": "mingde", "amount": "5.00"}
HOLD = {"kind": "holdback", "party": "mingde", "rate": "1/10"}
SOUND: list[Values] = [
    {"clause": [{"kind": "share", "shares": SHARES}]},
    {"clause": [{"kind": "share", "shares": {"zhihai": 0.25, "mingde": 0.75}, "courses": ["J1"]}]},
    {"clause": [{**HOLD, "on": "days", "days": 3}]},
    {"clause": [{"kind": "recoup", "party": "mingde", "amount": 12.5}]},
    {"clause": [{"kind": "fixed_fee", **PAID, "due": "2026-12-15"}]},
    {"refund_window_days": 3, "late_refunds": "seller"},
]
SLIPS: list[Values] = [
    {"claus": []},
    {"clause": {}},
    {"clause": [[]]},
    {"clause": [{"shares": SHARES}]},
    {"clause": [{"kind": "shares", "shares": SHARES}]},
    {"clause": [{"kind": "share", "share": SHARES}]},
    {"clause": [{"kind": "share"}]},
    {"clause": [{"kind": "share", "shares": SHARES, "payer": "zhihai"}]},
    {"clause": [{"kind": "share", "shares": {"zhihai": "half", "mingde": "1/2"}}]},
    {"clause": [{"kind": "share", "shares": {"zhihai": "1/0", "mingde": "1/2"}}]},
    {"clause": [{"kind": "share", "shares": {"nobody": "1"}}]},
    {"clause": [{"kind": "share", "shares": SHARES, "courses": "J1"}]},
    {"clause": [{"kind": "share", "shares": SHARES, "courses": ["J1", "J1"]}]},
    {"clause": [{"kind": "share", "shares": SHARES, "bundle": ["J1"]}]},
    {"clause": [{"kind": "share", "shares": SHARES, "from": 20261215}]},
    {"clause": [{"kind": "share", "shares": SHARES, "from": "15 December"}]},
    {"clause": [{"kind": "tiers", "tiers": []}]},
    {"clause": [{"kind": "tiers", "tiers": [{"from": "0"}]}]},
    {"clause": [{"kind": "tiers", "mode": "both", "tiers": [{"from": "0", "shares": SHARES}]}]},
    {"clause": [{"kind": "recoup", "party": "mingde"}]},
    {"clause": [{"kind": "recoup", "party": "mingde", "costs": ["spend"], "amount": "5"}]},
    {"clause": [{"kind": "recoup", "party": "mingde", "amount": "5", "limit": "5"}]},
    {"clause": [{"kind": "cap", "party": "mingde", "amount": "5", "per": "week"}]},
    {"clause": [{"kind": "fixed_fee", **PAID, "amount": "-5"}]},
    {"clause": [{"kind": "fixed_fee", **PAID, "amount": -5}]},
    {"clause": [{"kind": "fixed_fee", **PAID, "amount": True}]},
    {"clause": [{"kind": "fixed_fee", **PAID, "amount": "five"}]},
    {"clause": [{"kind": "fee_per_lead", **PAID, "channels": ["a", "a"]}]},
    {"clause": [{"kind": "cost_share", "payer": "zhihai", "payee": "mingde", "rate": 2}]},
    {"clause": [{"kind": "cost_share", "payer": "zhihai", "payee": "mingde", "rate": "1/2", "costs": []}]},
    {"clause": [{"kind": "referral", "party": "zhihai", "rate": "0.1", "level": 3}]},
    {"clause": [{"kind": "deduction", "name": " ", "rate": "0.1"}]},
    {"clause": [{**HOLD, "on": "days"}]},
    {"clause": [{**HOLD, "on": "completion", "days": 3}]},
    {"clause": [{**HOLD, "on": "satisfaction", "rating": 4, "days": 3}]},
    {"refund_window_days": "30"},
    {"refund_window_days": 4000},
    {"late_refunds": "seller"},
    {"refund_window_days": 3, "late_refunds": "nobody"},
    {"rounding_order": ["nobody"]},
    {"base": "booked"},
    {"unused_after_days": 30},
]


@pytest.mark.parametrize("values", SOUND)
def test_sound_terms_pass_both(programme: Programme, values: Values) -> None:
    own().validate({"terms": values})
    ANY.validate({"terms": values})
    taken({"$schema": "./terms.schema.json", "terms": values}, programme)


@pytest.mark.parametrize("values", SLIPS)
def test_slips_of_shape_are_refused_by_both(programme: Programme, values: Values) -> None:
    assert not own().is_valid({"terms": values})
    assert refused({"terms": values}, programme)


def test_keys_beside_terms_are_refused_in_a_deal_file_alone(programme: Programme) -> None:
    assert not ANY.is_valid({"term": {}})
    assert refused({"term": {}}, programme)
    assert not own().is_valid({"currency": "USD"})
    ANY.validate({"programme": {}, "course": []})


def kept_keys() -> dict[str, set[str]]:
    names = names_of(_KNOWN["programme"])
    return {kind: set(clause_fields(row, names)) for kind, row in KINDS.items()}


def test_schema_words_and_reader_know_the_same_keys() -> None:
    definitions = ANY.schema["$defs"]
    assert {kind: set(definitions[kind]["properties"]) for kind in KINDS} == kept_keys()
    assert set(definitions["terms"]["properties"]) == set(terms_fields(names_of(_KNOWN["programme"])))
    assert set(definitions) == {"terms", *KINDS}
    assert set(TERMS_WORDS) == set(definitions["terms"]["properties"])
    assert set(KIND_WORDS) == set(KINDS)
    assert set(KEY_WORDS) == {key for keys in kept_keys().values() for key in keys}
    assert all(key in kept_keys()[kind] for kind, key in WORDS_OF_KIND)


def test_every_key_is_described_in_both_languages() -> None:
    for definition in ANY.schema["$defs"].values():
        for each in (definition, *definition["properties"].values()):
            english, chinese = each["description"].split("\n")
            assert english.isascii()
            assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)


junk = st.one_of(st.none(), st.booleans(), st.integers(-3, 5), st.text(max_size=3), st.just([]), st.just({}))


@settings(max_examples=200, deadline=None)
@given(wanted=terms(), data=st.data())
def test_what_the_schema_refuses_the_reader_refuses(wanted: Terms, data: st.DataObject) -> None:
    """Put something else in any place: never does the schema refuse what the reader takes."""
    values = plain("\n".join(terms_lines(replace(wanted, revenue_shares={}))))
    tables = values.get("terms", {}).get("clause", [])
    assume(tables)
    table = data.draw(st.sampled_from(tables))
    table[data.draw(st.sampled_from([*table, "courses", "from", "new"]))] = data.draw(junk)
    if not own().is_valid(values):
        assert refused(values, _KNOWN["programme"])


def test_a_key_that_stands_twice_is_refused(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "deal.json"
    path.write_text('{"terms": {"refund_window_days": 1, "refund_window_days": 2}}', encoding="utf-8")
    with pytest.raises(BadInput, match="twice in one table"):
        read_deal(path, programme)


def test_numbers_of_json_are_exact(programme: Programme) -> None:
    (clause,) = taken({"terms": {"clause": [{**HOLD, "rate": 0.1, "on": "completion"}]}}, programme).clauses
    assert Decimal(clause.rate.numerator) / clause.rate.denominator == Decimal("0.1")  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["[]", "5", "null", "{", '{"terms": 5}'])
def test_json_that_is_no_table_is_refused(programme: Programme, tmp_path: Path, text: str) -> None:
    path = tmp_path / "deal.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        read_deal(path, programme)
