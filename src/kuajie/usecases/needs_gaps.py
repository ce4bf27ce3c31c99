"""What the parties of a programme lack, as far as their files say, and which of them could fill it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kuajie.domain.course import Course
from kuajie.domain.lever import Unit
from kuajie.domain.programme import Programme
from kuajie.domain.records import RESOURCE_KINDS
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import needs as notices
from kuajie.usecases.needs_answer import Gap, GapKind, Resource, Topic
from kuajie.usecases.similar_names import name_key

KIND_NAMES: Mapping[str, Text] = {
    "audience": Text(en="audience", zh="受众"),
    "channel": Text(en="channel", zh="渠道"),
    "teacher": Text(en="teacher", zh="师资"),
    "content": Text(en="content", zh="内容"),
    "venue": Text(en="venue", zh="场地"),
}
ALWAYS_NEEDED = tuple(kind for kind in RESOURCE_KINDS if kind != "venue")
"""Kinds that every programme needs; it needs no venue when all its courses are online."""
SEAT_UNITS = frozenset(map(name_key, ("seat", "seats", "places", "座", "个座位", "座位", "席", "席位")))
HOUR_UNITS = frozenset(
    map(
        name_key,
        ("hours a week", "hours per week", "hours/week", "小时/周", "小时每周", "每周小时", "课时/周"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the files say: the programme, the resources of all parties, and every topic taught."""

    programme: Programme
    resources: Sequence[Resource]
    topics: Sequence[Topic]

    def with_kind(self, kind: str) -> tuple[str, ...]:
        """Return the parties that list a kind of resource, in the programme's order."""
        having = {resource.party for resource in self.resources if resource.kind == kind}
        return tuple(party for party in self.programme.party_ids if party in having)

    def capacity(self, *, parties: Iterable[str], kind: str, units: frozenset[str]) -> float | None:
        """Return the size of the resources of a kind in known units together, ``None`` without any."""
        among = set(parties)
        sizes = [
            resource.size
            for resource in self.resources
            if resource.party in among
            and resource.kind == kind
            and resource.size is not None
            and name_key(resource.unit) in units
        ]
        return sum(sizes) if sizes else None

    def say_parties(self, parties: Iterable[str]) -> Text:
        """Return the names of parties as a list."""
        return listing(self.programme.party(party).name for party in parties)


def listing(names: Iterable[str]) -> Text:
    """Return names as a list in both languages."""
    # Braces would be read as placeholders when the text is said.
    safe = [name.replace("{", "{{").replace("}", "}}") for name in names]
    return Text(en=", ".join(safe), zh="、".join(safe))


def find_gaps(holdings: Holdings) -> tuple[Gap, ...]:
    """Return every gap: kinds of resources, channels, then by course and lever in the programme's order."""
    gaps = [*_missing_kinds(holdings), *_missing_channels(holdings)]
    for course in holdings.programme.courses:
        gaps += [*_missing_teacher(course, holdings), *_missing_concepts(course, holdings)]
        gaps += _crowded_venues(course, holdings)
    return (*gaps, *_overbooked_teachers(holdings))


def _gap(
    kind: GapKind, about: str, notice: Notice, /, *, could_fill: tuple[str, ...] = (), **facts: object
) -> Gap:
    finding = Finding(notice=notice, severity=Severity.WARNING, facts=facts)
    return Gap(kind=kind, about=about, finding=finding, could_fill=could_fill)


def _missing_kinds(holdings: Holdings) -> Iterator[Gap]:
    if not holdings.resources:  # the notes say that nobody has listed any
        return
    for kind in ALWAYS_NEEDED:
        if not holdings.with_kind(kind):
            yield _gap(GapKind.RESOURCE, kind, notices.NO_PARTY_HAS_KIND, kind=KIND_NAMES[kind])


def _missing_channels(holdings: Holdings) -> Iterator[Gap]:
    having = holdings.with_kind("channel")
    listing_any = {resource.party for resource in holdings.resources}
    for party in holdings.programme.parties:
        if having and party.id in listing_any and party.id not in having:
            yield _gap(
                GapKind.CHANNEL,
                party.id,
                notices.PARTY_WITHOUT_CHANNEL,
                could_fill=having,
                party=party.name,
                others=holdings.say_parties(having),
            )


def _missing_teacher(course: Course, holdings: Holdings) -> Iterator[Gap]:
    having = holdings.with_kind("teacher")
    if having and not set(having) & set(course.requires):
        yield _gap(
            GapKind.TEACHER,
            course.id,
            notices.COURSE_WITHOUT_TEACHER,
            could_fill=having,
            course=course.title,
            parties=holdings.say_parties(course.requires),
            others=holdings.say_parties(having),
        )


def _missing_concepts(course: Course, holdings: Holdings) -> Iterator[Gap]:
    """Return what a course covers and its parties do not teach, a gap for each set of parties that do."""
    taught = {name_key(topic.concept): topic.parties for topic in holdings.topics}
    if not any(taught.values()):  # the notes say that no catalogue tells its concepts
        return
    by_fillers: dict[tuple[str, ...], list[str]] = {}
    for concept in course.concepts:
        teaching = taught.get(name_key(concept), ())
        if not set(teaching) & set(course.requires):
            by_fillers.setdefault(teaching, []).append(concept)
    for fillers, concepts in sorted(by_fillers.items()):
        facts = {"course": course.title, "concepts": listing(concepts)}
        if fillers:
            facts |= {
                "parties": holdings.say_parties(course.requires),
                "others": holdings.say_parties(fillers),
            }
        notice = notices.CONCEPTS_TAUGHT_ELSEWHERE if fillers else notices.CONCEPTS_TAUGHT_NOWHERE
        yield _gap(GapKind.CONCEPT, course.id, notice, could_fill=fillers, **facts)


def _crowded_venues(course: Course, holdings: Holdings) -> Iterator[Gap]:
    places = holdings.capacity(parties=course.requires, kind="venue", units=SEAT_UNITS)
    if places is None or course.seats is None or course.seats <= places:
        return
    others = [party for party in holdings.with_kind("venue") if party not in course.requires]
    yield _gap(
        GapKind.CAPACITY,
        course.id,
        notices.SEATS_BEYOND_VENUES,
        could_fill=tuple(others),
        course=course.title,
        seats=course.seats,
        parties=holdings.say_parties(course.requires),
        places=f"{places:g}",
    )


def _overbooked_teachers(holdings: Holdings) -> Iterator[Gap]:
    for lever in holdings.programme.levers:
        capacity = holdings.capacity(parties=[lever.party], kind="teacher", units=HOUR_UNITS)
        hours = lever.weekly_max.amount / lever.unit_cost.amount
        if lever.unit is not Unit.HOURS or capacity is None or hours <= capacity:
            continue
        yield _gap(
            GapKind.CAPACITY,
            lever.id,
            notices.HOURS_BEYOND_TEACHERS,
            could_fill=tuple(party for party in holdings.with_kind("teacher") if party != lever.party),
            lever=lever.title,
            hours=f"{hours:.6g}",
            party=holdings.programme.party(lever.party).name,
            capacity=f"{capacity:g}",
        )
