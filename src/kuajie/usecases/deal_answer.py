"""What trying a deal answers: how every party may come out, who bears which risk, what each clause pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.domain.clauses import Clause
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.messages import Finding
from kuajie.sharing.deals.clause_parameters import ParameterKind
from kuajie.usecases.fit_answer import Interval

LEVELS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""The quantiles an answer holds, for drawing distributions."""

WORST = 0.2
"""The worst share of outcomes of which the mean is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskBorne:
    """A party's share of the variance of joint profit: its covariance with it over that variance.

    Shares of all parties add up to one; one below zero comes out better when all together come out worse.
    ``unknown`` is the part due to the response not being known, ``scatter`` the part due to random weeks.
    """

    share: float
    unknown: float
    scatter: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOutcome:
    """How one party may come out under a deal, outside profit not counted.

    ``quantiles`` are at ``LEVELS``; ``worst`` is the mean of the worst fifth of outcomes; ``disagreement`` is
    what it has without the programme, ``gain`` what it expects above that, and ``chance_below`` how likely
    it has less. ``risk`` is ``None`` where joint profit does not vary.
    """

    party: str
    name: str
    profit: Interval
    quantiles: tuple[float, ...]
    worst: float
    chance_of_loss: float
    disagreement: float
    gain: float
    chance_below: float
    risk: RiskBorne | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseEffect:
    """What a clause moves: ``number`` counts from 1 in the order of the deal.

    ``flows`` is the money it moves to each party on average, adding up to zero, and ``used`` the share of
    outcomes in which it moves any; ``without`` is each party's expected profit had the clause been left out.
    ``kind`` is the word files write for it. ``agreed`` marks the agreed shares of revenue, which stand before
    the clauses.
    """

    number: int
    kind: str
    clause: Clause
    agreed: bool
    flows: Mapping[str, float]
    used: float
    without: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeWorth:
    """What a guarantee is worth.

    ``expected`` is what it pays on average, in the ``used`` share of outcomes: the fee at which it is fair to
    who only counts averages. ``in_worst`` is what it adds to the payee's worst fifth, ``cost_in_worst`` what
    it takes from the payer's: the fee a payer asks who only counts its worst fifth.
    """

    number: int
    payer: str
    payee: str
    amount: float
    expected: float
    used: float
    in_worst: float
    cost_in_worst: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """A scenario: expected profit of every party and of all, how likely each makes a loss, and enrolments.

    ``subject`` names what the scenario is about, such as the lever that is weaker.
    """

    kind: str
    subject: str
    joint: float
    enrolments: float
    profits: Mapping[str, float]
    chance_of_loss: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiableNumber:
    """One number of the deal, the others as they are: between which values every party gains.

    ``clause`` counts as in ``ClauseEffect``, ``None`` for the agreed shares; ``party`` is whose share it is,
    or who is paid. ``low`` to ``high`` is the zone of agreement (``None``: there is none); beyond an end the
    named party would rather walk away, ``None`` where the number itself ends. ``limits`` is each party's own
    range, ``None`` for a party that walks away at any value.
    """

    clause: int | None
    kind: ParameterKind
    party: str
    value: float
    low: float | None
    high: float | None
    stops_below: str | None
    stops_above: str | None
    limits: Mapping[str, tuple[float, float] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealOutcome:
    """One deal: its terms, and what it means for every party.

    ``joint`` is the distribution of joint profit, the same under every deal.
    """

    name: str
    terms: Terms
    parties: tuple[PartyOutcome, ...]
    effects: tuple[ClauseEffect, ...]
    guarantees: tuple[GuaranteeWorth, ...]
    stresses: tuple[Stress, ...]
    numbers: tuple[NegotiableNumber, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses, agreed shares first."""
        return tuple(effect.clause for effect in self.effects)

    @property
    def walking_away(self) -> tuple[PartyOutcome, ...]:
        """The parties that expect less than without the programme."""
        return tuple(party for party in self.parties if party.gain < 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DealAnswer:
    """Deals compared on the same plan, draws and random weeks.

    ``joint`` is joint profit; ``unknown`` the share of its variance due to the response not being known, the
    rest is random weeks (``None`` where it does not vary). ``outcomes`` counts the simulated horizons.
    ``fit_doubts`` say why the fit behind it cannot be relied on.
    """

    programme: Programme
    joint: Interval
    joint_quantiles: tuple[float, ...]
    chance_of_loss: float
    worst: float
    unknown: float | None
    outcomes: int
    deals: tuple[DealOutcome, ...]
    fit_doubts: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
