"""What parties share and lack, as values a page, a table or JSON can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kuajie.domain.party import Role
from kuajie.messages import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCard:
    """A party as people know it."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something a party brings; ``size`` is counted in ``unit`` and ``None`` where the file does not say."""

    party: str
    kind: str
    name: str
    size: float | None
    unit: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAudience:
    """An audience that two or more parties list; names that are only similar want confirming."""

    listed: tuple[Resource, ...]
    same_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLearners:
    """Learners whom two parties have in common: the count, and its share of each party's own."""

    first: str
    second: str
    learners: int
    share_of_first: float
    share_of_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A concept, the parties in whose own catalogues it is taught, and the joint courses that cover it."""

    concept: str
    parties: tuple[str, ...]
    courses: tuple[str, ...]


class GapKind(StrEnum):
    """What is lacking."""

    RESOURCE = "resource"
    CHANNEL = "channel"
    TEACHER = "teacher"
    CONCEPT = "concept"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something lacking, in words, and the parties that could fill it (none: nobody in the programme).

    ``about`` is the id of the course, lever or party, or the kind of resource, that lacks it.
    """

    kind: GapKind
    about: str
    finding: Finding
    could_fill: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty with its owner and date; ``days_left`` is negative when it is overdue.

    Overdue says that the date has passed; the files do not tell whether the task was done.
    """

    owner: str
    task: str
    due: date
    days_left: int
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAnswer:
    """What the parties of a programme share, what they lack, and who owes what by when.

    ``shared_topics`` are taught by two or more parties, ``sole_topics`` by one only; ``channels`` and
    ``resources`` list who has what; ``notes`` say what the files leave open. Parties keep the programme's
    order.
    """

    programme: str
    today: date
    parties: tuple[PartyCard, ...]
    resources: tuple[Resource, ...]
    shared_audiences: tuple[SharedAudience, ...]
    shared_learners: tuple[SharedLearners, ...]
    shared_topics: tuple[Topic, ...]
    sole_topics: tuple[Topic, ...]
    channels: tuple[Resource, ...]
    gaps: tuple[Gap, ...]
    duties: tuple[DutyRow, ...]
    notes: tuple[Finding, ...]
