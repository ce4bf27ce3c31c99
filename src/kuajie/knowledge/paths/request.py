"""What a learner has, wants and will take, and what came of it: a path, or what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PathRequest:
    """A way to a ``target`` (node) for somebody who took courses and knows concepts or skills already.

    ``open_to`` (courses,) says which courses the learner would take: language, level, provider. ``cost``
    (courses,) is what is to be kept small, ``price`` (courses,) what counts against ``budget``; both in the
    same unit for all courses, prices unknown as nothing.
    """

    target: int
    taken: Codes
    knows: Codes
    open_to: Flags
    cost: Floats
    price: Floats
    budget: float = np.inf
    seconds: float = 10.0


class Why(StrEnum):
    """Why a course stands in a path."""

    TARGET = "target"
    GIVES_TARGET = "gives_target"
    FOR_OCCUPATION = "for_occupation"
    OCCUPATION_NEEDS = "occupation_needs"
    COURSE_REQUIRES = "course_requires"
    CONCEPT_REQUIRES = "concept_requires"
    COURSE_NEEDS = "course_needs"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReason:
    """Why a course is taken, in codes of nodes, -1 where there is none.

    It gives ``thing`` to the ``later`` course of the path, whose ``topic`` requires it.
    """

    why: Why
    later: int = -1
    thing: int = -1
    topic: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One course of a path, and why it is taken there."""

    course: int
    reasons: tuple[StepReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something needed that no course the learner would take gives: ``node``, and for which nodes.

    ``elsewhere``: a course gives it that the learner's wishes rule out.
    """

    node: int
    needed_for: tuple[int, ...]
    elsewhere: tuple[int, ...]


class Outcome(StrEnum):
    """How a search for a path ended."""

    FOUND = "found"
    ALREADY = "already"
    UNREACHABLE = "unreachable"
    OVER_BUDGET = "over_budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPath:
    """Courses in order, what they cost, and how much cheaper others could be at the most (relative ``gap``).

    ``gaps`` are needed and not given by any course; ``blocked`` courses would be needed and are ruled out;
    ``side_by_side`` are courses and what they need that no order can give them first. ``least_price`` is the
    price of the cheapest path where the budget does not suffice. ``considered`` courses could have helped.
    """

    outcome: Outcome
    steps: tuple[Step, ...] = ()
    cost: float = 0.0
    price: float = 0.0
    gap: float = 0.0
    gaps: tuple[Gap, ...] = ()
    blocked: tuple[int, ...] = ()
    side_by_side: tuple[tuple[int, int], ...] = ()
    least_price: float | None = None
    considered: int = 0
