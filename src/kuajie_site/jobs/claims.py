"""Claiming jobs under a lease, renewing it, and what becomes of jobs whose worker died."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.signals import job_ended

MOST_ATTEMPTS: Final = 3
BROKE_OFF: Final = {
    "zh": ["多次中断，已停止重试。可重新发起。"],
    "en": ["It broke off several times. Ask again to retry."],
}


def lease() -> timedelta:
    """Return how long a job stays a worker's that does not renew its claim."""
    return timedelta(seconds=settings.JOB_LEASE)


def claim(worker: str, *, now: datetime | None = None) -> Job | None:
    """Return the job that has waited longest, now this worker's; nothing when there is none.

    The update itself asks whether the job is still to be had, so two workers never get the same one.
    """
    now = now or timezone.now()
    give_up_abandoned(now)
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=now)
    for pk in Job.objects.filter(free).order_by("created_at").values_list("pk", flat=True)[:20]:
        claimed = Job.objects.filter(free, pk=pk).update(
            state=State.RUNNING,
            worker=worker,
            lease_until=now + lease(),
            attempts=F("attempts") + 1,
            started_at=now,
            done=0.0,
        )
        if claimed:
            return Job.objects.select_related("programme", "version", "party").get(pk=pk)
    return None


def renew(job: Job, worker: str, *, now: datetime | None = None, **told: object) -> bool:
    """Renew a lease, and tell what is ``told``; say whether the job is still this worker's and wanted."""
    now = now or timezone.now()
    held = Job.objects.filter(pk=job.pk, worker=worker, state=State.RUNNING)
    return bool(held.filter(stop_asked=False).update(lease_until=now + lease(), **told))


def hand_back(job_id: UUID, worker: str) -> bool:
    """Let another worker begin a job anew, which this one cannot finish; say whether it was this one's.

    It does not count as an attempt: nothing is wrong with the job.
    """
    held = Job.objects.filter(pk=job_id, worker=worker, state=State.RUNNING, attempts__gt=0)
    return bool(
        held.update(state=State.WAITING, worker="", lease_until=None, attempts=F("attempts") - 1, done=0.0)
    )


def give_up_abandoned(now: datetime) -> None:
    """Mark as failed the jobs whose workers died too often, and as stopped those that nobody wants."""
    lost = Job.objects.filter(state=State.RUNNING, lease_until__lt=now)
    if not lost.exists():  # asked twice a second by every worker: a look takes no lock
        return
    lost.filter(stop_asked=True).update(state=State.STOPPED, ended_at=now)
    for job in lost.filter(attempts__gte=MOST_ATTEMPTS).select_related("programme"):
        with transaction.atomic():
            if lost.filter(pk=job.pk).update(state=State.FAILED, ended_at=now, errors=BROKE_OFF):
                job_ended.send(Job, job=job, state=State.FAILED)


def stop(job: Job) -> None:
    """Stop a job: at once where nobody works on it, else at its next step."""
    with transaction.atomic():
        now = timezone.now()
        waiting = Job.objects.filter(pk=job.pk, state=State.WAITING)
        if not waiting.update(state=State.STOPPED, ended_at=now, stop_asked=True):
            Job.objects.filter(pk=job.pk, state=State.RUNNING).update(stop_asked=True)
