"""The home page of a programme: what was done, what is open, what comes next for whom."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from kuajie_site.access.roles import ALLOWED, Action, Role, may
from kuajie_site.disclosure.models import Grant
from kuajie_site.pages.cycle import Cycle, cycle_of
from kuajie_site.pages.cycle_steps import ORDER, STAGES, Standing
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.settlement.models import Ledger
from kuajie_site.studies.models import Answer

MOST_QUESTIONS = 90


def seat_of(programme: Programme, name: str) -> Seat:
    return Seat.objects.get(programme=programme, user__email=f"{name}@example.org")


def standing(cycle: Cycle, key: str) -> Standing | None:
    return next((step.standing for stage in cycle.stages for step in stage.steps if step.key == key), None)


def next_of(programme: Programme, name: str) -> str | None:
    found = cycle_of(seat_of(programme, name)).next
    return None if found is None else found.key


def answered(programme: Programme, study: str, **more: object) -> Answer:
    version = programme.latest
    assert version is not None
    facts = {"parts": {"zh": [], "en": []}, "record": {}, "asked_by": programme.created_by, **more}
    return Answer.objects.create(programme=programme, version=version, study=study, key=study, **facts)


def test_every_step_that_can_come_next_is_one_of_the_cycle() -> None:
    assert set(ORDER) <= {row.key for stage in STAGES for row in stage.rows}


def test_what_comes_next_moves_on_with_what_was_done_and_back_with_new_files(programme: Programme) -> None:
    withheld = {"fewest": {party.key: 1000 for party in programme.parties.all()}}
    for study, then in (("check", "fit"), ("fit", "plan"), ("plan", "split"), ("split", "agree")):
        assert next_of(programme, "owner") == study
        fit = {"fit": {"given": withheld}} if study in {"plan", "split"} else {}
        answered(programme, study, options={"given": {**withheld, **fit}})
        assert next_of(programme, "owner") == then
    assert standing(cycle_of(seat_of(programme, "owner")), "plan") == Standing.DONE
    party, user = programme.parties.first(), programme.created_by
    change = lambda folder: (folder / "zhihai" / "tests.csv").unlink()  # noqa: E731 - one line of a test
    new_version(programme, change, note="", user=user, party=party)
    assert standing(cycle_of(seat_of(programme, "owner")), "plan") == Standing.CHANGED
    assert next_of(programme, "owner") == "check"


def test_nobody_is_told_that_there_is_an_answer_that_they_may_not_read(programme: Programme) -> None:
    answered(programme, "split")
    party = programme.parties.get(key="zhihai")
    assert standing(cycle_of(seat_of(programme, "mingde")), "split") == Standing.DONE
    Grant.objects.filter(party=party, to__key="mingde").update(withdrawn_at=timezone.now())
    cycle = cycle_of(seat_of(programme, "mingde"))
    assert standing(cycle, "split") == Standing.HIDDEN
    assert standing(cycle_of(seat_of(programme, "owner")), "disclosure") == Standing.OPEN


def test_everybody_sees_and_is_sent_only_where_they_may_go(
    programme: Programme, as_: Callable[[str], Client]
) -> None:
    tried: dict[str, int] = {}
    for role in Role:
        cycle, browser = cycle_of(seat_of(programme, role)), as_(role)
        for step in (step for stage in cycle.stages for step in stage.steps):
            assert resolve(step.place).func.access.action in ALLOWED[role], (role, step.place)
            if step.key not in tried:
                tried[step.key] = browser.get(step.place).status_code
        assert (cycle.next is not None) == may(role, Action.ASK)
    assert set(tried.values()) == {200}
    assert set(tried) == {row.key for stage in STAGES for row in stage.rows}


def test_a_month_and_a_case_are_under_way_until_they_are_closed(programme: Programme) -> None:
    case = {"claims": [{"payer": "mingde", "payee": "yuanhang"}], "ruled": {}}
    seat = seat_of(programme, "manager")
    assert standing(cycle_of(seat), "disputes") == Standing.NONE
    told = Ledger.objects.create(
        programme=programme, head="x", months=[{"closed": False}], cases=[case | {"ruled": {"1": {}}}]
    )
    assert standing(cycle_of(seat), "settlement") == Standing.UNDER_WAY
    assert standing(cycle_of(seat), "disputes") == Standing.DONE
    Ledger.objects.filter(pk=told.pk).update(months=[{"closed": True}], cases=[case])
    assert standing(cycle_of(seat), "settlement") == Standing.DONE
    assert standing(cycle_of(seat), "disputes") == Standing.UNDER_WAY


def test_the_home_page_asks_the_database_a_bounded_number_of_times(
    programme: Programme, as_: Callable[[str], Client]
) -> None:
    for study in ("check", "fit", "plan", "split", "terms", "guard", "learn", "frontier", "link"):
        answered(programme, study)
    Answer.objects.filter(study="plan").delete()
    browser = as_("owner")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(f"/programmes/{programme.pk}/")
    assert page.status_code == 200
    assert len(asked) < MOST_QUESTIONS, len(asked)
