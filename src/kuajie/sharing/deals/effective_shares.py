"""What a deal leaves each party of one more yuan: local shares of revenue and costs, and per enrolment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.deal import Deal
from kuajie.sharing.deals.deal_payoffs import Outcomes, deal_payoffs

Floats = NDArray[np.float64]

STEP = 1e-6
"""Relative step of the differences: clauses are piecewise linear, so it only has to miss most kinks."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EffectiveShares:
    """Slopes of parties' profits under a deal at given outcomes, the mean over their draws.

    ``revenue`` (P, C): of one more yuan of a course's revenue, adds up to one. ``spend`` (P, L): who bears
    one more yuan of a lever, adds up to one. ``per_enrolment`` (P, C): money of one more kept enrolment apart
    from its revenue: fees less the unit costs borne.
    """

    parties: tuple[str, ...]
    revenue: Floats
    spend: Floats
    per_enrolment: Floats


def effective_shares(deal: Deal, at: Outcomes) -> EffectiveShares:
    """Return the local shares of every party; give ``at.expected`` for those at the expected outcome.

    With many draws a clause counts by how often it binds: a guarantee that is used in three draws of ten
    takes three tenths of the payee's share away. Where a cap or threshold is met exactly, the mean
    of both sides counts; the jump of retroactive tiers at a threshold is no part of a slope and is left out.
    """
    at.check(deal)
    courses, levers = range(len(deal.sellers)), range(len(deal.owners))
    columns = (
        [_slope(deal, _more_revenue(at, course)) for course in courses],
        [-_slope(deal, _more_spend(at, lever)) for lever in levers],
        [_slope(deal, _more_enrolments(at, course)) for course in courses],
    )
    revenue, spend, per_enrolment = (_side_by_side(deal, each) for each in columns)
    return EffectiveShares(parties=deal.parties, revenue=revenue, spend=spend, per_enrolment=per_enrolment)


Change = tuple[Callable[[float], Outcomes], float]
"""How outcomes change with a number of units, and how many units a small step is."""


def _slope(deal: Deal, change: Change) -> Floats:
    """Return the mean change of each party's profit by one unit of a change, (P,)."""
    moved, step = change
    up, down = deal_payoffs(deal, moved(step)).profit, deal_payoffs(deal, moved(-step)).profit
    return np.asarray((up - down).mean(axis=1) / (2.0 * step))


def _more_revenue(at: Outcomes, course: int) -> Change:
    unit = _only(at.revenue, course)
    return lambda units: replace(at, revenue=at.revenue + units * unit), _step(at.revenue)


def _more_spend(at: Outcomes, lever: int) -> Change:
    unit = _only(at.spend, lever)
    return lambda units: replace(at, spend=at.spend + units * unit), _step(at.spend)


def _more_enrolments(at: Outcomes, course: int) -> Change:
    """Return the change by enrolments with their unit costs, at today's cost of each."""
    unit, kept = _only(at.enrolments, course), at.enrolments[course]
    costs = np.zeros(at.unit_costs.shape)
    costs[:, course] = np.where(kept > 0.0, at.unit_costs[:, course] / np.where(kept > 0.0, kept, 1.0), 0.0)

    def moved(units: float) -> Outcomes:
        return replace(at, enrolments=at.enrolments + units * unit, unit_costs=at.unit_costs + units * costs)

    return moved, _step(at.enrolments)


def _only(rows: Floats, place: int) -> Floats:
    """Return ones in one row (N, 1) and zeros elsewhere."""
    return np.asarray(np.arange(rows.shape[0])[:, None] == place, dtype=np.float64)


def _step(rows: Floats) -> float:
    return STEP * max(1.0, float(np.abs(rows).mean()))


def _side_by_side(deal: Deal, columns: list[Floats]) -> Floats:
    return np.stack(columns, axis=1) if columns else np.zeros((len(deal.parties), 0))
