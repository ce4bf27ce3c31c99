"""Whose money is whose: how revenue, unit costs and levers' spend fall to the parties under their terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.menu_extras import places_on

if TYPE_CHECKING:  # A problem holds parties.
    from kuajie.planning.objective import Evaluation
    from kuajie.planning.problem import PlanningProblem

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

WHOLE = 1e-9
"""Relative slack of sums over parties: shares are rounded floats."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parties:
    """P parties of a problem with C courses and L levers.

    Of every sold seat of course c party p takes the share ``revenue_share`` (P, C) of net revenue and bears
    ``cost`` (P, C) in money (below zero where it is paid by the seat); ``owner`` (L,) is the party that
    decides on a lever and pays its spend and set-up, unless ``paid`` (P, L) says what share each party pays.
    Shares of a course and of a lever add up to one and costs to the problem's, so that parties' profits add
    up to joint profit. ``floor`` (P,) is the expected profit a plan must leave each party, minus infinity
    where none is asked.
    """

    names: tuple[str, ...]
    revenue_share: Floats
    cost: Floats
    owner: Codes
    floor: Floats | None = None
    paid: Floats | None = None

    def check(self, unit_cost: Floats, levers: int) -> None:
        """Raise ``ValueError`` unless all arrays meet and everything is handed out."""
        shape = (len(self.names), unit_cost.size)
        if self.revenue_share.shape != shape or self.cost.shape != shape or self.owner.shape != (levers,):
            raise ValueError(
                f"parties need shares and costs {shape} and {levers} owners, got {self.revenue_share.shape}, "
                f"{self.cost.shape}, {self.owner.shape}"
            )
        if not np.allclose(self.revenue_share.sum(axis=0), 1.0, rtol=0, atol=WHOLE):
            raise ValueError(f"revenue shares must add up to 1, got {self.revenue_share.sum(axis=0)}")
        if not np.allclose(self.cost.sum(axis=0), unit_cost, rtol=WHOLE, atol=WHOLE):
            raise ValueError(f"parties' unit costs {self.cost.sum(axis=0)} do not add up to {unit_cost}")
        if self.floor is not None and (self.floor.shape != shape[:1] or not np.all(self.floor < np.inf)):
            raise ValueError(f"floors need one number for each party, finite or minus infinity: {self.floor}")
        if np.any(self.revenue_share < 0) or np.any((self.owner < 0) | (self.owner >= len(self.names))):
            raise ValueError(f"shares must not be negative, owners must be parties: {self.owner.tolist()}")
        self._check_paid()

    def _check_paid(self) -> None:
        """Raise ``ValueError`` unless every lever's spend is paid, by shares that are not negative."""
        if self.paid is None:
            return
        shape = (len(self.names), self.owner.size)
        if self.paid.shape != shape or not np.all(self.paid >= 0.0):
            raise ValueError(f"paid needs shares of shape {shape}, none negative, got {self.paid}")
        if not np.allclose(self.paid.sum(axis=0), 1.0, rtol=0, atol=WHOLE):
            raise ValueError(f"paid shares must add up to 1, got {self.paid.sum(axis=0)}")

    @property
    def pays(self) -> Floats:
        """The share of each lever's spend and set-up that each party pays, (P, L)."""
        if self.paid is not None:
            return self.paid
        return np.asarray(np.arange(len(self.names))[:, None] == self.owner, dtype=np.float64)

    def owns(self, party: int) -> NDArray[np.bool_]:
        """Return which levers a party decides on, (L,)."""
        mine: NDArray[np.bool_] = self.owner == party
        return mine


def party_profits(problem: PlanningProblem, spend: Floats, prices: Floats, result: Evaluation) -> Floats:
    """Return each party's profit in every draw under the terms, (P, D), in money.

    ``result`` is the evaluation of ``spend`` (L, T) and ``prices`` (C,). Raises ``ValueError`` for a problem
    that does not say whose money is whose.
    """
    profits: Floats = seat_shares(problem, prices) @ result.enrolments.T
    return profits - spend_by_party(problem, spend)[:, None]


def seat_shares(problem: PlanningProblem, prices: Floats) -> Floats:
    """Return the money each party has of one sold seat of each course, (P, C)."""
    known_parties(problem)
    columns = [seat_money(problem, c, prices[c : c + 1]) for c in range(prices.size)]
    return np.concatenate(columns, axis=1)


def seat_money(problem: PlanningProblem, course: int, prices: Floats) -> Floats:
    """Return the money each party has of one sold seat of a course at each price paid, (P, M).

    Revenue is shared as if the list price had been paid, and what an incentive lets off is borne by its
    bearer alone: parts still add up to what is paid less costs.
    """
    parties = known_parties(problem)
    kept = problem.realised[course] * (1.0 - problem.refund[course])
    share, cost = parties.revenue_share[:, course, None], parties.cost[:, course, None]
    if problem.extras is None:
        return np.asarray(share * prices * kept - cost)
    extras = problem.extras[course]
    places = places_on(problem.menus[course], prices)
    off = extras.discount[places]
    bears = np.arange(len(parties.names))[:, None] == extras.bearer[places]
    return np.asarray((share * (prices + off) - bears * off) * kept - cost)


def spend_by_party(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return what each party pays for levers, set-up costs included, (P,)."""
    parties = known_parties(problem)
    paid = spend.sum(axis=1)
    paid = paid + np.where(paid > 0.0, problem.set_up_cost, 0.0)
    return np.asarray(parties.pays @ paid)


def known_parties(problem: PlanningProblem) -> Parties:
    """Return whose money is whose; raises ``ValueError`` for a problem that does not say."""
    if problem.parties is None:
        raise ValueError("this problem does not say whose money is whose")
    return problem.parties
