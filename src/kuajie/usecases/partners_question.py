"""What is asked when candidate partners are scored: who, on what, by whose judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kuajie.matching.best_worst import BestWorst
from kuajie.matching.normalisation import Floats
from kuajie.matching.scorecard import Scorecard
from kuajie.messages import Place, Text


class SourceKind(StrEnum):
    """Where a score comes from: records of the parties, a figure somebody wrote down, or judges."""

    DATA = "data"
    STATED = "stated"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one score comes from: files and how many of their rows, or each judge's own score."""

    kind: SourceKind
    files: tuple[str, ...] = ()
    rows: int = 0
    scores: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgedMatrix:
    """One judge's pairwise judgements of a group's members, in their order."""

    judge: str
    matrix: Floats
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgedBestWorst:
    """One judge's comparisons of a group's members, in their order, with the best and the worst of them."""

    judge: str
    judged: BestWorst
    place: Place = field(default_factory=Place)


Judged = JudgedMatrix | JudgedBestWorst


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeightGroup:
    """Things weighed against one another: the factors, one factor's criteria, or all criteria.

    ``stated`` are weights given outright, ``judged`` those people's judgements imply, all by pairs or
    all by best and worst; without either the members weigh the same.
    """

    id: str
    name: Text
    members: tuple[str, ...]
    judged: tuple[Judged, ...] = ()
    stated: Floats | None = None


TOPSIS, PROMETHEE = "topsis", "promethee"
FACTORS_GROUP, CRITERIA_GROUP = "factors", "criteria"
"""The group of the factors, and that of all criteria where they have no factors."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartnersQuestion:
    """Which candidates to rank: their scores and where those come from, weights, and the methods.

    ``sources`` has an entry for every known cell, by ids of candidate and criterion; ``factors`` are named by
    id. ``methods`` are asked for, the first of them leading; ``samples`` weights are drawn to see who stays
    first. ``file`` is what findings about the question refer to.
    """

    title: Text | None
    card: Scorecard
    sources: Mapping[tuple[str, str], Source]
    factors: Mapping[str, Text]
    groups: tuple[WeightGroup, ...]
    normalization: str = "vector"
    methods: tuple[str, ...] = (TOPSIS, PROMETHEE)
    samples: int = 10_000
    seed: int = 1
    file: str = ""
