"""Splits among so many parties that only a sample of their coalitions is planned."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from kuajie.domain.money import Money
from kuajie.domain.panel import Floats
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices.sharing import NOT_EVERY_COALITION, RULE_LEFT_OUT
from kuajie.sharing.coalitions import Coalition
from kuajie.sharing.exact_shares import to_exact
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.kalai_smorodinsky import kalai_smorodinsky_portions
from kuajie.sharing.rules.nash_bargaining import nash_portions
from kuajie.sharing.rules.rubinstein import rubinstein_portions
from kuajie.sharing.rules.sampled_shapley import Order, joining_orders, prefixes, sampled_shapley
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.split_answer import RuleShares
from kuajie.usecases.split_question import SplitQuestion

Portions = Callable[[Bargaining, tuple[str, ...]], Floats]


def _equal_portions(bargaining: Bargaining, parties: tuple[str, ...]) -> Floats:
    del bargaining
    return np.full(len(parties), 1.0 / len(parties))


OF_SINGLES: Mapping[str, Portions] = {
    "nash_bargaining": nash_portions,
    "kalai_smorodinsky": kalai_smorodinsky_portions,
    "rubinstein": rubinstein_portions,
    "equal_surplus": _equal_portions,
}
"""Rules that divide what everybody earns beyond each alone, and so need no other coalition."""

NEEDS_EVERY = Text(
    en="it needs every coalition, and only some were planned.",
    zh="它需要全部联盟的价值，而这里只抽取了部分联盟。",
)
OF_NINETY = 1.645
"""Standard errors to either side of a 90 % interval."""
EVEN = 1e-9
"""Relative gain below which a coalition has no reason to leave: rounding."""


def planned_coalitions(question: SplitQuestion) -> frozenset[Coalition]:
    """Return the coalitions to plan: those the sampled orders meet, every party alone, and everybody."""
    met = {coalition for pair in _orders(question) for order in pair for coalition in prefixes(order)}
    return frozenset(met | {frozenset({party}) for party in question.programme.party_ids})


def _orders(question: SplitQuestion) -> tuple[tuple[Order, Order], ...]:
    parties = question.programme.party_ids
    rng = np.random.default_rng(question.seed)
    return joining_orders(parties, most=question.sample - len(parties), rng=rng)


def sampled_rules(question: SplitQuestion, money: Mapping[Coalition, Floats]) -> tuple[RuleShares, ...]:
    """Return the shares by the question's rule, by others that need few coalitions, and sampled Shapley."""
    rules = dict.fromkeys((question.rule, *OF_SINGLES))
    if not question.patience:
        rules.pop("rubinstein")
    told = [_of_singles(question, money, rule) for rule in rules if rule in OF_SINGLES]
    place = 0 if question.rule == "shapley" else 1
    told.insert(place, _sampled(question, money))
    return tuple(told)


def _of_singles(question: SplitQuestion, money: Mapping[Coalition, Floats], rule: str) -> RuleShares:
    parties = question.programme.party_ids
    alone = np.array([money[frozenset({party})] for party in parties])
    portions = OF_SINGLES[rule](question.bargaining, parties)
    surplus = money[frozenset(parties)] - alone.sum(axis=0)
    return _told(question, money, rule, alone + portions[:, None] * surplus)


def _sampled(question: SplitQuestion, money: Mapping[Coalition, Floats]) -> RuleShares:
    found, parties = sampled_shapley(_orders(question), money), question.programme.party_ids
    places = [found.parties.index(party) for party in parties]
    errors = dict(zip(parties, found.error[places].tolist(), strict=True))
    return _told(question, money, "shapley", found.shares[places], errors)


def _told(
    question: SplitQuestion,
    money: Mapping[Coalition, Floats],
    rule: str,
    shares: Floats,
    errors: Mapping[str, float] | None = None,
) -> RuleShares:
    programme, row = question.programme, SPLIT_RULES[rule]
    parties = programme.party_ids
    means = dict(zip(parties, shares.mean(axis=1).tolist(), strict=True))
    total = Money.nearest(float(money[frozenset(parties)].mean()), programme.currency)
    who, gain = _keenest(money, means)
    return RuleShares(
        rule=rule,
        title=row.title,
        principle=row.principle,
        reason=row.reason,
        shares={
            party: _with_error(Interval.of(shares[place]), 0.0 if errors is None else errors[party])
            for place, party in enumerate(parties)
        },
        exact=to_exact(means, total),
        gains={party: means[party] - float(money[frozenset({party})].mean()) for party in parties},
        walks_away=tuple(party for party in parties if party in who),
        walk_gain=gain,
        sampling_error=errors,
    )


def _with_error(interval: Interval, error: float) -> Interval:
    """Return an interval made longer by what a sample of orders leaves open."""
    beyond = OF_NINETY * error
    return replace(interval, lower=interval.lower - beyond, upper=interval.upper + beyond)


def _keenest(money: Mapping[Coalition, Floats], means: Mapping[str, float]) -> tuple[Coalition, float]:
    """Return the planned coalition that gains most by leaving, and how much; nobody where none gains."""
    gains = {
        members: float(worth.mean()) - math.fsum(means[party] for party in members)
        for members, worth in money.items()
    }
    who = max(gains, key=lambda members: gains[members])
    least = EVEN * max(1.0, *(abs(share) for share in means.values()))
    return (who, gains[who]) if gains[who] > least and len(who) < len(means) else (frozenset(), 0.0)


def sampled_findings(question: SplitQuestion, planned: int) -> Iterator[Finding]:
    """Yield that not every coalition was planned, and what that means."""
    facts = {
        "parties": len(question.programme.parties),
        "all": f"{question.coalitions:,}",
        "planned": f"{planned:,}",
    }
    yield Finding(notice=NOT_EVERY_COALITION, severity=Severity.NOTE, facts=facts)
    if question.rule not in (*OF_SINGLES, "shapley"):
        title = SPLIT_RULES[question.rule].title
        yield Finding(
            notice=RULE_LEFT_OUT, severity=Severity.WARNING, facts={"rule": title, "reason": NEEDS_EVERY}
        )
