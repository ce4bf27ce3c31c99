"""A programme under way: some weeks of its horizon have happened, the others can still be planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from kuajie.domain.actuals import Actuals
from kuajie.domain.calendar import DAYS_OF_WEEK, Horizon, monday_of
from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput
from kuajie.messages.notices import replan as notices
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.remainder import Past, paid_so_far, remainder
from kuajie.usecases.planning_problem import Scope

LATE_DAYS = 1
"""A record that ends on a Saturday still makes a whole week: a day without orders is common."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnderWay:
    """The whole programme as agreed, and what happened in the first weeks of its horizon."""

    whole: Programme
    actuals: Actuals

    @property
    def weeks(self) -> int:
        """How many weeks have passed."""
        return len(self.actuals.weeks)

    @property
    def rest(self) -> Programme:
        """The programme with the weeks that are left as its horizon."""
        horizon = self.whole.horizon
        left = Horizon(horizon.start + timedelta(weeks=self.weeks), horizon.count - self.weeks)
        promises = tuple(promise for promise in self.whole.promises if promise.week >= left.start)
        return replace(self.whole, horizon=left, promises=promises)


def weeks_passed(horizon: Horizon, *, as_of: date | None, last_record: date | None) -> tuple[date, ...]:
    """Return the whole weeks of a horizon before the day ``as_of``, else those that the records fill.

    The week of the last record counts as whole when that lies on its Saturday or Sunday.

    >>> horizon = Horizon(date(2026, 11, 30), 12)
    >>> len(weeks_passed(horizon, as_of=date(2026, 12, 13), last_record=None))
    1
    >>> len(weeks_passed(horizon, as_of=None, last_record=date(2026, 12, 13)))
    2
    """
    if as_of is not None:
        first_open = monday_of(as_of)
    elif last_record is None:
        return ()
    else:
        first_open = monday_of(last_record + timedelta(days=1 + LATE_DAYS))
    return tuple(week for week in horizon.weeks if week + timedelta(days=DAYS_OF_WEEK) <= first_open)


def require_under_way(horizon: Horizon, weeks: Sequence[date], *, as_of: date | None = None) -> None:
    """Refuse a horizon of which no whole week has passed, or none is left."""
    if not weeks:
        until: object = notices.BY_RECORDS if as_of is None else notices.before(as_of)
        raise BadInput.of(notices.NOT_UNDER_WAY, start=horizon.start, until=until)
    if len(weeks) >= horizon.count:
        raise BadInput.of(notices.NO_WEEK_LEFT, weeks=horizon.count)


def rest_of(problem: PlanningProblem, under_way: UnderWay, scope: Scope) -> PlanningProblem:
    """Return what is left of the problem of the whole programme, for the same scope."""
    return remainder(problem, past_of(problem, under_way, scope))


def past_of(problem: PlanningProblem, under_way: UnderWay, scope: Scope) -> Past:
    """Return what happened, in the order of a scope's levers, with the profit it made."""
    whole, actuals = under_way.whole, under_way.actuals
    levers = [whole.lever_ids.index(lever.id) for lever in scope.levers]
    past = Past(spend=actuals.spend[levers], inputs=actuals.inputs[levers])
    net, sold = net_revenue(problem, under_way, scope), sold_so_far(under_way, scope)
    paid = paid_so_far(problem, past)
    profit = float(((net - problem.cost[:, None]) * sold).sum() - paid.sum())
    if problem.parties is None:
        return replace(past, profit=profit)
    parties = problem.parties
    each = parties.revenue_share @ (net * sold).sum(axis=1) - parties.cost @ sold.sum(axis=1)
    each = each - parties.pays @ paid
    return replace(past, profit=profit, party_profit=each)


def sold_so_far(under_way: UnderWay, scope: Scope) -> Floats:
    """Return enrolments of the weeks that have passed, ``(course, week)`` in the scope's order."""
    return under_way.actuals.enrolments[_courses(under_way, scope)]


def net_revenue(problem: PlanningProblem, under_way: UnderWay, scope: Scope) -> Floats:
    """Return net revenue of one seat in the weeks that have passed, ``(course, week)``.

    Coupons and refunds count at their historic rates: those of the last weeks are not complete yet.
    """
    kept = problem.realised * (1.0 - problem.refund)
    return np.asarray(under_way.actuals.price[_courses(under_way, scope)] * kept[:, None])


def _courses(under_way: UnderWay, scope: Scope) -> list[int]:
    return [under_way.whole.course_ids.index(course.id) for course in scope.courses]
