"""A contract as blocks, numbered as people cite it; page, Markdown and terminal show the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kuajie.domain.clauses import Clause, CostKind, CostShare, Recoup, amounts_of, stage_of
from kuajie.domain.money import Money
from kuajie.messages import Locale, Text
from kuajie.messages.glossary import GLOSSARY
from kuajie.present import contract_words as words
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.clauses import SHORT, clause_lines
from kuajie.present.clauses_on_sales import agreed_amount
from kuajie.present.reader import Reader
from kuajie.present.terms_rules import counting_lines, refund_lines, rounding_lines, rule_lines
from kuajie.usecases.contract import Contract


def contract_title(contract: Contract, reader: Reader) -> str:
    """Return what the contract is called."""
    return reader.say(words.TITLE, programme=contract.programme.title)


def contract_facts(contract: Contract, reader: Reader) -> list[tuple[str, str]]:
    """Return what stands above the articles."""
    horizon = contract.programme.horizon
    days = reader.say(words.DAYS, first=reader.day(horizon.start), last=reader.day(horizon.end))
    named = ((words.ID, contract.programme.id), (words.HORIZON, days), (words.HASH, contract.hash))
    return [(reader.say(name), value) for name, value in named]


def contract_blocks(contract: Contract, locale: Locale) -> Iterator[Block]:
    """Yield the whole contract for a terminal."""
    reader = Reader(locale, contract.programme.currency)
    yield Heading(contract_title(contract, reader))
    for name, value in contract_facts(contract, reader):
        yield Paragraph(f"{name}: {value}" if locale == "en" else f"{name}：{value}")
    for title, blocks in contract_articles(contract, reader):
        yield Heading(title)
        yield from blocks


def contract_record(contract: Contract, locale: Locale) -> dict[str, Any]:
    """Return the contract as plain values: the terms executed, their hash, and the text by articles."""
    reader = Reader(locale, contract.programme.currency)
    return {
        "programme": contract.programme.id,
        "language": locale,
        "hash": contract.hash,
        "terms": contract.plain,
        "clauses": _clauses(contract, reader),
        "rules": rule_lines(contract.agreement, contract.programme, reader),
    }


def contract_articles(contract: Contract, reader: Reader) -> list[tuple[str, list[Block]]]:
    """Return every article: its number and title, and what it says."""
    agreement, programme = contract.agreement, contract.programme
    money = reader.say(words.CONVERTED, currency=reader.unit)
    settling = (words.EACH_MONTH, words.LOCKED, words.CALENDAR, words.PROVE)
    signing = [reader.say(words.SIGN_LINE, party=party.name) for party in programme.parties]
    articles: tuple[tuple[Text, Iterable[Block]], ...] = (
        (words.PARTIES, [_parties(contract, reader)]),
        (words.COURSES, [_courses(contract, reader)]),
        (words.DEFINITIONS, _definitions(contract, reader)),
        (words.CLAUSES, _said([reader.say(words.CLAUSES_LEAD), *_clauses(contract, reader)])),
        (words.ORDER, _order(contract, reader)),
        (words.COUNTING, _said(counting_lines(agreement, programme, reader))),
        (words.REFUNDS, _said(refund_lines(agreement, reader))),
        (words.ROUNDING, _said(rounding_lines(agreement, programme, reader))),
        (words.CURRENCY, _said([money])),
        (words.SETTLING, _said([reader.say(each) for each in settling])),
        (words.SIGNING, _said(signing)),
    )
    return [
        (reader.say(words.ARTICLE, number=number, title=reader.say(title)), list(blocks))
        for number, (title, blocks) in enumerate(articles, start=1)
    ]


def _said(sentences: Iterable[str]) -> list[Block]:
    return [Paragraph(sentence) for sentence in sentences]


def _every(contract: Contract) -> list[Clause]:
    return [timed.clause for timed in contract.agreement.clauses]


def _clauses(contract: Contract, reader: Reader) -> list[str]:
    return clause_lines(_every(contract), contract.programme, reader)


def _columns(reader: Reader, *names: Text) -> tuple[Column, ...]:
    return tuple(Column(reader.say(name)) for name in names)


def _parties(contract: Contract, reader: Reader) -> Table:
    rows = tuple(
        (party.name, reader.say(GLOSSARY[str(party.role)]), party.id) for party in contract.programme.parties
    )
    return Table(columns=_columns(reader, words.NAME, words.ROLE, words.CODE), rows=rows)


def _courses(contract: Contract, reader: Reader) -> Table:
    programme = contract.programme
    rows = tuple(
        (
            course.title,
            programme.party(course.seller).name,
            reader.listing([programme.party(party).name for party in course.requires]),
            course.id,
        )
        for course in programme.courses
    )
    return Table(columns=_columns(reader, words.COURSE, words.SELLER, words.REQUIRES, words.CODE), rows=rows)


def _definitions(contract: Contract, reader: Reader) -> Iterator[Block]:
    about_costs = [each for each in _every(contract) if isinstance(each, Recoup | CostShare) and each.costs]
    for text in (words.SALE, words.REVENUE, words.NET):
        yield Paragraph(reader.say(text))
    yield Paragraph(reader.say(words.DAY, zone=contract.agreement.time_zone))
    if any(amounts_of(each) for each in _every(contract)):
        yield Paragraph(reader.say(words.TOTALS))
    if any(CostKind.SPEND in each.costs for each in about_costs):
        yield Paragraph(reader.say(words.SPEND))
    if any(CostKind.UNIT_COSTS in each.costs for each in about_costs):
        yield from _said([reader.say(words.PER_ENROLMENT), *_unit_costs(contract, reader)])


def _unit_costs(contract: Contract, reader: Reader) -> Iterator[str]:
    programme = contract.programme
    for party, costs in contract.agreement.unit_costs.items():
        for course, minor in costs.items():
            amount = agreed_amount(Money(minor, programme.currency), reader)
            name, title = programme.party(party).name, programme.course(course).title
            yield reader.say(words.UNIT_COST, party=name, course=title, amount=amount)


def _order(contract: Contract, reader: Reader) -> Iterator[Block]:
    steps: dict[int, list[str]] = {}
    for number, clause in enumerate(_every(contract), start=1):
        name = reader.say(words.CITED, number=number, name=reader.say(SHORT[type(clause)]))
        steps.setdefault(stage_of(clause), []).append(name)
    if not steps:
        return
    yield Paragraph(reader.say(words.ORDER_LEAD))
    rows = tuple(
        (str(step), reader.listing(steps[stage])) for step, stage in enumerate(sorted(steps), start=1)
    )
    yield Table(columns=_columns(reader, words.STEP, words.WHICH), rows=rows)
