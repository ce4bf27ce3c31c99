"""The report of a programme: one HTML file that needs nothing beside it."""

from __future__ import annotations

from kuajie.messages import Locale, Text
from kuajie.present.pages import pages
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.sections import SECTIONS

__all__ = ["ReportContent", "report_html"]

TITLE = Text(en="{programme}: the joint plan", zh="{programme}：联合方案")
SUBTITLE = Text(
    en="{parties} · {start}, {weeks} weeks · made on {day}",
    zh="{parties} · 自{start}起 {weeks} 周 · {day}生成",
)
SIMULATED = Text(
    en="Simulated data: every party, learner, order and amount is invented.",
    zh="模拟数据：其中的机构、学员、订单与金额均为虚构。",
)
CONTENTS = Text(en="Contents", zh="目录")
LANGUAGES = {"zh": "zh-CN", "en": "en"}


def report_html(content: ReportContent, locale: Locale) -> str:
    """Return the report wholly in ``locale``; names of parties, courses and levers stay as they are."""
    reader = Reader(locale, content.programme.currency)
    made = (make(content, reader) for make in SECTIONS)
    return (
        pages()
        .get_template("report.html")
        .render(
            language=LANGUAGES[locale],
            title=reader.say(TITLE, programme=content.programme.title),
            subtitle=_subtitle(content, reader),
            banner=reader.say(SIMULATED) if content.truth is not None else "",
            contents=reader.say(CONTENTS),
            sections=[section for section in made if section is not None],
        )
    )


def _subtitle(content: ReportContent, reader: Reader) -> str:
    horizon = content.programme.horizon
    return reader.say(
        SUBTITLE,
        parties=reader.listing([party.name for party in content.programme.parties]),
        start=reader.day(horizon.start),
        weeks=horizon.count,
        day=reader.day(content.created),
    )
