"""Showing an answer: its blocks, or as JSON what an API would tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kuajie.cli.json_output import print_json
from kuajie.cli.session import Session
from kuajie.messages import Locale
from kuajie.present.blocks import Block
from kuajie.present.record import as_record
from kuajie.usecases.published import published

Answer = TypeVar("Answer")


def show_answer(session: Session, answer: Answer, view: Callable[[Answer, Locale], Iterable[Block]]) -> None:
    """Print an answer; JSON leaves out what ``published`` leaves out."""
    if session.as_json:
        print_json(as_record(published(answer), session.locale))
    else:
        session.show(answer, view)
