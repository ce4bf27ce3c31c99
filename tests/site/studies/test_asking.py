"""What can be asked, refused at the field, asked again, stopped; and that every command has its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuajie.cli.commands import all_commands
from kuajie_site.accounts.models import User
from kuajie_site.disclosure.models import Grant
from kuajie_site.disclosure.thresholds import thresholds_of
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.studies.ask import ask as ask_study
from kuajie_site.studies.commands import options_of
from kuajie_site.studies.models import Answer
from kuajie_site.studies.shown_form import form_for
from kuajie_site.studies.table import STUDIES, WITHOUT_STUDY

SignIn = Callable[[str], Client]
OF_EVERY_COMMAND = {"folder", "lang", "as_json"}
EN = {"accept-language": "en"}


def test_every_command_has_a_study_or_a_reason_why_not() -> None:
    commands = {row.name.replace("-", "_") for row in all_commands()}
    assert commands == set(STUDIES) | set(WITHOUT_STUDY)
    assert not set(STUDIES) & set(WITHOUT_STUDY)


@pytest.mark.parametrize("name", STUDIES)
def test_a_form_asks_for_every_option_of_its_command_or_says_why_not(name: str) -> None:
    form = STUDIES[name].form
    known = set(options_of(form.COMMAND or name)) - OF_EVERY_COMMAND
    assert set(form.ASKS) | set(form.LEFT_OUT) == known
    assert not set(form.ASKS) & set(form.LEFT_OUT)


@pytest.mark.parametrize("name", STUDIES)
def test_a_form_is_valid_as_it_is_shown(name: str, programme: Programme) -> None:
    needed: dict[str, dict[str, Any]] = {"path": {"to": "M02"}, "deal": {"own_terms": True}}
    form = form_for(STUDIES[name], programme, needed.get(name, {}))
    assert form.is_valid(), form.errors
    defaults = {key: options_of(form.COMMAND)[key].default for key in form.ASKS} if form.COMMAND else {}
    asked = {key: asks.default for key, asks in form.ASKS.items() if asks.default is not None}
    told = {**defaults, **asked, **needed.get(name, {})}
    assert {key: form.cleaned_data[key] or None for key in told} == {
        key: value or None for key, value in told.items()
    }


@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        ("fit", {"return_on_spend": "short_video=3:1"}, "return_on_spend"),
        ("fit", {"half_life": "no such lever=1:4"}, "half_life"),
        ("fit", {"marketing_share": "half"}, "marketing_share"),
        ("fit", {"origins": "2"}, "holdout"),
        ("fit", {"coupling": "sum", "scatter": "log_normal"}, "scatter"),
        ("fit", {"draws": "5"}, "draws"),
        ("plan", {"risk": "chance"}, "target"),
        ("plan", {"risk": "worst-case", "worst_weeks": "0"}, "worst_weeks"),
        ("plan", {"weight_decay": "0.1"}, "weight_decay"),
        ("plan", {"method": "adam", "risk": "cvar"}, "method"),
        ("plan", {"draws": "many"}, "draws"),
        ("plan", {"method": "rm -rf"}, "method"),
        ("frontier", {"of": "parties", "first": "zhihai"}, "second"),
        ("frontier", {"of": "parties", "first": "zhihai", "second": "nobody"}, "second"),
        ("split", {"patience_zhihai": "0.9"}, "patience_mingde"),
        ("split", {"rule": "mine"}, "rule"),
        (
            "terms",
            {"target_zhihai": "0.5", "target_mingde": "0.1", "target_yuanhang": "0.1"},
            "target_zhihai",
        ),
        ("deal", {"terms_1": "[terms]\nnonsense = 1"}, "terms_1"),
        ("deal", {}, "own_terms"),
        (
            "structures",
            {"shares_zhihai": "0.5", "shares_mingde": "0.5", "shares_yuanhang": "0.5"},
            "shares_zhihai",
        ),
        ("path", {}, "to"),
        ("replan", {"as_of": "tomorrow"}, "as_of"),
        ("brief", {"organic": "many"}, "organic"),
        ("game", {"case": '{"model": "HL"'}, "case"),
        ("game", {"case": 'model = "no such model"'}, "case"),
        ("solve", {"instance": '{"channels": []}'}, "instance"),
        ("solve", {"seconds": "301"}, "seconds"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(
    name: str, given: Mapping[str, str], field: str, programme: Programme, as_: SignIn
) -> None:
    before = Job.objects.count()
    shown = as_("analyst").post(reverse("study", args=[programme.pk, name]), given, headers=EN)
    assert shown.status_code == 422
    assert field in shown.context["form"].errors
    assert Job.objects.count() == before


def test_a_viewer_and_a_mediator_see_but_do_not_ask(programme: Programme, as_: SignIn) -> None:
    page = reverse("study", args=[programme.pk, "plan"])
    for who in ("viewer", "mediator"):
        assert as_(who).get(page).status_code == 200
        assert as_(who).post(page, {}).status_code == 403
    assert as_("mediator").get(reverse("study", args=[programme.pk, "recommend"])).status_code == 403


def test_a_plan_asked_after_another_fit_is_another_question(
    programme: Programme, people: Mapping[str, User]
) -> None:
    seat = Seat.objects.get(programme=programme, user=people["analyst"])
    first = ask_study(STUDIES["plan"], seat, people["analyst"], {"draws": 10})
    again = ask_study(STUDIES["plan"], seat, people["manager"], {"draws": 10})
    assert first == again
    fit = Answer.objects.get(programme=programme, study="fit")
    fit.pk, fit.key, fit.options = None, "another", {**fit.options, "coupling": "sum"}
    fit.save(force_insert=True)
    other = ask_study(STUDIES["plan"], seat, people["analyst"], {"draws": 10})
    assert other != first


def test_what_failed_is_asked_again_with_the_same_options(
    programme: Programme, as_: SignIn, work: Callable[[], int]
) -> None:
    asked = as_("analyst").post(reverse("study", args=[programme.pk, "path"]), {"to": "no such thing"})
    work()
    failed = Job.objects.get(programme=programme, study="path")
    assert failed.state == State.FAILED
    shown = as_("analyst").get(asked["Location"])
    assert "no such thing" in shown.content.decode()
    again = as_("analyst").post(reverse("retry_job", args=[programme.pk, failed.pk]))
    new = Job.objects.exclude(pk=failed.pk).get(programme=programme, study="path")
    assert again["Location"] == reverse("job", args=[programme.pk, new.pk])
    assert new.options == failed.options
    assert as_("mingde").post(reverse("retry_job", args=[programme.pk, failed.pk])).status_code == 404
    change = as_("analyst").get(f"{reverse('study', args=[programme.pk, 'path'])}?again={failed.pk}")
    assert 'value="no such thing"' in change.content.decode()


def test_only_the_party_that_asked_stops_a_job(programme: Programme, as_: SignIn) -> None:
    as_("analyst").post(reverse("study", args=[programme.pk, "check"]))
    job = Job.objects.get(programme=programme, study="check")
    stop = reverse("stop_job", args=[programme.pk, job.pk])
    assert as_("mingde").post(stop).status_code == 403
    assert as_("viewer").post(stop).status_code == 403
    assert as_("manager").post(stop).status_code == 302
    job.refresh_from_db()
    assert job.state == State.STOPPED


def test_a_group_lists_its_studies(programme: Programme, as_: SignIn) -> None:
    for group in {study.group for study in STUDIES.values()}:
        shown = as_("viewer").get(reverse("study_group", args=[programme.pk, group]), headers=EN)
        for study in STUDIES.values():
            named = reverse("study", args=[programme.pk, study.name]) in shown.content.decode()
            assert named == (study.group == group)
    assert as_("viewer").get(reverse("study_group", args=[programme.pk, "nothing"])).status_code == 404


@pytest.mark.parametrize("name", [name for name, study in STUDIES.items() if not study.private])
def test_an_answer_is_hidden_while_any_field_it_shows_is_not_disclosed(
    name: str, programme: Programme, people: Mapping[str, User], as_: SignIn
) -> None:
    study = STUDIES[name]
    seat = Seat.objects.select_related("party").get(programme=programme, user=people["analyst"])
    assert programme.latest is not None
    part = {"kind": "Paragraph", "text": "what it found"}
    answer = Answer.objects.create(
        programme=programme,
        version=programme.latest,
        study=name,
        key=f"key of {name}",
        options={"given": {"fewest": thresholds_of(programme)}},
        parts={"zh": [part], "en": [part]},
        record={"found": 1},
        asked_by=people["analyst"],
        party=seat.party,
    )
    pages = [reverse("study", args=[programme.pk, name])]
    pages += [reverse(page, args=[programme.pk, answer.pk]) for page in ("answer", "answer_record")]
    mingde = as_("mingde")
    assert [mingde.get(page).status_code for page in pages] == [200, 200, 200]
    for field in study.shows:
        grant = Grant.objects.filter(
            programme=programme, party__key="zhihai", to__key="mingde", field=str(field)
        )
        grant.update(withdrawn_at=timezone.now())
        assert [mingde.get(page).status_code for page in pages] == [200, 404, 404]
        hidden = mingde.get(pages[0]).content.decode()
        assert "what it found" not in hidden
        assert "未向你公开" in hidden
        assert mingde.post(pages[0], {"own_terms": "on"}).status_code == 403
        grant.update(withdrawn_at=None)
    assert "what it found" in mingde.get(pages[0]).content.decode()
