"""What a plan answers: the decisions, what they earn and how sure that is, what binds, what is proved."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.domain.panel import Floats
from kuajie.domain.plan import Plan
from kuajie.domain.programme import Programme
from kuajie.messages import Finding, Text
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.plan_launches import LaunchOutlook
from kuajie.usecases.plan_method import MethodTold
from kuajie.usecases.risk_answer import MeasureOutcome, PartyRisk


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverDecision:
    """One lever over the horizon: spend and input planned, spend of the same weeks last year, and why.

    ``brings`` is what of the programme's aim (joint profit, enrolments, completions or the mix) would be lost
    if the lever alone were set to zero; ``binds`` says in words what keeps the spend from rising.
    """

    id: str
    title: str
    party: str
    spend: float
    input: float
    unit: str
    last_year: float
    brings: float
    binds: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseOutcome:
    """One course over the horizon: its price, enrolments with interval, and the weeks likely to be full.

    ``price`` is paid on average. Where the plan chose an ``incentive`` (in words), ``let_off`` is what it
    lets off the list price over the horizon, refunds taken off, which ``borne_by`` bears.
    """

    id: str
    title: str
    price: float
    old_price: float
    enrolments: Interval
    completions: float
    revenue: float
    full_weeks: int
    incentive: Text | None = None
    let_off: float = 0.0
    borne_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another plan under the same draws, for comparison: what it reaches of the aim, profit, enrolments."""

    name: Text
    aim: Interval
    profit: Interval
    enrolments: Interval
    spend: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A budget: its limit, what the plan uses, and what one further yuan would bring to the objective."""

    name: str
    limit: float
    used: float
    one_more: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetValue:
    """What a further sum in one budget brings to the objective.

    ``by_slope`` is the sum times what the next yuan brings, ``planned_anew`` what the plan gains when it is
    improved under the larger budget: less, as returns fall. ``None`` where that needs a whole search.
    """

    name: str
    by_slope: float
    planned_anew: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatValue:
    """What one more seat brings to the objective: in every week, and in the week (from 0) it brings most."""

    id: str
    title: str
    every_week: float
    best_week: int
    in_best_week: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanValues:
    """What more of what limits a plan would bring to its objective.

    ``sum`` is the money tried in each budget; ``week`` the gain of one more week with budgets in proportion,
    ``None`` where it was not asked for. Seats are those of courses with a limit.
    """

    sum: float
    budgets: tuple[BudgetValue, ...]
    seats: tuple[SeatValue, ...]
    week: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverReason:
    """Why a lever gets as much as it does.

    ``first_return`` and ``last_return`` are what the first and the last yuan of its spend add to the
    objective before their own cost, over the weeks in proportion to spend; for a lever without spend both are
    the best first yuan of any week. ``share_of_most`` is its effect as planned over its effect at its weekly
    maxima throughout; ``half_life`` is in weeks, how long until half of the effect of a spend has come.
    In ``full_weeks`` weeks the lever gets its weekly maximum.
    """

    id: str
    first_return: float
    last_return: float
    share_of_most: float
    half_life: float
    full_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanAnswer:
    """The plan of a programme (or of some of its parties), with what it earns.

    ``profit`` and ``enrolments`` are posterior summaries over draws that were not used to find the plan;
    ``draws`` posterior draws found the plan; ``found_with`` and ``held_out`` are the mean objective on those
    and on the others.
    ``profit_draws (draw,)`` are joint profits of the held-out draws. ``chance_of_loss`` is the share of them
    below ``floor``: zero for a programme that aims at profit or states no floors, else the sum of the floors.
    ``aim`` sums up the programme's aim: joint profit, or what is reached of enrolments, completions, the mix.
    ``fit_doubts`` say that, and why, the fit behind the plan cannot be relied on; they come first of all that
    a person is told, and lead ``warnings`` as well. Empty for a trustworthy fit.
    ``values`` say what more of each limit would bring, ``reasons`` why each lever gets what it does.
    ``measured`` says what was maximised instead of the mean, ``None`` where it was the mean; the certificate
    is then about that measure. ``party_risks`` tell how the profit of every party under today's terms, and
    last of all together, may turn out. ``method`` says how the plan was found, and why so. ``launches`` are
    courses not sold yet, which the plan does not count.
    """

    key: str
    programme: Programme
    members: tuple[str, ...]
    plan: Plan
    levers: tuple[LeverDecision, ...]
    courses: tuple[CourseOutcome, ...]
    aim: Interval
    profit: Interval
    enrolments: Interval
    completions: float
    revenue: float
    unit_costs: float
    spend: float
    set_up: float
    floor: float
    chance_of_loss: float
    draws: int
    found_with: float
    held_out: float
    alternatives: tuple[Alternative, ...]
    budgets: tuple[BudgetLine, ...]
    weekly_enrolments: Floats
    weekly_lower: Floats
    weekly_upper: Floats
    profit_draws: Floats
    assumptions: tuple[Text, ...]
    warnings: tuple[Finding, ...]
    seconds: float
    fit_doubts: tuple[Finding, ...] = ()
    values: PlanValues | None = None
    reasons: tuple[LeverReason, ...] = ()
    measured: MeasureOutcome | None = None
    party_risks: tuple[PartyRisk, ...] = ()
    method: MethodTold | None = None
    launches: tuple[LaunchOutlook, ...] = ()

    @property
    def whole_spend(self) -> float:
        """Spend on levers with the set-up costs of those that are used."""
        return self.spend + self.set_up

    @property
    def last_year_set_up(self) -> float:
        """What setting up the levers of the same weeks last year would cost today."""
        used = (lever.id for lever in self.levers if lever.last_year > 0)
        return sum(float(self.programme.lever(lever).set_up_cost) for lever in used)

    @property
    def last_year_spend(self) -> float:
        """What repeating the same weeks of last year would cost, set-up included."""
        return sum(lever.last_year for lever in self.levers) + self.last_year_set_up
