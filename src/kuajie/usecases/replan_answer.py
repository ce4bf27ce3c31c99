"""What planning again mid-way answers: how it went so far, what to change from here, what that gains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from kuajie.domain.programme import Programme
from kuajie.messages import Finding
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.plan_answer import Alternative, PlanAnswer


class AskedOfRest(TypedDict, total=False):
    """How to plan the rest of a programme under way.

    Weeks that end before the day ``as_of`` have passed, otherwise those that the records fill. ``refit`` lets
    the fit learn from them first; ``adopt`` keeps the answer as the plan agreed on. ``draws`` find the plan,
    and it is ``certified`` unless told otherwise.
    """

    as_of: date | None
    refit: bool
    adopt: bool
    draws: int
    certified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverChange:
    """One lever: spent and planned in the weeks that have passed, and what is left before and after."""

    id: str
    title: str
    party: str
    spent: float
    planned: float
    before: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSoFar:
    """One course in the weeks that have passed, and its price in those that are left.

    ``planned`` is what the fit expected of the agreed plan, ``given_spend`` what it expects of the spend and
    prices as they were; both are intervals of enrolments in these weeks, chance included.
    """

    id: str
    title: str
    enrolled: float
    planned: Interval
    given_spend: Interval
    price_before: float
    price_now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLeft:
    """A budget over the whole horizon: what is spent of it, and what the weeks that are left use."""

    name: str
    limit: float
    spent: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReplanAnswer:
    """What to do in the weeks that are left of a horizon.

    ``rest`` is the plan of these weeks alone, found and judged like any plan; ``agreed`` is the plan made
    before, from here on, on the same draws and from the same stock. ``gain`` is what ``rest`` reaches of the
    programme's aim above it, draw by draw, and ``chance_better`` the share of draws in which it does. With
    ``stays`` both are the same, since nothing better was found. ``agreed_fits`` says whether the plan made
    before still keeps all limits; where it does not, ``agreed`` is the nearest plan that does.
    ``profit`` is joint profit so far, coupons and refunds at their historic rates.
    """

    key: str
    programme: Programme
    weeks: tuple[date, ...]
    rest: PlanAnswer
    stays: bool
    agreed: Alternative
    agreed_fits: bool
    agreed_on_record: bool
    gain: Interval
    chance_better: float
    levers: tuple[LeverChange, ...]
    courses: tuple[CourseSoFar, ...]
    budgets: tuple[BudgetLeft, ...]
    enrolled: float
    planned: Interval
    given_spend: Interval
    profit: float
    refitted: bool
    warnings: tuple[Finding, ...]
    seconds: float

    @property
    def kept(self) -> bool:
        """Whether the agreed plan goes on unchanged."""
        return self.stays and self.agreed_fits

    @property
    def spent(self) -> float:
        """Money put into levers in the weeks that have passed, without set-up costs."""
        return sum(lever.spent for lever in self.levers)

    @property
    def planned_spend(self) -> float:
        """Money that was to be put into levers in the weeks that have passed."""
        return sum(lever.planned for lever in self.levers)
