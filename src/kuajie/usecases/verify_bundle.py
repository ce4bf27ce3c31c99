"""Is a bundle true? Every line recomputed from inputs and terms in it, and the first that differs named."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
from cattrs.errors import BaseValidationError

from kuajie.messages import BadInput, Place, Text
from kuajie.messages.notices.evidence import NEWER_BUNDLE
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.chain import (
    FORMAT,
    NOTHING_BEFORE,
    Entry,
    EntryKind,
    NewerForm,
    entry_of,
    sha256,
)
from kuajie.settlement.journal import POSTINGS, book, month_end, posting, up_to
from kuajie.settlement.knowledge import CHANGE, NEW, Knowledge, change_schema, nothing_known, told
from kuajie.settlement.periods import Month
from kuajie.settlement.standing import standing_of
from kuajie.settlement.table_form import table_of_csv
from kuajie.settlement.terms_form import agreement_of_plain, canonical_json
from kuajie.usecases.book_shelf import (
    POSTING_KINDS,
    POSTINGS_FILE,
    STATEMENTS_FILE,
    TERMS_FILE,
    Books,
    Posted,
    change_file,
)
from kuajie.usecases.bundle_inputs import altered_file
from kuajie.usecases.bundle_lines import Difference, Signed, first_difference
from kuajie.usecases.close_books import month_statements
from kuajie.usecases.keep_books import awards_of
from kuajie.usecases.progress import Progress, part_of, silent

READING = Text(en="Reading the entries", zh="正在读取账簿记录")
RECOMPUTING = Text(en="Recomputing every line", zh="正在重新计算每条分录")
UNSOUND = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    ArithmeticError,
    BaseValidationError,
    pa.ArrowException,
)
"""What inputs or terms can raise that were altered so that they are none any more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VerifyQuestion:
    """The members of a bundle, those that its manifest disowns (by the hash they should have), and a head.

    ``head`` begins the hash of the last entry, as somebody noted it elsewhere (empty: not noted).
    """

    members: Mapping[str, bytes]
    altered: Mapping[str, str]
    manifest_head: str
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VerifyAnswer:
    """What was recomputed, and every difference; the first line that differs comes first."""

    differences: Sequence[Difference]
    entries: int
    lines: int
    periods: Sequence[str]
    locked: Sequence[str]
    signed: Sequence[Signed]
    versions: Sequence[str]
    head: str
    seconds: float

    @property
    def true(self) -> bool:
        """Whether everything is as recomputed."""
        return not self.differences


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Step:
    """An entry of postings with what is known after it, what it says was posted, and until when it counts."""

    entry: Entry
    known: Knowledge
    lines: pa.Table
    end: int
    extends: bool


class _Stop(Exception):
    """Nothing further can be recomputed; ``difference`` says why."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        super().__init__(difference.file)


def verify(question: VerifyQuestion, *, progress: Progress = silent) -> VerifyAnswer:
    """Return what recomputing a bundle finds."""
    began = time.perf_counter()
    progress(READING, 0.0)
    entries, broken = _entries(question)
    broken += _hashes(question, entries)
    differences: list[Difference] = []
    lines = 0
    recomputing = part_of(progress, start=0.1, end=1.0)
    try:
        for found, count in _recomputed(question, entries, lambda share: recomputing(RECOMPUTING, share)):
            differences += found
            lines += count
            if found:
                break
    except _Stop as stop:
        differences.append(stop.difference)
    return VerifyAnswer(
        differences=differences + broken,
        entries=len(entries),
        lines=lines,
        periods=sorted({entry.period for entry in entries if entry.kind in POSTING_KINDS}),
        locked=[entry.period for entry in entries if entry.kind is EntryKind.LOCK],
        signed=[_signed(entry) for entry in entries if entry.kind is EntryKind.SIGN],
        versions=sorted({str(entry.body.get("kuajie")) for entry in entries if entry.kind in POSTING_KINDS}),
        head=entries[-1].hash if entries else NOTHING_BEFORE,
        seconds=time.perf_counter() - began,
    )


def _signed(entry: Entry) -> Signed:
    body = entry.body
    day = date.fromisoformat(str(body["day"]))
    return Signed(
        period=entry.period, party=str(body["party"]), by=str(body["by"]), day=day, hash=str(body["hash"])
    )


def _name(number: int, name: str) -> str:
    return f"books/{number:06d}/{name}"


def _entries(question: VerifyQuestion) -> tuple[list[Entry], list[Difference]]:
    """Return the entries that can be read, and where the chain is broken."""
    numbers = sorted({int(name.split("/")[1]) for name in question.members if name.startswith("books/")})
    entries: list[Entry] = []
    broken: list[Difference] = []
    previous = NOTHING_BEFORE
    for place, number in enumerate(numbers, start=1):
        file = _name(number, "entry.json")
        try:
            entry = entry_of(question.members[file].decode())
            if entry.number != number or number != place:
                raise ValueError(f"entry {entry.number} in place {place}")
            standing_of([entry])  # reads every word of it
            Month.read(entry.period)
        except NewerForm as error:
            facts = {"version": error.version, "found": error.form, "known": FORMAT}
            raise BadInput.of(NEWER_BUNDLE, place=Place(file=file), **facts) from error
        except UNSOUND as error:
            broken.append(Difference(kind="unreadable", file=file, found=str(error)))
            continue
        if entry.previous != previous:
            broken.append(
                Difference(
                    kind="chain", file=file, column="previous", expected=previous, found=entry.previous
                )
            )
        previous = entry.hash
        entries.append(entry)
    return entries, broken + _ends(question, entries)


def _ends(question: VerifyQuestion, entries: Sequence[Entry]) -> list[Difference]:
    """Return where the last entry is another than the manifest, or than somebody noted."""
    head = entries[-1].hash if entries else NOTHING_BEFORE
    return [
        Difference(kind=kind, file="manifest.json", column="head", expected=known, found=head)
        for kind, known in (("chain", question.manifest_head), ("head", question.head.strip().lower()))
        if known and not head.startswith(known)
    ]


def _hashes(question: VerifyQuestion, entries: Sequence[Entry]) -> list[Difference]:
    """Return files that are not those which their entry was made with, and members the manifest disowns."""
    wrong: dict[str, Difference] = {}
    for entry in entries:
        for name, known in entry.files.items():
            file = _name(entry.number, name)
            data = question.members.get(file)
            if data is None:
                wrong[file] = Difference(kind="missing", file=file, expected=known)
            elif sha256(data) != known:
                wrong[file] = altered_file(entry, name, question.members, _name(entry.number, ""))
    for file, known in question.altered.items():
        data = question.members.get(file)
        kind = "missing" if data is None else "altered" if known else "extra"
        found = "" if data is None else sha256(data)
        wrong.setdefault(file, Difference(kind=kind, file=file, expected=known, found=found))
    return list(wrong.values())


def _recomputed(
    question: VerifyQuestion, entries: Sequence[Entry], progress: Callable[[float], None]
) -> Iterator[tuple[list[Difference], int]]:
    """Return, entry by entry, what differs and how many lines were recomputed."""
    posted: list[Posted] = []
    steps = {step.entry.number: step for step in _steps(question, entries)}
    known = nothing_known()
    lines: pa.Table | None = None
    waiting = list(steps.values())
    for place, entry in enumerate(entries):
        progress(place / len(entries))
        step = steps.get(entry.number)
        if step is not None:
            if lines is None or not step.extends:
                lines = _book(_last_of_group(waiting, step).known, entry)
            agreement = _agreement(step.known, entry)
            before = Books(posted=posted).lines(until=entry.period)
            expected = posting(
                up_to(lines, step.end),
                before,
                period=entry.period,
                zone=agreement.time_zone,
                opening=entry.kind is EntryKind.OPENING,
            )
            file = _name(entry.number, POSTINGS_FILE)
            source = partial(_source, step=step, question=question)
            found = first_difference(expected, step.lines, file=file, source=source)
            yield [*([found] if found else []), *_unruled(step, entries[:place])], len(step.lines)
            posted.append(Posted(entry.kind, entry.period, step.lines))
            known = step.known
        elif entry.kind is EntryKind.ISSUE:
            yield _issued(Books(entries=entries, known=known, posted=posted), entry, question), 0
        else:
            yield _word(entry, entries[:place]), 0


def _steps(question: VerifyQuestion, entries: Sequence[Entry]) -> Iterator[_Step]:
    """Return every entry of postings as a step.

    A step ``extends`` the one before where it only adds what happened after that one's end: both are then
    slices of one execution, since what comes later never changes what was executed before.
    """
    known, latest = nothing_known(), 0
    for entry in entries:
        if entry.kind not in POSTING_KINDS:
            continue
        changes = {name: _changes(question, entry, name) for name in known.tables}
        terms = _text(question, entry, TERMS_FILE) if TERMS_FILE in entry.files else known.terms
        extends = (
            bool(known.terms)
            and terms == known.terms
            and all(_only_later(table, latest) for table in changes.values())
        )
        try:
            known = told(known, terms, changes)
            end = month_end(Month.read(entry.period), _agreement(known, entry).time_zone)
        except UNSOUND as error:
            raise _Stop(_unsound(entry, TERMS_FILE, error)) from error
        lines = _table(question, entry, POSTINGS_FILE, POSTINGS)
        latest = max(latest, end)
        yield _Step(entry=entry, known=known, lines=lines, end=end, extends=extends)


def _only_later(changes: pa.Table, moment: int) -> bool:
    if not len(changes):
        return True
    new = pc.all(pc.equal(changes[CHANGE], NEW)).as_py()
    return bool(new) and int(pc.min(changes["at"]).as_py()) >= moment


def _last_of_group(steps: Sequence[_Step], first: _Step) -> _Step:
    last = first
    for step in steps[steps.index(first) + 1 :]:
        if not step.extends:
            break
        last = step
    return last


def _changes(question: VerifyQuestion, entry: Entry, name: str) -> pa.Table:
    file, schema = change_file(name), change_schema(name)
    return _table(question, entry, file, schema) if file in entry.files else schema.empty_table()


def _table(question: VerifyQuestion, entry: Entry, name: str, schema: pa.Schema) -> pa.Table:
    try:
        return table_of_csv(question.members[_name(entry.number, name)], schema)
    except UNSOUND as error:
        raise _Stop(_unsound(entry, name, error)) from error


def _text(question: VerifyQuestion, entry: Entry, name: str) -> str:
    try:
        return question.members[_name(entry.number, name)].decode()
    except (KeyError, ValueError) as error:
        raise _Stop(_unsound(entry, name, error)) from error


def _unsound(entry: Entry, name: str, error: Exception) -> Difference:
    return Difference(kind="unreadable", file=_name(entry.number, name), found=str(error)[:300])


def _book(known: Knowledge, entry: Entry) -> pa.Table:
    try:
        return book(known)
    except UNSOUND as error:
        raise _Stop(_unsound(entry, "sales.csv", error)) from error


def _agreement(known: Knowledge, entry: Entry) -> Agreement:
    try:
        return agreement_of_plain(json.loads(known.terms))
    except UNSOUND as error:
        raise _Stop(_unsound(entry, TERMS_FILE, error)) from error


def _source(event: str, sale: str, *, step: _Step, question: VerifyQuestion) -> str:
    """Return the row of an altered input from which the event of a line comes, where there is one."""
    for name in step.known.tables:
        file = _name(step.entry.number, change_file(name))
        data = question.members.get(file, b"")
        known = step.entry.files.get(change_file(name))
        if known is None or sha256(data) == known:
            continue
        ids = table_of_csv(data, change_schema(name))["id"]
        for wanted in (event, sale):
            row = pc.index(ids, wanted).as_py() if wanted else -1
            if row >= 0:
                return f"{file}:{row + 2}"
    return ""


def _unruled(step: _Step, before: Sequence[Entry]) -> list[Difference]:
    """Return awards that no ruling kept before made."""
    ruled = awards_of(before)
    file = _name(step.entry.number, change_file("awards"))
    return [
        Difference(kind="award", file=file, about=each.event, found=each.id)
        for each in step.known.records("awards")
        if each not in ruled
    ]


def _issued(books: Books, entry: Entry, question: VerifyQuestion) -> list[Difference]:
    """Return where statements shown are not what was posted gives."""
    file = _name(entry.number, STATEMENTS_FILE)
    statements = month_statements(books, entry.period, minimum=int(entry.body["minimum"]))
    for statement in statements:
        shown = str(entry.body["hashes"].get(statement.party, ""))
        if shown != statement.hash:
            return [
                Difference(
                    kind="statement",
                    file=_name(entry.number, "entry.json"),
                    column=statement.party,
                    expected=statement.hash,
                    found=shown,
                )
            ]
    expected = canonical_json([each.plain() for each in statements])
    found = _text(question, entry, STATEMENTS_FILE)
    if expected == found:
        return []
    place = next((at for at, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), 0)
    around = slice(max(0, place - 20), place + 40)
    return [Difference(kind="statement", file=file, expected=expected[around], found=found[around])]


def _word(entry: Entry, before: Sequence[Entry]) -> list[Difference]:
    """Return where a signature is of another statement than the one shown before it."""
    if entry.kind is not EntryKind.SIGN:
        return []
    shown = [each for each in before if each.kind is EntryKind.ISSUE and each.period == entry.period]
    party = str(entry.body["party"])
    expected = str(shown[-1].body["hashes"].get(party, "")) if shown else ""
    if expected == entry.body["hash"]:
        return []
    file = _name(entry.number, "entry.json")
    return [
        Difference(
            kind="signature", file=file, column=party, expected=expected, found=str(entry.body["hash"])
        )
    ]
