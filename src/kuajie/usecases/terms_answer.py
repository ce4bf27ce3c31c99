"""What a design of terms answers: the target, every kind of terms for it, and which to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.domain.clauses import Clause
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.messages import Finding, Text
from kuajie.usecases.fit_answer import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTarget:
    """What one party is to have of expected joint profit, outside profit not counted.

    ``alone`` is what it would have without the others, ``share`` its part of joint profit (``None`` where
    there is none to share).
    """

    party: str
    name: str
    amount: float
    share: float | None
    alone: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverChange:
    """How a deviation changes one of a party's levers over the horizon, or the price of a course it sells."""

    id: str
    title: str
    before: float
    after: float
    price: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyUnderTerms:
    """One party under some terms.

    ``off`` is its expected profit less its target. ``gain`` is what it has more by leaving the plan alone,
    ``others`` what the others together then have more (below zero: lose), ``most`` what no deviation gains
    more than (``None``: not proved); ``changes`` is what it would do.
    """

    party: str
    name: str
    profit: Interval
    off: float
    chance_of_loss: float
    gain: float
    others: float
    most: float | None
    changes: tuple[LeverChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyTerms:
    """The terms of one family.

    ``kinds`` are the words files write for its clauses. ``shares`` are those solved for, by party (empty
    where fees alone do it). ``reached`` says that only rounding is left between expected profits and the
    target. ``tempted`` is the sum of what parties gain by leaving the plan alone; ``joint_alone`` is joint
    profit where everybody does what is best for itself under these terms, ``settled`` whether that came to
    rest. ``place`` counts from 1, the best.
    """

    family: str
    title: Text
    principle: Text
    kinds: tuple[str, ...]
    clauses: tuple[Clause, ...]
    shares: Mapping[str, float]
    reached: bool
    parties: tuple[PartyUnderTerms, ...]
    tempted: float
    joint_alone: float
    settled: bool
    place: int

    @property
    def terms(self) -> Terms:
        """The clauses as terms of a programme."""
        return Terms(clauses=self.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsAnswer:
    """Terms for a target split.

    ``rule`` is the title of the rule the target came from (``None``: it was given). ``joint`` is joint profit
    under the plan, ``joint_found`` the same on the draws that found the plan, on which deviations are judged,
    ``chance_of_joint_loss`` how likely it is below zero.
    ``left_out`` are titles of families that have nothing to share. ``asked`` is the family asked for.
    """

    key: str
    programme: Programme
    joint: Interval
    joint_found: float
    chance_of_joint_loss: float
    rule: Text | None
    targets: tuple[PartyTarget, ...]
    families: tuple[FamilyTerms, ...]
    left_out: tuple[Text, ...]
    asked: str | None
    draws: int
    horizons: int
    warnings: tuple[Finding, ...]
    seconds: float

    @property
    def recommended(self) -> FamilyTerms:
        """The family asked for, or the one that ranks first."""
        if self.asked is not None:
            return self.family(self.asked)
        return min(self.families, key=lambda each: each.place)

    def family(self, name: str) -> FamilyTerms:
        """Return a family's terms; raises ``KeyError`` for one that was not designed."""
        for each in self.families:
            if each.family == name:
                return each
        raise KeyError(name)
