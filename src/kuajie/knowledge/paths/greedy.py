"""A good choice of courses for goals, quickly: the cheapest way to each thing, less what is to spare."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags
from kuajie.knowledge.paths.steps import Choice, arrives, things


def greedy(choice: Choice) -> Flags | None:
    """Return courses that give all goals, ``None`` where these cost more than the budget.

    Every thing is had by the course that costs least together with its needs, each need counted as if it
    were bought alone (the additive heuristic; Bonet and Geffner, 2001). Courses without which the goals are
    still reached are then left out, the dearest first.
    """
    giver = _cheapest_givers(choice)
    chosen = np.zeros(choice.courses, dtype=np.bool_)
    asked = list(choice.goals)
    while asked:
        course = int(giver[asked.pop()])
        if not chosen[course]:
            chosen[course] = True
            asked.extend(things(choice.needs, course))
    for course in sorted(np.flatnonzero(chosen).tolist(), key=lambda each: (-choice.cost[each], each)):
        chosen[course] = False
        if not arrives(choice, chosen):
            chosen[course] = True
    return chosen if choice.price[chosen].sum() <= choice.budget else None


def _cheapest_givers(choice: Choice) -> Codes:
    """Return the course by which each thing costs least, (things,), -1 where none gives it."""
    count = choice.gives.shape[1]
    worth: Floats = np.full(count, np.inf)
    giver = np.full(count, -1, dtype=np.int64)
    needing = csc_matrix(choice.needs)
    waiting = np.diff(choice.needs.indptr).astype(np.int64)
    total = choice.cost.astype(np.float64).copy()
    done = np.zeros(count, dtype=np.bool_)
    open_courses = np.flatnonzero(waiting == 0).tolist()
    while True:
        for course in open_courses:
            for thing in things(choice.gives, course).tolist():
                if total[course] < worth[thing] and not done[thing]:
                    worth[thing], giver[thing] = total[course], course
        frontier = np.where(done, np.inf, worth)
        thing = int(np.argmin(frontier))
        if not np.isfinite(frontier[thing]):
            return giver
        done[thing] = True
        users = needing.indices[needing.indptr[thing] : needing.indptr[thing + 1]]
        total[users] += worth[thing]
        waiting[users] -= 1
        open_courses = users[waiting[users] == 0].tolist()
