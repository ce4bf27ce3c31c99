"""Working on the job of an upload: it is looked at; what was found is kept with it."""

from __future__ import annotations

import logging
import shutil
from typing import Final

from django.db import transaction
from django.utils import timezone

from kuajie.messages import LOCALES, Text
from kuajie.usecases.progress import Cancelled
from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.running import FAULT, end, teller
from kuajie_site.uploads.accept import AlreadyDone, Outdated, accept
from kuajie_site.uploads.check import Seen, look_at_upload
from kuajie_site.uploads.models import Stage, Upload
from kuajie_site.uploads.own_files import count_facts
from kuajie_site.uploads.problems import problem

log = logging.getLogger(__name__)
FAULTY: Final = Text(
    en="A fault in Kuajie stopped the check. It has been logged.", zh="检查时跨界内部出错，已记录。"
)
AGAIN: Final = Text(
    en="Upload again; if it happens again, tell whoever runs the site.",
    zh="请重新上传；如再次出现，请联系站点管理员。",
)


def work_on_upload(job: Job, worker: str) -> None:
    """Look at the upload of a claimed job; the job ends done, failed or stopped."""
    upload = Upload.objects.select_related("programme", "party", "restores").get(pk=job.options["upload"])
    try:
        seen = look_at_upload(upload, teller(job, worker))
    except Cancelled:
        end(job, worker, State.STOPPED)
    except Exception:
        log.exception("job %s failed", job.pk)
        if end(job, worker, State.FAILED, errors={locale: [FAULT.say(locale)] for locale in LOCALES}):
            conclude(upload, Stage.REFUSED, problems=[problem(FAULTY, AGAIN)])
    else:
        with transaction.atomic():
            kept = end(job, worker, State.DONE) and _keep(upload, seen)
        if kept and seen.stage in {Stage.REFUSED, Stage.SAME}:
            shutil.rmtree(upload.folder, ignore_errors=True)
        elif kept and upload.whole:
            take_whole(Upload.objects.get(pk=upload.pk))


def take_whole(upload: Upload) -> None:
    """Take the files of a new programme over without asking again: whoever set it up has asked for them."""
    try:
        accept(upload, upload.user, upload.note)
    except (Outdated, AlreadyDone):
        log.info("upload %s is looked at again, or was taken over", upload.pk)


def work_on_facts(job: Job, worker: str) -> None:
    """Count the rows and days of a party's files."""
    try:
        if job.party is not None:
            count_facts(job.version, job.party)
    except Exception:
        log.exception("job %s failed", job.pk)
        end(job, worker, State.FAILED, errors={locale: [FAULT.say(locale)] for locale in LOCALES})
    else:
        end(job, worker, State.DONE)


def _keep(upload: Upload, seen: Seen) -> bool:
    found = {name: value for name, value in asdict_shallow(seen).items() if name != "stage"}
    if seen.stage in {Stage.REFUSED, Stage.SAME}:
        found["ended_at"] = timezone.now()
    checking = Upload.objects.filter(pk=upload.pk, stage=Stage.CHECKING)
    return bool(checking.update(stage=seen.stage, **found))


def asdict_shallow(seen: Seen) -> dict[str, object]:
    """Return the fields of what was seen."""
    return {name: getattr(seen, name) for name in ("stage", "base", "tables", "files", "problems", "changes")}


def conclude(upload: Upload, stage: Stage, **found: object) -> bool:
    """End an open upload, and remove its files; say whether it was still open."""
    mine = Upload.objects.filter(pk=upload.pk, stage__in=(Stage.CHECKING, Stage.COLUMNS, Stage.READY))
    done = bool(mine.update(stage=stage, ended_at=timezone.now(), **found))
    if done:
        shutil.rmtree(upload.folder, ignore_errors=True)
    return done
