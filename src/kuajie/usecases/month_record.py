"""A month of the books as plain values, and back: kept so that nobody works it out again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kuajie.domain.programme import Programme
from kuajie.settlement.chain import Entry, EntryKind, head_of
from kuajie.settlement.statements import Correction, PartyStatement, StatementLine, Transfer, transfers
from kuajie.settlement.terms_form import agreement_of_plain
from kuajie.usecases.book_shelf import POSTING_KINDS, Books
from kuajie.usecases.close_books import standing_in
from kuajie.usecases.settle_books import BooksAnswer, LaterCorrections, later_corrections


def month_key(books: Books, period: str) -> str:
    """Return what a month's record is good for: the hash of the last entry that it rests on.

    Those are postings up to the month (once it is locked, later ones correct it) and its statements shown;
    until then the least payment is that of the last statements of any month.
    """
    standing = standing_in(books, period)

    def matters(entry: Entry) -> bool:
        if entry.kind is EntryKind.ISSUE:
            return entry.period == period or standing.issue is None
        return entry.kind in POSTING_KINDS and (entry.period <= period or standing.closed)

    return head_of([entry for entry in books.entries if matters(entry)])


def month_record(answer: BooksAnswer, books: Books) -> dict[str, Any]:
    """Return what a month's statements say, and what corrects it later, as plain values."""
    return {
        "statements": [{**each.plain(), "hash": each.hash} for each in answer.statements],
        "minimum": answer.minimum,
        "posted": answer.posted,
        "later": [
            {"period": each.period, "events": each.events, "dues": dict(each.dues), "kept": each.kept}
            for each in later_corrections(books, (), answer.period)
        ],
    }


def month_of_record(
    record: Mapping[str, Any], programme: Programme, books: Books, period: str
) -> BooksAnswer:
    """Return a month from its record and the books; raises ``ValueError`` for an altered one."""
    statements = tuple(_statement(each) for each in record["statements"])
    minimum, dues = int(record["minimum"]), {each.party: each.closing for each in statements}
    standing = standing_in(books, period)
    later = record["later"] if standing.closed else ()
    return BooksAnswer(
        programme=programme,
        agreement=agreement_of_plain(json.loads(books.known.terms)),
        period=period,
        first=books.first,
        standing=standing,
        statements=statements,
        payments=[each for each in transfers(dues) if each.amount >= minimum],
        minimum=minimum,
        posted=int(record["posted"]),
        appended=(),
        head=head_of(books.entries),
        entries=len(books.entries),
        later=tuple(LaterCorrections(**each) for each in later),
    )


def _statement(plain: Mapping[str, Any]) -> PartyStatement:
    names = ("moment", "kind", "event", "sale", "why", "concerns", "account", "clause", "amount")
    made = PartyStatement(
        party=plain["party"],
        period=plain["period"],
        currency=plain["currency"],
        brought=plain["brought"],
        lines=tuple(StatementLine(account=a, clause=c, amount=n) for a, c, n in plain["lines"]),
        corrections=tuple(Correction(**dict(zip(names, each, strict=True))) for each in plain["corrections"]),
        transfers=tuple(Transfer(payer=a, payee=b, amount=n) for a, b, n in plain["payments"]),
        prepaid=plain.get("prepaid", 0),
    )
    if made.hash != plain["hash"]:
        raise ValueError(f"the record of {made.party} for {made.period} is not that of its statement")
    return made
