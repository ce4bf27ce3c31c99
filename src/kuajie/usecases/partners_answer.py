"""The answer to whom to work with: scores and their sources, weights, rankings, and how firm they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.matching.normalisation import Floats
from kuajie.matching.scorecard import Candidate, Criterion
from kuajie.matching.topsis import TopsisRanking
from kuajie.messages import Finding, Text
from kuajie.usecases.partners_question import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeConsistency:
    """How consistent one judge's judgements are; ``ratio`` is ``None`` where none is defined."""

    judge: str
    ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupWeights:
    """The weights of one group's members, how they came about, and each judge's consistency.

    ``method`` is ``ahp``, ``best_worst``, ``stated``, ``equal`` or ``alone``. ``ratio`` is the consistency
    ratio of all judges together.
    """

    id: str
    name: Text
    method: str
    members: tuple[str, ...]
    weights: Floats
    ratio: float | None = None
    judges: tuple[JudgeConsistency, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartnersAnswer:
    """A ranking of candidates, with everything it rests on.

    ``scores`` are ``(candidate, criterion)``, NaN where nothing is known; ``weights`` are each criterion's in
    the whole, adding up to 1.
    """

    title: str
    candidates: tuple[Candidate, ...]
    criteria: tuple[Criterion, ...]
    factors: Mapping[str, Text]
    scores: Floats
    sources: Mapping[tuple[str, str], Source]
    normalization: str
    groups: tuple[GroupWeights, ...]
    weights: Floats
    topsis: TopsisRanking
    warnings: tuple[Finding, ...]
