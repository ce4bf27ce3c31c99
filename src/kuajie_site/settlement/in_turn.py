"""Waiting for one's turn at books that somebody else is writing to just now."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from kuajie.messages import BadInput
from kuajie.messages.notices.books import IN_USE

T = TypeVar("T")
PATIENCE: Final = 2.0
"""Seconds that are waited: keeping a word takes a hundredth of one, posting a month may take minutes."""
PAUSE: Final = 0.02


def in_turn(act: Callable[[], T]) -> T:
    """Do something with the books, after whoever is at it; raises ``BadInput`` where that takes long."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except BadInput as error:
            if IN_USE not in {each.notice for each in error.findings} or time.monotonic() > until:
                raise
        time.sleep(PAUSE)
