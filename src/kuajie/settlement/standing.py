"""How a period stands: posted, shown to the parties, signed by some or all, objected to, locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kuajie.settlement.chain import Entry, EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Statements shown: by which entry, on which day, how many days for comments, and their hashes."""

    number: int
    day: date
    window: int
    hashes: Mapping[str, str]
    minimum: int = 0

    @property
    def until(self) -> date:
        """The last day for comments."""
        return self.day + timedelta(days=self.window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a party said of its statement: by whom, on which day, and of which hash."""

    by: str
    day: date
    hash: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a period stands. ``posted`` is the last entry that posted in it or in an earlier one."""

    period: str
    opening: bool = False
    posted: int = 0
    issue: Issue | None = None
    signed: Mapping[str, Word] = field(default_factory=dict)
    objected: Mapping[str, Word] = field(default_factory=dict)
    locked: date | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing may be posted in it any more."""
        return self.opening or self.locked is not None

    @property
    def stale(self) -> bool:
        """Whether something was posted after the statements were shown."""
        return self.issue is not None and self.posted > self.issue.number

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The parties that have not signed the statement shown."""
        return tuple(party for party in self.issue.hashes if party not in self.signed) if self.issue else ()


def standing_of(entries: Sequence[Entry]) -> dict[str, Standing]:
    """Return how every period stands after all entries."""
    found: dict[str, Standing] = {}
    for entry in entries:
        before = found.get(entry.period, Standing(period=entry.period))
        found[entry.period] = _after(before, entry)
        if entry.kind is EntryKind.POST:
            for period, standing in found.items():
                if period >= entry.period:
                    found[period] = replace(standing, posted=entry.number)
    return found


_SPOKEN = frozenset({EntryKind.SIGN, EntryKind.OBJECT, EntryKind.WITHDRAW, EntryKind.DISPUTE})


def _after(before: Standing, entry: Entry) -> Standing:
    if entry.kind in _SPOKEN:
        return _said(before, entry)
    body = entry.body
    if entry.kind is EntryKind.OPENING:
        return replace(before, opening=True, posted=entry.number)
    if entry.kind is EntryKind.ISSUE:
        return _issued(before, entry)
    if entry.kind is EntryKind.LOCK:
        return replace(before, locked=date.fromisoformat(str(body["day"])))
    return before


def _said(before: Standing, entry: Entry) -> Standing:
    """Return the standing once a party has signed, objected, taken that back, or made a case of it.

    A case does not hold up the lock: what it is about is ruled on later.
    """
    body = entry.body
    if entry.kind is EntryKind.SIGN:
        signed = {**before.signed, str(body["party"]): _word(entry)}
        return replace(_without_objection(before, str(body["party"])), signed=signed)
    if entry.kind is EntryKind.DISPUTE:
        return _without_objection(before, str(body["raised_by"]))
    signed = {party: word for party, word in before.signed.items() if party != body["party"]}
    if entry.kind is EntryKind.WITHDRAW:
        return replace(_without_objection(before, str(body["party"])), signed=signed)
    return replace(before, signed=signed, objected={**before.objected, str(body["party"]): _word(entry)})


def _without_objection(before: Standing, party: str) -> Standing:
    objected = {each: word for each, word in before.objected.items() if each != party}
    return replace(before, objected=objected)


def _issued(before: Standing, entry: Entry) -> Standing:
    """Return the standing with statements shown anew; whoever signed the very same one has signed."""
    body = entry.body
    hashes = {str(party): str(value) for party, value in body["hashes"].items()}
    issue = Issue(
        number=entry.number,
        day=date.fromisoformat(str(body["day"])),
        window=int(body["window"]),
        hashes=hashes,
        minimum=int(body["minimum"]),
    )
    signed = {party: word for party, word in before.signed.items() if hashes.get(party) == word.hash}
    return replace(before, issue=issue, signed=signed, objected={})


def _word(entry: Entry) -> Word:
    body = entry.body
    return Word(
        by=str(body["by"]),
        day=date.fromisoformat(str(body["day"])),
        hash=str(body["hash"]),
        text=str(body.get("text", "")),
    )
