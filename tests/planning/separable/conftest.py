"""Instances as files state them, judged by the reference checker."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie.exchange.instance_file import read_instance
from kuajie.planning.separable.problem import SeparableProblem

REFERENCE = Path(__file__).parents[2] / "reference"
Evaluate = Callable[..., tuple[float, list[str], Any]]


@pytest.fixture(scope="session")
def evaluate() -> Evaluate:
    """Return the checker's function from an instance, spends and a price to objective and violations."""
    spec = importlib.util.spec_from_file_location("check_instances", REFERENCE / "check_instances.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Evaluate = module.evaluate
    return found


@pytest.fixture
def as_problem(tmp_path: Path) -> Callable[[dict[str, Any]], SeparableProblem]:
    """Return the function that reads an instance's record as a problem."""

    def read(record: dict[str, Any]) -> SeparableProblem:
        file = tmp_path / "instance.json"
        file.write_text(json.dumps(record), encoding="utf-8")
        return read_instance(file).problem

    return read


def random_instance(seed: int, *, weeks: int, channels: int) -> dict[str, Any]:
    """Return a small instance with everything the schema knows for the sum coupling, by chance."""
    random = np.random.default_rng(seed)
    kinds = ("sqrt", "power", "log", "exp", "hill", "hill")
    record: dict[str, Any] = {"id": f"R{seed}", "T": weeks, "unit_margin": float(random.uniform(20, 120))}
    record["spend_weight"] = float(random.choice([0.0, 1.0]))
    record["base"] = random.uniform(0, 50, weeks).tolist()
    record["channels"] = [
        random_channel(random, str(random.choice(kinds)), f"c{k}", weeks) for k in range(channels)
    ]
    total = float(random.uniform(800, 3000) * channels * weeks)
    record["budgets"] = {"P": 0.7 * total, "E": 0.7 * total, "total": total}
    if random.random() < 0.5:
        record["budgets"]["weekly_total"] = float(random.uniform(1000, 3000) * channels)
    if random.random() < 0.5:
        record["capacity"] = random.uniform(60, 300, weeks).tolist()
    return record


def random_channel(random: np.random.Generator, kind: str, name: str, weeks: int) -> dict[str, Any]:
    """Return one channel."""
    size, scale = float(random.uniform(30, 200)), float(random.uniform(500, 4000))
    response: dict[str, Any] = {"type": kind, "a": size}
    if kind in ("sqrt", "power"):
        response["a"] = size / 60
    if kind == "power":
        response["b"] = float(random.choice([0.3, 0.5, 0.6]))
    if kind in ("log", "exp", "hill"):
        response["K"] = scale
    if kind == "hill":
        response["h"] = float(random.choice([0.7, 1.5, 2.5, 4.0]))
    channel = {"id": name, "party": str(random.choice(["P", "E"])), "response": response}
    channel["max"] = float(random.uniform(1000, 6000))
    channel["season"] = random.uniform(0.5, 1.5, weeks).tolist()
    if weeks > 1:
        channel["adstock"] = float(random.uniform(0, 0.8))
    if random.random() < 0.3:
        channel["fixed_cost"] = float(random.uniform(200, 3000))
    if random.random() < 0.3:
        channel["min_if_used"] = float(random.uniform(200, 2000) * weeks)
    if random.random() < 0.2:
        channel["min"] = float(random.uniform(10, 200))
    return channel
