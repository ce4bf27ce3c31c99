"""``kuajie schema``: what it prints is a schema, and with a folder it knows the folder's names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema

Kuajie = Callable[..., Any]


def deal(party: str) -> dict[str, Any]:
    return {"terms": {"clause": [{"kind": "coupon", "party": party}]}}


def test_the_schema_is_printed_and_written_alike(kuajie: Kuajie, tmp_path: Path) -> None:
    said = kuajie("schema", "terms")
    assert said.code == 0
    jsonschema.Draft202012Validator.check_schema(said.record)
    written = kuajie("schema", "terms", "-o", str(tmp_path / "terms.schema.json"))
    assert (written.code, written.out) == (0, "")
    assert json.loads((tmp_path / "terms.schema.json").read_text(encoding="utf-8")) == said.record


def test_a_folder_allows_its_own_names_alone(kuajie: Kuajie, small_folder: Path) -> None:
    any_names, own = kuajie("schema", "terms").record, kuajie("schema", "terms", str(small_folder)).record
    known = own["$defs"]["coupon"]["properties"]["party"]["enum"]
    assert jsonschema.Draft202012Validator(own).is_valid(deal(known[0]))
    assert not jsonschema.Draft202012Validator(own).is_valid(deal("nobody"))
    assert jsonschema.Draft202012Validator(any_names).is_valid(deal("nobody"))


def test_what_cannot_be_is_refused(kuajie: Kuajie, tmp_path: Path) -> None:
    assert kuajie("schema", "term").code == 2
    assert kuajie("schema", "terms", str(tmp_path)).code == 2
    refused = kuajie("schema", "terms", "-o", str(tmp_path / "none" / "x.json"))
    assert refused.code == 2
    assert "--output" in refused.err
