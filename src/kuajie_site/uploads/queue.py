"""The jobs of uploads: looking at one, counting the rows of a party's files; how far they are."""

from __future__ import annotations

from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import Job
from kuajie_site.jobs.waiting import waiting
from kuajie_site.programmes.models import Party, Version
from kuajie_site.uploads.models import Upload

NAME, COUNTING = "upload", "file_facts"


def enqueue(upload: Upload) -> Job:
    """Return the job that looks at an upload, the one under way where there is one."""
    version: Version | None = upload.programme.latest
    if version is None:
        raise ValueError(f"programme {upload.programme_id} has no files")
    job = Job(
        study=NAME,
        options={"upload": str(upload.pk)},
        key=_key(upload),
        asked_by=upload.user,
        party=upload.party,
    )
    return _waiting(job, version)


def enqueue_counting(version: Version, party: Party, user: User) -> Job:
    """Return the job that counts the rows of a party's files."""
    return _waiting(
        Job(study=COUNTING, key=f"{COUNTING} {version.pk} {party.pk}", asked_by=user, party=party), version
    )


def _waiting(job: Job, version: Version) -> Job:
    job.programme, job.version = version.programme, version
    return waiting(job)


def job_of(upload: Upload) -> Job | None:
    """Return the job that looks, or looked last, at an upload."""
    jobs = Job.objects.filter(programme=upload.programme, key=_key(upload))
    return jobs.order_by("-created_at").first()


def _key(upload: Upload) -> str:
    return f"{NAME} {upload.pk}"
