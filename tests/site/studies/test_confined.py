"""What is found in a party's files is told to that party alone; others learn how many findings there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from django.test import Client
from django.urls import reverse

from kuajie.messages import Finding, Notice, Place, Severity, Text
from kuajie.settlement.guards.rules import Guard
from kuajie.usecases.check_guards import GuardAnswer, Outcome
from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.confined import confined, party_of
from kuajie_site.studies.models import Answer

SignIn = Callable[[str], Client]
NAMES = {"zhihai": "Zhihai", "mingde": "Mingde", "hai": "Hai"}
ODD = Notice("test.odd", Text(en="Odd.", zh="奇怪。"), Text(en="Look.", zh="请看。"))
WHERE = Notice("test.where", Text(en="First at {where}.", zh="首处：{where}。"), ODD.remedy)


def found(file: str | None, **facts: object) -> Finding:
    notice = WHERE if "where" in facts else ODD
    return Finding(notice=notice, severity=Severity.WARNING, place=Place(file=file, row=3), facts=facts)


def test_a_finding_is_of_the_party_whose_file_it_names() -> None:
    assert party_of(found("mingde/orders.csv"), NAMES) == "mingde"
    assert party_of(found("zhihai/orders.csv"), NAMES) == "zhihai"
    assert party_of(found("/place/of/mingde/orders.csv"), NAMES) == "mingde"
    assert party_of(found("programme.toml"), NAMES) is None
    assert party_of(found(None), NAMES) is None


def test_a_finding_that_sums_up_others_is_of_the_party_whose_file_it_names_as_a_fact() -> None:
    where = Text(en="mingde/orders.csv, row 7, value “L1”", zh="mingde/orders.csv，第 7 行，值“L1”")
    assert party_of(found(None, where=where), NAMES) == "mingde"


def test_findings_are_taken_out_wherever_an_answer_holds_them() -> None:
    own, other, whole = found("mingde/orders.csv"), found("zhihai/refunds.csv"), found("programme.toml")
    answer = GuardAnswer(
        title="t",
        country="CN",
        copies=0,
        outcomes=(Outcome(guard=Guard.PREPAID, checked=1, findings=(own, whole)),),
        sources=(),
        warnings=(other, own),
    )
    parted = confined(answer, NAMES)
    told = [*parted.answer.outcomes[0].findings, *parted.answer.warnings]
    assert whole in told
    assert own not in told
    assert other not in told
    assert [each.say("en") for each in told if each is not whole] == [
        "Findings in files of Mingde: 1. They are shown to Mingde alone.",
        "Findings in files of Zhihai: 1. They are shown to Zhihai alone.",
        "Findings in files of Mingde: 1. They are shown to Mingde alone.",
    ]
    assert parted.own == {"mingde": (own,), "zhihai": (other,)}


def test_the_party_reads_what_the_others_only_count(
    programme: Programme, people: Mapping[str, User], as_: SignIn, work: Callable[[], int]
) -> None:
    def change(folder: Path) -> None:
        (folder / "mingde" / "secret_list.csv").write_text("a\n1\n", encoding="utf-8")

    new_version(programme, change, note="a table that nobody reads", user=people["mingde"])
    page = reverse("study", args=[programme.pk, "check"])
    as_("analyst").post(page)
    work()
    answer = Answer.objects.filter(study="check").latest("created_at")
    assert "secret_list" not in json.dumps([answer.parts, answer.record])
    record = reverse("answer_record", args=[programme.pk, answer.pk])
    for who, reads in (("analyst", False), ("yuanhang", False), ("mediator", False), ("mingde", True)):
        for address in (page, record):
            assert ("secret_list" in as_(who).get(address).content.decode()) == reads
    assert "明德" in as_("analyst").get(page).content.decode()


def test_why_a_job_failed_is_told_by_whose_file_it_was(
    programme: Programme, people: Mapping[str, User], as_: SignIn, work: Callable[[], int]
) -> None:
    def change(folder: Path) -> None:
        file = folder / "mingde" / "orders.csv"
        lines = file.read_text(encoding="utf-8").splitlines()
        lines[1] = lines[1].replace(lines[1].split(",")[6], '"no such day"')
        file.unlink()
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    new_version(programme, change, note="spoilt", user=people["mingde"])
    place = as_("analyst").post(reverse("study", args=[programme.pk, "check"]))["Location"]
    work()
    assert Job.objects.get(study="check").state == State.FAILED
    assert "no such day" in as_("mingde").get(place).content.decode()
    for who in ("analyst", "yuanhang", "mediator"):
        shown = as_(who).get(place).content.decode()
        assert "no such day" not in shown
        assert "只向" in shown
