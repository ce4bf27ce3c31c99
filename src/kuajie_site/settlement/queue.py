"""Asking for what takes long: posting, bundles, verifying, comparing, cases; one job for one thing."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from kuajie_site.accounts.models import User
from kuajie_site.jobs.models import Job
from kuajie_site.jobs.waiting import waiting
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.ledger import version_of

NAME = "settlement"


def enqueue(seat: Seat, user: User, act: str, **options: Any) -> Job:
    """Return the job that does something with the books; the one under way where it is the very same."""
    version = version_of(seat.programme)
    told = {"act": act, **options}
    key = sha256(json.dumps([NAME, told, version.pk], sort_keys=True).encode()).hexdigest()
    job = Job(
        programme=seat.programme,
        version=version,
        study=NAME,
        options=told,
        key=key,
        asked_by=user,
        party=seat.party,
    )
    return waiting(job)
