"""The same thing twice at the same moment, and two people who want different things: one after the other.

Each of these can end in one of few ways, and never half-way: nobody is shown a fault of the database.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.site.api.calling_api import Program, key_for
from tests.site.at_once.conftest import AtOnce
from tests.site.plans.conftest import MakePlan

from kuajie_site.api.models import Replay
from kuajie_site.jobs.claims import claim, renew
from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.running import end
from kuajie_site.plans.events import is_whole
from kuajie_site.plans.models import Comment, Event, Proposal
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme, Seat, Version
from kuajie_site.studies.models import Answer
from kuajie_site.uploads.models import Upload

SignIn = Callable[[str], Client]
Send = Callable[[], HttpResponse]


def posting(browser: Client, programme: Programme, name: str, *more: object, **fields: object) -> Send:
    """Return what sends a form once."""
    place = reverse(name, args=[programme.pk, *more])
    return lambda: browser.post(place, fields, headers={"accept-language": "en"})


def proposed(seat: Seat, answer: Answer) -> Proposal:
    from kuajie_site.plans.propose import propose_plan

    return propose_plan(seat, answer, key=uuid4(), title="Spring")


def seen_by(browser: Client, made: Proposal) -> str:
    """Return the stamp that the form for approving carries."""
    page = browser.get(reverse("proposal", args=[made.programme_id, made.pk]))
    return str(page.content.decode().split('name="seen" value="')[1].split('"')[0])


@pytest.fixture
def seat(programme: Programme) -> Seat:
    return Seat.objects.get(programme=programme, user__name="owner")


def test_workers_that_claim_at_once_get_a_job_each(programme: Programme, seat: Seat, at_once: AtOnce) -> None:
    for number in range(12):
        Job.objects.create(
            programme=programme, version=programme.latest, study="check", key=str(number), asked_by=seat.user
        )

    def work(name: str) -> list[str]:
        mine = []
        while (job := claim(name)) is not None:
            assert renew(job, name, done=0.5)
            mine.append(job.key)
            assert end(job, name, State.DONE)
        return mine

    got = at_once(*(lambda name=name: work(name) for name in "abc"))  # type: ignore[misc]
    assert sorted(key for each in got for key in each) == sorted(map(str, range(12)))
    assert set(at_once.look(lambda: list(Job.objects.values_list("attempts", "state")))) == {(1, "done")}


def test_two_who_approve_at_once_both_count_and_the_plan_is_agreed_on_once(
    programme: Programme, seat: Seat, as_: SignIn, plan_of: MakePlan, at_once: AtOnce
) -> None:
    made = proposed(seat, plan_of("100.00"))
    browsers = {name: as_(name) for name in ("mingde", "yuanhang")}
    sends = [
        posting(browser, programme, "approve_proposal", made.pk, seen=seen_by(browser, made), comment="fine")
        for browser in browsers.values()
    ]
    assert [each.status_code for each in at_once(*sends, *sends)] == [302] * 4  # each of them twice
    events = at_once.look(lambda: list(Event.objects.filter(proposal=made).order_by("number")))
    assert [each.what for each in events] == ["drafted", "proposed", "approved", "approved", "agreed"]
    assert at_once.look(lambda: is_whole(made))


def test_who_counters_and_who_approves_at_once_come_one_after_the_other(
    programme: Programme, seat: Seat, as_: SignIn, plan_of: MakePlan, at_once: AtOnce
) -> None:
    made, other = proposed(seat, plan_of("100.00")), plan_of("200.00")
    mingde, yuanhang = as_("mingde"), as_("yuanhang")
    approve = posting(
        yuanhang, programme, "approve_proposal", made.pk, seen=seen_by(yuanhang, made), comment="fine"
    )
    place = reverse("new_plan", args=[programme.pk]) + f"?answers={made.pk}"
    fields = {"key": uuid4(), "answer": other.pk, "title": "Mine", "reason": "why", "as": "proposal"}
    fields["answers"] = made.pk
    answers = at_once(approve, lambda: mingde.post(place, fields), lambda: mingde.post(place, fields))
    assert [each.status_code for each in answers[1:]] == [302, 302]
    assert answers[0].status_code in {302, 409}
    told = at_once.look(lambda: list(Proposal.objects.order_by("number").values_list("number", "state")))
    assert told == [(1, "countered"), (2, "proposed")]
    approved = at_once.look(lambda: Event.objects.filter(proposal=made, what="approved").exists())
    assert approved == (answers[0].status_code == 302)


def test_a_comment_sent_twice_at_once_is_said_once(
    programme: Programme, seat: Seat, as_: SignIn, plan_of: MakePlan, at_once: AtOnce
) -> None:
    made, key, browser = proposed(seat, plan_of("100.00")), uuid4(), as_("analyst")
    send = posting(browser, programme, "comment", made.pk, key=key, line="", text="Too dear?")
    assert [each.status_code for each in at_once(*[send] * 4)] == [302] * 4
    assert at_once.look(Comment.objects.count) == 1


def test_a_question_that_many_ask_at_once_is_one_job(
    programme: Programme, as_: SignIn, at_once: AtOnce
) -> None:
    askers = ("owner", "mingde", "analyst", "owner")
    sends = [posting(as_(name), programme, "study", "check") for name in askers]
    answers = at_once(*sends)
    assert {each.status_code for each in answers} == {302}
    assert len({each["Location"] for each in answers}) == 1
    assert at_once.look(Job.objects.filter(study="check").count) == 1


def test_files_sent_twice_at_once_are_one_upload_that_can_be_looked_at(
    programme: Programme, as_: SignIn, at_once: AtOnce, work: Callable[[], int]
) -> None:
    assert programme.latest is not None
    content = (programme.latest.folder / "zhihai" / "resources.csv").read_bytes()
    content += b'"venue","hall",3,"",""\n'
    browser, key, place = as_("manager"), uuid4(), reverse("data", args=[programme.pk])

    def send() -> HttpResponse:
        return browser.post(place, {"files": SimpleUploadedFile("resources.csv", content), "key": key})

    answers = at_once(*[send] * 4)
    assert [each.status_code for each in answers] == [302] * 4
    assert at_once.look(work) == 1
    (upload,) = at_once.look(lambda: list(Upload.objects.all()))
    assert upload.stage == "ready", upload.problems
    assert [each.name for each in (programme.place / "uploads").iterdir()] == [str(key)]


def test_an_upload_accepted_twice_at_once_is_one_version(
    programme: Programme, as_: SignIn, at_once: AtOnce, work: Callable[[], int]
) -> None:
    assert programme.latest is not None
    content = (
        programme.latest.folder / "zhihai" / "resources.csv"
    ).read_bytes() + b'"venue","hall",3,"",""\n'
    browser, key = as_("manager"), uuid4()
    given = SimpleUploadedFile("resources.csv", content)
    browser.post(reverse("data", args=[programme.pk]), {"files": given, "key": key})
    work()
    send = posting(browser, programme, "accept_upload", key, note="once")
    assert {each.status_code for each in at_once(*[send] * 3)} <= {302, 409}
    assert at_once.look(lambda: programme.latest.number) == 2  # type: ignore[union-attr]


def test_changes_of_files_at_once_come_one_after_the_other(
    programme: Programme, seat: Seat, at_once: AtOnce
) -> None:
    def change(name: str) -> Version:
        def put(folder: object) -> None:
            (folder / f"{name}.note").write_text(name, encoding="utf-8")  # type: ignore[operator]

        return new_version(programme, put, note=name, user=seat.user)

    made = at_once(*(lambda name=name: change(name) for name in "abc"))  # type: ignore[misc]
    ordered = sorted(made, key=lambda each: each.number)
    assert [each.number for each in ordered] == [2, 3, 4]
    held = [{path.name for path in each.folder.glob("*.note")} for each in ordered]
    assert [len(each) for each in held] == [1, 2, 3]
    assert all(earlier < later for earlier, later in pairwise(held))


def test_a_program_that_asks_twice_at_once_is_answered_the_same(seat: Seat, at_once: AtOnce) -> None:
    key = key_for(seat)

    def ask() -> HttpResponse:
        return Program(key, seat.programme).post("studies/check/ask", {}, idempotency_key="same")

    answers = at_once(*[ask] * 4)
    assert [each.status_code for each in answers] == [202] * 4
    assert len({each.content for each in answers}) == 1
    assert sorted(each.get("Idempotency-Replayed", "") for each in answers) == ["", "true", "true", "true"]
    assert at_once.look(lambda: (Job.objects.count(), Replay.objects.count())) == (1, 1)
