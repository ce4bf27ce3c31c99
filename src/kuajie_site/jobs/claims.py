"""Claiming jobs under a lease, renewing it, and what becomes of jobs whose worker died."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kuajie_site.jobs.models import Job, State

LEASE: Final = timedelta(seconds=30)
MOST_ATTEMPTS: Final = 3


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
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            started_at=now,
            done=0.0,
        )
        if claimed:
            return Job.objects.select_related("programme", "version", "party").get(pk=pk)
    return None


def renew(job: Job, worker: str, *, now: datetime | None = None) -> bool:
    """Renew a lease; say whether the job is still this worker's and not asked to stop."""
    now = now or timezone.now()
    held = Job.objects.filter(pk=job.pk, worker=worker, state=State.RUNNING)
    return bool(held.filter(stop_asked=False).update(lease_until=now + LEASE))


def give_up_abandoned(now: datetime) -> None:
    """Mark as failed the jobs whose workers died too often, and as stopped those that nobody wants."""
    lost = Job.objects.filter(state=State.RUNNING, lease_until__lt=now)
    lost.filter(stop_asked=True).update(state=State.STOPPED, ended_at=now)
    lost.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED,
        ended_at=now,
        errors={
            "zh": ["多次中断，已停止重试。可重新发起。"],
            "en": ["It broke off several times. Ask again to retry."],
        },
    )


def stop(job: Job) -> None:
    """Stop a job: at once where nobody works on it, else at its next step."""
    with transaction.atomic():
        now = timezone.now()
        waiting = Job.objects.filter(pk=job.pk, state=State.WAITING)
        if not waiting.update(state=State.STOPPED, ended_at=now, stop_asked=True):
            Job.objects.filter(pk=job.pk, state=State.RUNNING).update(stop_asked=True)
