"""What the literature's models say under each game structure, and what is lost by not cooperating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.messages import Finding
from kuajie.sharing.literature.outcome import Fact, NoEquilibrium, Outcome
from kuajie.sharing.literature.registry import Model, solve, values
from kuajie.sharing.literature.structures import COOPERATION


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GameQuestion:
    """A model with its numbers, and the structures to compare; ``inputs`` are as the person wrote them."""

    id: str
    model: Model
    made: object
    inputs: Mapping[str, object]
    structures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StructureAnswer:
    """One structure's outcome; ``values`` are by the symbols of the model's source.

    ``outcome`` is ``None`` where there is none; ``findings`` then say why. ``lost`` is how much less is
    earned jointly than under cooperation, ``lost_share`` as a share of it, ``None`` where either is unknown.
    """

    structure: str
    outcome: Outcome | None
    values: Mapping[str, Fact]
    lost: float | None
    lost_share: float | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GameAnswer:
    """A model under every structure asked for; ``cooperation`` is the joint profit that could be had."""

    id: str
    model: Model
    inputs: Mapping[str, object]
    cooperation: float | None
    structures: tuple[StructureAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GamesAnswer:
    """All cases of a file, in its order."""

    games: tuple[GameAnswer, ...]
    warnings: tuple[Finding, ...]


def play(questions: tuple[GameQuestion, ...], warnings: tuple[Finding, ...] = ()) -> GamesAnswer:
    """Return every case under its structures; raises ``NoEquilibrium`` where no case has any answer."""
    games = tuple(compare_structures(question) for question in questions)
    answers = [answer for game in games for answer in game.structures]
    if answers and all(answer.outcome is None for answer in answers):
        raise NoEquilibrium([finding for answer in answers for finding in answer.findings])
    return GamesAnswer(games=games, warnings=warnings)


def compare_structures(question: GameQuestion) -> GameAnswer:
    """Return a model under the structures asked for, beside cooperation."""
    found = {structure: _solved(question, structure) for structure in question.structures}
    together = found.get(COOPERATION)
    if together is None and COOPERATION in question.model.solvers:
        together = _solved(question, COOPERATION)
    best = together.joint if isinstance(together, Outcome) else None
    return GameAnswer(
        id=question.id,
        model=question.model,
        inputs=question.inputs,
        cooperation=best,
        structures=tuple(
            _answer(question.model, structure, outcome, best) for structure, outcome in found.items()
        ),
    )


def _solved(question: GameQuestion, structure: str) -> Outcome | NoEquilibrium:
    try:
        return solve(question.model, question.made, structure)
    except NoEquilibrium as error:
        return error


def _answer(
    model: Model, structure: str, outcome: Outcome | NoEquilibrium, best: float | None
) -> StructureAnswer:
    if isinstance(outcome, NoEquilibrium):
        return StructureAnswer(
            structure=structure,
            outcome=None,
            values={},
            lost=None,
            lost_share=None,
            findings=outcome.findings,
        )
    lost = None if best is None or outcome.joint is None else best - outcome.joint
    return StructureAnswer(
        structure=structure,
        outcome=outcome,
        values=values(model, outcome),
        lost=lost,
        lost_share=lost / best if lost is not None and best is not None and best > 0.0 else None,
        findings=outcome.warnings,
    )
