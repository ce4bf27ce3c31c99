"""The answer to whom to work with: scores and their sources, weights, rankings, and how firm they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.matching.filling import RankRange
from kuajie.matching.normalisation import Floats, Ints
from kuajie.matching.promethee import PrometheeRanking
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
    ratio of the judgements of all judges together, which only ``ahp`` has.
    """

    id: str
    name: Text
    method: str
    members: tuple[str, ...]
    weights: Floats
    ratio: float | None = None
    judges: tuple[JudgeConsistency, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightMargin:
    """Over which weights of one criterion the first candidate stays first, the others in proportion.

    ``below`` and ``above`` are the candidates that take over beyond ``lower`` and ``upper``; ``None`` where
    none does. ``smallest_change`` is the distance to the nearer such end.
    """

    criterion: str
    weight: float
    lower: float
    upper: float
    below: str | None
    above: str | None
    smallest_change: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MethodRanking:
    """A ranking by one method, and how firm it is; arrays are ``(candidate,)``.

    ``ranges`` are the ranks each could have were its unknown scores known, ``None`` where all are known.
    ``first_near`` and ``first_anywhere`` are the shares of weights drawn around the stated ones, and of all
    weights there are, under which each is first.
    """

    result: TopsisRanking | PrometheeRanking
    margins: tuple[WeightMargin, ...]
    first_near: Floats
    first_anywhere: Floats
    ranges: RankRange | None

    @property
    def ranking(self) -> Ints:
        """Each candidate's rank from 1."""
        return self.result.ranking

    @property
    def nearest_margin(self) -> WeightMargin | None:
        """The criterion whose weight needs to change least for another to come first."""
        changing = [(each.smallest_change, each) for each in self.margins if each.smallest_change is not None]
        return min(changing, key=lambda pair: pair[0])[1] if changing else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialOrder:
    """What PROMETHEE I says of pairs of candidates, by id: the first of a preferred pair is the better.

    Each of an incomparable pair has something on the other, so that nothing is said of who is better.
    """

    preferred: tuple[tuple[str, str], ...]
    indifferent: tuple[tuple[str, str], ...]
    incomparable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartnersAnswer:
    """A ranking of candidates, with everything it rests on.

    ``scores`` are ``(candidate, criterion)``, NaN where nothing is known: ``missing`` by ids of candidate and
    criterion. ``weights`` are each criterion's in the whole; candidates are compared on the criteria known of
    all, ``compared``, with ``compared_weights``. ``rankings`` are by method, the leading one first;
    ``by_normalization`` are the ranks by TOPSIS under every normalisation defined for the scores.
    ``agreement`` is Kendall's tau between them; ``partial_order`` is ``None`` without PROMETHEE. Scores
    that are ``withheld`` from the reader (NaN, by ids of candidate and criterion) rest on too few people.
    """

    title: Text | None
    candidates: tuple[Candidate, ...]
    criteria: tuple[Criterion, ...]
    factors: Mapping[str, Text]
    scores: Floats
    sources: Mapping[tuple[str, str], Source]
    missing: tuple[tuple[str, str], ...]
    groups: tuple[GroupWeights, ...]
    weights: Floats
    compared: tuple[str, ...]
    compared_weights: Floats
    normalization: str
    rankings: Mapping[str, MethodRanking]
    by_normalization: Mapping[str, Ints]
    agreement: float | None
    partial_order: PartialOrder | None
    samples: int
    seed: int
    warnings: tuple[Finding, ...]
    withheld: tuple[tuple[str, str], ...] = ()

    @property
    def method(self) -> str:
        """The leading method."""
        return next(iter(self.rankings))

    @property
    def leading(self) -> MethodRanking:
        """The ranking by the leading method."""
        return self.rankings[self.method]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairwiseAnswer:
    """Weights from one matrix of judgements, and how consistent it is; see ``matching.pairwise``.

    ``RI`` is the random index by which the ratio was taken, ``None`` where there is none.
    """

    method: str
    members: tuple[str, ...]
    weights: Floats
    lambda_max: float
    CI: float
    CR: float | None
    RI: float | None
    geometric_mean_weights: Floats
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestWorstAnswer:
    """Weights from comparisons with the best and the worst; see ``matching.best_worst``."""

    method: str
    members: tuple[str, ...]
    weights_linear: Floats
    xi_linear: float
    xi_nonlinear: float
    consistency_index: float
    CR_nonlinear: float | None
    warnings: tuple[Finding, ...]
