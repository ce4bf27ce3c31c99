"""What each structure of decisions brings: who earns, spends and pays what, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kuajie.domain.programme import Programme
from kuajie.messages import Finding


class Structure(StrEnum):
    """Who decides when.

    ``LEADS``: the leader decides its levers, prices of what it sells, and what part of the others' spend it
    pays, and the others respond; revenue is shared as agreed. ``LEADS_MARGIN``: the same, but the leader
    announces its money per seat instead of sharing, and a follower sets the price and keeps the rest.
    """

    COOPERATION = "cooperation"
    NASH = "nash"
    LEADS = "leads"
    LEADS_MARGIN = "leads_margin"


class Standing(StrEnum):
    """What a line is: the best plan found, a local equilibrium, or no equilibrium at all."""

    BEST_FOUND = "best found"
    LOCAL = "local"
    CYCLE = "cycle"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureLine:
    """One structure solved; amounts in major units of the programme's currency.

    ``profits`` are expected profits by party on the draws that found it and ``joint`` their sum, ``held_out``
    and ``held_out_joint`` the same on others; ``spend`` is
    what each party pays, set-up costs and its part of others' levers included, ``rates`` the part of each
    follower's levers that the leader pays. ``lever_spend`` is by lever, ``prices`` by course, ``margins`` the
    leader's money per seat where it announces that. ``lost`` is joint profit short of cooperation's.

    ``gains`` is what each party was found to gain at most by leaving the line alone, and ``most`` what is
    proved that it cannot gain more than (``None``: not proved); behind a leader these are its followers.
    ``bound``, for cooperation, is what no plan exceeds. ``cycle`` counts the rounds after which responses
    repeat where they go round.
    """

    structure: Structure
    leader: str | None
    standing: Standing
    joint: float
    held_out_joint: float
    profits: Mapping[str, float]
    held_out: Mapping[str, float]
    spend: Mapping[str, float]
    lever_spend: Mapping[str, float]
    prices: Mapping[str, float]
    lost: float
    rates: Mapping[str, float]
    margins: Mapping[str, float]
    gains: Mapping[str, float]
    most: Mapping[str, float] | None = None
    bound: float | None = None
    cycle: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuresAnswer:
    """A programme's structures, cooperation first.

    ``shares`` are the revenue shares that were assumed (empty: each course's seller keeps all); ``tried``
    tells that they were given with the question and not agreed. ``one_price`` tells that no leader has a
    price to choose, so that the conventions of leading differ in margins alone.
    """

    key: str
    programme: Programme
    draws: int
    test_draws: int
    lines: tuple[StructureLine, ...]
    shares: Mapping[str, Fraction]
    tried: bool
    one_price: bool
    warnings: tuple[Finding, ...]
    seconds: float

    @property
    def cooperation(self) -> StructureLine:
        """The line of cooperation."""
        return self.lines[0]

    @property
    def nash(self) -> tuple[StructureLine, ...]:
        """The lines of everybody deciding alone."""
        return tuple(line for line in self.lines if line.structure is Structure.NASH)
