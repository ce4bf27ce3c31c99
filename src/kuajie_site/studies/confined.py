"""Whose files a finding is about, and what of an answer is for that party's eyes only.

Answers rest on the files of all parties, and what is found in a file names its rows and values. Before an
answer is kept, findings in a party's files are taken out: everybody is told how many there are, the party
itself reads them. So what is kept for all seats never holds another party's rows, whoever shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from kuajie.messages import Finding, Locale, Notice, Severity, Text
from kuajie.present.blocks import Block, Heading
from kuajie.present.finding_groups import GROUPS
from kuajie.present.findings import finding_blocks
from kuajie.present.guard_piles import CELLS, pile_blocks, pile_of
from kuajie.present.reader import Reader

Value = TypeVar("Value")
_WALKED: Final = "kuajie.usecases."
"""Answers are made here; values of the domain hold no findings."""
ABOUT_FILES_OF: Final = Notice(
    code="site.findings_of_party",
    problem=Text(en="Findings in files of {party}: {count}.", zh="{party}的文件中有 {count} 处提示。"),
    remedy=Text(en="They are shown to {party} alone.", zh="具体内容只向{party}显示。"),
)
OWN_FINDINGS: Final = Text(en="In your own files", zh="你方文件中的提示")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confined:
    """An answer that everybody with a seat may read, and the findings taken out of it, by party."""

    answer: Any
    own: Mapping[str, tuple[Finding, ...]]


def confined(answer: Any, names: Mapping[str, str]) -> Confined:
    """Return an answer without findings in parties' files; ``names`` are those of the parties by key."""
    taken: dict[str, list[Finding]] = {}
    left = _without(answer, names, taken)
    return Confined(answer=left, own={party: _once(found) for party, found in taken.items()})


def confined_findings(
    findings: Sequence[Finding], names: Mapping[str, str]
) -> tuple[tuple[Finding, ...], Mapping[str, tuple[Finding, ...]]]:
    """Return what everybody may read of findings, and what is for each party alone."""
    taken: dict[str, list[Finding]] = {}
    left = _counted(tuple(findings), names, taken)
    return left, {party: _once(found) for party, found in taken.items()}


def party_of(finding: Finding, parties: Collection[str]) -> str | None:
    """Return the party in whose folder something was found; ``None`` for what is of the whole programme.

    Some findings tell of several others and name the gravest place among their facts.
    """
    told = [finding.place.file or "", *map(_as_text, finding.facts.values())]
    return next((party for text in told for party in parties if _names_file_of(party, text)), None)


def own_blocks(findings: Sequence[Finding], locale: Locale) -> Iterator[Block]:
    """Return what a party reads of the findings in its own files."""
    if not findings:
        return
    yield Heading(OWN_FINDINGS.say(locale))
    piles: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        if finding.notice.code in CELLS and finding.notice.code not in GROUPS:
            piles.setdefault(pile_of(finding), []).append(finding)
    for same in piles.values():
        yield from pile_blocks(same, Reader(locale, ""))
    piled = {id(finding) for same in piles.values() for finding in same}
    yield from finding_blocks([each for each in findings if id(each) not in piled], locale)


def _as_text(fact: object) -> str:
    return fact.en if isinstance(fact, Text) else fact if isinstance(fact, str) else ""


def _names_file_of(party: str, text: str) -> bool:
    before, found, _ = text.partition(f"{party}/")
    return bool(found) and not (before and (before[-1].isalnum() or before[-1] in "_-"))


def _without(value: Value, names: Mapping[str, str], taken: dict[str, list[Finding]]) -> Value:
    """Return a value of the same kind whose findings are of nobody's files."""
    if isinstance(value, tuple) and value:
        if all(isinstance(each, Finding) for each in value):
            return _counted(value, names, taken)  # type: ignore[return-value]
        if any(_is_walked(each) for each in value) and not hasattr(value, "_fields"):
            return type(value)(_without(each, names, taken) for each in value)
        return value
    if not _is_walked(value):
        return value
    changed = {}
    for field in fields(value):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        left = _without(held, names, taken)
        if left is not held:
            changed[field.name] = left
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


def _is_walked(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith(_WALKED)


def _counted(
    findings: tuple[Finding, ...], names: Mapping[str, str], taken: dict[str, list[Finding]]
) -> tuple[Finding, ...]:
    """Return findings of nobody's files, then how many there are in whose."""
    left, counts = [], dict.fromkeys(names, 0)
    for finding in findings:
        party = party_of(finding, names)
        if party is None:
            left.append(finding)
        else:
            taken.setdefault(party, []).append(finding)
            counts[party] += 1
    told = [
        Finding(
            notice=ABOUT_FILES_OF,
            severity=Severity.NOTE,
            facts={"party": names[party], "count": count},
        )
        for party, count in counts.items()
        if count
    ]
    return (*left, *told)


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings without repetitions: several answers of one run may carry the same."""
    return tuple({finding.say("en"): finding for finding in findings}.values())
