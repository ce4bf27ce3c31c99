"""What the founding formula says: best corner, break-even, frontier, and the path of a gradient method."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from kuajie.domain.money import Money
from kuajie.messages import Finding, Severity
from kuajie.messages.notices.brief import (
    DECAY_BIASES,
    LIFT_BELOW_MINUS_ONE,
    NOT_SETTLED,
    STOPPED_SHORT,
)
from kuajie.planning.first_order import Adam, Path, Sgd, descend, onto_box
from kuajie.planning.founding import (
    Founding,
    Lifts,
    at,
    break_even_partner,
    break_even_product,
    break_even_together,
    corners,
    optimum,
    without_effort,
)
from kuajie.planning.founding_frontier import FrontierPoint, cheapest, frontier, has_frontier
from kuajie.usecases.brief_checks import option_of, refuse_nonsense

Method = Literal["sgd", "adam"]
Reach = Literal["already", "within", "beyond"]
Where = Literal["corner", "edge", "inside"]

CAREFUL = 0.1
"""SGD's step unless told otherwise, as a share of the longest that cannot overshoot: short, to be watched."""
ADAM_RATE = 0.05
"""Adam's step in lift, unless told otherwise; it does not depend on the size of the gradient."""
REST = 1e-10
"""Largest move in either lift at which a path counts as settled."""
WORTH_SAYING = 1e-6
"""Share of the money in play below which a shortfall is rounding."""
SHOWN = 11
"""Points of the path that the answer keeps."""
CURVE_POINTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefQuestion:
    """The formula's numbers as a person gives them, and how to walk downhill; ``rate`` may be left to us."""

    organic: float
    price: float
    platform_cost: float
    institution_cost: float
    x_min: float = 0.0
    x_max: float = 1.0
    y_min: float = 0.0
    y_max: float = 1.0
    x_cost: float = 0.0
    y_cost: float = 0.0
    currency: str = "CNY"
    method: Method = "sgd"
    decay: float = 0.0
    rate: float | None = None
    steps: int = 1000
    frontier_points: int = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The training lift ``y`` that breaks even at a marketing lift ``x``, and how the box lies to it.

    ``already``: every training lift of the box earns; ``beyond``: none of them does.
    """

    x: float
    y: float
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """Where the printed formula breaks even: at which (1 + x)(1 + y), and how far the box goes."""

    product: float
    together: float
    box_reaches: float
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One point of a path, after so many steps."""

    step: int
    lifts: Lifts


@dataclass(frozen=True, slots=True, kw_only=True)
class GradientPath:
    """The way a gradient method went, thinned to a few stops; ``lost`` is profit short of the optimum."""

    method: Method
    rate: float
    decay: float
    steps: int
    settled: bool
    stops: tuple[Stop, ...]
    lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAnswer:
    """All that can be said of the formula. Money is in ``currency``, as floats: this is planning.

    ``printed`` is the best corner without effort costs; ``frontier`` is empty where lifts below -1 make it
    meaningless, and one point where more profit never costs more.
    """

    question: BriefQuestion
    set_up: float
    revenue: float
    corners: tuple[Lifts, ...]
    printed: Lifts
    optimum: Lifts
    where: Where
    has_effort: bool
    concave: bool
    loses_everywhere: bool
    break_even: BreakEven
    cheapest_break_even: FrontierPoint | None
    frontier: tuple[FrontierPoint, ...]
    path: GradientPath
    findings: tuple[Finding, ...]


def work_out(question: BriefQuestion) -> BriefAnswer:
    """Return what the formula says of the numbers.

    Raises ``BadInput`` with every number that cannot be taken.
    """
    refuse_nonsense(question)
    formula = Founding(**{part.name: getattr(question, part.name) for part in fields(Founding)})
    printed = corners(without_effort(formula))
    best = optimum(formula)
    traced = has_frontier(formula)
    path = _walk(formula, question, best)
    return BriefAnswer(
        question=question,
        set_up=formula.set_up,
        revenue=formula.revenue,
        corners=printed,
        printed=printed[0],
        optimum=best,
        where=_where(formula, best),
        has_effort=formula.has_effort,
        concave=formula.is_concave,
        loses_everywhere=best.profit < 0,
        break_even=_break_even(formula),
        cheapest_break_even=cheapest(formula, profit=0.0) if traced else None,
        frontier=frontier(formula, points=question.frontier_points) if traced else (),
        path=path,
        findings=(*_warn_of_box(question), *_warn_of_path(path, question, formula)),
    )


def _where(formula: Founding, lifts: Lifts) -> Where:
    held = (lifts.x in (formula.x_min, formula.x_max)) + (lifts.y in (formula.y_min, formula.y_max))
    places: tuple[Where, Where, Where] = ("inside", "edge", "corner")
    return places[held]


def _break_even(formula: Founding) -> BreakEven:
    curve = []
    for x in np.linspace(formula.x_min, formula.x_max, CURVE_POINTS if formula.x_min < formula.x_max else 1):
        y = break_even_partner(formula, float(x))
        curve.append(CurvePoint(x=float(x), y=y, reach=_reach(formula, float(x))))
    return BreakEven(
        product=break_even_product(formula),
        together=break_even_together(formula),
        box_reaches=max((1 + corner.x) * (1 + corner.y) for corner in corners(formula)),
        curve=tuple(curve),
    )


def _reach(formula: Founding, x: float) -> Reach:
    printed = without_effort(formula)
    profits = [printed.profit(x, y) for y in (formula.y_min, formula.y_max)]
    if min(profits) > 0:
        return "already"
    return "within" if max(profits) >= 0 else "beyond"


def _walk(formula: Founding, question: BriefQuestion, best: Lifts) -> GradientPath:
    rate = question.rate or _usual_rate(formula, question)
    low = np.array([formula.x_min, formula.y_min])
    high = np.array([formula.x_max, formula.y_max])
    walked = descend(
        lambda lifts: -formula.gradient(float(lifts[0]), float(lifts[1])),
        np.zeros(2),
        rule=(Sgd if question.method == "sgd" else Adam)(rate=rate, decay=question.decay),
        project=onto_box(low, high),
        steps=question.steps,
        tolerance=REST,
    )
    stops = _stops(formula, walked)
    return GradientPath(
        method=question.method,
        rate=rate,
        decay=question.decay,
        steps=len(walked.points) - 1,
        settled=walked.settled,
        stops=stops,
        lost=max(0.0, best.profit - stops[-1].lifts.profit),
    )


def _usual_rate(formula: Founding, question: BriefQuestion) -> float:
    if question.method == "adam":
        return ADAM_RATE
    steepest = formula.steepest() + question.decay
    return CAREFUL / steepest if steepest > 0 else 1.0


def _stops(formula: Founding, walked: Path) -> tuple[Stop, ...]:
    last = len(walked.points) - 1
    # A gradient method moves most at first, so that is where most of the stops are.
    kept = sorted({round(place) - 1 for place in np.geomspace(1, last + 1, SHOWN)})
    return tuple(
        Stop(step=step, lifts=at(formula, float(walked.points[step, 0]), float(walked.points[step, 1])))
        for step in kept
    )


def _warn_of_box(question: BriefQuestion) -> list[Finding]:
    low = {"x_min": question.x_min, "y_min": question.y_min}
    return [
        Finding(
            notice=LIFT_BELOW_MINUS_ONE,
            severity=Severity.WARNING,
            facts={"name": option_of(name), "value": value},
        )
        for name, value in low.items()
        if value < -1
    ]


def _warn_of_path(path: GradientPath, question: BriefQuestion, formula: Founding) -> list[Finding]:
    if path.lost <= WORTH_SAYING * (formula.revenue + formula.set_up):
        return []
    facts = {
        "decay": question.decay,
        "steps": path.steps,
        "lost": Money.nearest(path.lost, question.currency),
    }
    if not path.settled:
        notice = NOT_SETTLED
    elif question.decay > 0:
        notice = DECAY_BIASES
    else:
        notice = STOPPED_SHORT
    return [Finding(notice=notice, severity=Severity.WARNING, facts=facts)]
