"""The learning path to a target: which courses, in which order, why each, and what is missing on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.paths.cheapest import cheapest, cheapest_price
from kuajie.knowledge.paths.reasons import step_reasons
from kuajie.knowledge.paths.request import FoundPath, Gap, Outcome, PathRequest, Step
from kuajie.knowledge.paths.steps import Choice, arrives, in_order, reached, things
from kuajie.knowledge.paths.wanted import Had, Lessons, Thing, Wanted, goals_of, incidence, wanted

FIRM = 1e-3
"""What every course costs beside its cost, so that none is taken for nothing, of the least cost there is."""


def find_path(graph: CourseGraph, lessons: Lessons, request: PathRequest) -> FoundPath:
    """Return the cheapest courses to a target in an order that works.

    A course is ready once the courses it requires are taken and everything its topics require is had. What no
    course gives is a gap: it is told and taken as had elsewhere. Where courses wait for each other through
    different topics, those that lack least are taken side by side, which is told.
    """
    had = Had.of(lessons, request.taken, request.knows)
    goals = goals_of(graph, request.target)
    asked = wanted(lessons, goals, had, request.open_to)
    if goals and not asked.goals:
        return FoundPath(outcome=Outcome.ALREADY)
    problem = _Problem.of(lessons, asked, request)
    if not goals or not problem.open_goals:
        gaps = tuple(_gap(lessons, asked, thing, request) for thing in problem.gaps)
        return FoundPath(
            outcome=Outcome.UNREACHABLE, gaps=gaps, blocked=_blocked(lessons, asked, problem, request)
        )
    return _path(graph, lessons, asked, problem, request)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Problem:
    """The choice, whose courses and things are those wanted that can be had, and what cannot."""

    choice: Choice
    courses: tuple[int, ...]
    gaps: tuple[Thing, ...]
    side_by_side: tuple[tuple[int, Thing], ...]

    @property
    def open_goals(self) -> bool:
        return bool(self.choice.goals.size)

    @classmethod
    def of(cls, lessons: Lessons, asked: Wanted, request: PathRequest) -> _Problem:
        courses = _takeable(lessons, asked)
        row = {course: number for number, course in enumerate(courses)}
        givers = {
            thing: [row[each] for each in lessons.givers(thing) if each in row] for thing in asked.things
        }
        gaps = tuple(thing for thing in asked.things if not givers[thing])
        place = {thing: number for number, thing in enumerate(each for each in asked.things if givers[each])}
        gives: list[list[int]] = [[] for _ in courses]
        for thing, number in place.items():
            for giver in givers[thing]:
                gives[giver].append(number)
        needs = [[place[thing] for thing in asked.needs[each] if thing in place] for each in courses]
        cost = request.cost[list(courses)].astype(np.float64)
        least = float(cost[cost > 0].min(initial=1.0))
        choice = Choice(
            gives=incidence(gives, len(place)),
            needs=incidence(needs, len(place)),
            goals=np.array([place[goal] for goal in asked.goals if goal in place], dtype=np.int64),
            cost=cost + FIRM * least / max(len(courses), 1),
            price=request.price[list(courses)].astype(np.float64),
            budget=request.budget,
        )
        choice, released = _released(choice)
        names = {number: thing for thing, number in place.items()}
        return cls(
            choice=choice,
            courses=courses,
            gaps=gaps,
            side_by_side=tuple((courses[course], names[thing]) for course, thing in released),
        )


def _takeable(lessons: Lessons, asked: Wanted) -> tuple[int, ...]:
    """Return the courses all of whose required courses can be taken too."""
    left = set(asked.courses)
    while True:
        stuck = {
            course
            for course in left
            for thing in asked.needs[course]
            if thing[0] < lessons.courses and not left.intersection(thing)
        }
        if not stuck:
            return tuple(sorted(left))
        left -= stuck


def _released(choice: Choice) -> tuple[Choice, list[tuple[int, int]]]:
    """Return a choice in which the goals can be reached, and the needs (course, thing) given up for it.

    Courses can wait for each other though nothing they teach does: one teaches a and b, another c and d, a
    requires c and d requires b. The course that lacks least is taken without waiting.
    """
    every = np.ones(choice.courses, dtype=np.bool_)
    released: list[tuple[int, int]] = []
    while not arrives(choice, every):
        have = reached(choice, every)
        lacks = choice.needs @ (~have).astype(np.float64)
        fresh = (choice.gives @ (~have).astype(np.float64)) > 0
        course = int(np.argmin(np.where((lacks > 0) & fresh, lacks, np.inf)))
        given_up = [thing for thing in things(choice.needs, course).tolist() if not have[thing]]
        released += [(course, thing) for thing in given_up]
        needs = choice.needs.copy()
        row = slice(needs.indptr[course], needs.indptr[course + 1])
        needs.data[row] = np.where(np.isin(needs.indices[row], given_up), 0.0, 1.0)
        needs.eliminate_zeros()
        choice = replace(choice, needs=needs)
    return choice, released


def _path(
    graph: CourseGraph, lessons: Lessons, asked: Wanted, problem: _Problem, request: PathRequest
) -> FoundPath:
    choice = problem.choice
    found = cheapest(choice, seconds=request.seconds)
    if found is None:
        return FoundPath(
            outcome=Outcome.OVER_BUDGET,
            least_price=cheapest_price(choice, seconds=request.seconds),
            considered=len(problem.courses),
        )
    order = [problem.courses[place] for place in in_order(choice, found.chosen, _rank(lessons, problem))]
    there = set(order)
    needed = {thing for course in order for thing in asked.needs[course]} | set(asked.goals)
    return FoundPath(
        outcome=Outcome.FOUND,
        steps=tuple(
            Step(course=course, reasons=step_reasons(graph, lessons, asked, order, place, request.target))
            for place, course in enumerate(order)
        ),
        cost=float(request.cost[order].sum()),
        price=float(request.price[order].sum()),
        gap=found.gap,
        gaps=tuple(_gap(lessons, asked, thing, request, there) for thing in problem.gaps if thing in needed),
        side_by_side=tuple((course, thing[0]) for course, thing in problem.side_by_side if course in there),
        considered=len(problem.courses),
    )


def _rank(lessons: Lessons, problem: _Problem) -> Floats:
    """Return by which courses that are ready are ordered: those with fewer topics first."""
    topics: Floats = np.diff(lessons.teaches.indptr)[list(problem.courses)].astype(np.float64)
    return topics


def _gap(
    lessons: Lessons, asked: Wanted, thing: Thing, request: PathRequest, among: set[int] | None = None
) -> Gap:
    """Return what nobody gives, which courses of the path need it, and who gives it but is ruled out."""
    users = [
        course
        for course in asked.courses
        if thing in asked.needs[course] and (among is None or course in among)
    ]
    elsewhere = [course for course in lessons.givers(thing) if not request.open_to[course]]
    return Gap(node=thing[0], needed_for=tuple(users), elsewhere=tuple(elsewhere))


def _blocked(lessons: Lessons, asked: Wanted, problem: _Problem, request: PathRequest) -> tuple[int, ...]:
    """Return the courses that are needed and that the learner's wishes rule out."""
    wishes = {
        course
        for thing in (*asked.goals, *problem.gaps)
        for course in lessons.givers(thing)
        if not request.open_to[course]
    }
    return tuple(sorted(wishes))
