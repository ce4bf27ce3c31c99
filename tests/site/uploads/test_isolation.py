"""Nobody sees or touches another party's files, whatever address they make up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from kuajie.messages import Finding, Place
from kuajie.messages.notices.files import NOT_A_NUMBER
from kuajie_site.uploads.models import Stage, Upload
from kuajie_site.uploads.problems import problems_of

Desks = Callable[[str], Any]


@pytest.fixture
def upload(desk: Desks) -> Upload:
    one = desk("manager")
    more = one.content("zhihai/resources.csv") + b'"venue","secret hall",3,"",""\n'
    return one.hand_in(("resources.csv", more))


@pytest.mark.parametrize("name", ["mingde", "yuanhang", "stranger"])
def test_an_upload_of_others_does_not_exist(desk: Desks, upload: Upload, name: str) -> None:
    other = desk(name)
    for view in ("upload", "problems", "accept_upload", "drop_upload", "check_again"):
        page = other.page(view, upload.pk)
        assert other.browser.get(page).status_code in {404, 405}
        assert other.browser.post(page).status_code in {404, 405}
    upload.refresh_from_db()
    assert upload.stage == Stage.READY
    assert upload.programme.latest.number == 1


def test_a_forged_key_takes_over_nothing(desk: Desks, upload: Upload) -> None:
    other = desk("mingde")
    answer = other.send(("resources.csv", other.content("mingde/resources.csv")), key=str(upload.pk))
    assert answer.status_code == 404
    again = other.browser.post(other.page("go_back", 1), {"key": str(upload.pk)})
    assert again.status_code == 404
    assert b"secret hall" in b"".join(path.read_bytes() for path in upload.folder.iterdir())
    assert Upload.objects.get().party.key == "zhihai"


def test_an_upload_is_of_one_programme_only(desk: Desks, upload: Upload) -> None:
    one = desk("manager")
    forged = reverse("upload", args=[uuid4(), upload.pk])
    assert one.browser.get(forged).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../mingde/orders.csv",
        "..%2Fmingde%2Forders.csv",
        "%2e%2e/mingde/orders.csv",
        "mingde/orders.csv",
        "../../programme.toml",
        "programme.toml",
        "/etc/passwd",
        "orders.csv/",
    ],
)
def test_only_own_files_can_be_downloaded(desk: Desks, name: str) -> None:
    one = desk("analyst")
    place = one.page("download", 1, "orders.csv").removesuffix("orders.csv")
    own = one.browser.get(place + "orders.csv")
    assert b"".join(own.streaming_content) == one.content("zhihai/orders.csv")
    assert own["Content-Disposition"].startswith("attachment")
    assert one.browser.get(place + name).status_code in {301, 404}


def test_each_party_downloads_its_own_under_the_same_address(desk: Desks) -> None:
    one = desk("mingde")
    answer = one.browser.get(one.page("download", 1, "orders.csv"))
    assert b"".join(answer.streaming_content) == one.content("mingde/orders.csv")


@pytest.mark.parametrize("role", ["mediator", "viewer"])
def test_mediators_and_viewers_see_no_files(desk: Desks, upload: Upload, role: str) -> None:
    none = desk(role)
    for view, *rest in (
        ("data",),
        ("own_files",),
        ("history",),
        ("version", 1),
        ("download", 1, "orders.csv"),
        ("upload", upload.pk),
        ("problems", upload.pk),
    ):
        assert none.browser.get(none.page(view, *rest)).status_code == 403


def test_others_see_that_files_changed_but_not_what_they_hold(desk: Desks, upload: Upload) -> None:
    one, other = desk("manager"), desk("mingde")
    one.accept(upload, "our secret note")
    told = other.browser.get(other.page("history"), headers={"accept-language": "en"}).content.decode()
    assert "知海平台" in told
    assert "Resources" in told
    assert "our secret note" not in told
    assert "manager" not in told
    version = other.browser.get(other.page("version", 2)).content.decode()
    assert "secret" not in version
    mine = one.browser.get(one.page("history")).content.decode()
    assert "our secret note" in mine


def test_problems_of_others_files_are_told_without_their_content(desk: Desks) -> None:
    parties = list(desk("manager").programme.parties.all())
    own = next(party for party in parties if party.key == "zhihai")
    place = Place(file="mingde/orders.csv", row=7, column="paid", value="L0000077")
    (told,) = problems_of([Finding(notice=NOT_A_NUMBER, place=place)], own, parties)
    assert "L0000077" not in str(told)
    assert told["row"] is None
    assert "明德学院" in told["zh"][0]
    (seen,) = problems_of([Finding(notice=NOT_A_NUMBER, place=place)], parties[1], parties)
    assert (seen["row"], seen["value"]) == (7, "L0000077")


def test_the_role_that_may_not_upload_uploads_nothing(desk: Desks) -> None:
    viewer = desk("viewer")
    assert viewer.send(("spend.csv", b"a\n1\n")).status_code == 403
    assert not Upload.objects.exists()
