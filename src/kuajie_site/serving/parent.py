"""A process ends when the one that started it is gone, however that ended: nothing stays behind.

The signs are pipes whose other end only the parent holds: the standard input that ``kuajie serve`` gives to
its processes, and what ``multiprocessing`` keeps between a web server and its workers. Both exist on every
system, unlike Linux's signal for it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Final

WATCHED: Final = "KUAJIE_END_WITH_INPUT"
"""Set by ``kuajie serve`` for its processes: the standard input is a pipe that ends with it."""
GRACE: Final = 20.0
"""Seconds that a process without a parent has to end by itself."""


def end_with_input() -> None:
    """End this process, gracefully at first, when its standard input ends; only under ``kuajie serve``."""
    if os.environ.get(WATCHED) == "1":
        _watch(_wait_for_end_of_input)


def end_with_parent_process() -> None:
    """End this process when the one that forked or spawned it by ``multiprocessing`` is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        _watch(parent.join)


def _wait_for_end_of_input() -> None:
    # Not sys.stdin: a process forked meanwhile would inherit its lock as held.
    while os.read(0, 64):
        pass


def _watch(wait: Callable[[], object]) -> None:
    def follow() -> None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)

    threading.Thread(target=follow, name="end with parent", daemon=True).start()
