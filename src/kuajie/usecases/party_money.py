"""Whose money is whose: revenue by the agreed shares, unit costs and spend by who bears them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kuajie.domain.course import Course
from kuajie.domain.deal import deal_of
from kuajie.domain.lever import Lever
from kuajie.domain.programme import Programme
from kuajie.planning.parties import Parties


def revenue_share(programme: Programme, sold: str, party: str) -> float:
    """Return a party's part of the revenue of the course ``sold``, from 0 to 1.

    By the clause that shares it (the first of its tiers), else by the agreed shares among the parties the
    course requires, brought to a sum of one; all to the seller where none of them has an agreed share.
    """
    return float(deal_of(programme).share_of(sold, party))


def parties_of(programme: Programme, courses: Sequence[Course], levers: Sequence[Lever]) -> Parties:
    """Return all parties of a programme as the planner knows them, for some of its courses and levers."""
    ids = programme.party_ids
    shares = [[revenue_share(programme, course.id, party) for course in courses] for party in ids]
    costs = [
        [float(course.unit_costs[party]) if party in course.unit_costs else 0.0 for course in courses]
        for party in ids
    ]
    return Parties(
        names=tuple(party.name for party in programme.parties),
        revenue_share=np.array(shares).reshape(len(ids), len(courses)),
        cost=np.array(costs).reshape(len(ids), len(courses)),
        owner=np.array([ids.index(lever.party) for lever in levers], dtype=np.int64),
    )
