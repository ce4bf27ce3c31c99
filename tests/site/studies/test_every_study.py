"""Every study of the table is asked once, and shows in both languages nothing that is another party's."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.models import Answer
from kuajie_site.studies.table import STUDIES

Ask = Callable[..., Answer]
SignIn = Callable[[str], Client]
DRAWS = {"plan_draws": "10", "no_certificate": "on"}
OPTIONS: Mapping[str, Mapping[str, str | list[str]]] = {
    "fit": {"draws": "100", "warm_up": "150", "seed": "4"},
    "learn": {"draws": "10", "scenarios": "2"},
    "plan": {"draws": "10"},
    "replan": {"draws": "10", "no_certificate": "on"},
    "frontier": {"points": "3", **DRAWS},
    "split": DRAWS,
    "terms": DRAWS,
    "deal": {"own_terms": "on", "plan_draws": "10"},
    "structures": {"leaders": ["zhihai"], **DRAWS},
    "path": {"to": "M02"},
    "run": DRAWS,
}
ZH, EN = {"accept-language": "zh-hans"}, {"accept-language": "en"}


def under_way(programme: Programme, user: User) -> None:
    """Let the horizon begin a week earlier, so that its first week is on record."""

    def change(folder: Path) -> None:
        file = folder / "programme.toml"
        text = file.read_text(encoding="utf-8")
        found = re.search(r"^start = (\S+)$", text, re.MULTILINE)
        assert found
        start = date.fromisoformat(found[1]) - timedelta(weeks=1)
        file.unlink()
        file.write_text(text.replace(found[0], f"start = {start}"), encoding="utf-8")

    new_version(programme, change, note="under way", user=user)


def raw_of(folder: Path, party: str) -> set[str]:
    """Return the ids of a party's orders, and of the learners that only its files name."""
    learners: dict[str, set[str]] = {}
    orders: set[str] = set()
    for file in folder.glob("*/*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                if row.get("learner"):
                    learners.setdefault(file.parent.name, set()).add(row["learner"])
                if file.parent.name == party and row.get("order_id"):
                    orders.add(row["order_id"])
    others = set().union(*(ids for key, ids in learners.items() if key != party))
    return orders | (learners.get(party, set()) - others)


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_is_asked_and_shows_nothing_of_others(
    name: str, programme: Programme, people: Mapping[str, User], ask: Ask, as_: SignIn
) -> None:
    if name == "replan":
        under_way(programme, people["owner"])
    answer = ask(name, **OPTIONS.get(name, {}))
    latest = programme.latest
    assert latest is not None
    others = raw_of(latest.folder, "mingde") | raw_of(latest.folder, "yuanhang")
    page = reverse("study", args=[programme.pk, name])
    for language in (ZH, EN):
        shown = as_("analyst").get(page, headers=language)
        assert shown.status_code == 200
        text = shown.content.decode()
        assert '<article class="answer">' in text
        assert not found_in(text, others)
        assert not re.search(r"(?<!-)--[a-z]|kuajie [a-z]+ ", re.sub(r"<[^>]*>|<!--.*?-->", "", text))
    told = json.dumps([answer.parts, answer.record, answer.own])
    assert str(settings.PROGRAMMES) not in told
    assert not found_in(json.dumps([answer.parts, answer.record]), others)
    check_files(programme, answer, as_)
    check_drawings(programme, answer, as_)
    check_others(programme, answer, as_)


def found_in(text: str, ids: set[str]) -> set[str]:
    return set(re.findall(r"[\w-]+", text)) & ids


def check_files(programme: Programme, answer: Answer, as_: SignIn) -> None:
    for file in answer.files:
        place = reverse("answer_file", args=[programme.pk, answer.pk, file["name"]])
        response = as_("analyst").get(place)
        assert response.status_code == 200
        assert response.getvalue()
        assert "'unsafe-eval'" not in response["Content-Security-Policy"]
        assert as_("stranger").get(place).status_code == 404


def check_drawings(programme: Programme, answer: Answer, as_: SignIn) -> None:
    for place, part in enumerate(answer.parts["zh"]):
        if part["kind"] == "Figure":
            drawn = as_("analyst").get(reverse("drawing", args=[programme.pk, answer.pk, place]))
            assert drawn["Content-Type"] == "image/svg+xml"
            assert drawn.content.startswith(b"<svg")


def check_others(programme: Programme, answer: Answer, as_: SignIn) -> None:
    """Check that a private answer is for its party alone, others for all to whom everything is disclosed."""
    private = STUDIES[answer.study].private
    expected = 404 if private else 200
    for place in ("answer", "answer_record"):
        address = reverse(place, args=[programme.pk, answer.pk])
        assert as_("viewer").get(address).status_code == 200
        assert as_("mingde").get(address).status_code == expected
        assert as_("mediator").get(address).status_code == expected
    job = Job.objects.get(programme=programme, key=answer.key)
    place = reverse("job", args=[programme.pk, job.pk])
    assert as_("mingde").get(place).status_code == (404 if private else 302)
