"""truth.json: everything that really made the data, so that any plan or fit can be scored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from kuajie.messages import Locale
from kuajie.simulation.blueprint import CourseBlueprint, LeverBlueprint, Wave
from kuajie.simulation.coupons import realised_rate
from kuajie.simulation.experiments import Experiment
from kuajie.simulation.lacks import model_lacks
from kuajie.simulation.mechanism import Floats
from kuajie.simulation.world import World

FORMAT = 1
DIGITS = 6
FORMULAS = {
    "demand": "baseline * (1 + x) * (1 + y) * (price / reference_price) ** -elasticity",
    "baseline": "weekly * scale * exp(trend + season + holidays + control + confounder)",
    "trend": "trend * (weeks since the last week of history) / (365.25 / 7)",
    "season": "yearly * cos(a) + half_yearly * cos(2 a), a = 2 pi (day of year + 3 - peak) / 365.25",
    "x": "sum over marketing levers of strength * factor * saturation(stock / scale)",
    "y": "sum over training levers of strength * factor * saturation(stock / scale)",
    "stock": "retention * stock of the week before + (1 - retention) * spend; spend_before at first",
    "exponential": "1 - exp(-r)",
    "hill": "r ** slope / (1 + r ** slope)",
    "enrolments": "min(seats, max(1, round(lognormal with mean demand and log deviation sigma)))",
    "return": "sum(contribution * price) * realised_rate * (1 - refund_rate) / sum(spend)",
}


def series(values: Floats) -> list[float]:
    """Return a series with six digits after the point."""
    return [float(value) for value in np.round(values, DIGITS)]


def by_course(world: World, rows: Sequence[Floats] | Floats) -> dict[str, list[float]]:
    """Return one series for each course."""
    return {course.id: series(row) for course, row in zip(world.blueprint.courses, rows, strict=True)}


def by_lever(world: World, rows: Floats) -> dict[str, list[float]]:
    """Return one series for each lever."""
    return {lever.id: series(row) for lever, row in zip(world.blueprint.levers, rows, strict=True)}


def course_truth(world: World, place: int, course: CourseBlueprint) -> dict[str, Any]:
    """Return the parameters of one course."""
    seats = world.seats[place]
    return {
        "id": course.id,
        "seller": course.seller,
        "requires": list(course.requires),
        "weekly": course.weekly * world.scale,
        "level": float(np.log(course.weekly * world.scale)),
        "trend": course.trend,
        "season": {"yearly": course.season[0], "half_yearly": course.season[1], "peak": course.peak},
        "elasticity": course.elasticity,
        "reference_price": float(course.price),
        "price_choices": [float(price) for price in course.price_choices],
        "sigma": course.sigma,
        "seats": float(seats) if np.isfinite(seats) else None,
        "unit_costs": {party: float(cost) for party, cost in course.unit_costs.items()},
        "refund_rate": course.refund_rate,
        "realised_rate": realised_rate(course),
        "completion_rate": course.completion_rate,
    }


def lever_truth(world: World, place: int, lever: LeverBlueprint) -> dict[str, Any]:
    """Return the parameters of one lever."""
    return {
        "id": lever.id,
        "party": lever.party,
        "kind": lever.kind.value,
        "carry_over": "geometric",
        "retention": lever.retention,
        "saturation": lever.saturation,
        "scale": float(world.mechanism.scale[place]),
        "slope": lever.slope,
        "strength": lever.strength,
        "factors": dict(lever.factors),
        "spend_before": float(world.before[place]),
        "set_up_cost": float(world.scale * lever.set_up_cost),
        "confounded": lever.confounded,
        "return": round(float(world.returns[place]), DIGITS),
    }


def wave_truth(wave: Wave | None, values: Floats, history: int) -> dict[str, Any] | None:
    """Return a weekly series that moves demand, or ``None`` when the world has none."""
    if wave is None:
        return None
    return {
        "name": wave.name,
        "title": {"zh": wave.title.zh, "en": wave.title.en},
        "effect": wave.effect,
        "courses": list(wave.courses),
        "history": series(values[:history]),
        "horizon": series(values[history:]),
    }


def history_truth(world: World) -> dict[str, Any]:
    """Return what happened and what was to be expected, week by week."""
    return {
        "spend": by_lever(world, world.spend),
        "price": by_course(world, world.price),
        "baseline": by_course(world, world.history_baseline),
        "expected_demand": by_course(world, world.expected),
        "demand": {
            course.id: row.tolist() for course, row in zip(world.blueprint.courses, world.demand, strict=True)
        },
        "enrolments": {
            course.id: row.tolist()
            for course, row in zip(world.blueprint.courses, world.enrolments, strict=True)
        },
        "contributions": {
            lever.id: by_course(world, rows)
            for lever, rows in zip(world.blueprint.levers, world.contributions, strict=True)
        },
    }


def experiment_truth(experiment: Experiment) -> dict[str, Any]:
    """Return one past experiment with its true lift."""
    return {
        name: value.isoformat() if name in ("first", "last") else value
        for name, value in asdict(experiment).items()
    }


def truth_of(
    world: World, *, experiments: Sequence[Experiment], template: str, seed: int, locale: Locale
) -> dict[str, Any]:
    """Return the content of truth.json."""
    blueprint, history = world.blueprint, len(world.weeks)
    return {
        "format": FORMAT,
        "simulated": True,
        "template": template,
        "seed": seed,
        "scale": world.scale,
        "locale": locale,
        "currency": blueprint.currency,
        "formulas": FORMULAS,
        "weeks": {
            "history": [week.isoformat() for week in world.weeks],
            "horizon": [week.isoformat() for week in world.horizon],
        },
        "courses": [course_truth(world, place, course) for place, course in enumerate(blueprint.courses)],
        "levers": [lever_truth(world, place, lever) for place, lever in enumerate(blueprint.levers)],
        "holidays": dict(blueprint.holidays),
        "control": wave_truth(blueprint.control, world.waves.control, history),
        "confounder": wave_truth(blueprint.confounder, world.waves.confounder, history),
        "experiments": [experiment_truth(experiment) for experiment in experiments],
        "history": history_truth(world),
        "horizon": {"baseline": by_course(world, world.baseline[:, history:])},
        "model_lacks": model_lacks(world),
    }


def truth_text(truth: dict[str, Any]) -> str:
    """Return truth.json."""
    return json.dumps(truth, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
