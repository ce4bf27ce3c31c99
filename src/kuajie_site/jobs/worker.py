"""The worker: claims jobs one after the other; shows that it lives, and renews its lease while it does."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from kuajie_site.jobs.claims import claim, hand_back, lease, renew
from kuajie_site.jobs.models import Job, Worker

log = logging.getLogger(__name__)
PAUSE = 0.5
FINISH_SECONDS: Final = 5.0
"""How long a job under way may take to finish when its worker is ended; then another begins it anew."""
FORGET_AFTER: Final = timedelta(days=1)


def worker_name() -> str:
    """Return a name that no other worker has."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}"


def run_worker(work_on: Callable[[Job, str], None], stop: threading.Event) -> None:
    """Work on jobs until told to stop; one under way that takes longer than that is handed back."""
    name = worker_name()
    log.info("worker %s is ready", name)
    with _Life(name, stop) as life:
        while not stop.is_set():
            close_old_connections()
            job = claim(name)
            if job is None:
                stop.wait(PAUSE)
                continue
            log.info("job %s: %s, attempt %s", job.pk, job.study, job.attempts)
            with life.working_on(job):
                work_on(job, name)
    log.info("worker %s has ended", name)


class _Life:
    """Shows from a thread of its own that the worker lives, and keeps the lease of its job.

    A step of a job may take longer than a lease, and longer than anybody waits for the end.
    """

    def __init__(self, name: str, stop: threading.Event) -> None:
        self._name, self._stop, self._over = name, stop, threading.Event()
        self._job: Job | None = None
        self._thread = threading.Thread(target=self._keep, name="worker lives", daemon=True)

    def __enter__(self) -> _Life:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @contextmanager
    def working_on(self, job: Job) -> Iterator[None]:
        """Keep the lease of a job meanwhile."""
        self._job = job
        try:
            yield
        finally:
            self._job = None

    def _keep(self) -> None:
        every = lease().total_seconds() / 3
        while not self._over.is_set():
            self._show()
            if self._stop.wait(every):
                self._end()
        connection.close()

    def _show(self) -> None:
        try:
            close_old_connections()
            now, job = timezone.now(), self._job
            Worker.objects.update_or_create(name=self._name, defaults={"seen_at": now})
            Worker.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()
            if job is not None:
                renew(job, self._name)
        except Error:  # the database may be away for a moment; the next time tells
            log.exception("worker %s could not renew its lease", self._name)

    def _end(self) -> None:
        """Wait for the worker to end by itself; else hand its job back and end the process."""
        if self._over.wait(FINISH_SECONDS):
            return
        job = self._job
        if job is not None and hand_back(job.pk, self._name):
            log.warning("job %s is handed back; it begins anew at the next start", job.pk)
        os._exit(0)
