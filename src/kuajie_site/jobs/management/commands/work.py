"""``python -m kuajie_site work``: works on jobs until it is ended."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kuajie_site.jobs.worker import run_worker
from kuajie_site.serving.alone import join_in
from kuajie_site.serving.parent import end_with_input
from kuajie_site.studies.work import work_on
from kuajie_site.webhooks.delivering import run_courier


class Command(BaseCommand):
    """Works on jobs."""

    help = "Work on jobs until ended."
    requires_system_checks = ()  # tests run them; every start would read all of the library for them

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C."""
        del args, options
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        end_with_input()
        joined = join_in(settings.DATA)
        courier = threading.Thread(target=run_courier, args=(stop,), name="courier")
        courier.start()  # beside the jobs: webhooks do not wait for a fit of minutes
        try:
            run_worker(work_on, stop)
        finally:
            stop.set()
            courier.join()
        joined.close()
