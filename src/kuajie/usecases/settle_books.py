"""A kept month as people look at it: statements, how it stands, and what is to be done next."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.clauses import Clause
from kuajie.domain.programme import Programme
from kuajie.messages import Finding
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.chain import Entry, EntryKind, head_of
from kuajie.settlement.periods import Month
from kuajie.settlement.standing import Standing
from kuajie.settlement.statements import PartyStatement, Transfer, transfers
from kuajie.settlement.terms_form import agreement_of_plain, clause_name
from kuajie.usecases.book_shelf import POSTING_KINDS, Books
from kuajie.usecases.close_books import last_issue, month_statements, standing_in


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterCorrections:
    """What corrects a locked month in a later one: how many events, and what they add to every party's due.

    ``kept``: it is posted; else keeping the ``period`` would post it.
    """

    period: str
    events: int
    dues: Mapping[str, int]
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BooksAnswer:
    """A month in the books: every party's statement, the payments, how it stands, and what is new.

    ``unposted`` is how many lines the folder would add if it were kept now; ``appended`` are the entries
    made just now; ``warnings`` are what to know besides; ``head`` is the hash of the last entry.
    ``overtaken`` says that the statements shown are no longer what the books give.
    """

    programme: Programme
    agreement: Agreement
    period: str
    first: str
    standing: Standing
    statements: Sequence[PartyStatement]
    payments: Sequence[Transfer]
    minimum: int
    posted: int
    appended: Sequence[Entry]
    head: str
    entries: int
    unposted: int = 0
    later: Sequence[LaterCorrections] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def clauses(self) -> Mapping[str, tuple[int, Clause]]:
        """Clauses by their names in the books, each with its place in the agreement (from 1)."""
        return {
            clause_name(timed.clause): (place, timed.clause)
            for place, timed in enumerate(self.agreement.clauses, start=1)
        }


def look_at(
    books: Books,
    programme: Programme,
    period: str,
    *,
    known_before: int = 0,
    fresh: Sequence[tuple[str, pa.Table]] = (),
) -> BooksAnswer:
    """Return a month of the books; ``known_before`` is how many entries there were before this command.

    ``fresh`` are lines that keeping would post, each with their month.

    A month whose statements were shown, or that is locked, is told as it was shown. Raises ``BadInput``
    where nothing is kept for it.
    """
    standing = standing_in(books, period)
    minimum = standing.issue.minimum if standing.issue else last_issue(books).minimum
    statements = month_statements(books, period, minimum=minimum)
    dues = {each.party: each.closing for each in statements}
    return BooksAnswer(
        programme=programme,
        agreement=agreement_of_plain(json.loads(books.known.terms)),
        period=period,
        first=books.first,
        standing=standing,
        statements=statements,
        payments=[each for each in transfers(dues) if each.amount >= minimum],
        minimum=minimum,
        posted=sum(len(each.lines) for each in books.posted if each.period == period),
        appended=books.entries[known_before:],
        head=head_of(books.entries),
        entries=len(books.entries),
        unposted=0 if standing.closed else sum(len(lines) for _, lines in fresh),
        later=later_corrections(books, fresh, period) if standing.closed else (),
    )


def next_open(books: Books, period: str) -> Month:
    """Return the first month after a locked one in which something may still be posted."""
    month = Month.read(period)
    while str(month) in books.standings and books.standings[str(month)].closed:
        month = month.after
    return month


def later_corrections(
    books: Books, fresh: Sequence[tuple[str, pa.Table]], period: str
) -> tuple[LaterCorrections, ...]:
    """Return what corrects a month in later ones: lines posted, then ``fresh`` ones, each with its month."""
    posted = [(each.period, each.lines, True) for each in books.posted if each.period > period]
    found: dict[tuple[str, bool], list[pa.Table]] = {}
    for when, lines, kept in (*posted, *((when, lines, False) for when, lines in fresh)):
        chosen = lines.filter(pc.equal(lines["concerns"], period))
        found.setdefault((when, kept), []).append(chosen)
    return tuple(
        _later(when, pa.concat_tables(parts), kept=kept)
        for (when, kept), parts in sorted(found.items(), key=lambda pair: (not pair[0][1], pair[0][0]))
        if any(len(part) for part in parts)
    )


def _later(period: str, lines: pa.Table, *, kept: bool) -> LaterCorrections:
    events = set(zip(lines["kind"].to_pylist(), lines["event"].to_pylist(), strict=True))
    dues: Counter[str] = Counter()
    for party, amount in zip(lines["party"].to_pylist(), lines["amount"].to_pylist(), strict=True):
        dues[party] -= amount
    return LaterCorrections(period=period, events=len(events), dues=dict(dues), kept=kept)


def posted_now(answer: BooksAnswer) -> list[Entry]:
    """Return the entries of postings made just now."""
    return [entry for entry in answer.appended if entry.kind in POSTING_KINDS]


def issued_now(answer: BooksAnswer) -> bool:
    """Say whether statements were issued just now."""
    return any(entry.kind is EntryKind.ISSUE for entry in answer.appended)


def clause_names(terms: object) -> tuple[str, ...]:
    """Return the names in the books of the clauses of terms (plain values), in their order."""
    return tuple(clause_name(timed.clause) for timed in agreement_of_plain(terms).clauses)
