"""What a template declares: parties, courses, levers and the truth behind them, before anything is drawn.

Amounts are yuan (major units) and volumes enrolments a week; ``scale`` later multiplies both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kuajie.domain.lever import LeverKind, Unit
from kuajie.domain.party import Role
from kuajie.domain.terms import Aim
from kuajie.messages import Text
from kuajie.simulation.course_facts import CourseFact


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueCourse:
    """A course of a party's own catalogue, outside the programme; ``weekly`` is its mean orders a week."""

    id: str
    title: Text
    price: int
    level: str
    concepts: tuple[str, ...]
    weekly: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something a party brings: an audience, a channel, a teacher, content or a venue."""

    kind: str
    name: Text
    size: float | None = None
    unit: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyBlueprint:
    """A party with what it teaches and has beside the programme; ``outside_profit`` is over the horizon.

    ``facts`` say what requires what among courses and concepts, and what occupations need.
    """

    id: str
    name: Text
    role: Role
    outside_profit: int
    bargaining_weight: float = 1.0
    catalogue: tuple[CatalogueCourse, ...] = ()
    resources: tuple[Resource, ...] = ()
    facts: tuple[CourseFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseBlueprint:
    """A course of the programme and the truth of its demand.

    ``weekly`` is organic enrolments in an ordinary week at ``price``; ``trend`` the growth of log demand a
    year; ``season`` the height of the yearly and half-yearly wave around ``peak`` (day of the year);
    ``sigma`` the spread of log demand. ``full_weeks`` sets the seats so that about so many weeks of the
    history are full (0: no limit). ``quantity`` is the mean seats of an order line, above 1 for buyers in
    bulk. ``price_steps`` is how often the price changed in the history.
    """

    id: str
    title: Text
    seller: str
    taught_by: str
    requires: tuple[str, ...]
    price: int
    price_choices: tuple[int, ...]
    weekly: float
    elasticity: float
    unit_costs: Mapping[str, int]
    refund_rate: float
    completion_rate: float
    level: str
    concepts: tuple[str, ...]
    trend: float = 0.0
    season: tuple[float, float] = (0.10, 0.08)
    peak: int = 75
    sigma: float = 0.09
    full_weeks: int = 0
    quantity: float = 1.0
    price_steps: int = 7

    @property
    def is_free(self) -> bool:
        """Whether the course costs its learners nothing, so that price is no lever."""
        return self.price == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverBlueprint:
    """A lever and the truth of its effect.

    ``usual`` is the spend of a usual week (yuan), ``pattern`` the row of ``spending.PATTERNS`` it follows,
    ``campaign`` how strongly it joins the programme's campaigns, ``confounded`` how strongly the hidden
    confounder moves it. The lift is strength · factor of the course · saturation(stock), ``scale`` being
    given in usual weeks. ``factors`` names the courses it acts on; unequal factors are what a model with one
    coefficient a lever lacks. ``daily`` spend is reported by day; ``foreign`` is the currency of the weeks
    (how many weeks before the horizon, first and last) reported abroad.
    """

    id: str
    title: Text
    party: str
    kind: LeverKind
    usual: float
    pattern: str
    strength: float
    factors: Mapping[str, float]
    retention: float = 0.4
    scale: float = 1.0
    saturation: str = "exponential"
    slope: float = 1.0
    unit: Unit = Unit.MONEY
    unit_cost: int = 1
    campaign: float = 0.0
    confounded: float = 0.0
    set_up_cost: int = 0
    min_if_used: int = 0
    daily: bool = False
    foreign: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentBlueprint:
    """A past experiment: ``lever`` spent ``boost`` more (a share) for some weeks, and a course was watched.

    ``weeks_ago`` counts from the horizon's start to the first week of the experiment.
    """

    lever: str
    course: str
    weeks_ago: int
    weeks: int
    boost: float
    precision: float = 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyBlueprint:
    """Something a party promised to do, ``week`` weeks into the horizon."""

    owner: str
    task: Text
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """A weekly series that moves demand and that nobody decides, as persistent as ``memory``.

    One standard deviation of it moves log demand by ``effect`` on the named courses (none named: all).
    """

    name: str
    title: Text
    effect: float
    memory: float
    courses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A world before it is drawn."""

    id: str
    title: Text
    parties: tuple[PartyBlueprint, ...]
    courses: tuple[CourseBlueprint, ...]
    levers: tuple[LeverBlueprint, ...]
    control: Wave
    confounder: Wave | None = None
    aim: Aim = Aim.PROFIT
    weights: Mapping[Aim, float] = field(default_factory=dict)
    profit_floors: Mapping[str, int] = field(default_factory=dict)
    revenue_shares: Mapping[str, str] = field(default_factory=dict)
    duties: tuple[DutyBlueprint, ...] = ()
    experiments: tuple[ExperimentBlueprint, ...] = ()
    buyers: tuple[Text, ...] = ()
    holidays: Mapping[str, float] = field(
        default_factory=lambda: {"spring_festival": -0.85, "national_day": -0.40, "other_holidays": -0.25}
    )
    horizon_weeks: int = 12
    budget_slack: float = 1.04
    learning_share: float = 0.35
    feedback_share: float = 0.05
    currency: str = "CNY"
    time_zone: str = "Asia/Shanghai"
    country: str = "CN"

    def course(self, course_id: str) -> CourseBlueprint:
        """Return a course by id; raises ``KeyError`` for an unknown one."""
        return {course.id: course for course in self.courses}[course_id]

    def lever_place(self, lever_id: str) -> int:
        """Return where a lever stands in the order of levers."""
        return [lever.id for lever in self.levers].index(lever_id)

    def course_place(self, course_id: str) -> int:
        """Return where a course stands in the order of courses."""
        return [course.id for course in self.courses].index(course_id)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of programme that ``kuajie new --template NAME`` can write."""

    name: str
    title: Text
    description: Text
    build: Callable[[], Blueprint]
