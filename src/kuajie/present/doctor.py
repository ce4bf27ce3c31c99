"""The examination of a machine as a table."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.usecases.doctor import Examination, Row

PART = Text(en="Part", zh="组成部分")
FOUND = Text(en="Found", zh="状态")
VERSION = Text(en="Version", zh="版本")
NEEDED_FOR = Text(en="Needed for", zh="用途")
INSTALL = Text(en="To install what is missing", zh="缺少部分的安装方法")
YES = Text(en="yes", zh="有")
MISSING = Text(en="missing", zh="缺少")
NOT_THERE = Text(en="no (optional)", zh="无（可选）")
READY = Text(en="This machine has all that Kuajie requires.", zh="本机已具备跨界运行所需的一切。")
NOT_READY = Text(
    en="Something that Kuajie requires is missing; see above how to install it.",
    zh="缺少跨界运行所必需的部分，安装方法见上。",
)


def machine_blocks(examination: Examination, locale: Locale) -> Iterator[Block]:
    """Return the parts found and not found, how to install the latter, and the verdict."""
    columns = tuple(Column(text.say(locale)) for text in (PART, FOUND, VERSION, NEEDED_FOR))
    yield Table(columns=columns, rows=tuple(_cells(row, locale) for row in examination.parts))
    missing = [row for row in examination.parts if not row.found]
    if missing:
        yield Table(
            columns=(Column(PART.say(locale)), Column(INSTALL.say(locale))),
            rows=tuple((row.name.say(locale), row.install.say(locale)) for row in missing),
        )
    yield Paragraph((READY if examination.ready else NOT_READY).say(locale))


def _cells(row: Row, locale: Locale) -> tuple[str, ...]:
    absent = MISSING if row.required else NOT_THERE
    return (
        row.name.say(locale),
        (YES if row.found else absent).say(locale),
        row.version,
        row.needed_for.say(locale),
    )
