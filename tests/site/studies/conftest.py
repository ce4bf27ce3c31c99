"""A programme with a short horizon and a quick fit, made once, on which studies are asked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.jobs.claims import claim
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.demo import show_everything
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.models import Answer
from kuajie_site.studies.work import work_on

KEPT = ("study", "options", "key", "parts", "record", "own", "files")
QUICK_FIT = {"draws": "100", "warm_up": "150", "seed": "3"}
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def quick_folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the small programme with a horizon of three weeks, so that planning it is quick."""
    folder = tmp_path_factory.mktemp("quick") / "programme"
    shutil.copytree(small_folder, folder)
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"^weeks = \d+$", "weeks = 3", text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    return folder


@dataclass
class Kept:
    """The fit of the quick programme, kept from file to file: sampled once, and its charts drawn once."""

    place: Path
    answer: dict[str, Any] | None = None


@pytest.fixture(scope="session")
def fits(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Return where the fit is kept."""
    return Kept(tmp_path_factory.mktemp("fits"))


@pytest.fixture(scope="module")
def shared_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the programmes of all tests of a file lie."""
    return tmp_path_factory.mktemp("shared") / "site"


@pytest.fixture(autouse=True)
def own_place(shared_place: Path) -> None:
    """Let the tests of a file share their programme's folder."""
    _keep_in(shared_place)


def _keep_in(place: Path) -> None:
    django_settings.DATA = place
    django_settings.PROGRAMMES = place / "programmes"


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Open a transaction around all tests of a file; each test's own is one inside it."""
    del django_db_setup
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def shared_people(kept: None) -> Mapping[str, User]:
    """Make the people of ``people`` once for a file."""
    del kept
    names = (*(str(role) for role in Role), "mingde", "yuanhang", "stranger")
    return {
        name: User.objects.create_user(f"{name}@example.org", "a long password", name=name) for name in names
    }


@pytest.fixture(scope="module")
def shared_programme(
    quick_folder: Path, fits: Kept, shared_place: Path, shared_people: Mapping[str, User]
) -> Programme:
    """Make the programme once for a file: everybody seated, all disclosed but learners, a fit made."""
    _keep_in(shared_place)
    made = create_programme(quick_folder, user=shared_people["owner"], note="first")
    parties = {party.key: party for party in made.parties.all()}
    for role in Role:
        give_seat(made, shared_people[role], role, None if role is Role.MEDIATOR else parties["zhihai"])
    for key in ("mingde", "yuanhang"):
        give_seat(made, shared_people[key], Role.OWNER, parties[key])
    show_everything(made, shared_people["owner"], "zh")
    by = shared_people["analyst"]
    if fits.answer is None:
        answer = ask_as(made, by, "fit", **QUICK_FIT)
        fits.answer = {name: getattr(answer, name) for name in KEPT}
        shutil.copytree(made.place / "kuajie", fits.place, dirs_exist_ok=True)
    else:
        shutil.copytree(fits.place, made.place / "kuajie", dirs_exist_ok=True)
        told = {"version": made.latest, "asked_by": by, "party": parties["zhihai"], **fits.answer}
        Answer.objects.create(programme=made, **told)
    return made


@pytest.fixture
def people(db: None, shared_people: Mapping[str, User]) -> Mapping[str, User]:
    """Return the people of the file."""
    del db
    return shared_people


@pytest.fixture
def programme(db: None, shared_programme: Programme) -> Programme:
    """Return the programme of the file; what a test changes in the database is undone after it."""
    del db
    return shared_programme


@pytest.fixture
def ask(programme: Programme, people: Mapping[str, User]) -> Ask:
    """Return what asks a study as somebody, works on it, and gives the answer."""

    def asked(study: str, who: str = "analyst", **options: str | list[str]) -> Answer:
        return ask_as(programme, people[who], study, **options)

    return asked


def signed_in(user: User) -> Client:
    """Return a browser signed in as somebody."""
    client = Client()
    client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[0])
    return client


def ask_as(programme: Programme, user: User, study: str, **options: str | list[str]) -> Answer:
    """Ask a study by its form, work on it, and return the answer; a failed job fails the test."""
    page = reverse("study", args=[programme.pk, study])
    posted = signed_in(user).post(page, options)
    assert posted.status_code == 302, posted.context["form"].errors if posted.context else posted
    work_all()
    failed = Job.objects.filter(programme=programme, state=State.FAILED).first()
    assert failed is None, failed.errors
    found = Answer.objects.filter(programme=programme, study=study).first()
    assert found is not None
    return found


def work_all() -> int:
    """Work on all waiting jobs and return how many there were."""
    done = 0
    while (job := claim("test")) is not None:
        work_on(job, "test")
        done += 1
    return done
