"""Candidates, criteria and scores known before anybody is asked: what a programme folder's records say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.matching.scorecard import Candidate, Criterion
from kuajie.messages import Text
from kuajie.usecases.partners_question import Source


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartnerSheet:
    """Scores by ids of candidate and criterion, with their sources; what is not known has no entry.

    ``left_out`` are criteria that records could feed, but do not for any candidate. ``party`` is the one
    whose partners are scored, empty where there is none.
    """

    title: Text | None
    candidates: tuple[Candidate, ...]
    criteria: tuple[Criterion, ...]
    scores: Mapping[tuple[str, str], float]
    sources: Mapping[tuple[str, str], Source]
    left_out: tuple[Criterion, ...] = ()
    party: str = ""

    @classmethod
    def empty(cls) -> PartnerSheet:
        """Return a sheet without anything."""
        return cls(title=None, candidates=(), criteria=(), scores={}, sources={})
