"""Levels of referral: at most so many are paid on one sale, under whatever name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuajie.domain.clauses import Clause
from kuajie.domain.sale_clauses import Deduction, Referral
from kuajie.settlement.guards.rules import ReferralRule


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelHit:
    """A clause, by its place from 1, that pays a level too many; ``named``: by its name only, so look."""

    clause: int
    level: int
    named: str = ""


def levels_too_many(clauses: Iterable[Clause], rule: ReferralRule) -> tuple[LevelHit, ...]:
    """Return the clauses that pay a level of referral above the limit.

    A deduction named like a referral counts as one level more than the referrals on the same sales.
    """
    every = tuple(clauses)
    return tuple(hit for place, clause in enumerate(every) for hit in _of(place, clause, every, rule))


def levels_at_limit(clauses: Iterable[Clause], rule: ReferralRule) -> tuple[LevelHit, ...]:
    """Return the clauses that pay the last level allowed, where the rule has something to say of that."""
    if rule.caution is None:
        return ()
    return tuple(
        LevelHit(clause=place, level=clause.level)
        for place, clause in enumerate(clauses, start=1)
        if isinstance(clause, Referral) and clause.level == rule.most_levels
    )


def _of(place: int, clause: Clause, every: tuple[Clause, ...], rule: ReferralRule) -> Iterator[LevelHit]:
    if isinstance(clause, Referral) and clause.level > rule.most_levels:
        yield LevelHit(clause=place + 1, level=clause.level)
    if isinstance(clause, Deduction) and _like_referral(clause, rule):
        levels = _levels_beside(clause, every[: place + 1], every, rule)
        if levels > rule.most_levels:
            yield LevelHit(clause=place + 1, level=levels, named=clause.name)


def _levels_beside(
    mine: Deduction, until: tuple[Clause, ...], every: tuple[Clause, ...], rule: ReferralRule
) -> int:
    """Return how many levels the sales of a deduction pay with it and with those before it."""
    referrals = {each.level for each in every if isinstance(each, Referral) and _meet(mine, each)}
    named = [
        each
        for each in until
        if isinstance(each, Deduction) and _like_referral(each, rule) and _meet(mine, each)
    ]
    return len(referrals) + len(named)


def _like_referral(clause: Deduction, rule: ReferralRule) -> bool:
    return any(word in clause.name.casefold() for word in rule.words)


def _meet(a: Deduction, b: Deduction | Referral) -> bool:
    """Say whether two clauses can be about one sale."""
    courses = not a.courses or not b.courses or not set(a.courses).isdisjoint(b.courses)
    return courses and a.meets(b)
