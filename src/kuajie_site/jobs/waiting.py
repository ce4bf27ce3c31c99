"""Letting a job wait for a worker: the one there is where the same is asked already."""

from __future__ import annotations

from typing import Final

from django.db import IntegrityError, transaction

from kuajie_site.jobs.models import OPEN, Job

TRIES: Final = 5


def waiting(job: Job) -> Job:
    """Return the job, which waits now, or the open one of its programme with the same key."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            known = Job.objects.filter(programme=job.programme_id, key=job.key, state__in=OPEN).first()
            if known is not None:
                return known
        else:
            return job
    raise RuntimeError(f"jobs {job.key} of programme {job.programme_id} end as often as they are asked for")
