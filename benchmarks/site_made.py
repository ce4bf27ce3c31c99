"""The site that the load study asks: the demo, copies of it, a programme of one million orders, their people.

Imported after Django has been set up.
"""

from __future__ import annotations

import http.client
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kuajie import wiring
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.first_start import first_start
from kuajie_site.jobs.claims import claim
from kuajie_site.programmes.creation import create_programme
from kuajie_site.programmes.demo import show_everything
from kuajie_site.programmes.folders import copy_linked
from kuajie_site.programmes.models import Party, Programme, Seat, Version
from kuajie_site.settlement.models import Ledger, ShownMonth
from kuajie_site.settlement.queue import enqueue
from kuajie_site.studies.models import Answer
from kuajie_site.studies.work import work_on
from kuajie_site.uploads.models import Facts
from kuajie_site.uploads.queue import enqueue_counting

PEOPLE, PROGRAMMES = 20, 200
SCALE = 12.5
"""Of the simulated programme whose parties have one million orders."""
STUDIES = ("check", "guard", "graph")
MONTH = "2026-06"


def make_demo() -> tuple[Programme, list[User]]:
    """Load the demo with answers and a month of books; seat as many people as ask for pages."""
    first_start(None, "zh")
    people = [User(email=f"person{number}@example.org", name=f"Person {number}") for number in range(PEOPLE)]
    people = User.objects.bulk_create(people)
    demo = Programme.objects.get()
    seat_all(demo, people)
    answer(demo, people)
    return demo, people


def seat_all(programme: Programme, people: Sequence[User]) -> None:
    """Seat people as owners and finance of the parties, in turn."""
    parties = list(programme.parties.all())
    Seat.objects.bulk_create(
        Seat(
            programme=programme,
            user=person,
            party=parties[number % len(parties)],
            role=str((Role.OWNER, Role.FINANCE)[number % 2]),
        )
        for number, person in enumerate(people)
    )


def browser_of(person: User) -> Client:
    """Return a person's browser, signed in, that asks the site within this process."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


def answer(programme: Programme, people: Sequence[User]) -> None:
    """Count the files, ask the studies and post a month, and work on all of it here."""
    assert programme.latest is not None
    for party in programme.parties.all():
        enqueue_counting(programme.latest, party, people[0])
    browser = browser_of(people[0])
    for name in STUDIES:
        asked = browser.post(reverse("study", args=[programme.pk, name]))
        if asked.status_code != http.client.FOUND:
            raise SystemExit(f"{name} was not asked: {asked.status_code}")
    seat = programme.seats.select_related("programme", "party").get(user=people[1])
    enqueue(seat, people[1], "post", month=MONTH)
    while (job := claim("load")) is not None:
        work_on(job, "load")
        job.refresh_from_db()
        if job.state != "done":
            raise SystemExit(f"{job.study} {job.state}: {job.errors}")


def cookie_of(person: User) -> str:
    """Return the cookie that signs a person in."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser_of(person).cookies[name].value}"


def make_many(demo: Programme, people: Sequence[User], place: Path) -> list[Programme]:
    """Make copies of the demo and, last, a programme with a million orders; return all, everybody in them."""
    with transaction.atomic():
        copies = [copied(demo, number, people) for number in range(PROGRAMMES)]
    wiring.new(place, scale=SCALE, locale="zh")
    big = create_programme(place, user=people[0], note="")
    seat_all(big, people)
    show_everything(big, people[0], "zh")
    answer(big, people)
    return [demo, *copies, big]


def copied(demo: Programme, number: int, people: Sequence[User]) -> Programme:
    """Make a programme of the demo's files, its books, answers and grants."""
    last = demo.latest
    assert last is not None
    made = Programme.objects.create(name=f"{demo.name} {number}", created_by=people[0], simulated=True)
    Party.objects.bulk_create(
        Party(programme=made, key=each.key, name=each.name, organisation=each.organisation)
        for each in demo.parties.all()
    )
    version = Version.objects.create(programme=made, number=1, digest=last.digest, created_by=people[0])
    copy_linked(last.folder, version.folder)
    # Only looked at here, so the same files may stand in every copy.
    shutil.copytree(demo.place / "settlement", made.place / "settlement", copy_function=os.link)
    (made.place / "kuajie").mkdir()
    for name in ("settlement", ".kuajie"):
        (version.folder / name).symlink_to(Path("..") / ".." / name.strip("."), target_is_directory=True)
    seat_all(made, people)
    show_everything(made, people[0], "zh")
    rows: list[Answer | Facts] = [
        *Answer.objects.filter(programme=demo),
        *Facts.objects.filter(programme=demo),
    ]
    for row in rows:
        row.pk, row.programme = None, made
        if isinstance(row, Answer):
            row.version, row.party = version, None
        row.save(force_insert=True)
    months = ShownMonth.objects.filter(programme=demo)
    books: list[Ledger | ShownMonth] = [Ledger.objects.get(programme=demo), *months]
    for kept in books:
        kept.pk, kept.programme = None, made
        kept.save(force_insert=True)
    return made
