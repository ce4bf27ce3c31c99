"""Working on a job: the study is asked, its answer kept, and what went wrong told to the person."""

from __future__ import annotations

import logging
import time

from django.db import transaction
from django.utils import timezone

from kuajie.messages import LOCALES, KuajieError, Text
from kuajie.usecases.progress import Cancelled, Progress
from kuajie_site.jobs.claims import renew
from kuajie_site.jobs.models import Job, State
from kuajie_site.studies.models import Answer
from kuajie_site.studies.parts import plain_parts
from kuajie_site.studies.table import STUDIES

log = logging.getLogger(__name__)
TELL_EVERY = 0.5
FAULT = Text(
    en="A fault in Kuajie stopped this. It has been logged; ask again to retry.",
    zh="跨界内部出错，已记录。可重新发起。",
)


def work_on(job: Job, worker: str) -> None:
    """Ask the study of a claimed job and keep its answer; the job ends done, failed or stopped."""
    study = STUDIES[job.study]
    try:
        answer = study.answer(job.version.folder, job.options, _teller(job, worker))
        told = Answer(
            programme=job.programme,
            version=job.version,
            study=job.study,
            options=job.options,
            key=job.key,
            parts={locale: plain_parts(study.parts(answer, locale)) for locale in LOCALES},
            record=study.record(answer, "en"),
            asked_by=job.asked_by,
            party=job.party,
        )
    except Cancelled:
        _end(job, worker, State.STOPPED)
    except KuajieError as error:
        lines = {locale: [finding.say(locale) for finding in error.findings] for locale in LOCALES}
        _end(job, worker, State.FAILED, errors=lines)
    except Exception:
        log.exception("job %s failed", job.pk)
        _end(job, worker, State.FAILED, errors={locale: [FAULT.say(locale)] for locale in LOCALES})
    else:
        with transaction.atomic():
            if _end(job, worker, State.DONE):
                Answer.objects.filter(programme=job.programme, key=job.key).delete()
                told.save()


def _end(job: Job, worker: str, state: State, **more: object) -> bool:
    """End a job that is still this worker's; say whether it was."""
    held = Job.objects.filter(pk=job.pk, worker=worker, state=State.RUNNING)
    return bool(held.update(state=state, ended_at=timezone.now(), lease_until=None, **more))


def _teller(job: Job, worker: str) -> Progress:
    """Return a progress that writes to the job a few times a second, and ends where it should stop."""
    last = 0.0

    def tell(step: Text, done: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < TELL_EVERY and done < 1.0:
            return
        last = now
        if not renew(job, worker):
            raise Cancelled
        Job.objects.filter(pk=job.pk, worker=worker).update(step_zh=step.zh, step_en=step.en, done=done)

    return tell
