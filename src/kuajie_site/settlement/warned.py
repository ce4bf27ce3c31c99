"""What the guards find when a month is posted: told to each party, but not what is in the files of others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kuajie.messages import LOCALES, Finding, Text
from kuajie_site.settlement.words import finding_said

ELSEWHERE = Text(
    en="There is something in the files of {party} too; its own side is told what.",
    zh="{party}的文件中也有需要留意之处，具体内容只告知该方。",
)
Warned = dict[str, dict[str, list[str]]]
"""By party, in both languages."""


def warned(findings: Sequence[Finding], parties: Collection[tuple[str, str]]) -> Warned:
    """Return by the key of each party (with its name) what it is told; nothing where nothing was found."""
    told: Warned = {}
    for key, _ in parties:
        others = [(other, name) for other, name in parties if other != key]
        own = [each for each in findings if not any(_in_files_of(other, each) for other, _ in others)]
        elsewhere = [name for other, name in others if any(_in_files_of(other, each) for each in findings)]
        if own or elsewhere:
            told[key] = {
                locale: [
                    *(finding_said(each, locale) for each in own),
                    *(ELSEWHERE.say(locale, party=name) for name in elsewhere),
                ]
                for locale in LOCALES
            }
    return told


def _in_files_of(party: str, finding: Finding) -> bool:
    """Say whether a finding tells of a file in the folder of a party, or names one among several."""
    where = finding.facts.get("where")
    named = where.say("en") if isinstance(where, Text) else ""
    return (finding.place.file or named).startswith(f"{party}/")
