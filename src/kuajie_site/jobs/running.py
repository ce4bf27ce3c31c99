"""While a job runs: it tells how far it is, and ends only where it is still its worker's."""

from __future__ import annotations

import time

from django.db import transaction
from django.utils import timezone

from kuajie.messages import Text
from kuajie.usecases.progress import Cancelled, Progress
from kuajie_site.jobs.claims import renew
from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.signals import job_ended

TELL_EVERY = 0.5
MOST = 200
"""Characters of a step that are kept; SQLite would keep more, PostgreSQL refuses."""
FAULT = Text(
    en="A fault in Kuajie stopped this. It has been logged; ask again to retry.",
    zh="跨界内部出错，已记录。可重新发起。",
)


def end(job: Job, worker: str, state: State, **more: object) -> bool:
    """End a job that is still this worker's; say whether it was."""
    held = Job.objects.filter(pk=job.pk, worker=worker, state=State.RUNNING)
    with transaction.atomic():
        ended = bool(held.update(state=state, ended_at=timezone.now(), lease_until=None, **more))
        if ended:
            job_ended.send(Job, job=job, state=state)
    return ended


def teller(job: Job, worker: str) -> Progress:
    """Return a progress that writes to the job twice a second at most, and ends where it should stop."""
    last = -TELL_EVERY

    def tell(step: Text, done: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < TELL_EVERY:
            return
        last = now
        if not renew(job, worker, step_zh=step.zh[:MOST], step_en=step.en[:MOST], done=done):
            raise Cancelled

    return tell
