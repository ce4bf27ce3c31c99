"""Warnings and notes as sentences: each said once, and many of one kind together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kuajie.messages import Finding, Locale, Severity, Text
from kuajie.present.blocks import Block, Paragraph
from kuajie.present.finding_groups import GROUPS, say_group

WARNING = Text(en="Warning: {text}", zh="警告：{text}")
NOTE = Text(en="Note: {text}", zh="提示：{text}")
ERROR = Text(en="Error: {text}", zh="错误：{text}")
LEADS = {Severity.WARNING: WARNING, Severity.NOTE: NOTE, Severity.ERROR: ERROR}
JOINED = Text(en="{first} {second}", zh="{first}{second}")


def finding_blocks(findings: Iterable[Finding], locale: Locale) -> Iterator[Block]:
    """Return one paragraph per kind of finding, without repetitions, in the order found."""
    for severity, text in say_findings(findings, locale):
        yield Paragraph(LEADS[severity].say(locale, text=text))


def say_findings(findings: Iterable[Finding], locale: Locale) -> Iterator[tuple[Severity, str]]:
    """Yield findings in words, those of one kind together, in the order in which kinds were found."""
    kinds: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in findings:
        same = kinds.setdefault((finding.severity, finding.notice.code), [])
        if all(finding.say(locale) != other.say(locale) for other in same):
            same.append(finding)
    for (severity, _), same in kinds.items():
        yield from ((severity, text) for text in _say(same, locale))


def _say(same: Sequence[Finding], locale: Locale) -> Iterator[str]:
    """Yield findings of one kind: in one sentence where the kind has one, else the remedy only once."""
    first, *others = same
    if not others:
        yield first.say(locale)
    elif first.notice.code in GROUPS:
        yield say_group(same, locale)
    elif {other.remedy(locale) for other in others} == {first.remedy(locale)} and not first.place.say(locale):
        yield _joined([*(finding.problem(locale) for finding in same), first.remedy(locale)], locale)
    else:
        yield from (finding.say(locale) for finding in same)


def _joined(sentences: Sequence[str], locale: Locale) -> str:
    whole, *more = sentences
    for sentence in more:
        whole = JOINED.say(locale, first=whole, second=sentence)
    return whole
