"""Programs propose as people do: plans and terms, counters, drafts, taking back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.site.api.calling_api import Program, key_for
from tests.site.plans.conftest import MakePlan

from kuajie.wiring.terms_texts import terms_text
from kuajie_site.plans.models import Proposal
from kuajie_site.programmes.models import Programme, Seat


@pytest.fixture
def by(programme: Programme) -> Mapping[str, Program]:
    seats = Seat.objects.filter(programme=programme).select_related("user")
    names = ("manager", "mingde", "yuanhang")
    return {s.user.name: Program(key_for(s), programme) for s in seats if s.user.name in names}


def test_a_plan_is_proposed_countered_approved_and_withdrawn(
    by: Mapping[str, Program], plan_of: MakePlan
) -> None:
    asked = {"title": "Spring", "answer": plan_of("100.00").pk, "reason": "more seats"}
    for _ in range(2):
        made = by["manager"].post("proposals", asked, idempotency_key="one")
        assert made.status_code == 201, made.content
    assert Proposal.objects.count() == 1
    first = made.json()
    assert (first["state"], first["party"], first["content"]["record"]["currency"]) == (
        "proposed",
        "zhihai",
        "CNY",
    )
    own = by["manager"].post(f"proposals/{first['id']}/counter", asked)
    assert own.status_code == 409
    draft = {"title": "Less", "answer": plan_of("80.00").pk, "draft": True}
    countered = by["mingde"].post(f"proposals/{first['id']}/counter", draft).json()
    assert (countered["state"], countered["answers"]) == ("draft", first["number"])
    assert by["manager"].get(f"proposals/{countered['id']}").status_code == 404
    assert by["manager"].post(f"proposals/{countered['id']}/propose").status_code == 404
    put = by["mingde"].post(f"proposals/{countered['id']}/propose")
    assert put.json()["state"] == "proposed"
    assert by["yuanhang"].get(f"proposals/{first['id']}").json()["state"] == "countered"
    read = by["manager"].get(f"proposals/{countered['id']}")
    approved = by["manager"].post(f"proposals/{countered['id']}/approve", {}, if_match=read["ETag"])
    assert approved.status_code == 200, approved.content
    for _ in range(2):
        back = by["mingde"].post(f"proposals/{countered['id']}/withdraw", {"comment": "another one comes"})
        assert (back.status_code, back.json()["state"]) == (200, "withdrawn")
    assert by["manager"].post(f"proposals/{countered['id']}/withdraw", {}).status_code == 403


def test_what_cannot_be_proposed_is_said(
    by: Mapping[str, Program], plan_of: MakePlan, programme: Programme
) -> None:
    latest = programme.latest
    assert latest is not None
    text = terms_text(latest.folder)
    neither = by["manager"].post("proposals", {"title": "x"})
    both = by["manager"].post("proposals", {"title": "x", "answer": plan_of("1.00").pk, "terms": text})
    nothing = by["manager"].post("proposals", {"title": "x", "answer": 987654})
    broken = by["manager"].post("proposals", {"title": "x", "terms": "[terms]\nclause = 7\n"})
    for refused in (neither, both, nothing, broken):
        assert refused.status_code == 422, refused.content
        assert refused.json()["findings"][0]["message"]
    assert Proposal.objects.count() == 0
    made = by["mingde"].post("proposals", {"title": "Terms as they are", "terms": text})
    assert (made.status_code, made.json()["kind"]) == (201, "terms")
