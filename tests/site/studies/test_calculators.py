"""Calculators: models worked out with typed numbers, for the party that asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from kuajie_site.accounts.models import User
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.models import Answer

Ask = Callable[..., Answer]
SignIn = Callable[[str], Client]
TOML_CASE = """model = "NBS"
[inputs]
total = 100
d = [10, 30]
"""


def test_the_founding_formula_by_hand(ask: Ask) -> None:
    """10,000 × 1,000 × (1 + 5)(1 + 5) less 10,000 × (10,000 + 10,000) is 160 million."""
    record = ask("brief").record
    best = record["corners"][0]
    assert best["profit"] == pytest.approx(160e6)
    assert (best["x"], best["y"]) == (5.0, 5.0)


def test_a_case_is_taken_as_toml_too(ask: Ask) -> None:
    """Of 100, with 10 and 30 to fall back on, 60 are shared equally: 40 and 60."""
    told = str(ask("game", case=TOML_CASE).parts["en"])
    assert "40" in told
    assert "60" in told


def test_a_budget_of_square_roots_by_hand(ask: Ask) -> None:
    """The marginal worth of 40·√A and 30·√A is equal at spends in proportion 16 : 9."""
    channels = [
        {"id": name, "party": "P", "response": {"type": "sqrt", "a": a}} for name, a in (("b", 40), ("s", 30))
    ]
    problem = {"T": 1, "unit_margin": 1.0, "budgets": {"total": 100.0}, "channels": channels}
    record = ask("solve", instance=json.dumps(problem)).record
    assert record["spend"]["b"][0] == pytest.approx(64.0, rel=1e-4)
    assert record["spend"]["s"][0] == pytest.approx(36.0, rel=1e-4)


def test_what_was_calculated_is_for_the_party_that_asked_and_does_not_age(
    programme: Programme, people: Mapping[str, User], ask: Ask, as_: SignIn
) -> None:
    def change(folder: Path) -> None:
        (folder / "note.txt").write_text("x", encoding="utf-8")

    answer = ask("brief")
    page = reverse("answer", args=[programme.pk, answer.pk])
    new_version(programme, change, note="another version", user=people["owner"])
    shown = as_("viewer").get(page)
    assert shown.status_code == 200
    assert shown.context["outdated"] is None
    assert as_("mingde").get(page).status_code == 404
    assert as_("mediator").get(page).status_code == 404
