"""The worker: claims jobs one after the other, renews their lease while it lives."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection

from kuajie_site.jobs.claims import LEASE, claim, renew
from kuajie_site.jobs.models import Job

log = logging.getLogger(__name__)
PAUSE = 0.5


def worker_name() -> str:
    """Return a name that no other worker has."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}"


def run_worker(work_on: Callable[[Job, str], None], stop: threading.Event) -> None:
    """Work on jobs until told to stop; the one under way is finished or stopped first."""
    name = worker_name()
    log.info("worker %s is ready", name)
    while not stop.is_set():
        close_old_connections()
        job = claim(name)
        if job is None:
            stop.wait(PAUSE)
            continue
        log.info("job %s: %s", job.pk, job.study)
        with _Lease(job, name):
            work_on(job, name)


class _Lease:
    """Keeps a job's lease alive from a thread of its own: some steps take longer than a lease."""

    def __init__(self, job: Job, name: str) -> None:
        self._job, self._name, self._over = job, name, threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._over.wait(LEASE.total_seconds() / 3):
            renew(self._job, self._name)
        connection.close()
