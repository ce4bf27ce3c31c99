"""What pages cost: templates are read once, and more answers, jobs, versions or studies ask no more often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Engine
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import Job
from kuajie_site.once import OncePerPage, once_per_page
from kuajie_site.programmes.models import Programme, Version
from kuajie_site.serving.warm import read_ahead
from kuajie_site.studies.models import Answer
from kuajie_site.studies.table import STUDIES
from kuajie_site.uploads.models import FileChange

ROUNDS = 3
PART = {"kind": "Figure", "label": "A chart", "caption": "", "svg": "<svg></svg>"}


@pytest.fixture
def asked(as_: Callable[[str], Client]) -> Callable[[str], list[str]]:
    """Return what tells the questions that a page puts to the database, asked by an owner."""
    browser = as_("owner")

    def ask(path: str) -> list[str]:
        with CaptureQueriesContext(connection) as found:
            answer = browser.get(path)
        assert answer.status_code == 200
        return [each["sql"] for each in found]

    return ask


@pytest.fixture
def answered(programme: Programme, people: Mapping[str, User]) -> Callable[[str, int], Answer]:
    """Return what keeps an answer to a study, and lets another one be under way."""

    def answer(study: str, number: int) -> Answer:
        about = {"programme": programme, "version": programme.latest, "study": study}
        party = programme.parties.get(key="zhihai")
        who = {"asked_by": people["owner"], "party": party, "options": {"given": {}}}
        Job.objects.create(**about, **who, key=f"job {study} {number}")
        return Answer.objects.create(
            **about, **who, key=f"{study} {number}", parts={"en": [PART], "zh": [PART]}, record={}
        )

    return answer


def test_every_template_is_read_once() -> None:
    read_ahead()
    for folder in Engine.get_default().dirs:
        for place in Path(folder).rglob("*.html"):
            name = place.relative_to(folder).as_posix()
            first, again = get_template(name), get_template(name)
            assert first.template is again.template, name  # type: ignore[attr-defined]


def test_a_page_asks_once_what_several_parts_of_it_need() -> None:
    told: list[str] = []

    @once_per_page
    def question(about: str) -> str:
        told.append(about)
        return about

    def page(request: HttpRequest) -> HttpResponse:
        del request
        return HttpResponse(question("a") + question("b") + question("a"))

    site = OncePerPage(page)
    make = RequestFactory()
    site(make.get("/"))
    assert told == ["a", "b"]
    site(make.get("/"))
    assert told == ["a", "b"] * 2, "another page asks anew"
    told.clear()
    site(make.post("/"))
    assert told == ["a", "b", "a"], "what changes something asks each time"
    told.clear()
    question("a")
    question("a")
    assert told == ["a", "a"], "outside of pages nothing is remembered"


@pytest.mark.usefixtures("programme")
def test_a_group_asks_no_more_for_more_studies_and_answers(
    programme: Programme, asked: Callable[[str], list[str]], answered: Callable[[str, int], Answer]
) -> None:
    groups = sorted({study.group for study in STUDIES.values()})
    places = [reverse("study_group", args=[programme.pk, group]) for group in groups]
    asked(places[0])
    before = [len(asked(place)) for place in places]
    assert len(set(before)) == 1, "groups differ in how many studies they hold"
    for study in STUDIES:
        answered(study, 0)
    assert [len(asked(place)) for place in places] == before


def test_a_study_asks_no_more_for_more_answers(
    programme: Programme, asked: Callable[[str], list[str]], answered: Callable[[str, int], Answer]
) -> None:
    answered("frontier", 0)
    places = [reverse("study", args=[programme.pk, "frontier"]), reverse("programme", args=[programme.pk])]
    before = [len(asked(place)) for place in places]
    for number in range(1, 1 + ROUNDS):
        answered("frontier", number)
    assert [len(asked(place)) for place in places] == before


def test_the_overview_asks_no_more_for_more_studies_answered(
    programme: Programme, asked: Callable[[str], list[str]], answered: Callable[[str, int], Answer]
) -> None:
    place = reverse("programme", args=[programme.pk])
    answered("check", 0)
    before = len(asked(place))
    for study in ("guard", "graph", "needs", "partners"):
        answered(study, 0)
    assert len(asked(place)) == before


def test_the_history_asks_no_more_for_more_versions(
    programme: Programme, people: Mapping[str, User], asked: Callable[[str], list[str]]
) -> None:
    place = reverse("history", args=[programme.pk])
    asked(place)  # counts what the first version holds
    party = programme.parties.get(key="mingde")

    def version(number: int) -> None:
        made = Version.objects.create(
            programme=programme, number=number, digest=f"{number}", party=party, created_by=people["mingde"]
        )
        FileChange.objects.create(version=made, name="mingde/orders.csv", how="changed")

    version(2)
    before = len(asked(place))
    for number in range(3, 3 + ROUNDS):
        version(number)
    assert len(asked(place)) == before


def test_a_chart_is_shown_without_reading_the_record(
    programme: Programme, asked: Callable[[str], list[str]], answered: Callable[[str, int], Answer]
) -> None:
    kept = answered("graph", 0)
    sql = asked(reverse("drawing", args=[programme.pk, kept.pk, 0]))
    assert any('"studies_answer"."parts"' in each for each in sql)
    assert not any('"studies_answer"."record"' in each for each in sql)
