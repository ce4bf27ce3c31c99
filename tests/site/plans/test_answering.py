"""From an answer to a proposal, in answer to another or not; drafts that two people edit."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.site.plans.conftest import MakePlan
from tests.site.plans.test_life import SignIn, Table, state

from kuajie.wiring.terms_texts import terms_text
from kuajie_site.plans.models import Comment, Proposal
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.keeping import file_of
from kuajie_site.studies.models import Answer


@pytest.fixture
def table(programme: Programme, as_: SignIn, plan_of: MakePlan) -> Table:
    return Table(programme, as_, plan_of)


def english(browser: Client, place: str) -> str:
    answered = browser.get(place, headers={"accept-language": "en"})
    assert answered.status_code == 200
    return answered.content.decode()


def test_an_answer_leads_to_proposing_it(table: Table) -> None:
    answer = table.plan_of("100.00")
    place = f"{table.at('new_plan')}?answer={answer.pk}"
    assert place in table.get("manager", "answer", answer.pk).replace("&amp;", "&")
    assert place not in table.get("analyst", "answer", answer.pk)
    assert f'value="{answer.pk}" selected' in english(table.as_("manager"), place)


def test_the_form_offers_the_open_proposals_of_others_to_answer(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    other = table.plan_of("200.00")
    assert str(made.pk) in table.get("mingde", "new_plan")
    assert str(made.pk) not in table.get("manager", "new_plan"), "one's own cannot be answered"
    key = uuid4()
    fields = {"key": key, "answer": other.pk, "title": "Ours", "as": "proposal", "answers": made.pk}
    table.send("mingde", "new_plan", **fields)
    assert Proposal.objects.get(pk=key).answers == made
    assert state(made) == "countered"
    late = {**fields, "key": uuid4(), "answer": table.plan_of("300.00").pk}
    assert "no longer open" in table.send("yuanhang", "new_plan", status=409, **late)


def test_a_plan_is_not_answered_with_itself(table: Table) -> None:
    answer = table.plan_of("100.00")
    made = table.propose("owner", answer)
    fields = {"key": uuid4(), "answer": answer.pk, "title": "Same", "as": "proposal", "answers": made.pk}
    assert "says already" in table.send("mingde", "new_plan", status=422, **fields)
    assert (state(made), Proposal.objects.count()) == ("proposed", 1)


def test_terms_that_a_study_designed_are_proposed_from_its_answer(table: Table) -> None:
    plan = table.plan_of("1.00")
    Answer.objects.filter(pk=plan.pk).update(study="terms", key="designed")
    file = file_of(table.programme, "designed", "terms.toml")
    file.parent.mkdir(parents=True)
    file.write_text("[terms]\n# from the study\n", encoding="utf-8")
    browser = table.as_("owner")
    assert "# from the study" in english(browser, f"{table.at('new_terms')}?answer={plan.pk}")
    for wrong in ("999", "x", "²"):
        assert browser.get(f"{table.at('new_terms')}?answer={wrong}").status_code == 404


def test_who_was_slower_on_a_draft_keeps_what_was_typed_and_sees_what_is_saved(table: Table) -> None:
    latest = table.programme.latest
    assert latest is not None
    text = terms_text(latest.folder)
    key = uuid4()
    table.send("owner", "new_terms", key=key, text=text, title="Terms", reason="old", **{"as": "draft"})
    made = Proposal.objects.get(pk=key)
    page = table.get("manager", "edit_proposal", key)
    was = re.search(r'name="was" value="([^"]+)"', page)
    assert was
    quick = {"was": was[1], "title": "Terms", "reason": "quick", "text": text}
    table.send("owner", "edit_proposal", key, **quick)
    mine = {"was": was[1], "title": "Terms", "reason": "slow", "text": text.replace("9/20", "8/20")}
    refused = table.send("manager", "edit_proposal", key, status=409, **mine)
    made.refresh_from_db()
    assert made.reason == "quick"
    for shown in ("What is saved now", "quick", "slow", "8/20"):
        assert shown in refused
    again = re.search(r'name="was" value="([^"]+)"', refused)
    assert again
    wrong = {**mine, "was": again[1], "text": "[terms"}
    table.send("manager", "edit_proposal", key, status=422, **wrong)
    fit = mine["text"].replace("7/20", "8/20")
    table.send("manager", "edit_proposal", key, **{**mine, "was": again[1], "text": fit})
    made.refresh_from_db()
    assert made.reason == "slow"
    assert "8/20" in made.content["text"]


def test_comments_of_one_line_are_read_by_themselves(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    line = "lever:" + made.content["record"]["levers"][0]["id"]
    table.send("analyst", "comment", made.pk, key=uuid4(), line=line, text="too much")
    table.send("analyst", "comment", made.pk, key=uuid4(), line="", text="all well")
    assert Comment.objects.count() == 2
    place = reverse("proposal", args=[table.programme.pk, made.pk])
    alone = english(table.as_("viewer"), f"{place}?about={line}")
    assert ("too much" in alone, "all well" in alone) == (True, False)
    assert "all well" in english(table.as_("viewer"), f"{place}?about=nothing")
