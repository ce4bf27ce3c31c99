"""Splits of coalition values that stand in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuajie.usecases.split_given import GivenSplit


def split_file(file: Path) -> tuple[GivenSplit, ...]:
    """Return every rule's shares of the games in a file; raises ``BadInput`` with every finding."""
    from kuajie.exchange.worths_file import read_worths
    from kuajie.usecases.split_given import split_given

    return tuple(split_given(given) for given in read_worths(file))
