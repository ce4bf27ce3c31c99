"""Jobs whose workers die: begun anew, given up after some times, stopped where nobody wants them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuajie_site.jobs.claims import MOST_ATTEMPTS, claim, hand_back, renew, stop
from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.running import end
from kuajie_site.programmes.models import Programme

SignIn = Callable[[str], Client]


@pytest.fixture
def job(programme: Programme, as_: SignIn) -> Job:
    as_("owner").post(f"/programmes/{programme.pk}/studies/check", {})
    return Job.objects.get(study="check")


def dies() -> None:
    """Let the lease of whoever works run out, as when it was killed."""
    assert claim("killed") is not None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_whose_workers_keep_dying_is_failed_and_can_be_asked_again(
    job: Job, programme: Programme, as_: SignIn, work: Callable[[], int]
) -> None:
    for _ in range(MOST_ATTEMPTS):
        dies()
    assert claim("another") is None
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, MOST_ATTEMPTS)
    page = reverse("job", args=[programme.pk, job.pk])
    for language, words in (("en", "It broke off several times. Ask again"), ("zh-hans", "多次中断")):
        told = as_("owner").get(page, headers={"accept-language": language})
        assert words in told.content.decode()
    as_("owner").post(reverse("retry_job", args=[programme.pk, job.pk]))
    assert work() == 1
    assert [each.state for each in Job.objects.all()] == [State.FAILED, State.DONE]


def test_a_worker_that_lost_its_job_changes_nothing(job: Job) -> None:
    dies()
    taken = claim("another")
    assert taken is not None
    assert not renew(job, "killed")
    assert not end(job, "killed", State.DONE)
    assert not hand_back(job.pk, "killed")
    job.refresh_from_db()
    assert (job.state, job.worker, job.attempts) == (State.RUNNING, "another", 2)


def test_a_job_handed_back_is_begun_anew_and_counts_no_attempt(job: Job) -> None:
    assert claim("ending") is not None
    assert hand_back(job.pk, "ending")
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker) == (State.WAITING, 0, "")
    assert claim("another") is not None


def test_a_job_that_nobody_wants_is_not_begun_anew(job: Job) -> None:
    assert claim("killed") is not None
    stop(job)
    assert not renew(job, "killed")
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim("another") is None
    job.refresh_from_db()
    assert job.state == State.STOPPED
