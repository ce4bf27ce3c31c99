"""Answers of which small counts of learners are withheld: needs, partner scores, bundles, guards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from kuajie.domain.withheld import Withheld
from kuajie.settlement.guards.rules import Guard
from kuajie.usecases.bundles_answer import (
    AudienceRow,
    BundleReason,
    BundleRow,
    BundlesAnswer,
    ChainRow,
    GapRow,
    Reason,
)
from kuajie.usecases.check_guards import GuardAnswer, Outcome
from kuajie.usecases.course_cards import CourseCard
from kuajie.usecases.needs_answer import NeedsAnswer, Resource, SharedLearners
from kuajie.usecases.partners_answer import PartnersAnswer
from kuajie_site.studies.few import Few

COUNTED: Final = frozenset(
    {BundleReason.TOGETHER, BundleReason.BY_CHANCE, BundleReason.ORDER, BundleReason.EITHER_OR}
)
"""Reasons that tell how many learners took both courses."""
RATED: Final = frozenset({"learners", "rating", "nps", "completion"})
"""Criteria whose score is about as many learners as rows were counted."""
UNKNOWN: Final = Withheld()


def needs_without_few(found: NeedsAnswer, few: Few) -> NeedsAnswer:
    """Withhold how few learners two parties share (from both, too), and the size of small audiences."""
    return replace(
        found,
        shared_learners=tuple(_shared(pair, few) for pair in found.shared_learners),
        resources=tuple(_sized(each, few) for each in found.resources),
        shared_audiences=tuple(
            replace(each, listed=tuple(_sized(one, few) for one in each.listed))
            for each in found.shared_audiences
        ),
    )


def _shared(pair: SharedLearners, few: Few) -> SharedLearners:
    learners = few.joint(pair.learners, (pair.first, pair.second))
    if learners is pair.learners:
        return pair
    return replace(pair, learners=learners, share_of_first=UNKNOWN, share_of_second=UNKNOWN)


def _sized(resource: Resource, few: Few) -> Resource:
    if resource.kind != "audience" or resource.size is None:
        return resource
    size = few.count(resource.size, resource.party)
    return resource if size is resource.size else replace(resource, size=size)


def partners_without_few(found: PartnersAnswer, few: Few) -> PartnersAnswer:
    """Withhold scores that rest on few learners; ranks still rest on them."""
    hidden = frozenset(_small_scores(found, few))
    if not hidden:
        return found
    scores = found.scores.copy()
    for row, candidate in enumerate(found.candidates):
        for column, criterion in enumerate(found.criteria):
            if (candidate.id, criterion.id) in hidden:
                scores[row, column] = float("nan")
    sources = {
        key: replace(source, rows=0) if key in hidden else source for key, source in found.sources.items()
    }
    return replace(found, scores=scores, sources=sources, withheld=tuple(sorted(hidden)))


def _small_scores(found: PartnersAnswer, few: Few) -> Iterator[tuple[str, str]]:
    columns = {criterion.id: place for place, criterion in enumerate(found.criteria)}
    for row, candidate in enumerate(found.candidates):
        least = few.strictest
        known = {name: float(found.scores[row, place]) for name, place in columns.items()}
        for name in columns:
            source = found.sources.get((candidate.id, name))
            if name in RATED and source is not None and 0 < source.rows < least:
                yield candidate.id, name
        own = known.get("learners", float("nan"))
        if 0 < own < least:
            yield candidate.id, "learners"
        if 0 < own * (1 - known.get("new_share", float("nan")) / 100) < least - 0.5:
            yield candidate.id, "new_share"
        if 0 < known.get("listed_audience", float("nan")) < least:
            yield candidate.id, "listed_audience"


def bundles_without_few(answer: BundlesAnswer, few: Few) -> BundlesAnswer:
    """Leave out audiences and reasons that rest on few learners, and withhold how many took what."""
    return replace(
        answer,
        learners=few.joint(answer.learners),
        linked=few.joint(answer.linked),
        bundles=tuple(_bundle(row, few) for row in answer.bundles),
        substitutes=tuple(
            replace(
                each,
                first=_card(each.first, few),
                second=_card(each.second, few),
                reasons=_reasons(each.reasons, few),
            )
            for each in answer.substitutes
        ),
        chains=tuple(
            replace(
                each,
                courses=_three(each, few),
                reasons=_reasons(each.reasons, few),
            )
            for each in answer.chains
        ),
        gaps=tuple(_gap(each, few) for each in answer.gaps),
    )


def _three(row: ChainRow, few: Few) -> tuple[CourseCard, CourseCard, CourseCard]:
    first, second, third = row.courses
    return _card(first, few), _card(second, few), _card(third, few)


def _bundle(row: BundleRow, few: Few) -> BundleRow:
    told = tuple(
        _audience(each, few)
        for each in row.audiences
        if not each.permitted or each.learners >= few.below(each.party)
    )
    return replace(
        row,
        first=_card(row.first, few),
        second=_card(row.second, few),
        audiences=told,
        reasons=_reasons(row.reasons, few),
    )


def _audience(row: AudienceRow, few: Few) -> AudienceRow:
    return replace(
        row,
        has=_card(row.has, few),
        wants=_card(row.wants, few),
        watched=few.count(row.watched, row.party),
        took=few.count(row.took, row.party),
    )


def _card(card: CourseCard, few: Few) -> CourseCard:
    learners = few.joint(card.learners)
    return card if learners is card.learners else replace(card, learners=learners)


def _reasons(reasons: tuple[Reason, ...], few: Few) -> tuple[Reason, ...]:
    small = any(each.kind in COUNTED and _is_few(each.facts.get("both"), few) for each in reasons)
    return tuple(each for each in reasons if not (small and each.kind in COUNTED))


def _is_few(count: object, few: Few) -> bool:
    return isinstance(count, int) and 0 < count < few.strictest


def _gap(row: GapRow, few: Few) -> GapRow:
    told = {party: count for party, count in row.by_party.items() if count >= few.below(party)}
    learners: Any = sum(told.values()) if told != row.by_party else row.learners
    cards = tuple(_card(card, few) for card in row.courses)
    return replace(row, learners=learners, by_party=told, courses=cards)


def guard_without_few(answer: GuardAnswer, few: Few) -> GuardAnswer:
    """Withhold how few orders of schoolchildren were checked."""
    return replace(answer, outcomes=tuple(_checked(each, few) for each in answer.outcomes))


def _checked(outcome: Outcome, few: Few) -> Outcome:
    if outcome.guard is not Guard.PREPAID:
        return outcome
    return replace(outcome, checked=few.joint(outcome.checked))
