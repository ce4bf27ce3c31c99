"""``/health``: what whoever watches the site is told, and nothing about anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kuajie_site.jobs.models import Job, Worker
from kuajie_site.programmes.models import Programme


def ask(client: Client) -> tuple[int, dict[str, object]]:
    answer = client.get("/health")
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def test_a_site_that_can_do_its_work(client: Client, programme: Programme) -> None:
    Worker.objects.create(name="one", seen_at=timezone.now())
    owner = programme.created_by
    Job.objects.create(programme=programme, version=programme.latest, study="check", key="k", asked_by=owner)
    assert ask(client) == (200, {"database": "ok", "worker": "ok", "jobs_waiting": 1})


@pytest.mark.django_db
def test_without_a_worker_nobody_works_on_jobs(client: Client) -> None:
    assert ask(client) == (503, {"database": "ok", "worker": "none", "jobs_waiting": 0})
    Worker.objects.create(name="silent", seen_at=timezone.now() - timedelta(minutes=10))
    assert ask(client)[0] == 503


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_and_nothing_of_it(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE jobs_worker")
    assert ask(client) == (503, {"database": "away", "worker": "unknown"})
