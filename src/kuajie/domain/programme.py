"""A programme: parties, courses, levers, horizon, and what was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kuajie.domain.beliefs import FitChoices
from kuajie.domain.calendar import Horizon, is_time_zone
from kuajie.domain.checks import require_identifier, require_known, require_unique
from kuajie.domain.clauses import amounts_of
from kuajie.domain.course import Course
from kuajie.domain.deal import deal_of, require_sound_terms
from kuajie.domain.decided import Promise, Resource
from kuajie.domain.launch import Launch
from kuajie.domain.lever import Lever, LeverKind
from kuajie.domain.money import Money
from kuajie.domain.party import Party
from kuajie.domain.terms import Budgets, Duty, Objective, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Joint courses, levers, terms and a horizon agreed by two or more parties.

    Everything is counted in ``currency``; weeks are seen from ``time_zone``; holidays are ``country``'s.
    ``fit`` says in which form the response is fitted. ``launches`` are joint courses that are not sold yet:
    no part of history, fit or plan.
    """

    id: str
    title: str
    currency: str
    time_zone: str
    country: str
    parties: tuple[Party, ...]
    courses: tuple[Course, ...]
    levers: tuple[Lever, ...]
    horizon: Horizon
    budgets: Budgets = field(default_factory=Budgets)
    objective: Objective = field(default_factory=Objective)
    terms: Terms = field(default_factory=Terms)
    duties: tuple[Duty, ...] = ()
    promises: tuple[Promise, ...] = ()
    resources: tuple[Resource, ...] = ()
    fit: FitChoices = field(default_factory=FitChoices)
    launches: tuple[Launch, ...] = ()

    def __post_init__(self) -> None:
        """Refuse unknown references, repeated ids, mixed currencies and contradicting clauses."""
        require_identifier("a programme id", self.id)
        if not self.parties or not self.courses:
            raise ValueError(
                f"a programme needs parties and courses, but got {self.party_ids} and {self.course_ids}"
            )
        if not is_time_zone(self.time_zone):
            raise ValueError(f"unknown time zone {self.time_zone!r}")
        for what, values in (
            ("party", self.party_ids),
            ("course", (*self.course_ids, *(launch.course.id for launch in self.launches))),
            ("lever", self.lever_ids),
        ):
            require_unique(f"a {what} id", values)
        self._check_references()
        self._check_currency()
        require_sound_terms(self)
        deal_of(self)

    def _check_references(self) -> None:
        parties, courses = self.party_ids, self.course_ids
        for course in (*self.courses, *(launch.course for launch in self.launches)):
            require_known(f"course {course.id}", (*course.requires, *course.unit_costs), parties)
            require_known(f"course {course.id}", [each.borne_by for each in course.incentives], parties)
        for lever in self.levers:
            require_known(f"lever {lever.id}", [lever.party], parties)
            require_known(f"lever {lever.id}", lever.courses, courses)
        for what, keys in (
            ("a budget", (*self.budgets.by_party, *self.budgets.weekly_by_party)),
            ("a profit floor", self.objective.profit_floors),
            ("a revenue share", self.terms.revenue_shares),
        ):
            require_known(what, keys, parties)
        require_known("a promise", [promise.lever for promise in self.promises], self.lever_ids)
        for resource in self.resources:
            require_known(f"resource {resource.title}", resource.uses, self.lever_ids)
        require_known("a duty", [duty.owner for duty in self.duties], parties)

    def _check_currency(self) -> None:
        for money in self._every_amount():
            if money.currency != self.currency:
                raise ValueError(
                    f"a programme in {self.currency} holds an amount in another currency: {money}"
                )

    def _every_amount(self) -> Iterator[Money]:
        for party in self.parties:
            yield party.outside_profit
        for course in (*self.courses, *(launch.course for launch in self.launches)):
            yield from (course.price, *course.price_choices, *course.unit_costs.values())
        for lever in self.levers:
            yield from (
                lever.unit_cost,
                lever.weekly_max,
                lever.weekly_min,
                lever.set_up_cost,
                lever.min_if_used,
                *([] if lever.largest_change is None else [lever.largest_change]),
            )
        yield from self.budgets.amounts
        yield from self.objective.profit_floors.values()
        yield from (promise.spend for promise in self.promises)
        for clause in self.terms.clauses:
            yield from amounts_of(clause)

    @property
    def party_ids(self) -> tuple[str, ...]:
        """The ids of the parties, in order."""
        return tuple(party.id for party in self.parties)

    @property
    def course_ids(self) -> tuple[str, ...]:
        """The ids of the courses, in order."""
        return tuple(course.id for course in self.courses)

    @property
    def lever_ids(self) -> tuple[str, ...]:
        """The ids of the levers, in order."""
        return tuple(lever.id for lever in self.levers)

    def party(self, party_id: str) -> Party:
        """Return a party by id; raises ``KeyError`` for an unknown one."""
        return {party.id: party for party in self.parties}[party_id]

    def course(self, course_id: str) -> Course:
        """Return a course by id; raises ``KeyError`` for an unknown one."""
        return {course.id: course for course in self.courses}[course_id]

    def lever(self, lever_id: str) -> Lever:
        """Return a lever by id; raises ``KeyError`` for an unknown one."""
        return {lever.id: lever for lever in self.levers}[lever_id]

    def levers_of(self, kind: LeverKind) -> tuple[Lever, ...]:
        """Return the levers of one kind, in order."""
        return tuple(lever for lever in self.levers if lever.kind is kind)
