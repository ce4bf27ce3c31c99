"""Keeping something in the books when it is one's turn: one after the other, each thing once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import transaction

from kuajie.messages import BadInput
from kuajie.messages.notices.books import IN_USE
from kuajie.usecases.book_shelf import Books
from kuajie_site.activity.log import note
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.settlement.ledger import books_of, version_of

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


def keep(seat: Seat, what: str, act: Callable[[Path], Books], **facts: Any) -> Books:
    """Return the books with what ``act`` keeps in them, noted in the activity log as ``what``.

    ``act`` is given the folder. A second click, which finds its thing done, is not noted. Raises what it
    raises.
    """

    def alone() -> None:
        with transaction.atomic():
            Programme.objects.select_for_update(no_key=True).get(pk=seat.programme_id)
            before = len(books_of(seat.programme).entries)
            if len(act(version_of(seat.programme).folder).entries) > before:
                note(seat, what, shared=True, **facts)

    in_turn(alone)
    return books_of(seat.programme)
