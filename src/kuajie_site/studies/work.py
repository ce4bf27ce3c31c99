"""Working on a job: the study is asked, its answer kept, and what went wrong told to the person."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from django.db import OperationalError, connection, transaction

from kuajie.messages import LOCALES, KuajieError, Text
from kuajie.usecases.progress import Cancelled, Progress
from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.running import FAULT, end, teller
from kuajie_site.settlement.work import work_on_settlement
from kuajie_site.studies.keeping import answer_of, errors_of
from kuajie_site.studies.models import Answer
from kuajie_site.studies.table import STUDIES
from kuajie_site.uploads.work import work_on_facts, work_on_upload

log = logging.getLogger(__name__)
OTHER_WORK: Final[Mapping[str, Callable[[Job, str], None]]] = MappingProxyType(
    {"upload": work_on_upload, "file_facts": work_on_facts, "settlement": work_on_settlement}
)
"""Jobs that are no studies, by their name, and what works on them."""


def work_on(job: Job, worker: str) -> None:
    """Ask the study of a claimed job and keep its answer; the job ends done, failed or stopped."""
    if job.study in OTHER_WORK:
        OTHER_WORK[job.study](job, worker)
        return
    study = STUDIES[job.study]
    try:
        answer = study.answer(job.version.folder, job.options, told_by_any_thread(teller(job, worker)))
        told = answer_of(job, study, answer)
    except Cancelled:
        end(job, worker, State.STOPPED)
    except KuajieError as error:
        end(job, worker, State.FAILED, errors=errors_of(job, error))
    except Exception:
        log.exception("job %s failed", job.pk)
        end(job, worker, State.FAILED, errors={locale: [FAULT.say(locale)] for locale in LOCALES})
    else:
        with transaction.atomic():
            if end(job, worker, State.DONE):
                Answer.objects.filter(programme=job.programme, key=job.key).delete()
                told.save()


def told_by_any_thread(tell: Progress) -> Progress:
    """Return a progress that helping threads may tell too; their connections are closed again.

    From them it is told where the database is free: how far a job is may wait, and is no reason to fail it.
    """
    own = threading.get_ident()

    def told(step: Text, done: float) -> None:
        if threading.get_ident() == own:
            tell(step, done)
            return
        try:
            tell(step, done)
        except OperationalError:
            log.info("progress of %s was not told: the database is busy", step.en)
        finally:
            connection.close()

    return told
