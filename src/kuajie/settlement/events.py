"""What happened, as settlement sees it: sales, and changes of what of each sale counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple


class EventKind(IntEnum):
    """What changed; of events at one moment the smaller comes first."""

    SALE = 0
    COST = 1
    LESSON = 2
    REFUND = 3
    LEAD = 4
    RELEASE = 5
    DUE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One order line: its id, when it was sold (microseconds since 1970, UTC), and on which day of the zone.

    ``paid`` is what the buyer paid and ``let_off`` what its ``bearer`` adds to it (a coupon that counts as
    paid), both in minor units. ``channel`` is that of the order. ``bought``: those bundles of the agreement
    that the whole order holds, separated by spaces, each with its courses joined by ``+``.
    """

    id: str
    at: int
    day: int
    course: str
    seller: str
    paid: int
    quantity: int = 1
    let_off: int = 0
    bearer: str = ""
    channel: str = ""
    bought: str = ""


class Event(NamedTuple):
    """One change, in canonical order: moment, kind, id.

    ``amount`` is what was paid, refunded (positive) or spent, the clause by which money is released, or the
    place of a lesson; ``about`` the place of its sale, cost, lead or due.
    """

    at: int
    kind: EventKind
    id: str
    about: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a party put into a lever: when, on which day, how much."""

    id: str
    at: int
    day: int
    party: str
    lever: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What went back of a sale, by its id, and when."""

    id: str
    at: int
    sale: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Lessons of a sale (by its id) that were consumed, of how many it holds, and when.

    Both are in thousandths of a lesson; only sales that count as they are consumed have any.
    """

    id: str
    at: int
    sale: str
    lessons: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Somebody whom a party brought, through a channel: when, on which day."""

    id: str
    at: int
    day: int
    party: str
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """When what a clause (by its place) holds back of a sale is released."""

    id: str
    at: int
    sale: str
    clause: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a clause (by its place) pays by the calendar, of the span that begins on a day, and how much."""

    id: str
    at: int
    clause: int
    first: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that happened: rows by place, and ``events`` in canonical order."""

    sales: Sequence[Sale]
    costs: Sequence[Cost]
    leads: Sequence[Lead] = field(default=())
    dues: Sequence[Due] = field(default=())
    lessons: Sequence[Lesson] = field(default=())
    events: Sequence[Event] = field(default=())

    @classmethod
    def of(
        cls,
        sales: Iterable[Sale],
        refunds: Sequence[Refund] = (),
        costs: Iterable[Cost] = (),
        *,
        leads: Iterable[Lead] = (),
        releases: Sequence[Released] = (),
        dues: Iterable[Due] = (),
        lessons: Iterable[Lesson] = (),
    ) -> History:
        """Return the history of sales, what became of them, and everything else.

        Nothing depends on the order in which rows are given. Raises ``ValueError`` for a refund, lesson or
        release of an unknown sale, before it, or of more than was paid, and for ids that stand twice.
        """
        ordered, taught = sorted(sales, key=_when), sorted(lessons, key=_when)
        spent, brought, owed = sorted(costs, key=_when), sorted(leads, key=_when), sorted(dues, key=_when)
        later = refunds or releases or taught
        places = {sale.id: place for place, sale in enumerate(ordered)} if later else {}
        sold = EventKind.SALE
        events = [Event(sale.at, sold, sale.id, place, sale.paid) for place, sale in enumerate(ordered)]
        events += [
            Event(row.at, EventKind.COST, row.id, place, row.amount) for place, row in enumerate(spent)
        ]
        events += [Event(row.at, EventKind.LEAD, row.id, place, 1) for place, row in enumerate(brought)]
        events += [Event(row.at, EventKind.DUE, row.id, place, row.amount) for place, row in enumerate(owed)]
        for refund in refunds:
            about = _place(places, refund.sale)
            events.append(Event(refund.at, EventKind.REFUND, refund.id, about, refund.amount))
        for release in releases:
            about = _place(places, release.sale)
            events.append(Event(release.at, EventKind.RELEASE, release.id, about, release.clause))
        events += [
            Event(row.at, EventKind.LESSON, row.id, _place(places, row.sale), place)
            for place, row in enumerate(taught)
        ]
        events.sort()
        _require_sound(ordered, events)
        _require_lessons(taught)
        return cls(
            sales=tuple(ordered),
            costs=tuple(spent),
            leads=tuple(brought),
            dues=tuple(owed),
            lessons=tuple(taught),
            events=tuple(events),
        )

    def before(self, moment: int) -> History:
        """Return what happened before a moment (microseconds since 1970, UTC)."""
        rows = {}
        for name in ("sales", "costs", "leads", "dues", "lessons"):
            every = getattr(self, name)
            rows[name] = every[: bisect_left(every, moment, key=attrgetter("at"))]
        end = bisect_left(self.events, moment, key=attrgetter("at"))
        return History(**rows, events=self.events[:end])


def _when(row: Sale | Cost | Lead | Due | Lesson) -> tuple[int, str]:
    return row.at, row.id


def _place(places: dict[str, int], sale: str) -> int:
    if sale not in places:
        raise ValueError(f"a refund, lesson or release names the unknown sale {sale!r}")
    return places[sale]


def _require_sound(sales: Sequence[Sale], events: Sequence[Event]) -> None:
    for one, other in pairwise(events):
        if one[0] == other[0] and one[2] == other[2] and one[1] == other[1]:
            raise ValueError(f"two events are called {one.id!r}")
    left: dict[int, int] = {}
    later = (EventKind.REFUND, EventKind.RELEASE, EventKind.LESSON)
    for event in events:
        if event[1] in later:
            sale = sales[event.about]
            back = event.amount if event.kind is EventKind.REFUND else 0
            left[event.about] = left.get(event.about, sale.paid) - back
            if left[event.about] < 0 or event.amount < 0 or event.at < sale.at:
                kind = event.kind.name.lower()
                raise ValueError(f"{kind} {event.id!r} is negative, before its sale or above what was paid")


def _require_lessons(lessons: Sequence[Lesson]) -> None:
    for row in lessons:
        if not 0 < row.lessons <= row.of:
            raise ValueError(f"lesson {row.id!r} consumes {row.lessons} of {row.of}")
