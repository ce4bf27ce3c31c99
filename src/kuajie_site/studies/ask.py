"""Asking a study: the answer at once where it is known, else a job that works on it."""

from __future__ import annotations

import json
from hashlib import sha256

from django.db import IntegrityError, transaction

from kuajie import __version__
from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import OPEN, Job
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.studies.models import Answer
from kuajie_site.studies.study import Options, Study


def question_key(study: Study, version: Version, options: Options) -> str:
    """Return the hash of a question: the study, its options, the files, and the version of Kuajie."""
    told = json.dumps(
        [study.name, dict(options), version.digest, __version__], sort_keys=True, ensure_ascii=True
    )
    return sha256(told.encode()).hexdigest()


def ask(study: Study, seat: Seat, user: User, options: Options) -> Answer | Job:
    """Return the answer to a question about the latest files, or the job that looks for it.

    Whoever asks the same question meanwhile is given the same job. Raises ``ValueError`` for a programme
    without files.
    """
    version = seat.programme.latest
    if version is None:
        raise ValueError(f"programme {seat.programme_id} has no files")
    key = question_key(study, version, options)
    known = Answer.objects.filter(programme=seat.programme, key=key).first()
    if known is not None:
        return known
    job = Job(
        programme=seat.programme,
        version=version,
        study=study.name,
        options=dict(options),
        key=key,
        asked_by=user,
        party=seat.party,
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        return Job.objects.get(programme=seat.programme, key=key, state__in=OPEN)
    return job
