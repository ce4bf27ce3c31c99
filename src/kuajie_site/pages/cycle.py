"""The cycle of a programme on its home page: what was done, what is open, what comes next.

Four stages (design, integrate, run and monitor, evaluate and improve), each of steps that lead to a page.
A step is listed for whoever may open its page; the next one is the first open step that a seat may take,
in the order of ``ORDER``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.pages.cycle_facts import CycleFacts, cycle_facts
from kuajie_site.pages.cycle_steps import ORDER, STAGES, Row, Standing
from kuajie_site.programmes.models import Seat

STANDING_NAMES: Final[Mapping[Standing, Text]] = MappingProxyType(
    {
        Standing.DONE: Text(en="done", zh="已完成"),
        Standing.CHANGED: Text(en="out of date", zh="已过期"),
        Standing.UNDER_WAY: Text(en="under way", zh="进行中"),
        Standing.OPEN: Text(en="open", zh="未开始"),
        Standing.HIDDEN: Text(en="not disclosed to you", zh="未向你公开"),
        Standing.NONE: Text(en="none", zh="暂无"),
    }
)
BADGES: Final[Mapping[Standing, str]] = MappingProxyType(
    {Standing.DONE: "good", Standing.CHANGED: "warn", Standing.UNDER_WAY: "calm"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step as a seat sees it."""

    key: str
    name: Text
    why: Text
    place: str
    standing: Standing
    mine: bool

    @property
    def said(self) -> Text:
        """How it stands, in words."""
        return STANDING_NAMES[self.standing]

    @property
    def badge(self) -> str:
        """How it stands, as a class of badges."""
        return BADGES.get(self.standing, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage with the steps that a seat sees."""

    name: Text
    lead: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """All stages, the step that comes next for a seat, and whether nothing was ever answered."""

    stages: tuple[Stage, ...]
    next: Step | None
    fresh: bool


def cycle_of(seat: Seat) -> Cycle:
    """Return how the programme of a seat stands."""
    facts = cycle_facts(seat)
    stages = tuple(
        Stage(name=each.name, lead=each.lead, steps=tuple(_steps(facts, each.rows))) for each in STAGES
    )
    return Cycle(stages=stages, next=_next(stages), fresh=not facts.answers and not facts.under_way)


def _steps(facts: CycleFacts, rows: Iterable[Row]) -> Iterable[Step]:
    seat = facts.seat
    for row in rows:
        if seat.may(row.sees) and not (row.private and seat.party is None):
            yield Step(
                key=row.key,
                name=row.name,
                why=row.why,
                place=reverse(row.place, args=[seat.programme_id, *row.arguments]),
                standing=row.standing(facts),
                mine=seat.may(row.takes),
            )


def _next(stages: Iterable[Stage]) -> Step | None:
    steps = {step.key: step for stage in stages for step in stage.steps if step.mine}
    waiting = (steps[key] for key in ORDER if key in steps)
    return next((each for each in waiting if each.standing in {Standing.OPEN, Standing.CHANGED}), None)
