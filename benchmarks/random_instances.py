"""Random S-shaped problems of the kind that budget instances state: static ones, and large ones."""

from __future__ import annotations

import numpy as np

from kuajie.planning.separable.problem import Budget, SeparableProblem
from kuajie.response.codes import HILL


def hill_problem(
    random: np.random.Generator,
    *,
    levers: int,
    weeks: int,
    size: tuple[float, float],
    scale: tuple[float, float],
    slope: tuple[float, float],
    **terms: object,
) -> SeparableProblem:
    """Return Hill responses with sizes, scales and slopes drawn from ranges; ``terms`` replace plain ones."""
    plain: dict[str, object] = {
        "levers": tuple(f"c{k}" for k in range(levers)),
        "kind": np.full(levers, HILL),
        "size": random.uniform(*size, levers),
        "scale": random.uniform(*scale, levers),
        "slope": random.uniform(*slope, levers),
        "carry_over": np.zeros(levers),
        "season": np.ones((levers, weeks)),
        "lower": np.zeros((levers, weeks)),
        "upper": np.full((levers, weeks), np.inf),
        "min_if_used": np.zeros(levers),
        "set_up_cost": np.zeros(levers),
        "side": np.zeros(levers, dtype=np.int64),
        "budgets": (),
        "weekly_limit": np.inf,
        "base": np.zeros(weeks),
        "seats": np.full(weeks, np.inf),
        "unit_margin": 1.0,
        "price": None,
        "spend_weight": 0.0,
    }
    return SeparableProblem(**{**plain, **terms})  # type: ignore[arg-type]


def static_problem(seed: int, levers: int, share: float) -> SeparableProblem:
    """Return a static allocation with ``share`` of the budget that brings every lever half-way."""
    random = np.random.default_rng(1000 * levers + seed)
    drawn = hill_problem(
        random, levers=levers, weeks=1, size=(50.0, 500.0), scale=(1000.0, 10000.0), slope=(1.2, 4.0)
    )
    everyone = np.ones(levers, dtype=np.bool_)
    budget = Budget(name="total", members=everyone, limit=float(drawn.scale.sum()) * share)
    return SeparableProblem(
        **{name: getattr(drawn, name) for name in drawn.__dataclass_fields__ if name != "budgets"},
        budgets=(budget,),
    )


def large_problem(seed: int, *, levers: int = 50, weeks: int = 52) -> SeparableProblem:
    """Return S-shapes with carry-over, seasons, set-up costs, minimum of use, budgets and weekly seats."""
    random = np.random.default_rng(seed)
    phase = random.uniform(0.0, 52.0, (levers, 1))
    first = np.arange(levers) < 0.6 * levers
    cells = levers * weeks * 1000.0
    everyone = np.ones(levers, dtype=np.bool_)
    return hill_problem(
        random,
        levers=levers,
        weeks=weeks,
        size=(30.0, 150.0),
        scale=(1000.0, 6000.0),
        slope=(1.3, 3.5),
        carry_over=random.uniform(0.1, 0.8, levers),
        season=1.0 + 0.3 * np.sin(2.0 * np.pi * (np.arange(weeks) + phase) / 52.0),
        upper=np.full((levers, weeks), 6000.0),
        min_if_used=random.uniform(5000.0, 60000.0, levers),
        set_up_cost=random.uniform(2000.0, 20000.0, levers),
        budgets=(
            Budget(name="P", members=first, limit=0.35 * cells),
            Budget(name="E", members=~first, limit=0.25 * cells),
            Budget(name="total", members=everyone, limit=0.5 * cells),
        ),
        base=np.full(weeks, 60.0),
        seats=random.uniform(0.6, 1.1, weeks) * 40.0 * levers,
        unit_margin=50.0,
        spend_weight=1.0,
    )
