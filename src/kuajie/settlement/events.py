"""What happened, as settlement sees it: sales, and changes of what of each sale counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise


class EventKind(IntEnum):
    """What changed; of events at one moment the smaller comes first."""

    SALE = 0
    COST = 1
    REFUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One order line: its id, when it was sold (microseconds since 1970, UTC), and on which day of the zone.

    ``paid`` is what the buyer paid and ``let_off`` what its ``bearer`` adds to it (a coupon that counts as
    paid), both in minor units.
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


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One change, in canonical order: moment, kind, id.

    ``amount`` is what was paid, refunded (positive) or spent; ``about`` the place of its sale or cost.
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
class History:
    """Everything that happened: ``sales`` and ``costs`` by place, and ``events`` in canonical order."""

    sales: Sequence[Sale]
    costs: Sequence[Cost]
    events: Sequence[Event] = field(default=())

    @classmethod
    def of(cls, sales: Sequence[Sale], refunds: Sequence[Refund] = (), costs: Sequence[Cost] = ()) -> History:
        """Return the history of sales, refunds and costs.

        Nothing depends on the order in which they are given. Raises ``ValueError`` for a refund of an unknown
        sale, before it, or of more than was paid, and for ids that stand twice.
        """
        ordered = sorted(sales, key=lambda sale: (sale.at, sale.id))
        spent = sorted(costs, key=lambda cost: (cost.at, cost.id))
        places = {sale.id: place for place, sale in enumerate(ordered)}
        events = [
            Event(sale.at, EventKind.SALE, sale.id, place, sale.paid) for place, sale in enumerate(ordered)
        ]
        events += [
            Event(cost.at, EventKind.COST, cost.id, place, cost.amount) for place, cost in enumerate(spent)
        ]
        events += [
            Event(refund.at, EventKind.REFUND, refund.id, _place(places, refund.sale), refund.amount)
            for refund in refunds
        ]
        events.sort()
        _require_sound(ordered, events)
        return cls(sales=tuple(ordered), costs=tuple(spent), events=tuple(events))


def _place(places: dict[str, int], sale: str) -> int:
    if sale not in places:
        raise ValueError(f"a refund names the unknown sale {sale!r}")
    return places[sale]


def _require_sound(sales: Sequence[Sale], events: Sequence[Event]) -> None:
    for one, other in pairwise(events):
        if (one.at, one.kind, one.id) == (other.at, other.kind, other.id):
            raise ValueError(f"two events are called {one.id!r}")
    left = [sale.paid for sale in sales]
    for event in events:
        if event.kind is EventKind.REFUND:
            left[event.about] -= event.amount
            if left[event.about] < 0 or event.amount < 0 or event.at < sales[event.about].at:
                raise ValueError(f"refund {event.id!r} is negative, before its sale or above what was paid")
