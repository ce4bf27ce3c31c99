"""What databases do each in its own way is the same for people: addresses and plain values."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.models import Programme, Seat

PHRASE = "a long password"


def test_migrations_make_exactly_what_the_models_say(db: None) -> None:
    del db
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    assert {"jobs_job", "plans_proposal", "site_cache"} <= tables


@pytest.mark.parametrize("typed", ["li.na@example.org", "Li.Na@Example.ORG", " li.na@example.org "])
def test_an_address_is_the_same_whatever_its_capitals(db: None, typed: str) -> None:
    del db
    User.objects.create_user("Li.Na@Example.org", PHRASE, name="李娜")
    answered = Client().post("/accounts/login/", {"login": typed, "password": PHRASE})
    assert answered.status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("LI.NA@example.org", PHRASE, name="another")


def test_plain_values_come_back_as_they_were_and_are_found(programme: Programme) -> None:
    told = {
        "z": 1, "a": {"b": [1, 2.5, None, True, "方案 \U0001f600"], "ää": -2.5e-17}, "act": "post", "": []
    }  # fmt: skip
    seat = Seat.objects.filter(programme=programme).select_related("user").first()
    assert seat is not None
    made = Job.objects.create(
        programme=programme, version=programme.latest, study="x", key="k", asked_by=seat.user, options=told
    )
    assert Job.objects.get(options__act="post", options__a__b__0=1).options == told
    assert not Job.objects.filter(options__act="POST").exists()
    made.refresh_from_db()
    assert json.dumps(made.options, sort_keys=True) == json.dumps(told, sort_keys=True)
