"""A party's statement in rows of finished text, which page, workbook, CSV and terminal share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kuajie.domain.money import Money
from kuajie.messages import Text
from kuajie.present.clauses import short_name
from kuajie.present.numbers import say_money
from kuajie.present.reader import MINUS, Reader
from kuajie.settlement.journal import CHANGED, EARLIER_SALE, GONE, LATE
from kuajie.settlement.statements import Correction, PartyStatement
from kuajie.usecases.close_books import CODE
from kuajie.usecases.settle_books import BooksAnswer

BROUGHT = Text(en="Open from earlier months", zh="以前各月未结")
CORRECTED = Text(en="Corrections of earlier months", zh="以前月份的更正")
CLOSING = Text(en="Balance due", zh="期末应收（应付）")
PAYABLE = Text(en="Settled by the payments below", zh="由下列付款结清")
CARRIED = Text(en="Carried forward", zh="结转下期")
HOLDS = Text(en="For information: prepaid, lessons to come", zh="附注：期末预收款（未课消）")
WITHOUT_CLAUSE = Text(en="Own sales, under no clause", zh="无条款：自销所得")
CLAUSE = Text(en="Clause {name}", zh="条款 {name}")
OTHER_CLAUSE = Text(en="Former clause {name}", zh="原条款 {name}")
DAY, KIND = Text(en="Day", zh="日期"), Text(en="Kind", zh="类型")
LINE = Text(en="Correction line", zh="更正分录")
PARTY, PROGRAMME, MONTH, CODE_NAME, HASH, POSTED = (
    Text(en="Party", zh="合作方"),
    Text(en="Programme", zh="合作项目"),
    Text(en="Month", zh="月份"),
    Text(en="Code to compare and to sign", zh="核对与签署用校验码"),
    Text(en="Whole hash of the statement (SHA-256)", zh="对账单完整散列值（SHA-256）"),
    Text(en="Lines posted in the month", zh="本月分录数"),
)
ISSUED, COMMENTS, MINIMUM, STATE = (
    Text(en="Issued on", zh="出具日期"),
    Text(en="Comments until", zh="意见期至"),
    Text(en="Payments below this are carried forward", zh="低于此额的付款结转下期"),
    Text(en="Signed", zh="签署情况"),
)
SIGNED_BY = Text(en="{by}, {day}", zh="{by}，{day}")
NOT_SIGNED = Text(en="not yet", zh="尚未签署")
ACCOUNTS: dict[str, Text] = {
    "received": Text(en="Received from buyers", zh="已向买家收取"),
    "contributed": Text(en="Coupons borne", zh="承担优惠"),
    "prepaid": Text(en="Change of prepaid money", zh="预收款增减（未课消）"),
    "settled": Text(en="Paid between the parties", zh="合作方之间已付款"),
    "deducted": Text(en="Deducted before sharing", zh="分成前扣除"),
    "held": Text(en="Held back", zh="暂扣"),
}
REASONS: dict[str, Text] = {
    LATE: Text(en="known only after {period} was posted", zh="{period} 入账后才知悉"),
    CHANGED: Text(en="changed after {period} was posted", zh="{period} 入账后有变动"),
    GONE: Text(en="no longer in the files of {period}", zh="已不在 {period} 的文件中"),
    EARLIER_SALE: Text(en="of a sale of {period}", zh="{period} 所售订单"),
}
KINDS: dict[str, Text] = {
    "sale": Text(en="Sale", zh="销售"),
    "cost": Text(en="Spend", zh="投入"),
    "lesson": Text(en="Lesson", zh="课消"),
    "refund": Text(en="Refund", zh="退款"),
    "lead": Text(en="Lead", zh="线索"),
    "release": Text(en="Release", zh="释放暂扣"),
    "due": Text(en="Due by the calendar", zh="按期应付"),
    "payment": Text(en="Payment", zh="付款"),
    "ruling": Text(en="Ruling", zh="裁决"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One row of a statement: what it is, and what it adds, in minor units; totals stand by themselves."""

    label: str
    amount: int
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCorrection:
    """What one event of an earlier month adds, over all accounts and clauses."""

    day: date
    what: str
    order: str
    reason: str
    amount: int


def statement_rows(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> list[StatementRow]:
    """Return what a party is due and how it comes about, from what was open to what is."""
    rows = [StatementRow(label=reader.say(BROUGHT), amount=statement.brought)]
    rows += [
        StatementRow(label=line_name(answer, line.account, line.clause, reader), amount=line.amount)
        for line in sorted(statement.lines, key=lambda line: line_place(answer, line.account, line.clause))
    ]
    if statement.corrections:
        rows.append(StatementRow(label=reader.say(CORRECTED), amount=statement.corrected))
    rows.append(StatementRow(label=reader.say(CLOSING), amount=statement.closing, total=True))
    if statement.transfers:
        rows.append(StatementRow(label=reader.say(PAYABLE), amount=-statement.payable))
    if statement.carried:
        rows.append(StatementRow(label=reader.say(CARRIED), amount=statement.carried, total=True))
    if statement.prepaid:
        rows.append(StatementRow(label=reader.say(HOLDS), amount=statement.prepaid))
    return rows


def line_place(answer: BooksAnswer, account: str, clause: str) -> tuple[int, int, str]:
    """Return by what lines are ordered: what is earned by clause, then the other accounts."""
    found = answer.clauses.get(clause)
    place = found[0] if found else 0 if not clause else len(answer.clauses) + 1
    return int(account != "earned"), place, account


def line_name(answer: BooksAnswer, account: str, clause: str, reader: Reader) -> str:
    """Return what a line is called: its clause where money is earned, else its account."""
    if account != "earned":
        known = ACCOUNTS.get(account)
        return reader.say(known) if known else account
    return clause_title(answer, clause, reader)


def clause_title(answer: BooksAnswer, clause: str, reader: Reader) -> str:
    """Return a clause's number and short name; a former one goes by its name in the books."""
    if not clause:
        return reader.say(WITHOUT_CLAUSE)
    found = answer.clauses.get(clause)
    if found is None:
        return reader.say(OTHER_CLAUSE, name=clause)
    return reader.say(CLAUSE, name=short_name(found[0], found[1], reader))


def event_corrections(statement: PartyStatement, reader: Reader, zone: str) -> list[EventCorrection]:
    """Return corrections by event, in the order in which they were posted."""
    sums: dict[tuple[str, str, str], int] = {}
    first: dict[tuple[str, str, str], Correction] = {}
    for line in statement.corrections:
        key = (line.kind, line.event, line.why)
        sums[key] = sums.get(key, 0) + line.amount
        first.setdefault(key, line)
    return [
        EventCorrection(
            day=local_day(line.moment, zone),
            what=kind_name(line.kind, reader),
            order=line.sale or line.event,
            reason=reader.say(REASONS[line.why], period=line.concerns),
            amount=sums[key],
        )
        for key, line in first.items()
    ]


def kind_name(kind: str, reader: Reader) -> str:
    """Return what a kind of event is called."""
    known = KINDS.get(kind)
    return reader.say(known) if known else kind


def local_day(moment: str, zone: str) -> date:
    """Return the day of a moment in UTC, seen from a zone."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date()


def exact(minor: int, currency: str, reader: Reader) -> str:
    """Return an amount to the minor unit."""
    return say_money(Money(minor, currency), reader.locale, exact=True).replace("-", MINUS)


def plain(minor: int, currency: str) -> str:
    """Return an amount in major units as files write it."""
    return f"{Money(minor, currency).amount:f}"


def party_names(answer: BooksAnswer) -> dict[str, str]:
    """Return what every party is called: those with a statement here, then the others."""
    known = {party.id: party.name for party in answer.programme.parties}
    return {each.party: known.get(each.party, each.party) for each in answer.statements} | known


def each_line(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> Iterator[tuple[str, ...]]:
    """Return every correction line for files, under day, kind, event, order, why, month, clause, account."""
    for line in statement.corrections:
        yield (
            local_day(line.moment, answer.agreement.time_zone).isoformat(),
            kind_name(line.kind, reader),
            line.event,
            line.sale,
            reader.say(REASONS[line.why], period=line.concerns),
            line.concerns,
            clause_title(answer, line.clause, reader) if line.clause or line.account == "earned" else "",
            line.account,
            plain(line.amount, statement.currency),
        )


def facts_of(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> list[tuple[str, str]]:
    """Return what there is to know of a statement beside its amounts."""
    issue = answer.standing.issue
    facts = [
        (PROGRAMME, answer.programme.title),
        (PARTY, party_names(answer)[statement.party]),
        (MONTH, answer.period),
        (CODE_NAME, statement.hash[:CODE]),
        (HASH, statement.hash),
        (POSTED, reader.count(answer.posted)),
    ]
    if issue is not None:
        facts += [(ISSUED, reader.day(issue.day)), (COMMENTS, reader.day(issue.until))]
    if answer.minimum:
        facts.append((MINIMUM, exact(answer.minimum, statement.currency, reader)))
    word = answer.standing.signed.get(statement.party)
    signed = NOT_SIGNED.say(reader.locale) if word is None else ""
    if word is not None:
        signed = reader.say(SIGNED_BY, by=word.by, day=reader.day(word.day))
    return [(reader.say(name), value) for name, value in [*facts, (STATE, signed)]]
