"""A site with one small programme and its people, for all tests of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from kuajie import wiring
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.jobs.claims import claim
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.demo import show_everything
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.work import work_on


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small simulated programme of three parties; never changed."""
    folder = tmp_path_factory.mktemp("site") / "demo"
    wiring.new(folder, weeks=40, scale=0.2, locale="zh")
    return folder


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, settings: object) -> None:
    """Let every test keep its programmes in a folder of its own."""
    del settings
    django_settings.DATA = tmp_path / "site"
    django_settings.PROGRAMMES = tmp_path / "site" / "programmes"


@pytest.fixture
def people(db: None) -> Mapping[str, User]:
    """Make one person for every role at the platform (zhihai), two other owners, a stranger."""
    del db
    names = (*(str(role) for role in Role), "mingde", "yuanhang", "stranger")
    return {
        name: User.objects.create_user(f"{name}@example.org", "a long password", name=name) for name in names
    }


@pytest.fixture
def programme(small_folder: Path, people: Mapping[str, User]) -> Programme:
    """Make the small programme: everybody seated, everything disclosed but learners."""
    made = create_programme(small_folder, user=people["owner"], note="first")
    parties = {party.key: party for party in made.parties.all()}
    for role in Role:
        give_seat(made, people[role], role, None if role is Role.MEDIATOR else parties["zhihai"])
    for key in ("mingde", "yuanhang"):
        give_seat(made, people[key], Role.OWNER, parties[key])
    show_everything(made, people["owner"], "zh")
    return made


@pytest.fixture
def as_(people: Mapping[str, User]) -> Callable[[str], Client]:
    """Return a browser signed in as somebody of ``people``."""

    def client(name: str) -> Client:
        found = Client()
        found.force_login(people[name], backend=django_settings.AUTHENTICATION_BACKENDS[0])
        return found

    return client


@pytest.fixture
def work() -> Callable[[], int]:
    """Return what works on all waiting jobs, in this process, and says how many there were."""

    def run() -> int:
        done = 0
        while (job := claim("test")) is not None:
            work_on(job, "test")
            done += 1
        return done

    return run
