"""Asking a study: the answer at once where it is known, else a job that works on it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.utils import timezone

from kuajie import __version__
from kuajie_site.accounts.models import User
from kuajie_site.disclosure.thresholds import thresholds_of
from kuajie_site.jobs.models import Job
from kuajie_site.jobs.waiting import waiting
from kuajie_site.once import once_per_page
from kuajie_site.programmes.models import Programme, Seat, Version
from kuajie_site.studies.agreed import agreed_digest
from kuajie_site.studies.models import Answer
from kuajie_site.studies.study import Options, Study

GIVEN = "given"


def question_key(study: Study, version: Version, options: Options) -> str:
    """Return the hash of a question: the study, its options, the files, and the version of Kuajie."""
    told = json.dumps(
        [study.name, dict(options), version.digest, __version__], sort_keys=True, ensure_ascii=True
    )
    return sha256(told.encode()).hexdigest()


def ask(study: Study, seat: Seat, user: User, options: Options) -> Answer | Job:
    """Return the answer to a question about the latest files, or the job that looks for it.

    Whoever asks the same question meanwhile is given the same job. Raises ``ValueError`` for a programme
    without files, and for a private study asked from a seat for nobody.
    """
    version = seat.programme.latest
    if version is None:
        raise ValueError(f"programme {seat.programme_id} has no files")
    asked = {**asked_only(options), GIVEN: given_with(study, seat, options)}
    key = question_key(study, version, asked)
    known = Answer.objects.filter(programme=seat.programme, key=key).first()
    if known is not None:
        return known
    job = Job(
        programme=seat.programme,
        version=version,
        study=study.name,
        options=asked,
        key=key,
        asked_by=user,
        party=seat.party,
    )
    return waiting(job)


def asked_only(options: Options) -> dict[str, Any]:
    """Return options as a person gave them, without what the site added."""
    return {name: value for name, value in options.items() if name != GIVEN}


def given_with(study: Study, seat: Seat, options: Options) -> dict[str, Any]:
    """Return what the site adds to a question so that all it rests on is said: nothing is left to chance.

    Below how many learners or orders figures of each party are withheld, the day where an answer depends on
    it, whom a private one is for, how the response was last fitted, and which plan is agreed on.
    """
    given: dict[str, Any] = {}
    if study.few is not None:
        given["fewest"] = thresholds_of(seat.programme)
    if study.private:
        if seat.party is None:
            raise ValueError(f"{study.name} is asked for a party, and a mediator has none")
        given["party"] = seat.party.key
    if study.dated:
        given["day"] = timezone.localdate().isoformat()
    if study.fitted:
        given["fit"] = last_fit_options(seat.programme)
    if study.agreed:
        given["agreed"] = agreed_digest(seat.programme)
    if options.get("update"):
        given["earlier"] = _last_fit_key(seat.programme)
    return given


def last_fit_options(programme: Programme) -> dict[str, Any]:
    """Return the options with which the response was last fitted; none where it never was."""
    last = _last_fit(programme)
    return {} if last is None else dict(last.options)


@once_per_page
def _last_fit(programme: Programme) -> Answer | None:
    found = Answer.objects.filter(programme=programme, study="fit").order_by("-created_at", "-id")
    return found.only("options").first()


def _last_fit_key(programme: Programme) -> str | None:
    last = Answer.objects.filter(programme=programme, study="fit").order_by("-created_at", "-id").first()
    return None if last is None else str(last.record.get("key") or "") or None
