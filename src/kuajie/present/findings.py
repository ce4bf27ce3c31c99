"""Warnings and notes as sentences, each said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kuajie.messages import Finding, Locale, Severity, Text
from kuajie.present.blocks import Block, Paragraph

WARNING = Text(en="Warning: {text}", zh="警告：{text}")
NOTE = Text(en="Note: {text}", zh="提示：{text}")
ERROR = Text(en="Error: {text}", zh="错误：{text}")
LEADS = {Severity.WARNING: WARNING, Severity.NOTE: NOTE, Severity.ERROR: ERROR}


def finding_blocks(findings: Iterable[Finding], locale: Locale) -> Iterator[Block]:
    """Return one paragraph per finding, without repetitions, in the order found."""
    said = dict.fromkeys(LEADS[found.severity].say(locale, text=found.say(locale)) for found in findings)
    return (Paragraph(text) for text in said)
