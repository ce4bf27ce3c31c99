"""Counts of few learners and orders: told to their own party, and by no page, file or API to another."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from kuajie.domain.withheld import Withheld
from kuajie.messages import LOCALES, Text
from kuajie.present.check import check_blocks
from kuajie.usecases.check import CheckAnswer
from kuajie.wiring import check, read
from kuajie_site.accounts.models import User
from kuajie_site.activity.log import seen_from, told
from kuajie_site.activity.models import Entry
from kuajie_site.disclosure.thresholds import choose_threshold, thresholds_of
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.studies.few import WITHOUT_COUNTS, Few
from kuajie_site.studies.keeping import answer_of, file_of
from kuajie_site.studies.models import Answer
from kuajie_site.studies.seen import parts_for, record_for
from kuajie_site.studies.study import Attachment
from kuajie_site.studies.table import STUDIES

Ask = Callable[..., Answer]
SignIn = Callable[[str], Client]
COURSE = "J2"
"""Of the platform, sold with the employer; the institution has nothing to do with it."""
EN = {"accept-language": "en"}
OTHERS = ("mingde", "yuanhang", "mediator")


def seat_of(programme: Programme, name: str) -> Seat:
    return Seat.objects.select_related("party").get(programme=programme, user__name=name)


@pytest.fixture
def ask(programme: Programme, as_: SignIn, work: Callable[[], int]) -> Ask:
    """Return what asks a study as somebody, works on it, and gives the answer."""

    def asked(study: str, who: str = "analyst") -> Answer:
        assert as_(who).post(reverse("study", args=[programme.pk, study])).status_code == 302
        work()
        return Answer.objects.filter(programme=programme, study=study).latest("pk")

    return asked


def plant(programme: Programme, user: User, orders: int) -> None:
    """Leave the platform so many orders of the course, all of a learner who took another one too."""

    def change(folder: Path) -> None:
        file = folder / "zhihai" / "orders.csv"
        rows = rows_of(file)
        kept = [row for row in rows if row["course_id"] == COURSE and row["quantity"] == "1"][:orders]
        learner = next(row["learner"] for row in rows if row["course_id"] == "J1")
        gone = {row["order_id"] for row in rows if row["course_id"] == COURSE} - {
            row["order_id"] for row in kept
        }
        for row in kept:
            row["learner"] = learner
        left = [row for row in rows if row["order_id"] not in gone]
        rewrite(file, left)
        refunds = folder / "zhihai" / "refunds.csv"
        rewrite(refunds, [row for row in rows_of(refunds) if row["order_id"] not in gone])

    new_version(programme, change, note=f"{orders} orders", user=user)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as content:
        return list(csv.DictReader(content))


def rewrite(file: Path, rows: list[dict[str, str]]) -> None:
    file.unlink()
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(params=["check", "needs", "guard"])
def planted(
    request: pytest.FixtureRequest, programme: Programme, people: Mapping[str, User], ask: Ask
) -> list[Answer]:
    """Ask one study of four orders, then of three: what was left out does not come back."""
    found = []
    for orders in (4, 3):
        plant(programme, people["owner"], orders)
        found.append(ask(request.param))
    return found


def test_whether_a_course_had_three_orders_or_four_is_seen_by_no_other_party(
    planted: list[Answer], programme: Programme, as_: SignIn
) -> None:
    for name in OTHERS:
        seat = seat_of(programme, name)
        for locale in LOCALES:
            four, three = (parts_for(seat, each, locale) for each in planted)
            assert three == four, (name, locale)
        first, second = (record_for(seat, each) for each in planted)
        assert first == second, name
        browser = as_(name)
        pages = [
            texts_of(browser, reverse(page, args=[programme.pk, each.pk]))
            for page in ("answer", "answer_record")
            for each in planted
        ]
        assert pages[2] == pages[3], name


def texts_of(browser: Client, place: str) -> str:
    answered = browser.get(place, headers=EN)
    assert answered.status_code == 200
    return unescape(answered.content.decode())


def test_the_other_party_reads_fewer_than_ten_and_the_own_the_count(
    programme: Programme, people: Mapping[str, User], ask: Ask, as_: SignIn
) -> None:
    plant(programme, people["owner"], 3)
    answer = ask("check")
    place = reverse("answer", args=[programme.pk, answer.pk])
    record = reverse("answer_record", args=[programme.pk, answer.pk])
    for name in OTHERS:
        assert "fewer than 10" in texts_of(as_(name), place)
        assert "少于 10" in as_(name).get(place).content.decode()
        courses = {each["id"]: each for each in json.loads(as_(name).get(record).content)["courses"]}
        assert courses[COURSE]["enrolments"] == {"fewer_than": 10}
        assert isinstance(courses["J1"]["enrolments"], int)
    own = {each["id"]: each for each in json.loads(as_("analyst").get(record).content)["courses"]}
    assert own[COURSE]["enrolments"] == 3
    assert texts_of(as_("analyst"), place).count("fewer than 10") == 1, "refunds of the employer"


def test_what_others_withhold_cannot_be_subtracted(
    programme: Programme, people: Mapping[str, User], ask: Ask
) -> None:
    plant(programme, people["owner"], 3)
    told = record_for(seat_of(programme, "mingde"), ask("check"))
    rows = {each["id"]: each["rows"] for each in told["parties"]}  # type: ignore[index]
    assert rows["zhihai"]["orders"] == {"withheld": True}
    assert rows["mingde"]["orders"] > 0
    own = record_for(seat_of(programme, "analyst"), Answer.objects.get(study="check"))
    assert own["parties"][0]["rows"]["orders"] > 1000  # type: ignore[index]


def test_a_week_that_the_total_would_tell_is_hidden_with_another() -> None:
    few = Few(fewest={"a": 10})
    assert few.count(9, "a").fewer_than == 10
    assert [few.count(count, "a") for count in (0, 10)] == [0, 10]
    assert few.joint(9, ("a", "b")).fewer_than == 10
    assert few.hid == {"a"}
    assert Few(fewest={"a": 10}, reader="a").count(3, "a") == 3
    assert isinstance(Few(fewest={"a": 10, "b": 20}, reader="a").joint(15, ("a", "b")), Withheld)


def test_every_study_says_how_it_keeps_few_to_itself() -> None:
    silent = {name for name, study in STUDIES.items() if study.few is None}
    assert silent == set(WITHOUT_COUNTS)


def test_a_party_chooses_its_number_and_looser_answers_are_shown_no_longer(
    programme: Programme, ask: Ask, as_: SignIn
) -> None:
    answer = ask("check")
    place = reverse("answer", args=[programme.pk, answer.pk])
    choose = reverse("disclosure_threshold", args=[programme.pk])
    for wrong in ("2", "1001", "", "x"):
        assert as_("owner").post(choose, {"fewest": wrong}).status_code == 422
    assert as_("manager").post(choose, {"fewest": "600"}).status_code == 403
    assert as_("mediator").post(choose, {"fewest": "600"}).status_code == 403
    assert thresholds_of(programme)["zhihai"] == 10
    assert as_("owner").post(choose, {"fewest": "600"}).status_code == 302
    assert thresholds_of(programme) == {"zhihai": 600, "mingde": 10, "yuanhang": 10}
    assert as_("mingde").get(place).status_code == 404
    assert as_("analyst").get(place).status_code == 200
    page = as_("mingde").get(reverse("study", args=[programme.pk, "check"]), headers=EN).content.decode()
    assert "shows fewer figures" in page
    anew = ask("check", "mingde")
    courses = {each["id"]: each for each in record_for(seat_of(programme, "mingde"), anew)["courses"]}  # type: ignore[index]
    assert courses[COURSE]["enrolments"] == {"fewer_than": 600}
    assert isinstance(courses["J1"]["enrolments"], int)
    noted = [told(entry, "en") for entry in seen_from(seat_of(programme, "mingde"))]
    assert any("fewer than 600 learners or orders (before: 10)" in each for each in noted)
    before = Entry.objects.count()
    as_("owner").post(choose, {"fewest": "600"})
    assert Entry.objects.count() == before


def test_nobody_chooses_for_another(programme: Programme) -> None:
    for name, fewest in (("mediator", 10), ("owner", 2), ("owner", 1001)):
        with pytest.raises(ValueError, match="cannot choose"):
            choose_threshold(seat_of(programme, name), fewest)


def test_files_of_an_answer_hold_no_small_counts(programme: Programme, people: Mapping[str, User]) -> None:
    plant(programme, people["owner"], 3)
    version = programme.latest
    assert version is not None
    job = Job(programme=programme, version=version, study="check", key="k" * 64, asked_by=people["owner"])
    job.options = {"given": {"fewest": thresholds_of(programme)}}
    study = replace(STUDIES["check"], files=as_file)
    answer_of(job, study, check(read(version.folder)))
    assert "fewer than 10" in file_of(programme, job.key, "all.txt").read_text(encoding="utf-8")


def as_file(answer: CheckAnswer, folder: Path) -> list[Attachment]:
    del folder
    content = str(list(check_blocks(answer, "en"))).encode()
    title = Text(en="All", zh="全部")
    return [Attachment(name="all.txt", title=title, content=content, media_type="text/plain")]


def test_without_anything_small_all_is_as_it_was(small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(small_folder, folder)
    answer = check(read(folder))
    told = STUDIES["check"].few(answer, Few(fewest={"zhihai": 10, "mingde": 10, "yuanhang": 10}))  # type: ignore[misc]
    assert [each.enrolments for each in told.courses] == [each.enrolments for each in answer.courses]
    assert str(list(check_blocks(told, "en"))).count("fewer than") == 1, "refunds of the employer"
