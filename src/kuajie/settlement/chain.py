"""The chain of entries that the books consist of: each one holds the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kuajie.settlement.terms_form import canonical_json

FORMAT = 1
"""The form in which books are kept; software that knows a later one says so."""

NOTHING_BEFORE = "0" * 64
"""Stands for the entry before the first."""


class EntryKind(StrEnum):
    """What an entry does."""

    OPENING = "opening"  # everything that happened before the books begin
    POST = "post"
    ISSUE = "issue"  # statements shown to the parties
    SIGN = "sign"
    OBJECT = "object"
    WITHDRAW = "withdraw"  # a party takes its signature or objection back
    LOCK = "lock"
    DISPUTE = "dispute"
    RULING = "ruling"


class BrokenChain(ValueError):
    """An entry is not what it was when the next one was made; ``number`` says which."""

    def __init__(self, number: int, what: str) -> None:
        self.number, self.what = number, what
        super().__init__(f"entry {number}: {what}")


class NewerForm(ValueError):
    """An entry was made by software that keeps books in a later form than this one knows."""

    def __init__(self, form: object, version: object) -> None:
        self.form, self.version = form, version
        super().__init__(f"form {form} by version {version}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: its number (from 1), kind and period, the hash of the one before, and hashes of its files.

    ``body`` holds plain values.
    """

    number: int
    kind: EntryKind
    period: str
    previous: str
    files: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    def __post_init__(self) -> None:
        """Let nobody change what an entry holds."""
        object.__setattr__(self, "files", MappingProxyType(dict(self.files)))
        object.__setattr__(self, "body", MappingProxyType(dict(self.body)))

    def text(self) -> str:
        """Return the one text that stands for the entry."""
        return canonical_json(
            {
                "format": self.format,
                "number": self.number,
                "kind": self.kind.value,
                "period": self.period,
                "previous": self.previous,
                "files": dict(self.files),
                "body": dict(self.body),
            }
        )

    @property
    def hash(self) -> str:
        """The hash that the next entry holds: of everything in this one, and so of everything before."""
        return hashlib.sha256(self.text().encode()).hexdigest()


def sha256(data: bytes) -> str:
    """Return the hash by which files are known.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def entry_of(text: str) -> Entry:
    """Return the entry that a text stands for.

    Raises ``NewerForm`` for one in a later form, and ``ValueError`` for any other text than an entry's own.
    """
    try:
        plain = json.loads(text)
        if isinstance(plain["format"], int) and plain["format"] > FORMAT:
            raise NewerForm(plain["format"], plain.get("body", {}).get("kuajie", "?"))
        entry = Entry(**{**plain, "kind": EntryKind(plain["kind"])})
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an entry: {error}") from error
    if entry.text() != text:
        raise ValueError("an entry is written in another way")
    return entry


def require_chain(entries: Sequence[Entry]) -> None:
    """Refuse entries that do not follow each other; raises ``BrokenChain`` naming the first that does not."""
    previous = NOTHING_BEFORE
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            raise BrokenChain(number, f"stands in the place of entry {entry.number}")
        if entry.previous != previous:
            raise BrokenChain(number, "was made after another entry than the one before it")
        previous = entry.hash


def head_of(entries: Sequence[Entry]) -> str:
    """Return the hash of the last entry."""
    return entries[-1].hash if entries else NOTHING_BEFORE
