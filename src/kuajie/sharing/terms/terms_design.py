"""From a target split to terms: shares solved on the draws, and rounded to numbers people sign."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.clauses import Clause
from kuajie.domain.deal import Deal
from kuajie.sharing.deals.deal_payoffs import Payoffs
from kuajie.sharing.terms.families.family import Family
from kuajie.sharing.terms.families.fees import fees_between
from kuajie.sharing.terms.families.setting import Setting
from kuajie.sharing.terms.families.shares import FINEST, named, nearest_shares, rounded, solve_shares

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DesignedTerms:
    """A family's terms for a target.

    ``shares`` (P,) as signed (``None`` where fees alone do it). ``off`` (P,) is each party's expected profit
    under the terms less its target; ``reached`` says that rounding explains it. Where not, these are the
    nearest terms of the family, in least squares over parties.
    """

    family: Family
    deal: Deal
    shares: Floats | None
    payoffs: Payoffs
    off: Floats
    reached: bool


def applies(family: Family, setting: Setting) -> bool:
    """Return whether a family has anything to write about: revenue, where it shares revenue."""
    return setting.sells or not family.needs_revenue


def design_terms(family: Family, setting: Setting, given: Floats | None = None) -> DesignedTerms:
    """Return a family's terms whose expected payoffs are nearest to the setting's target.

    ``given`` (P,) are the shares of a family that is searched. Exact to the smallest coin where the family
    pays fees; else what rounding of shares leaves is told. Raises ``ValueError`` for a family that does not
    apply, and for shares given to one that solves for them, or not given to one that does not.
    """
    if not applies(family, setting):
        raise ValueError(f"{family.name} shares revenue, and there is none")
    if family.searched != (given is not None):
        raise ValueError(f"shares are given for searched families only: {family.name}, {given}")
    shares = given if family.searched else solved(family, setting) if family.shares else None
    clauses = written(family, setting, shares, finest=family.finest)
    if family.fee:
        missing = setting.target - setting.expected(clauses)
        clauses = (*clauses, *fees_between(setting.parties, missing, setting.currency))
    payoffs = setting.payoffs(clauses)
    off = np.asarray(payoffs.profit.mean(axis=1) - setting.target)
    return DesignedTerms(
        family=family,
        deal=setting.deal(clauses),
        shares=None if shares is None else as_signed(shares, family.finest),
        payoffs=payoffs,
        off=off,
        reached=float(np.abs(off).max()) <= rounding_of(family, setting),
    )


def solved(family: Family, setting: Setting) -> Floats:
    """Return the shares, unrounded, at which the family's expected payoffs are nearest to the target."""
    shares = solve_shares(
        lambda shares: setting.expected(written(family, setting, shares, finest=FINEST)),
        setting.target,
        nearest_shares(guessed(setting)),
    )
    return lifted(shares, min(family.least, 1.0 / shares.size))


def guessed(setting: Setting) -> Floats:
    """Return parts, adding up to one, near which shares lie: of revenue, or of joint profit without any."""
    if setting.sells:
        return setting.must_receive / setting.revenue
    if setting.joint == 0.0:
        return np.full(len(setting.parties), 1.0 / len(setting.parties))
    return setting.target / setting.joint


def lifted(shares: Floats, least: float) -> Floats:
    """Return shares of which none is below ``least``, the others giving in proportion to what is above.

    >>> lifted(np.array([1.0, 0.0]), 0.25).tolist()
    [0.75, 0.25]
    """
    low = np.maximum(shares, least)
    above = low - least
    left = 1.0 - least * shares.size
    return np.asarray(least + (above * left / above.sum() if above.any() else left / shares.size))


def written(family: Family, setting: Setting, shares: Floats | None, *, finest: int) -> tuple[Clause, ...]:
    """Return the clauses of a family for shares rounded to one ``finest``-th."""
    even = np.ones(len(setting.parties)) if shares is None else shares
    return family.write(setting, named(setting.parties, rounded(even, finest)))


def as_signed(shares: Floats, finest: int) -> Floats:
    """Return shares as they stand in the terms."""
    return np.array([float(share) for share in rounded(shares, finest)])


def rounding_of(family: Family, setting: Setting) -> float:
    """Return how far rounding alone may bring a party off its target."""
    coin = 0.01 * len(setting.parties)
    return coin if family.fee else setting.size / family.finest + coin
