"""Judging distinct cells: those written plainly all at once, the others one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.messages import Notice

Tidy = Callable[[str], str | Notice]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One value per distinct cell, null where the cell is blank or faulty; and the faults by cell."""

    values: pa.Array
    faults: dict[Notice, NDArray[np.bool_]] = field(default_factory=dict)


def tidied(cells: pa.StringArray, *, plain: str, tidy: Tidy) -> Judged:
    """Return cells in plain writing (the regular expression ``plain``), null where blank or faulty.

    Every cell that is not plain goes through ``tidy`` in its narrow form (full-width digits and signs made
    ASCII), which returns plain writing or what is wrong with the cell.
    """
    is_plain = pc.match_substring_regex(cells, f"^(?:{plain})$").to_numpy(zero_copy_only=False)
    untidy = np.flatnonzero(~is_plain)
    if not len(untidy):
        return Judged(cells)
    answers: list[str | None] = []
    faults: dict[Notice, NDArray[np.bool_]] = {}
    for place in untidy:
        cell = cells[int(place)].as_py()
        answer = tidy(narrow(cell)) if cell else None
        if isinstance(answer, Notice):
            faults.setdefault(answer, np.zeros(len(cells), dtype=bool))[place] = True
        answers.append(answer if isinstance(answer, str) else None)
    texts = pc.replace_with_mask(cells, pa.array(~is_plain), pa.array(answers, pa.string()))
    return Judged(texts, faults)


def narrow(cell: str) -> str:
    """Return a cell with full-width digits, letters and signs in their ASCII form.

    >>> narrow("１，２９９．００")
    '1,299.00'
    """
    if cell.isascii():
        return cell
    return unicodedata.normalize("NFKC", cell).replace("\u2212", "-").strip()
