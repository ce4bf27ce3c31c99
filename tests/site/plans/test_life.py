"""The life of proposals: made, talked about, countered, approved by all as shown, declined, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.site.plans.conftest import MakePlan

from kuajie.wiring.terms_texts import terms_text
from kuajie_site.activity.models import Entry
from kuajie_site.disclosure.models import Grant
from kuajie_site.pages.home_needs import needs_of
from kuajie_site.plans.events import is_whole
from kuajie_site.plans.kept import kept_plan
from kuajie_site.plans.models import Comment, Event, Proposal
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.studies.agreed import plan_of as agreed_plan
from kuajie_site.studies.models import Answer

SignIn = Callable[[str], Client]


class Table:
    """The parties at one table, each in its browser."""

    def __init__(self, programme: Programme, as_: SignIn, plan_of: MakePlan) -> None:
        self.programme, self.as_, self.plan_of = programme, as_, plan_of

    def at(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.programme.pk, *more])

    def get(self, who: str, name: str, *more: object, status: int = 200) -> str:
        answered = self.as_(who).get(self.at(name, *more), headers={"accept-language": "en"})
        assert answered.status_code == status
        return answered.content.decode()

    def send(self, who: str, name: str, *more: object, status: int = 302, **fields: object) -> str:
        answered = self.as_(who).post(self.at(name, *more), fields, headers={"accept-language": "en"})
        page = answered.content.decode()
        assert answered.status_code == status, page
        return page

    def propose(self, who: str, answer: Answer, *, as_: str = "proposal", answers: object = "") -> Proposal:
        key = uuid4()
        place = self.at("new_plan") + (f"?answers={answers}" if answers else "")
        fields = {"key": key, "answer": answer.pk, "title": "Spring <b>", "reason": "why", "as": as_}
        answered = self.as_(who).post(place, fields)
        assert answered.status_code == 302, answered.content.decode()
        self.as_(who).post(place, fields)
        return Proposal.objects.get(pk=key)

    def approve(self, who: str, made: Proposal, *, seen: str = "", status: int = 302) -> str:
        seen = seen or self.seen(who, made)
        return self.send(who, "approve_proposal", made.pk, seen=seen, comment="fine", status=status)

    def seen(self, who: str, made: Proposal) -> str:
        found = re.search(r'name="seen" value="([^"]+)"', self.get(who, "proposal", made.pk))
        assert found
        return found[1]

    def needs(self, who: str) -> list[str]:
        seat = Seat.objects.get(programme=self.programme, user__name=who)
        return [str(need.what.en) for need in needs_of(seat)]


@pytest.fixture
def table(programme: Programme, as_: SignIn, plan_of: MakePlan) -> Table:
    return Table(programme, as_, plan_of)


def state(made: Proposal) -> str:
    made.refresh_from_db()
    return made.state


def test_a_plan_is_in_force_when_every_party_has_approved_it_as_shown(table: Table) -> None:
    answer = table.plan_of("100.00")
    made = table.propose("manager", answer)
    assert Proposal.objects.count() == 1, "a form sent twice proposes once"
    assert "Spring &lt;b&gt;" in table.get("viewer", "plans")
    assert any("waits for your approval" in each for each in table.needs("mingde"))
    seen = table.seen("mingde", made)
    table.approve("mingde", made, seen=seen)
    table.approve("mingde", made, seen=seen)
    assert (state(made), kept_plan(table.programme)) == ("proposed", None)
    assert not any("waits for your approval" in each for each in table.needs("mingde"))
    answer.delete()
    table.approve("yuanhang", made)
    assert state(made) == "agreed"
    kept = kept_plan(table.programme)
    assert kept is not None
    assert kept[0] == agreed_plan(made.content["record"]).as_record()
    assert [each.what for each in made.events.order_by("number")] == [
        *("drafted", "proposed", "approved", "approved", "agreed")
    ]
    told = [each.what for each in Entry.objects.filter(what__startswith="proposal_").order_by("pk")]
    assert told == ["proposal_made", "proposal_approved", "proposal_approved", "proposal_agreed"]
    assert "agreed by all" in table.get("mediator", "proposal", made.pk)


def test_another_plan_agreed_later_takes_its_place(table: Table) -> None:
    first, second = (
        table.propose("owner", table.plan_of("1.00")),
        table.propose("mingde", table.plan_of("2.00")),
    )
    for who in ("mingde", "yuanhang"):
        table.approve(who, first)
    assert (state(first), state(second)) == ("agreed", "superseded")
    third = table.propose("mingde", Answer.objects.get(key="plan of 2.00"))
    for who in ("owner", "yuanhang"):
        table.approve(who, third)
    assert (state(first), state(third)) == ("superseded", "agreed")
    kept = kept_plan(table.programme)
    assert kept is not None
    assert kept[0] == agreed_plan(third.content["record"]).as_record()


def test_a_countered_plan_can_no_longer_be_approved(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    seen = table.seen("yuanhang", made)
    counter = table.propose("mingde", table.plan_of("200.00"), answers=made.pk)
    assert state(made) == "countered"
    assert "answered with proposal 2" in table.approve("yuanhang", made, seen=seen, status=409)
    page = table.get("yuanhang", "proposal", counter.pk)
    assert "What it changes" in page
    for who in ("owner", "yuanhang"):
        table.approve(who, counter)
    assert (state(made), state(counter)) == ("countered", "agreed")


def test_an_approval_of_what_has_changed_since_is_refused_with_what_changed(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    seen = table.seen("mingde", made)

    def change(folder: Path) -> None:
        file = folder / "programme.toml"
        text = file.read_text(encoding="utf-8")
        file.unlink()
        file.write_text(text + "\n", encoding="utf-8")

    new_version(table.programme, change, note="new <prices>", user=made.user)
    page = table.approve("mingde", made, seen=seen, status=409)
    assert "new &lt;prices&gt;" in page
    assert "does not carry what this page shows" in table.approve("mingde", made, seen="forged", status=409)
    assert not made.events.filter(what="approved").exists()
    table.approve("mingde", made)


def test_drafts_are_their_own_partys(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"), as_="draft")
    assert state(made) == "draft"
    for who in ("mingde", "mediator", "stranger"):
        table.get(who, "proposal", made.pk, status=404)
    assert "Spring" not in table.get("mingde", "plans")
    was = re.search(r'name="was" value="([^"]+)"', table.get("manager", "edit_proposal", made.pk))
    assert was
    table.send("manager", "edit_proposal", made.pk, was=was[1], title="Summer", reason="")
    table.send("owner", "edit_proposal", made.pk, was=was[1], title="Autumn", reason="", status=409)
    table.send("owner", "put_forward", made.pk)
    table.send("owner", "put_forward", made.pk)
    assert state(made) == "proposed"
    assert made.title == "Summer"
    table.get("mingde", "proposal", made.pk)


def test_a_plan_is_declined_with_a_reason_or_withdrawn_by_its_own_party(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    table.send("mingde", "decline_proposal", made.pk, comment="", status=422)
    table.send("mingde", "withdraw_proposal", made.pk, status=403)
    table.send("owner", "decline_proposal", made.pk, comment="no", status=403)
    table.send("mingde", "decline_proposal", made.pk, comment="too dear")
    table.send("mingde", "decline_proposal", made.pk, comment="too dear")
    assert "too dear" in table.get("yuanhang", "proposal", made.pk)
    other = table.propose("owner", Answer.objects.get())
    seen = table.seen("mingde", other)
    table.send("owner", "withdraw_proposal", other.pk, comment="mistake")
    table.approve("mingde", other, seen=seen, status=409)
    assert (state(made), state(other)) == ("declined", "withdrawn")


def test_people_talk_about_a_line_and_parties_named_are_told(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    name = table.programme.parties.get(key="mingde").name
    line = "lever:" + made.content["record"]["levers"][0]["id"]
    said = {"key": uuid4(), "line": line, "text": f"@{name} <i>too much</i>"}
    table.send("analyst", "comment", made.pk, **said)
    table.send("analyst", "comment", made.pk, **said)
    assert Comment.objects.count() == 1
    assert any("mentioned" in each for each in table.needs("mingde"))
    assert "&lt;i&gt;too much" in table.get("mingde", "proposal", made.pk)
    key = said["key"]
    for who in ("owner", "mingde", "mediator"):
        table.send(who, "delete_comment", key, status=404)
    table.send("analyst", "edit_comment", key, was=said["text"], text="enough")
    table.send("analyst", "edit_comment", key, was=said["text"], text="stale", status=409)
    assert Comment.objects.get().text == "enough"
    table.send("analyst", "delete_comment", key)
    assert Comment.objects.get().text == ""
    table.send("analyst", "comment", made.pk, key=uuid4(), line="lever:none", text="x", status=422)
    table.send("mediator", "comment", made.pk, key=uuid4(), line="", text="Let us talk.")


def test_what_is_not_disclosed_is_neither_shown_nor_approved(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    seen = table.seen("mingde", made)
    Grant.objects.filter(to__key="mingde").update(withdrawn_at=timezone.now())
    page = table.get("mingde", "proposal", made.pk)
    assert "Not shown to you" in page
    assert "1,234,567" not in page
    assert "1,234,567" not in table.get("mingde", "plans")
    table.get("mingde", "compare_plans")
    answered = table.as_("mingde").get(table.at("compare_plans"), {"of": [f"p{made.pk}", "a1"]})
    assert answered.status_code == 404
    table.approve("mingde", made, seen=seen, status=403)
    table.send("mingde", "comment", made.pk, key=uuid4(), text="x", status=403)
    assert not made.events.filter(what="approved").exists()


@pytest.mark.parametrize("who", ["analyst", "finance", "viewer", "mediator"])
def test_only_owners_and_managers_propose_and_approve(table: Table, who: str) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    table.get(who, "new_plan", status=403)
    for name in ("approve_proposal", "decline_proposal", "withdraw_proposal", "put_forward"):
        table.send(who, name, made.pk, status=403, seen="x", comment="x")
    assert state(made) == "proposed"
    assert "Approve</button>" not in table.get(who, "proposal", made.pk)


def test_plans_stand_side_by_side(table: Table) -> None:
    made, answer = table.propose("owner", table.plan_of("100.00")), table.plan_of("200.00")
    both = {"of": [f"p{made.pk}", f"a{answer.pk}"]}
    for language in ("en", "zh-hans"):
        answered = table.as_("viewer").get(
            table.at("compare_plans"), both, headers={"accept-language": language}
        )
        assert answered.status_code == 200
        assert "changed" in answered.content.decode()
    assert table.as_("viewer").get(table.at("compare_plans"), {"of": f"p{made.pk}"}).status_code == 422
    assert table.as_("viewer").get(table.at("compare_plans"), {"of": ["p1", "a1"]}).status_code == 404


def test_the_record_is_never_edited_and_shows_when_somebody_does(table: Table) -> None:
    made = table.propose("owner", table.plan_of("100.00"))
    with pytest.raises(TypeError):
        made.events.update(comment="x")
    assert is_whole(made)
    event = Event.objects.get(proposal=made, what="proposed")
    super(type(Event.objects.all()), Event.objects.filter(pk=event.pk)).update(comment="forged")
    assert not is_whole(made)
    assert "changed outside the site" in table.get("viewer", "proposal", made.pk)


def test_terms_agreed_by_all_are_a_new_version_of_the_files(table: Table) -> None:
    latest = table.programme.latest
    assert latest is not None
    text = terms_text(latest.folder)
    changed = text.replace("9/20", "8/20").replace("7/20", "8/20")
    assert changed != text
    key, fields = uuid4(), {"title": "Other shares", "reason": "", "as": "proposal"}
    table.send("owner", "new_terms", key=uuid4(), text="[terms", status=422, **fields)
    table.send("owner", "new_terms", key=key, text=changed, **fields)
    made = Proposal.objects.get(pk=key)
    assert "<ins>" in table.get("mingde", "proposal", made.pk)
    for who in ("mingde", "yuanhang"):
        table.approve(who, made)
    assert state(made) == "agreed"
    now = Programme.objects.get(pk=table.programme.pk).latest
    assert now is not None
    assert now.number == latest.number + 1
    assert "8/20" in terms_text(now.folder)
    assert "Other shares" in table.get("viewer", "deal")


def test_forged_ids_are_not_found(table: Table) -> None:
    for name in ("approve_proposal", "decline_proposal", "withdraw_proposal", "put_forward", "comment"):
        table.send("owner", name, uuid4(), status=404)
    table.get("owner", "proposal", uuid4(), status=404)
    for asked in ("answer=999", "answers=none", f"answers={uuid4()}"):
        assert table.as_("owner").get(table.at("new_plan") + "?" + asked).status_code == 404
