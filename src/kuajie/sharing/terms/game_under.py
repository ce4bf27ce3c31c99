"""The game that a deal makes of a plan: what its clauses leave each party of one more yuan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.clauses import CostShare, FeePerEnrolment, FixedFee, RevenueShare, TierMode, Tiers
from kuajie.domain.deal import Deal
from kuajie.planning.parties import known_parties
from kuajie.sharing.deals.deal_payoffs import Outcomes, deal_payoffs
from kuajie.sharing.deals.effective_shares import effective_shares
from kuajie.sharing.structures.game import Game

Floats = NDArray[np.float64]

LINEAR = (RevenueShare, FixedFee, FeePerEnrolment, CostShare)
"""Clauses under which profits are linear in revenue, enrolments and costs: slopes tell all."""

ACROSS = 0.05
"""How far below and above the plan's revenue payoffs are compared where they jump."""


def is_linear(deal: Deal) -> bool:
    """Return whether profits under a deal are the same function of revenue and costs everywhere.

    A cost share is, because it reimburses all of its costs where no recoup clause repays some before.
    """
    return all(isinstance(clause, LINEAR) for clause in deal.clauses)


def jumps(deal: Deal) -> bool:
    """Return whether payoffs jump somewhere, which slopes do not see: at thresholds of retroactive tiers."""
    modes = (clause.mode for clause in deal.clauses if isinstance(clause, Tiers))
    return TierMode.RETROACTIVE in modes


def game_across(game: Game, deal: Deal, at: Outcomes) -> Game:
    """Return the game under a deal's payoffs between revenue of all courses a little lower and higher.

    These differences see jumps; who would lose by higher revenue counts as having no share of it.
    """
    low, high = (replace(at, revenue=(1.0 + part) * at.revenue) for part in (-ACROSS, ACROSS))
    change = (deal_payoffs(deal, high).profit - deal_payoffs(deal, low).profit).mean(axis=1)
    if not change.any():
        return game_under(game, deal, at)
    shares = _of_one(np.maximum(change, 0.0)[:, None])
    courses = game.problem.courses
    return game_under(game, deal, at).under(revenue_share=np.repeat(shares, courses, axis=1))


def game_under(game: Game, deal: Deal, at: Outcomes) -> Game:
    """Return the game under the slopes of a deal's payoffs, the mean over the draws of ``at``.

    Exact up to constants (fees) for linear deals. What differences of floats leave is spread evenly, so that
    shares and costs add up.
    """
    slopes, problem = effective_shares(deal, at), game.problem
    kept = 1.0 - problem.refund
    sold = at.enrolments.mean(axis=1) > 0.0
    cost = np.where(sold, -slopes.per_enrolment * kept, known_parties(problem).cost)
    return game.under(
        revenue_share=_of_one(slopes.revenue),
        paid=_of_one(slopes.spend),
        cost=cost + (problem.cost - cost.sum(axis=0)) / cost.shape[0],
    )


def _of_one(shares: Floats) -> Floats:
    """Return shares (P, N) that are not negative and add up to one in every column."""
    clear = np.where(shares < 1e-9, 0.0, shares)
    return np.asarray(clear / clear.sum(axis=0))
