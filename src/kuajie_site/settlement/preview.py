"""Looking at a month before it is posted: what it would come to, of the parties whose statements one sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kuajie.messages import LOCALES, Locale, Text
from kuajie.present.blocks import Paragraph
from kuajie.present.page import Part
from kuajie.present.reader import Reader
from kuajie.present.settle import settle_blocks
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.settle import SettleAnswer
from kuajie.usecases.settle_books import BooksAnswer
from kuajie.wiring.settlement import BooksRequest, settle_or_look
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.settlement.models import Preview
from kuajie_site.settlement.visible import payments_of, seen_by
from kuajie_site.studies.parts import PlainPart, plain_parts
from kuajie_site.studies.told import as_part

NOTHING_NEW = Text(
    en="Everything the files say of this month is posted already.", zh="该月文件中的内容均已入账。"
)
MORE = Text(
    en="Posting adds {lines} lines, among them what corrects locked months.",
    zh="入账将新增 {lines} 条分录，其中包括对已锁定月份的更正。",
)


def look_first(seat: Seat, version: Version, month: str, *, progress: Progress = silent) -> Preview:
    """Work out what posting a month would come to, and keep it for the seat's party."""
    if seat.party is None:
        raise ValueError("a mediator posts nothing")
    seen = seen_by(seat)
    answer = settle_or_look(version.folder, BooksRequest(), locale="zh", month=month, progress=progress)
    told = {
        "version": version,
        "seen": sorted(seen),
        "parts": {locale: plain_parts(_parts(answer, seen, locale)) for locale in LOCALES},
    }
    made, _ = Preview.objects.update_or_create(
        programme=version.programme, party=seat.party, period=month, defaults=told
    )
    return made


def preview_of(seat: Seat, month: str, locale: Locale) -> list[PlainPart]:
    """Return what was worked out of the version in force, as long as the seat still sees as much."""
    found = Preview.objects.filter(
        programme=seat.programme, party=seat.party, period=month, version=seat.programme.latest
    ).first()
    return found.parts[locale] if found is not None and set(found.seen) <= seen_by(seat) else []


def _parts(answer: SettleAnswer | BooksAnswer, seen: frozenset[str], locale: Locale) -> Iterator[Part]:
    if isinstance(answer, BooksAnswer):
        reader = Reader(locale, answer.programme.currency)
        text = MORE if answer.unposted else NOTHING_NEW
        yield Paragraph(reader.say(text, lines=reader.count(answer.unposted)))
        return
    shown = replace(
        answer,
        statements=tuple(each for each in answer.statements if each.party in seen),
        transfers=payments_of(answer.transfers, seen),
    )
    # The first sentence tells totals of all parties, the last one of the command line.
    _, *blocks, _ = settle_blocks(shown, locale)
    yield from map(as_part, blocks)
