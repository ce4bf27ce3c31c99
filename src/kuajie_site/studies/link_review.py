"""Deciding which proposed links between catalogues hold: nothing is ever taken as the same unasked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kuajie.exchange.links_file import links_csv, read_links
from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.resolution.links import Decision, Link, Links
from kuajie.messages import Locale, Text
from kuajie_site.access.refused import Refused
from kuajie_site.activity.log import note
from kuajie_site.programmes.folders import edit_files, new_version
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.studies.asked.link import proposals_file
from kuajie_site.studies.keeping import file_of
from kuajie_site.studies.links import LINKS, links_of
from kuajie_site.studies.models import Answer
from kuajie_site.words import said

Pair = tuple[Key, Key]
DECIDED: Final = Text(en="Links between catalogues: {count} decided", zh="目录对应关系：判定 {count} 条")
SOMEBODY_ELSE: Final = Text(
    en="Somebody else has decided on links meanwhile (version {number}). The page now shows how they stand; "
    "please decide again.",
    zh="其间有人更新了判定（版本 {number}）。页面已显示最新情况，请重新判定。",
)


def links_to_review(seat: Seat, answer: Answer, locale: Locale) -> tuple[Link, ...]:
    """Return the links of an answer, the most confident first, each as it is decided today."""
    proposed = read_links(file_of(seat.programme, answer.key, proposals_file(locale))).links.links
    decided = {pair_of(link): link.decision for link in decided_links(seat.programme.latest)}
    return tuple(replace(link, decision=decided.get(pair_of(link), Decision.PROPOSED)) for link in proposed)


def decided_links(version: Version | None) -> tuple[Link, ...]:
    """Return what has been decided by a version of the files."""
    file = None if version is None else links_of(version.folder)
    read = () if file is None else read_links(file).links.links
    return tuple(link for link in read if link.decision is not Decision.PROPOSED)


def pair_of(link: Link) -> Pair:
    """Return the two entries of a link."""
    return link.left, link.right


def decide(seat: Seat, answer: Answer, decisions: Mapping[int, Decision], *, seen: int) -> Version | None:
    """Return the version of the files that holds decisions on links of an answer, by their place.

    ``seen`` is the number of the version they were made on; raises ``Refused`` where links were decided
    since. Nothing where nothing changes. Raises ``BadInput`` for decisions that contradict each other.
    """
    links = links_to_review(seat, answer, "zh")
    known = {place: choice for place, choice in decisions.items() if 0 <= place < len(links)}
    changed = {
        pair_of(links[place]): replace(links[place], decision=choice)
        for place, choice in known.items()
        if links[place].decision is not choice
    }
    if not changed:
        return None
    _require_unchanged(seat, seen)
    return _written(seat, changed)


def _require_unchanged(seat: Seat, seen: int) -> None:
    before = seat.programme.versions.filter(number=seen).first()
    latest = seat.programme.latest
    if latest is not None and set(_decisions(before)) != set(_decisions(latest)):
        raise Refused(SOMEBODY_ELSE, number=latest.number)


def _decisions(version: Version | None) -> Sequence[tuple[Pair, Decision]]:
    return [(pair_of(link), link.decision) for link in decided_links(version)]


def _written(seat: Seat, changed: Mapping[Pair, Link]) -> Version:
    kept = {pair_of(link): link for link in decided_links(seat.programme.latest)} | dict(changed)
    decided = Links.of(link for link in kept.values() if link.decision is not Decision.PROPOSED)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / LINKS
        file.write_text(links_csv(decided, "zh"), encoding="utf-8")
        version = new_version(
            seat.programme,
            edit_files({LINKS: file}),
            note=said(DECIDED, count=len(changed)),
            user=seat.user,
            party=seat.party,
            accept=_readable,
        )
    note(seat, "links_decided", shared=True, count=len(changed), number=version.number)
    return version


def _readable(draft: Path) -> None:
    """Refuse decisions that contradict each other."""
    read_links(draft / LINKS)
