"""Simulated folders shared by the tests; drawing one costs a fifth of a second."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from kuajie.simulation import TrueWorld, simulate

Contents = Mapping[str, str | pa.Table]


@cache
def contents_of(template: str) -> Contents:
    return simulate(template)


@pytest.fixture(scope="session")
def folder() -> Callable[[str], Contents]:
    return contents_of


@pytest.fixture(scope="session")
def truth() -> Callable[[str], dict[str, Any]]:
    return cache(lambda template: json.loads(str(contents_of(template)["truth.json"])))


@pytest.fixture
def demo_truth(truth: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    return truth("demo")


@pytest.fixture
def true_world(demo_truth: dict[str, Any]) -> TrueWorld:
    return TrueWorld.from_truth(demo_truth)
