"""A programme is set up: step by step, back and forth without loss, from a folder, from a template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kuajie.wiring import uploads as wiring
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.organisations.models import Belonging, Organisation
from kuajie_site.programmes.models import Programme
from kuajie_site.setup.models import SetUp
from kuajie_site.uploads.models import Stage, Upload

SignIn = Callable[[str], Client]
Work = Callable[[], int]
BASICS = {
    "title": "春季联合项目",
    "key": "spring-2027",
    "currency": "CNY",
    "time_zone": "Asia/Shanghai",
    "country": "CN",
    "start": "2027-03-01",
    "weeks": "10",
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "parties": [
        {"key": "zhihai", "name": "知海平台", "role": "platform"},
        {"key": "mingde", "name": "明德学院", "role": "institution"},
    ],
    "courses": [
        {
            "key": "K1",
            "title": "数据入门",
            "seller": "zhihai",
            "requires": ["zhihai", "mingde"],
            "price_choices": "249, 199",
            "cost-mingde": "12.5",
        }
    ],
    "levers": [
        {
            "key": "ads",
            "title": '投放 "一"',
            "party": "zhihai",
            "kind": "marketing",
            "unit": "money",
            "weekly_max": "5000",
        }
    ],
}


@pytest.fixture
def owner(people: Mapping[str, User], as_: SignIn) -> Client:
    """Return the browser of somebody who owns an organisation."""
    organisation = Organisation.objects.create(name="知海")
    Belonging.objects.create(user=people["owner"], organisation=organisation, owner=True)
    return as_("owner")


def rows(name: str, *more: Mapping[str, Any]) -> dict[str, Any]:
    told = [*ROWS[name], *more]
    sent: dict[str, Any] = {"row-TOTAL_FORMS": len(told), "row-INITIAL_FORMS": 0}
    for place, row in enumerate(told):
        sent |= {f"row-{place}-{field}": value for field, value in row.items()}
    return sent


def begun(browser: Client, source: str = "", **files: SimpleUploadedFile) -> SetUp:
    answer = browser.post(reverse("new_programme"), {"source": source, **files})
    assert answer.status_code == 302, answer.content.decode()
    return SetUp.objects.order_by("-created_at").first()


def page(set_up: SetUp, name: str) -> str:
    return reverse("set_up", args=[set_up.pk, name])


def fill(browser: Client, set_up: SetUp) -> None:
    for name, sent in (
        ("basics", BASICS),
        *((name, rows(name)) for name in ROWS),
        ("budgets", {"total": "90000", "party-zhihai": "50000"}),
    ):
        answer = browser.post(page(set_up, name), {**sent, "go": "next"})
        assert answer.status_code == 302, answer.content.decode()


def test_step_by_step_makes_a_programme_with_the_owners_seat(owner: Client) -> None:
    set_up = begun(owner)
    fill(owner, set_up)
    review = owner.get(page(set_up, "review"), headers={"accept-language": "en"}).content.decode()
    assert "spring-2027" in review
    answer = owner.post(page(set_up, "review"), {"own": "zhihai"})
    made = Programme.objects.get()
    assert answer.url == reverse("programme", args=[made.pk])
    assert not made.simulated
    seat = made.seats.get()
    assert (seat.role, seat.party.key) == (Role.OWNER, "zhihai")
    assert made.parties.get(key="zhihai").organisation.name == "知海"
    assert made.parties.get(key="mingde").organisation is None
    values = wiring.programme_values(made.latest.folder)
    assert values["course"] == [
        {
            "id": "K1",
            "title": "数据入门",
            "seller": "zhihai",
            "requires": ["zhihai", "mingde"],
            "price_choices": ["199.00", "249.00"],
            "unit_costs": {"mingde": "12.50"},
        }
    ]
    assert values["budgets"] == {"total": "90000.00", "party": {"zhihai": "50000.00"}}
    assert wiring.programme_faults(values) == ()
    again = owner.post(page(set_up, "review"), {"own": "zhihai"})
    assert again.url == answer.url
    assert Programme.objects.count() == 1
    for name in ("programme", "data", "history", "constraints"):
        assert owner.get(reverse(name, args=[made.pk])).status_code == 200


def test_back_and_forth_loses_nothing_however_wrong(owner: Client) -> None:
    set_up = begun(owner)
    owner.post(page(set_up, "basics"), {**BASICS, "weeks": "many", "start": "2027-03-02", "go": "back"})
    shown = owner.get(page(set_up, "basics")).content.decode()
    assert 'value="many"' in shown
    assert 'value="2027-03-02"' in shown
    refused = owner.post(page(set_up, "basics"), {**BASICS, "start": "2027-03-02", "go": "next"})
    assert refused.status_code == 422
    assert "2027-03-01" in refused.content.decode()
    owner.post(page(set_up, "basics"), BASICS)
    odd = {"key": "no key!", "name": "远航", "role": "employer"}
    kept = owner.post(page(set_up, "parties"), {**rows("parties", odd), "go": "more"})
    assert kept.status_code == 302
    shown = owner.get(page(set_up, "parties")).content.decode()
    assert "no key!" in shown
    assert "row-3-key" in shown
    assert owner.post(page(set_up, "parties"), rows("parties", odd)).status_code == 422
    struck = rows("parties", {**odd, "DELETE": "on"})
    assert owner.post(page(set_up, "parties"), struck).status_code == 302
    set_up.refresh_from_db()
    assert [row["key"] for row in set_up.values["parties"]] == ["zhihai", "mingde"]
    blank = {"key": "", "name": "", "role": "platform"}
    assert owner.post(page(set_up, "parties"), rows("parties", blank)).status_code == 302


def test_the_library_has_the_last_word_on_every_step(owner: Client) -> None:
    set_up = begun(owner)
    owner.post(page(set_up, "basics"), BASICS)
    owner.post(page(set_up, "parties"), rows("parties"))
    twice = owner.post(page(set_up, "parties"), rows("parties", ROWS["parties"][0]))
    assert twice.status_code == 422
    owner.post(page(set_up, "parties"), rows("parties"))
    alone = {**ROWS["courses"][0], "requires": ["mingde"]}
    sent = {"row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0} | {
        f"row-0-{name}": value for name, value in alone.items()
    }
    answer = owner.post(page(set_up, "courses"), sent)
    assert answer.status_code == 422
    assert "course[K1].requires" in answer.content.decode()
    early = owner.post(page(set_up, "review"), {"own": "zhihai"})
    assert early.status_code == 422
    assert not Programme.objects.exists()


def zipped(folder: Path, *, within: str = "folder/") -> SimpleUploadedFile:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                archive.write(path, within + path.relative_to(folder).as_posix())
    return SimpleUploadedFile("folder.zip", written.getvalue())


def test_a_folder_becomes_a_programme_with_all_its_files(
    owner: Client, small_folder: Path, work: Work
) -> None:
    set_up = begun(owner, "folder", folder=zipped(small_folder))
    assert "明德学院" in owner.get(page(set_up, "review")).content.decode()
    owner.post(page(set_up, "review"), {"own": "mingde"})
    made = Programme.objects.get()
    assert made.latest.number == 1
    work()
    assert made.latest.number == 2
    assert wiring.folder_state(made.latest.folder).complete
    assert not set_up.folder.exists()
    assert made.seats.get().party.key == "mingde"


def test_a_folder_with_faults_still_makes_the_programme_and_names_them(
    owner: Client, small_folder: Path, work: Work, tmp_path: Path
) -> None:
    import shutil

    folder = tmp_path / "faulty"
    shutil.copytree(small_folder, folder)
    with (folder / "mingde" / "orders.csv").open("a") as file:
        file.write("x,1\n")
    set_up = begun(owner, "folder", folder=zipped(folder, within=""))
    owner.post(page(set_up, "review"), {"own": "zhihai"})
    work()
    upload = Upload.objects.get()
    assert upload.stage == Stage.REFUSED
    assert upload.problems[0]["file"] == "mingde/orders.csv"
    assert upload.programme.latest.number == 1


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("orders.csv", "a\n1\n", "programme.toml"),
        ("programme.toml", "[programme\n", "programme.toml"),
        ("programme.toml", '[programme]\nid = "x"\n', "horizon"),
        ("../programme.toml", "", "包外"),
    ],
)
def test_a_folder_that_cannot_be_taken_keeps_nothing(owner: Client, name: str, text: str, word: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, text)
    given = SimpleUploadedFile("folder.zip", written.getvalue())
    answer = owner.post(reverse("new_programme"), {"source": "folder", "folder": given})
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not SetUp.objects.exists()
    place = settings.DATA / "set_ups"
    assert not place.is_dir() or not list(place.iterdir())


def test_a_template_is_simulated_and_says_so(
    owner: Client, monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    from kuajie import wiring as library
    from kuajie_site.uploads import check

    def smaller(folder: Path, **more: Any) -> object:
        more.pop("progress")
        return library.new(folder, weeks=40, scale=0.2, **more)

    monkeypatch.setattr(check, "new", smaller)
    set_up = begun(owner, "online-course")
    review = owner.get(page(set_up, "review")).content.decode()
    assert "模拟数据" in review
    own = set_up.values["parties"][0]["key"]
    owner.post(page(set_up, "review"), {"own": own})
    work()
    made = Programme.objects.get()
    assert made.simulated
    assert made.latest.number == 2
    assert wiring.folder_state(made.latest.folder).complete


def test_a_set_up_is_ones_own(owner: Client, people: Mapping[str, User], as_: SignIn) -> None:
    set_up = begun(owner)
    other = as_("mingde")
    Belonging.objects.create(
        user=people["mingde"], organisation=Organisation.objects.create(name="x"), owner=True
    )
    for address in (page(set_up, "basics"), page(set_up, "review")):
        assert other.get(address).status_code == 404
        assert other.post(address, BASICS).status_code == 404
    assert other.post(reverse("drop_set_up", args=[set_up.pk])).status_code == 404
    assert owner.get(page(set_up, "nothing")).status_code == 404
    assert owner.post(reverse("new_programme"), {"source": "../etc"}).status_code == 404
    owner.post(reverse("drop_set_up", args=[set_up.pk]))
    assert not SetUp.objects.exists()


def test_only_owners_of_an_organisation_set_up(people: Mapping[str, User], as_: SignIn) -> None:
    Belonging.objects.create(user=people["viewer"], organisation=Organisation.objects.create(name="x"))
    for name in ("viewer", "stranger"):
        assert as_(name).get(reverse("new_programme")).status_code == 403
        assert as_(name).post(reverse("new_programme"), {"source": ""}).status_code == 403
