"""From a split rule's shares, or what was asked, to what each party is to have under the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kuajie.domain.money import Money
from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput, Finding, Severity, Text
from kuajie.messages.notices import terms as notices
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.terms_answer import PartyTarget
from kuajie.usecases.terms_asked import AskedTarget, in_proportion

NEAR = 0.005
"""Amounts that miss joint profit by less than this part of it are meant to share it out."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target:
    """What each party is to have (P,), outside profit not counted, and by which rule (``None``: given)."""

    amounts: Floats
    rule: Text | None


def target_of(programme: Programme, split: SplitAnswer, asked: AskedTarget | None, joint: float) -> Target:
    """Return the target: what was asked, else what the split's recommended rule gives.

    What the amounts miss of ``joint`` by rounding or by other draws is spread evenly. Raises ``BadInput`` for
    asked amounts that add up to something else.
    """
    if asked is None:
        return _by_rule(programme, split, joint)
    values = np.array([float(asked.values[party]) for party in programme.party_ids])
    if not asked.money:
        return Target(amounts=values * joint, rule=None)
    if abs(values.sum() - joint) > NEAR * max(abs(joint), 1.0):
        total, wanted = (Money.nearest(round(amount), programme.currency) for amount in (values.sum(), joint))
        example = in_proportion(asked.values)
        raise BadInput.of(notices.TARGET_NOT_JOINT, total=total, joint=wanted, example=example)
    return Target(amounts=_evened(values, joint), rule=None)


def _by_rule(programme: Programme, split: SplitAnswer, joint: float) -> Target:
    rule = next((row for row in split.rules if row.rule == split.recommended), split.rules[0])
    values = [rule.shares[party.id].mean - float(party.outside_profit) for party in programme.parties]
    return Target(amounts=_evened(np.array(values), joint), rule=rule.title)


def _evened(values: Floats, joint: float) -> Floats:
    return np.asarray(values + (joint - values.sum()) / values.size)


def party_targets(
    programme: Programme, target: Target, alone: Mapping[str, float], joint: float
) -> tuple[PartyTarget, ...]:
    """Return each party's target beside what it would have without the others."""
    return tuple(
        PartyTarget(
            party=party.id,
            name=party.name,
            amount=float(amount),
            share=float(amount) / joint if joint > 0.0 else None,
            alone=alone[party.id] - float(party.outside_profit),
        )
        for party, amount in zip(programme.parties, target.amounts, strict=True)
    )


def target_findings(targets: tuple[PartyTarget, ...], currency: str) -> Iterator[Finding]:
    """Yield who is to have less than without the others."""
    for target in targets:
        if target.amount < target.alone - 1.0:
            facts = {
                "party": target.name,
                "target": Money.nearest(round(target.amount), currency),
                "alone": Money.nearest(round(target.alone), currency),
            }
            yield Finding(notice=notices.TARGET_BELOW_ALONE, facts=facts, severity=Severity.WARNING)
