"""Links between catalogues as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.links import Decision, Link
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.usecases.link_catalogues import LinkAnswer
from kuajie.usecases.link_words import KINDS

COMPARED = Text(
    en="Compared between {providers}: {counts}. {found}",
    zh="在 {providers} 之间比对：{counts}。{found}",
)
FOUND = Text(
    en="Links: {links}, of which new {fresh}; decided as the same {same}, as different {different}.",
    zh="对应关系共 {links} 条，其中新增 {fresh} 条；已判定相同 {same} 条、不同 {different} 条。",
)
NOTHING = Text(
    en="Nothing in them is alike enough to be proposed.",
    zh="没有相近到值得建议的条目。",
)
TO_DECIDE = Text(
    en="Nothing is taken as the same until somebody says so: fill in the column decision (same or different) "
    "and give the file to kuajie graph --links.",
    zh="未经人工判定，任何条目都不会合并：请填写“判定”一列（相同或不同），再交给 kuajie graph --links。",
)
CONFIDENCE = Text(en="Confidence", zh="置信度")
LEFT, RIGHT = Text(en="Left", zh="左方"), Text(en="Right", zh="右方")
REASONS = Text(en="Reasons", zh="理由")
OF_KIND = Text(en="{label} ({kind})", zh="{label}（{kind}）")
SURE = Text(en=">99%", zh=">99%")
SHOWN = 10
JOIN = Text(en="; ", zh="；")


def link_blocks(answer: LinkAnswer, locale: Locale) -> Iterator[Block]:
    """Return what was compared and found, the most confident links, and what to do with them."""
    reader = Reader(locale, "")
    counts = [
        f"{KINDS[kind].say(locale)} {reader.count(count)}" for kind, count in answer.compared.items() if count
    ]
    facts = {"providers": reader.listing(list(answer.providers)), "counts": reader.listing(counts)}
    yield Paragraph(reader.say(COMPARED, found=_found(answer, reader), **facts))
    waiting = [link for link in answer.links.links if link.decision is Decision.PROPOSED]
    if waiting:
        yield _first(waiting[:SHOWN], reader)
        yield Paragraph(reader.say(TO_DECIDE))
    yield from finding_blocks(answer.warnings, locale)


def _found(answer: LinkAnswer, reader: Reader) -> str:
    if not answer.links.links:
        return reader.say(NOTHING)
    return reader.say(
        FOUND,
        links=reader.count(len(answer.links.links)),
        fresh=reader.count(answer.fresh),
        same=reader.count(answer.links.count(Decision.SAME)),
        different=reader.count(answer.links.count(Decision.DIFFERENT)),
    )


def _first(links: list[Link], reader: Reader) -> Table:
    return Table(
        columns=(
            Column(reader.say(CONFIDENCE), number=True),
            Column(reader.say(LEFT)),
            Column(reader.say(RIGHT)),
            Column(reader.say(REASONS)),
        ),
        rows=tuple(
            (
                _percent(link.confidence, reader),
                _named(link.left, link.left_label, reader),
                _named(link.right, link.right_label, reader),
                reader.say(JOIN).join(reason.say(reader.locale) for reason in link.reasons),
            )
            for link in links
        ),
    )


def _percent(confidence: float, reader: Reader) -> str:
    """Return a confidence in per cent; none is quite certain."""
    return reader.say(SURE) if confidence > 0.99 else f"{confidence:.0%}"


def _named(key: Key, label: str, reader: Reader) -> str:
    """Return an entry with its provider, or with its kind where that is not a course."""
    said = f"{key[1]}: {label}" if key[1] else label
    return said if key[0] is NodeKind.COURSE else reader.say(OF_KIND, label=said, kind=KINDS[key[0]])


def link_record(answer: LinkAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values."""
    return {
        "providers": list(answer.providers),
        "compared": {kind.value: count for kind, count in answer.compared.items()},
        "fresh": answer.fresh,
        "links": [_record(link, locale) for link in answer.links.links],
        "warnings": [finding.as_record(locale) for finding in answer.warnings],
    }


def _record(link: Link, locale: Locale) -> dict[str, Any]:
    ends = {
        side: {"provider": key[1], "id": key[2], "label": label}
        for side, key, label in (
            ("left", link.left, link.left_label),
            ("right", link.right, link.right_label),
        )
    }
    return {
        "kind": link.kind.value,
        "confidence": link.confidence,
        **ends,
        "reasons": [reason.say(locale) for reason in link.reasons],
        "decision": link.decision.value,
    }
