"""Which entries of different catalogues may be the same? Proposals that people decide."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.entities import SOMEBODY
from kuajie.knowledge.resolution.links import Decision, Links
from kuajie.knowledge.resolution.propose import COMPARED, propose_links
from kuajie.knowledge.text.glossary import usual_glossary
from kuajie.messages import BadInput, Finding, Severity, Text
from kuajie.messages.notices import links as notices
from kuajie.usecases.link_words import KINDS
from kuajie.usecases.progress import Progress, silent

COMPARING = Text(en="Comparing entries: {kind}", zh="正在比对条目：{kind}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkQuestion:
    """Catalogues, the links of an ``earlier`` review, and what to propose.

    ``kinds`` of entries are compared; links of a confidence of ``at_least`` are proposed, at most ``most``
    for an entry. ``terms`` are Chinese terms with their English, beside the usual glossary.
    """

    catalogues: Sequence[Catalogue]
    earlier: Links = field(default_factory=lambda: Links(links=()))
    kinds: Sequence[NodeKind] = COMPARED
    at_least: float = 0.1
    most: int = 3
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkAnswer:
    """All links, the most confident first, how many entries of each kind were compared, and of whom.

    ``fresh`` are not in the earlier review.
    """

    links: Links
    compared: Mapping[NodeKind, int]
    providers: tuple[str, ...]
    fresh: int
    warnings: tuple[Finding, ...]
    seconds: float


def link_catalogues(question: LinkQuestion, *, progress: Progress = silent) -> LinkAnswer:
    """Return links between catalogues; decisions of the earlier review are kept, whatever is proposed now.

    Raises ``BadInput`` when the catalogues are of fewer than two providers.
    """
    began = time.perf_counter()

    def told(kind: NodeKind, done: float) -> None:
        step = Text(en=COMPARING.say("en", kind=KINDS[kind]), zh=COMPARING.say("zh", kind=KINDS[kind]))
        progress(step, done)

    proposed = propose_links(
        question.catalogues,
        kinds=question.kinds,
        at_least=question.at_least,
        most=question.most,
        glossary=usual_glossary().extended(question.terms),
        told=told,
    )
    if len(proposed.homes) < 2:
        names = ", ".join(proposed.homes) or "-"
        raise BadInput.of(notices.ONE_PROVIDER, count=len(proposed.homes), names=names)
    links, fresh, dropped = with_earlier(proposed.links, question.earlier)
    warnings = []
    if dropped:
        facts = {"count": f"{dropped:,}"}
        warnings.append(Finding(notice=notices.NO_LONGER_PROPOSED, severity=Severity.NOTE, facts=facts))
    return LinkAnswer(
        links=links,
        compared=proposed.compared,
        providers=tuple(home for home in proposed.homes if not home.startswith(SOMEBODY)) or proposed.homes,
        fresh=fresh,
        warnings=tuple(warnings),
        seconds=time.perf_counter() - began,
    )


def with_earlier(proposed: Links, earlier: Links) -> tuple[Links, int, int]:
    """Return proposals with earlier decisions, how many are new, and how many undecided are left out."""
    before = {(link.left, link.right): link for link in earlier.links}
    now = {(link.left, link.right): link for link in proposed.links}
    kept = [
        replace(link, decision=before[pair].decision) if pair in before else link
        for pair, link in now.items()
    ]
    gone = [link for pair, link in before.items() if pair not in now]
    decided = [link for link in gone if link.decision is not Decision.PROPOSED]
    fresh = sum(pair not in before for pair in now)
    return Links.of([*kept, *decided]), fresh, len(gone) - len(decided)
