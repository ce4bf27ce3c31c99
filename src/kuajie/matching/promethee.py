"""PROMETHEE: candidates by how much they are preferred to the others, two by two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kuajie.matching.normalisation import Floats, Ints
from kuajie.matching.ranks import AS_GOOD, rank


class PreferenceKind(StrEnum):
    """How a difference on one criterion turns into preference (Brans, Vincke, Mareschal 1986: I to VI)."""

    USUAL = "usual"
    USHAPE = "ushape"
    VSHAPE = "vshape"
    LEVEL = "level"
    LINEAR = "linear"
    GAUSS = "gauss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A preference function: up to ``q`` a difference does not count, from ``p`` on it counts fully.

    With d the difference: usual 1 for d > 0; ushape 1 for d > q; vshape d/p up to p; level a half above q and
    1 above p; linear (d - q)/(p - q) between q and p; gauss 1 - exp(-d²/2s²).
    """

    kind: PreferenceKind = PreferenceKind.USUAL
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0

    def __post_init__(self) -> None:
        """Refuse thresholds that define no function."""
        if not all(np.isfinite(each) and each >= 0.0 for each in (self.q, self.p, self.s)):
            raise ValueError(f"thresholds must be finite and not negative, but got {self}")
        if self.kind in {PreferenceKind.LEVEL, PreferenceKind.LINEAR} and self.p < self.q:
            raise ValueError(f"p must not be below q, but got {self}")
        if (self.kind is PreferenceKind.VSHAPE and not self.p) or (
            self.kind is PreferenceKind.GAUSS and not self.s
        ):
            raise ValueError(f"its threshold must be above zero, but got {self}")


USUAL = Preference()
_OF_PYMCDM = {
    PreferenceKind.USUAL: "usual",
    PreferenceKind.USHAPE: "ushape",
    PreferenceKind.VSHAPE: "vshape",
    PreferenceKind.LEVEL: "level",
    PreferenceKind.LINEAR: "vshape_2",
}
"""The functions' names in pymcdm, which has no Gaussian one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flows:
    """How much each candidate is preferred to the others and they to it, criterion by criterion.

    Both have shape ``(candidate, criterion)`` and are means over the other candidates, from 0 to 1.
    """

    plus: Floats
    minus: Floats

    @property
    def net(self) -> Floats:
        """Preference for the candidate less that for the others."""
        return self.plus - self.minus


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PrometheeRanking:
    """Each candidate's flows and its rank from 1 by net flow (PROMETHEE II), ``(candidate,)``."""

    phi_plus: Floats
    phi_minus: Floats
    phi: Floats
    ranking: Ints


class Relation(StrEnum):
    """How two candidates compare by PROMETHEE I."""

    PREFERRED = "preferred"
    BEHIND = "behind"
    INDIFFERENT = "indifferent"
    INCOMPARABLE = "incomparable"


def criterion_flows(matrix: Floats, types: Ints, preferences: tuple[Preference, ...]) -> Flows:
    """Return the flows of every criterion by itself; weighted and added up they are the candidates'.

    Raises ``ValueError`` for fewer than two candidates.
    """
    if len(matrix) < 2:
        raise ValueError(f"a ranking needs two candidates, but got {len(matrix)}")
    flows = [
        _flows(values * better, preference)
        for values, better, preference in zip(matrix.T, types, preferences, strict=True)
    ]
    return Flows(
        plus=np.column_stack([each[0] for each in flows]), minus=np.column_stack([each[1] for each in flows])
    )


def _flows(values: Floats, preference: Preference) -> tuple[Floats, Floats]:
    """Return the flows of one criterion on which more is better."""
    if preference.kind is PreferenceKind.GAUSS:
        ahead = np.maximum(values[:, None] - values[None], 0.0) / preference.s
        preferred = -np.expm1(-0.5 * ahead**2)
        others = len(values) - 1
        return preferred.sum(axis=1) / others, preferred.sum(axis=0) / others
    return _flows_of_pymcdm(values, preference)


def _flows_of_pymcdm(values: Floats, preference: Preference) -> tuple[Floats, Floats]:
    from pymcdm.methods.partial import PROMETHEE_I  # noqa: PLC0415 - it takes seconds to load

    kind = preference.kind
    if kind is PreferenceKind.LINEAR and preference.p == preference.q:
        # Without room between the thresholds the slope is a step; the library would divide zero by zero.
        kind = PreferenceKind.USHAPE
    method = PROMETHEE_I(_OF_PYMCDM[kind], p=[preference.p], q=[preference.q])
    plus, minus = method(values[:, None], np.ones(1), np.ones(1), validation=False)
    return plus, minus


def promethee(flows: Flows, weights: Floats) -> PrometheeRanking:
    """Return the candidates' flows under weights ``(criterion,)``, and their ranks by net flow."""
    plus, minus = flows.plus @ weights, flows.minus @ weights
    return PrometheeRanking(phi_plus=plus, phi_minus=minus, phi=plus - minus, ranking=rank(plus - minus))


def relation(ranking: PrometheeRanking, first: int, second: int) -> Relation:
    """Return how one candidate compares with another by both flows (PROMETHEE I)."""
    ahead = _sign(ranking.phi_plus[first] - ranking.phi_plus[second])
    spared = _sign(ranking.phi_minus[second] - ranking.phi_minus[first])
    if ahead == spared == 0:
        return Relation.INDIFFERENT
    if ahead >= 0 and spared >= 0:
        return Relation.PREFERRED
    return Relation.BEHIND if ahead <= 0 and spared <= 0 else Relation.INCOMPARABLE


def _sign(difference: np.float64) -> int:
    return 0 if abs(difference) <= AS_GOOD else int(np.sign(difference))
