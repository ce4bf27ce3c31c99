"""The review file: proposed links as rows that a person decides, and read back with all slips named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TypeVar

import pyarrow.compute as pc

from kuajie.domain.spreadsheets import as_it_was, harmless
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import listing
from kuajie.exchange.sheet_file import read_sheet
from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.contradictions import contradictions, joined_within
from kuajie.knowledge.resolution.links import Decision, Link, Links
from kuajie.messages import Finding, Locale, Place, Text
from kuajie.messages.notices import links as notices
from kuajie.usecases.link_words import DECISIONS, KINDS

COLUMNS: Mapping[str, Text] = {
    "confidence": Text(en="confidence", zh="置信度"),
    "kind": Text(en="kind", zh="类型"),
    "left_provider": Text(en="left_provider", zh="左方"),
    "left_id": Text(en="left_id", zh="左方编号"),
    "left_label": Text(en="left_label", zh="左方名称"),
    "right_provider": Text(en="right_provider", zh="右方"),
    "right_id": Text(en="right_id", zh="右方编号"),
    "right_label": Text(en="right_label", zh="右方名称"),
    "reasons": Text(en="reasons", zh="理由"),
    "decision": Text(en="decision", zh="判定"),
}
NEEDED = ("kind", "left_provider", "left_id", "right_provider", "right_id", "decision")
Named = TypeVar("Named", NodeKind, Decision)
MARK = "\ufeff"
"""Spreadsheets take a file that begins with it for UTF-8."""
BETWEEN = Text(en="; ", zh="；")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLinks:
    """The links of a file; ``unknown`` of them name an entry that no catalogue has, and do not count."""

    links: Links
    unknown: frozenset[tuple[Key, Key]]
    warnings: tuple[Finding, ...]

    def same(self) -> tuple[tuple[Key, Key], ...]:
        """Return the pairs decided as the same, as ``build_graph`` takes them."""
        return tuple(pair for pair in self.links.same() if pair not in self.unknown)


def links_csv(links: Links, locale: Locale) -> str:
    """Return links as CSV, the most confident first, with headers, reasons and decisions in a language.

    Texts that a spreadsheet would take for a formula get an apostrophe before them, which reading drops.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([name.say(locale) for name in COLUMNS.values()])
    rows.writerows(map(harmless, _cells(link, locale)) for link in links.links)
    return MARK + written.getvalue()


def _cells(link: Link, locale: Locale) -> list[str]:
    _, left_provider, left_id = link.left
    _, right_provider, right_id = link.right
    decided = link.decision is not Decision.PROPOSED
    return [
        f"{link.confidence:.3f}",
        KINDS[link.kind].say(locale),
        left_provider,
        left_id,
        link.left_label,
        right_provider,
        right_id,
        link.right_label,
        BETWEEN.say(locale).join(reason.say(locale) for reason in link.reasons),
        DECISIONS[link.decision].say(locale) if decided else "",
    ]


def read_links(path: Path, *, known: Callable[[Key], bool] | None = None) -> ReadLinks:
    """Return the links of a review file, CSV or XLSX, with headers in either language.

    ``known`` says whether some catalogue has an entry. Raises ``BadInput`` with everything that is wrong:
    unreadable cells, pairs decided both ways, and decisions that contradict each other, all by row.
    """
    findings, file = Findings(), str(path)
    rows = _rows(path, findings)
    findings.stop_if_refused()
    read = [(row, _link(cells, Place(file=file, row=row), findings)) for row, cells in rows]
    kept = _once([(row, link) for row, link in read if link is not None], file, findings)
    _refuse_contradictions(kept, file, findings)
    findings.stop_if_refused()
    unknown = _unknown(kept, known, file, findings)
    _tell_joined(kept.values(), file, findings)
    links = Links.of(link for _, link in kept.values())
    return ReadLinks(links=links, unknown=unknown, warnings=findings.warnings)


def _rows(path: Path, findings: Findings) -> list[tuple[int, dict[str, str]]]:
    file = str(path)
    sheet = read_sheet(path, file=file, columns=COLUMNS, findings=findings)
    if sheet is None:
        return []
    headers = [header.strip().casefold() for header in sheet.headers]
    cells: dict[str, list[str]] = {}
    for name, text in COLUMNS.items():
        place = next((headers.index(each) for each in (text.en, text.zh) if each in headers), None)
        if place is not None:
            cells[name] = pc.utf8_trim_whitespace(sheet.columns[place]).to_pylist()
        elif name in NEEDED:
            found = listing(sheet.headers)
            findings.error(notices.MISSING_COLUMN, Place(file=file), column=text, found=found)
    return [
        (int(row), {name: as_it_was(column[place]) for name, column in cells.items()})
        for place, row in enumerate(sheet.rows.tolist())
    ]


def _link(cells: Mapping[str, str], place: Place, findings: Findings) -> Link | None:
    """Return the link of a row, or ``None`` and findings."""
    kind = _named(KINDS, cells["kind"])
    decision = _named(DECISIONS, cells["decision"]) if cells["decision"] else Decision.PROPOSED
    confidence = _probability(cells.get("confidence", ""))
    if kind is None:
        known = listing(name.value for name in KINDS)
        findings.error(notices.UNKNOWN_KIND, _at(place, "kind"), value=cells["kind"], known=known)
    if decision is None:
        findings.error(notices.UNKNOWN_DECISION, _at(place, "decision"), value=cells["decision"])
    if confidence is None:
        findings.error(notices.BAD_CONFIDENCE, _at(place, "confidence"), value=cells["confidence"])
    empty = next((name for name in ("left_id", "right_id") if not cells[name]), None)
    if empty is not None:
        findings.error(notices.EMPTY_ID, _at(place, empty), column=COLUMNS[empty])
    if kind is None or decision is None or confidence is None or empty is not None:
        return None
    return _in_order(kind, decision, confidence, cells, place, findings)


def _in_order(
    kind: NodeKind,
    decision: Decision,
    confidence: float,
    cells: Mapping[str, str],
    place: Place,
    findings: Findings,
) -> Link | None:
    ends = sorted(
        ((kind, cells[f"{side}_provider"], cells[f"{side}_id"]), cells.get(f"{side}_label", ""))
        for side in ("left", "right")
    )
    (left, left_label), (right, right_label) = ends
    if left == right:
        findings.error(notices.ITSELF, place)
        return None
    said = cells.get("reasons", "").replace("{", "{{").replace("}", "}}")
    return Link(
        left=left,
        right=right,
        left_label=left_label,
        right_label=right_label,
        confidence=confidence,
        reasons=(Text(en=said, zh=said),) if said else (),
        decision=decision,
    )


def _at(place: Place, column: str) -> Place:
    return Place(file=place.file, row=place.row, column=column)


def _named(names: Mapping[Named, Text], said: str) -> Named | None:
    folded = said.casefold()
    return next((name for name, text in names.items() if folded in (name.value, text.en, text.zh)), None)


def _probability(cell: str) -> float | None:
    """Return a confidence; 0 where there is none, as in rows that people add."""
    if not cell:
        return 0.0
    try:
        number = float(cell.removesuffix("%")) / (100.0 if cell.endswith("%") else 1.0)
    except ValueError:
        return None
    return number if isfinite(number) and 0.0 <= number <= 1.0 else None


Kept = dict[tuple[Key, Key], tuple[int, Link]]


def _once(read: Iterable[tuple[int, Link]], file: str, findings: Findings) -> Kept:
    """Return every pair with its row once, decided if any of its rows is; refuse pairs decided both ways."""
    kept: Kept = {}
    repeated = 0
    for row, link in read:
        pair = (link.left, link.right)
        if pair not in kept:
            kept[pair] = (row, link)
            continue
        repeated += 1
        first, before = kept[pair]
        if Decision.PROPOSED in (link.decision, before.decision):
            kept[pair] = (first, before) if link.decision is Decision.PROPOSED else (row, link)
        elif link.decision is not before.decision:
            findings.error(notices.DECIDED_TWICE, Place(file=file, row=row), rows=f"{first}, {row}")
    if repeated:
        findings.note(notices.REPEATED, Place(file=file), count=f"{repeated:,}")
    return kept


def _refuse_contradictions(kept: Kept, file: str, findings: Findings) -> None:
    for found in contradictions(link for _, link in kept.values()):
        row, link = kept[found.different.left, found.different.right]
        rows = ", ".join(str(kept[each.left, each.right][0]) for each in found.same)
        facts = {"left": link.left_label or link.left[2], "right": link.right_label or link.right[2]}
        findings.error(notices.CONTRADICTION, Place(file=file, row=row), rows=rows, **facts)


def _unknown(
    kept: Kept, known: Callable[[Key], bool] | None, file: str, findings: Findings
) -> frozenset[tuple[Key, Key]]:
    """Return decided pairs that name an entry nobody has; each is told."""
    unknown = set()
    for pair, (row, link) in kept.items():
        if known is None or link.decision is Decision.PROPOSED:
            continue
        for side, (kind, provider, name) in zip(("left_id", "right_id"), pair, strict=True):
            if not known((kind, provider, name)):
                unknown.add(pair)
                facts = {"kind": KINDS[kind], "name": name, "provider": provider}
                findings.warn(notices.UNKNOWN_ENTRY, Place(file=file, row=row, column=side), **facts)
    return frozenset(unknown)


def _tell_joined(kept: Iterable[tuple[int, Link]], file: str, findings: Findings) -> None:
    for left, right in joined_within(link for _, link in kept):
        facts = {"left": left[2], "right": right[2], "provider": left[1]}
        findings.warn(notices.JOINED_WITHIN, Place(file=file), **facts)
