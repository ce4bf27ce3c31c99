"""A dispute: what is claimed, what is payable at once, how it was ruled, and what the rulings move."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.programme import Programme
from kuajie.messages import BadInput, Place
from kuajie.messages.notices import disputes as notices
from kuajie.settlement.chain import Entry, EntryKind, sha256
from kuajie.settlement.disputes import Case, Claim, Ruled, awards, undisputed
from kuajie.settlement.statements import Transfer, transfers
from kuajie.settlement.terms_form import agreement_of_plain, canonical_json
from kuajie.usecases.book_shelf import CASE_FILE, Books, BookShelf, look_into, with_entry
from kuajie.usecases.close_books import last_issue, month_statements, standing_in
from kuajie.usecases.keep_books import entry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeQuestion:
    """A case with the rulings in its file, and what to do: ``file`` keeps the case, ``rule`` the rulings."""

    programme: Programme
    case: Case
    rulings: tuple[Ruled, ...]
    ruled_by: str
    ruled_on: date | None
    today: date
    file: bool = False
    rule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DisputeAnswer:
    """How a case stands.

    ``ruled`` are the rulings kept, by claim; ``payments`` what is owed anyway, ``all_payments`` what the
    month asks for in all, and ``held`` what waits for rulings. ``appended`` are the entries made just now.
    """

    programme: Programme
    case: Case
    filed: bool
    ruled: Mapping[int, Ruled]
    payments: Sequence[Transfer]
    all_payments: Sequence[Transfer]
    today: date
    appended: Sequence[Entry]

    @property
    def held(self) -> int:
        """What waits for rulings, in minor units."""
        return sum(each.amount for each in self.all_payments) - sum(each.amount for each in self.payments)

    @property
    def open(self) -> tuple[int, ...]:
        """The claims nobody has ruled on."""
        return tuple(number for number in range(1, len(self.case.claims) + 1) if number not in self.ruled)


def dispute(question: DisputeQuestion, shelf: BookShelf) -> DisputeAnswer:
    """Return how a case stands, once it is filed and ruled on as asked.

    Raises ``BadInput`` for claims about nothing posted, another case of the same name, rulings of more than
    was claimed, and rulings that contradict kept ones.
    """
    books = look_into(shelf)
    known = len(books.entries)
    _check(question.case, books)
    if question.file or question.rule:
        _require_same(question.case, books)
    if question.file and not _filed(question.case, books):
        body = {"case": question.case.id, "raised_by": question.case.raised_by}
        files = {CASE_FILE: case_text(question.case).encode()}
        books = _append(shelf, books, EntryKind.DISPUTE, question.case.period, body, files)
    if question.rule:
        books = _rule(question, shelf, books)
    return _answer(question, books, known)


def case_text(case: Case) -> str:
    """Return the one text that stands for a case."""
    plain = {**asdict(case)}
    days = {name: plain[name].isoformat() for name in ("raised_on", "answer_by", "rule_by")}
    return canonical_json({**plain, **days})


def case_of_text(text: str | bytes) -> Case:
    """Return the case that a text made by ``case_text`` stands for."""
    plain = json.loads(text)
    days = {name: date.fromisoformat(plain[name]) for name in ("raised_on", "answer_by", "rule_by")}
    claims = tuple(
        Claim(**{**each, "evidence": tuple((name, known) for name, known in each["evidence"])})
        for each in plain["claims"]
    )
    return Case(**{**plain, **days, "claims": claims})


def filed_case(case: str, shelf: BookShelf) -> Case:
    """Return a case that a shelf keeps; raises ``BadInput`` where there is none of that name."""
    kept = (entry for entry in shelf.entries() if entry.kind is EntryKind.DISPUTE)
    entry = next((entry for entry in kept if entry.body["case"] == case), None)
    if entry is None:
        raise BadInput.of(notices.NOT_FILED, case=case)
    return case_of_text(shelf.read(entry, CASE_FILE))


def _check(case: Case, books: Books) -> None:
    """Refuse a case about a month that is not kept, unknown parties, and events never posted."""
    standing_in(books, case.period)
    parties = agreement_of_plain(json.loads(books.known.terms)).parties
    named = [case.raised_by, *(party for claim in case.claims for party in (claim.payer, claim.payee))]
    for party in named:
        if party not in parties:
            raise BadInput.of(notices.UNKNOWN_PARTY, party=party, parties=", ".join(parties))
    posted = books.lines(until=case.period)["event"]
    for number, claim in enumerate(case.claims, start=1):
        if not pc.any(pc.equal(posted, pa.scalar(claim.event))).as_py():
            place = Place(column=f"line {number}: event", value=claim.event)
            raise BadInput.of(notices.UNKNOWN_EVENT, place=place, event=claim.event, period=case.period)


def _filed(case: Case, books: Books) -> Entry | None:
    kept = (entry for entry in books.entries if entry.kind is EntryKind.DISPUTE)
    return next((entry for entry in kept if entry.body["case"] == case.id), None)


def _require_same(case: Case, books: Books) -> None:
    """Refuse a case that is kept with other words."""
    filed = _filed(case, books)
    if filed is not None and filed.files[CASE_FILE] != _hash(case):
        raise BadInput.of(notices.OTHER_CASE, case=case.id)


def _hash(case: Case) -> str:
    return sha256(case_text(case).encode())


def _rule(question: DisputeQuestion, shelf: BookShelf, books: Books) -> Books:
    case = question.case
    if _filed(case, books) is None:
        raise BadInput.of(notices.NOT_FILED, case=case.id)
    kept = ruled_on(case, books)
    for each in question.rulings:
        if each.claim in kept and kept[each.claim].amount != each.amount:
            raise BadInput.of(notices.RULED_TWICE, claim=each.claim, case=case.id)
    new = [each for each in question.rulings if each.claim not in kept]
    if not new or question.ruled_on is None or not question.ruled_by:
        raise BadInput.of(notices.NO_RULING)
    zone = ZoneInfo(question.programme.time_zone)
    at = int(datetime.combine(question.ruled_on, time(), tzinfo=zone).timestamp()) * 1_000_000
    try:
        moved = awards(case, new, at=at)
    except ValueError as error:
        raise BadInput.of(notices.TOO_MUCH, reason=str(error)) from error
    body = {
        "case": case.id,
        "by": question.ruled_by,
        "day": question.ruled_on.isoformat(),
        "rulings": [_plain(each) for each in new],
        "awards": [asdict(each) for each in moved],
    }
    return _append(shelf, books, EntryKind.RULING, case.period, body, {})


def _plain(ruled: Ruled) -> dict[str, Any]:
    """Return a ruling as entries hold it; that one was withdrawn is said only where it was."""
    plain = asdict(ruled)
    return plain if ruled.withdrawn else {name: plain[name] for name in plain if name != "withdrawn"}


def withdraw(shelf: BookShelf, case: str, *, party: str, by: str, day: date, reason: str = "") -> Books:
    """Keep that the party that raised a case takes back what nobody has ruled on; without such, nothing.

    Raises ``BadInput`` where the case is not kept, or was raised by another party.
    """
    books, filed = look_into(shelf), filed_case(case, shelf)
    if filed.raised_by != party:
        raise BadInput.of(notices.NOT_THEIRS, case=case, party=filed.raised_by)
    ruled = ruled_on(filed, books)
    open_ones = [number for number in range(1, len(filed.claims) + 1) if number not in ruled]
    if not open_ones:
        return books
    back = [_plain(Ruled(claim=number, amount=0, reason=reason, withdrawn=True)) for number in open_ones]
    body = {"case": case, "by": by, "day": day.isoformat(), "rulings": back, "awards": []}
    return _append(shelf, books, EntryKind.RULING, filed.period, body, {})


def ruled_on(case: Case, books: Books) -> dict[int, Ruled]:
    """Return the rulings on a case that the books keep, by claim."""
    kept = (entry for entry in books.entries if entry.kind is EntryKind.RULING)
    rulings = (
        Ruled(**each) for entry in kept if entry.body["case"] == case.id for each in entry.body["rulings"]
    )
    return {each.claim: each for each in rulings}


def _answer(question: DisputeQuestion, books: Books, known: int) -> DisputeAnswer:
    case = question.case
    minimum = last_issue(books).minimum
    dues = {each.party: each.closing for each in month_statements(books, case.period, minimum=minimum)}
    ruled = ruled_on(case, books)
    waiting = [claim for number, claim in enumerate(case.claims, start=1) if number not in ruled]
    return DisputeAnswer(
        programme=question.programme,
        case=case,
        filed=_filed(case, books) is not None,
        ruled=ruled,
        payments=undisputed(dues, waiting),
        all_payments=transfers(dues),
        today=question.today,
        appended=books.entries[known:],
    )


def _append(
    shelf: BookShelf,
    books: Books,
    kind: EntryKind,
    period: str,
    body: Mapping[str, Any],
    files: Mapping[str, bytes],
) -> Books:
    entry = entry_after(books.entries, kind, period, files, body)
    return with_entry(books, shelf.append(entry, files))
