"""What the parties of a programme share, what they lack, and who owes what by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kuajie.domain.programme import Programme
from kuajie.domain.records import RESOURCE_KINDS, Events
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import needs as notices
from kuajie.usecases.needs_answer import (
    DutyRow,
    NeedsAnswer,
    PartyCard,
    Resource,
    SharedAudience,
    SharedLearners,
    Topic,
)
from kuajie.usecases.needs_gaps import Holdings, find_gaps
from kuajie.usecases.needs_topics import find_topics
from kuajie.usecases.ports import Progress, Warehouse
from kuajie.usecases.similar_names import group_similar, name_key

READING = Text(en="Comparing resources and catalogues", zh="比较资源与课程目录")
COUNTING = Text(en="Counting learners in common", zh="统计共同学员")
DONE = Text(en="Needs and resources compared", zh="需求与资源已比较完毕")

Pairs = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NeedsQuestion:
    """Whose needs and resources to compare."""

    programme: Programme
    events: Events


def find_needs(
    question: NeedsQuestion, *, today: date, warehouse: Warehouse, progress: Progress
) -> NeedsAnswer:
    """Return what the parties share and lack, as far as their files say; ``today`` tells what is overdue."""
    programme, events = question.programme, question.events
    progress(READING, 0.0)
    resources = _resources(programme, events)
    topics = find_topics(programme, events)
    progress(COUNTING, 0.3)
    learners = warehouse.shared_learners(events)
    answer = NeedsAnswer(
        programme=programme.id,
        today=today,
        parties=tuple(
            PartyCard(id=party.id, name=party.name, role=party.role) for party in programme.parties
        ),
        resources=resources,
        shared_audiences=_shared_audiences(resources),
        shared_learners=tuple(_shared_learners(programme, learners)),
        shared_topics=tuple(topic for topic in topics if len(topic.parties) > 1),
        sole_topics=tuple(topic for topic in topics if len(topic.parties) == 1),
        channels=tuple(resource for resource in resources if resource.kind == "channel"),
        gaps=find_gaps(Holdings(programme=programme, resources=resources, topics=topics)),
        duties=_duties(programme, today),
        notes=tuple(_notes(programme, resources, topics, learners)),
    )
    progress(DONE, 1.0)
    return answer


def _resources(programme: Programme, events: Events) -> tuple[Resource, ...]:
    """Return the resources of the programme's parties by kind, party and name."""
    listed = [
        Resource(
            party=row["party"],
            kind=row["kind"],
            name=row["name"],
            size=row["size"],
            unit=row["unit"] or "",
            note=row["note"] or "",
        )
        for row in events.tables["resources"].to_pylist()
        if row["party"] in programme.party_ids and row["kind"] in RESOURCE_KINDS
    ]
    order = {party: place for place, party in enumerate(programme.party_ids)}
    listed.sort(key=lambda it: (RESOURCE_KINDS.index(it.kind), order[it.party], it.name))
    return tuple(listed)


def _shared_audiences(resources: Sequence[Resource]) -> tuple[SharedAudience, ...]:
    """Return audiences that two or more parties list under one or a similar name, sorted by name."""
    audiences = [resource for resource in resources if resource.kind == "audience"]
    groups = group_similar(audiences, name=lambda audience: audience.name)
    shared = [
        SharedAudience(listed=group, same_name=len({name_key(each.name) for each in group}) == 1)
        for group in groups
        if len({each.party for each in group}) > 1
    ]
    return tuple(sorted(shared, key=lambda audience: audience.listed[0].name))


def _shared_learners(programme: Programme, learners: Pairs) -> Iterator[SharedLearners]:
    """Return every pair of parties that both have learners."""
    for first, second in combinations(programme.party_ids, 2):
        own, other = learners.get((first, first), 0), learners.get((second, second), 0)
        if own and other:
            both = learners.get((first, second), 0)
            yield SharedLearners(
                first=first,
                second=second,
                learners=both,
                share_of_first=both / own,
                share_of_second=both / other,
            )


def _duties(programme: Programme, today: date) -> tuple[DutyRow, ...]:
    rows = [
        DutyRow(
            owner=duty.owner,
            task=duty.task,
            due=duty.due,
            days_left=(duty.due - today).days,
            overdue=duty.due < today,
        )
        for duty in programme.duties
    ]
    return tuple(sorted(rows, key=lambda row: (row.due, programme.party_ids.index(row.owner), row.task)))


def _notes(
    programme: Programme, resources: Sequence[Resource], topics: Sequence[Topic], learners: Pairs
) -> Iterator[Finding]:
    """Say what the files leave open, party by party."""
    listing = {resource.party for resource in resources}
    teaching = {party for topic in topics for party in topic.parties}
    owing = {duty.owner for duty in programme.duties}
    for party in programme.parties:
        if party.id not in listing:
            yield _note(notices.NO_RESOURCES, party=party.name, file=f"{party.id}/resources.csv")
        if party.id not in teaching:
            yield _note(notices.NO_CATALOGUE, party=party.name, file=f"{party.id}/courses.csv")
        if not learners.get((party.id, party.id), 0):
            yield _note(notices.NO_LEARNERS, party=party.name, file=f"{party.id}/learning.csv")
        if owing and party.id not in owing:
            yield _note(notices.PARTY_WITHOUT_DUTY, party=party.name)
    if any(_shared_learners(programme, learners)):
        yield _note(notices.JOINT_LEARNERS_COUNT)
    if not owing:
        yield _note(notices.NO_DUTIES)


def _note(notice: Notice, /, **facts: object) -> Finding:
    return Finding(notice=notice, severity=Severity.NOTE, facts=facts)
