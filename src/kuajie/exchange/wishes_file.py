"""Files of learners to recommend to: who they are, and in which languages, levels and prices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.panel import Floats
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.nodes_named import named
from kuajie.exchange.named_columns import LEARNER, NamedColumns, codes, distinct, read_columns
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.messages import Finding, Place
from kuajie.messages.notices import recommend as notices
from kuajie.usecases.recommend_programme import LearnerWishes

LANGUAGE, LEVEL, PRICE = "language", "level", "max_price"
_KINDS = {LANGUAGE: NodeKind.LANGUAGE, LEVEL: NodeKind.LEVEL}
SEPARATORS = r"\s*[;；、,，]\s*"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadWishes:
    """Learners, each once, what they will take, and what to know about the file."""

    wishes: LearnerWishes
    warnings: tuple[Finding, ...]


def read_wishes(path: Path) -> ReadWishes:
    """Return the learners of a file with a column user and, if they like, language, level and max_price.

    Several languages or levels are parted by semicolons. Of a learner listed twice the first row counts.
    Raises ``BadInput`` with everything that is wrong.
    """
    findings = Findings()
    rows = read_columns(path, (LEARNER,), findings=findings, also=(LANGUAGE, LEVEL, PRICE))
    findings.stop_if_refused()
    rows = rows.complete((LEARNER,), findings)
    prices = _prices(rows, findings)
    findings.stop_if_refused()
    first = _first_of_each(rows)
    if first.size < rows.rows.size:
        count = f"{rows.rows.size - first.size:,}"
        findings.note(notices.REPEATED_LEARNERS, Place(file=rows.file), count=count)
    return ReadWishes(
        wishes=LearnerWishes(
            learner_ids=tuple(rows.cells[LEARNER].take(pa.array(first)).to_pylist()),
            languages=_lists(rows, LANGUAGE, first),
            levels=_lists(rows, LEVEL, first),
            prices=prices[first],
        ),
        warnings=findings.warnings,
    )


def _first_of_each(rows: NamedColumns) -> np.ndarray:
    learner = rows.cells[LEARNER]
    _, first = np.unique(codes(learner, distinct(learner)), return_index=True)
    return np.sort(first)


def _lists(rows: NamedColumns, name: str, first: np.ndarray) -> tuple[tuple[str, ...], ...]:
    if name not in rows.cells:
        return ((),) * first.size
    cells = rows.cells[name].take(pa.array(first)).to_pylist()
    words = {cell: [word for word in re.split(SEPARATORS, cell) if word] for cell in set(cells)}
    known = {cell: tuple(shared_id(name, word) for word in parted) for cell, parted in words.items()}
    return tuple(known[cell] for cell in cells)


def shared_id(what: str, word: str) -> str:
    """Return the id under which a course graph knows a language or level that people name.

    >>> shared_id(LANGUAGE, "中文"), shared_id(LEVEL, "Introductory")
    ('zh', 'beginner')
    """
    return str(named(_KINDS[what], pa.array([word])).ids[0].as_py())


def _prices(rows: NamedColumns, findings: Findings) -> Floats:
    """Return the most each row's learner pays, inf where the cell is empty; other cells are refused."""
    if PRICE not in rows.cells:
        return np.full(rows.rows.size, np.inf)
    known = {text: _price(text) for text in pc.unique(rows.cells[PRICE]).to_pylist()}
    for text, row in zip(rows.cells[PRICE].to_pylist(), rows.rows.tolist(), strict=True):
        if known[text] is None:
            findings.error(notices.NOT_A_PRICE, Place(file=rows.file, row=row, column=PRICE), value=text)
    prices = [known[text] for text in rows.cells[PRICE].to_pylist()]
    return np.array([np.inf if price is None else price for price in prices], dtype=np.float64)


def _price(text: str) -> float | None:
    if not text:
        return float("inf")
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return float(amount) if amount.is_finite() and amount >= 0 else None
