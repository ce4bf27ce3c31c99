"""Allocations asked of the other tools' optimisers: known curves, one budget, bounds, and what came back.

Runs inside the peers' environments too, so it imports numpy only.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Result = TypeVar("Result")

WEEKS = 52
FREE, NEAR = "0 to the whole budget", "±30 % of history's share"
NEAR_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Hill responses of a year's spend, spread evenly: size · s^slope / (half^slope + s^slope).

    ``history`` is what every channel spent in a year; money and responses are totals of the year.
    """

    size: tuple[float, ...]
    half: tuple[float, ...]
    slope: tuple[float, ...]
    history: tuple[float, ...]

    def responses(self, spend: Floats) -> Floats:
        """Return what each channel brings, (..., channel).

        >>> Curves(size=(10.0,), half=(2.0,), slope=(3.0,), history=(1.0,)).responses(np.array([2.0]))
        array([5.])
        """
        with np.errstate(divide="ignore"):
            against = (np.array(self.half) / spend) ** np.array(self.slope)
        return np.asarray(np.array(self.size) / (1.0 + against))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One budget to divide: ``share`` of history's, between ``bounds``."""

    seed: int
    share: float
    bounds: str
    curves: Curves

    @property
    def budget(self) -> float:
        return self.share * sum(self.curves.history)

    @classmethod
    def from_record(cls, record: dict[str, object]) -> Question:
        curves = {name: tuple(values) for name, values in record["curves"].items()}  # type: ignore[attr-defined]
        return cls(**{**record, "curves": Curves(**curves)})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """What a tool answered: no ``spend`` where it failed, with its own words in ``failure``.

    ``lower`` and ``upper`` are the bounds as the tool rounded them; ``search_cpu_seconds`` leaves out what it
    prepares before it searches; ``curve_error`` is the largest relative difference between the response that
    the tool itself predicts and that of the question's curves.
    """

    lower: tuple[float, ...]
    upper: tuple[float, ...]
    curve_error: float
    cpu_seconds: float
    search_cpu_seconds: float
    spend: tuple[float, ...] | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question, its allocation, and the versions that made it."""

    question: Question
    allocation: Allocation
    versions: dict[str, str]

    @classmethod
    def from_record(cls, record: dict[str, dict[str, object]]) -> Answer:
        allocation = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record["allocation"].items()
        }
        return cls(
            question=Question.from_record(record["question"]),
            allocation=Allocation(**allocation),  # type: ignore[arg-type]
            versions=record["versions"],  # type: ignore[arg-type]
        )


def write_records(records: Iterable[Question | Answer], file: Path) -> None:
    """Write records so that a process ended half-way leaves the old file or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps([asdict(record) for record in records], indent=1), encoding="utf-8")
    part.replace(file)


def read_questions(file: Path) -> list[Question]:
    return [Question.from_record(record) for record in json.loads(file.read_text(encoding="utf-8"))]


def read_answers(file: Path) -> list[Answer]:
    """Return the answers kept in a file; none where it is absent."""
    if not file.exists():
        return []
    return [Answer.from_record(record) for record in json.loads(file.read_text(encoding="utf-8"))]


def timed(act: Callable[[], Result]) -> tuple[Result, float]:
    """Return what an act returns, and its CPU seconds, all threads together."""
    began = time.process_time()
    result = act()
    return result, time.process_time() - began


def answer_questions(allocate: Callable[[Question], Allocation], packages: Iterable[str]) -> None:
    """Run a runner's command line: a file of questions, and one that gets an answer after each of them.

    The first question is asked once before, so that no time includes a first compilation.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("questions", type=Path)
    parser.add_argument("answers", type=Path)
    asked = parser.parse_args()
    versions = {"python": platform.python_version(), **{name: version(name) for name in packages}}
    answers = read_answers(asked.answers)
    known = [answer.question for answer in answers]
    questions = [question for question in read_questions(asked.questions) if question not in known]
    for place, question in enumerate([*questions[:1], *questions]):
        allocation = allocate(question)
        print(question.seed, question.share, question.bounds, allocation, flush=True)
        if place > 0:
            answers.append(Answer(question=question, allocation=allocation, versions=versions))
            write_records(answers, asked.answers)
