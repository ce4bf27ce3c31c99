"""``python -m kuajie_site.serving.web HOST PORT WORKERS``: the web server, ended with what started it."""

from __future__ import annotations

import sys
from typing import Final

from django.core.handlers.wsgi import WSGIHandler
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

# Imported before workers are forked: they share it, and start at once.
from kuajie_site import wsgi
from kuajie_site.serving.parent import end_with_input, end_with_parent_process
from kuajie_site.serving.warm import warm

THREADS: Final = 2
"""Of each worker. More than two requests at once on one interpreter only make each other slower."""
FINISH_SECONDS: Final = 15
"""How long requests under way may take to finish when the server is ended."""


def application() -> WSGIHandler:
    """Return the site, for one worker."""
    end_with_parent_process()
    warm()
    return wsgi.application


def main() -> None:
    """Serve until ended; a worker that dies is started again."""
    host, port, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    end_with_input()
    warm()
    Server(
        "kuajie_site.serving.web:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=FINISH_SECONDS,
    ).serve()


if __name__ == "__main__":
    main()
