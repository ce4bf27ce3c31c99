"""From designed terms to what is told of them, in the programme's own names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kuajie.domain.clauses import kind_of
from kuajie.domain.panel import Floats
from kuajie.sharing.terms.deviations import Deviation
from kuajie.sharing.terms.terms_design import DesignedTerms
from kuajie.sharing.terms.terms_ranking import Merits, ranked
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.terms_answer import FamilyTerms, LeverChange, PartyUnderTerms
from kuajie.usecases.terms_stage import Stage

LOSS = -0.005
"""Profits below this are losses: half a cent, which rounding of floats does not reach."""

CHANGED = 0.05
"""A lever whose spend changes by less than this part of it counts as kept."""


def tell_families(stage: Stage, designs: list[DesignedTerms]) -> Iterator[FamilyTerms]:
    """Yield what is told of every design, with its place among them."""
    deviations = [stage.bench.deviations(design.deal) for design in designs]
    size = max(abs(stage.joint), 1e-9)
    merits = [_merits(design, some, size) for design, some in zip(designs, deviations, strict=True)]
    places = {place: rank for rank, place in enumerate(ranked(merits), start=1)}
    for number, (design, some) in enumerate(zip(designs, deviations, strict=True)):
        yield _family(stage, design, some, places[number])


def _merits(design: DesignedTerms, deviations: tuple[Deviation, ...], size: float) -> Merits:
    profit = design.payoffs.profit
    return Merits(
        reached=design.reached,
        miss=float(np.abs(design.off).max()) / size,
        tempted=sum(each.gain for each in deviations) / size,
        loss=float((profit < LOSS).mean(axis=1).max()),
        parts=design.family.parts,
        clauses=len(design.deal.clauses),
    )


def _family(
    stage: Stage, design: DesignedTerms, deviations: tuple[Deviation, ...], place: int
) -> FamilyTerms:
    everybody = stage.bench.everybody(design.deal)
    shares = () if design.shares is None else design.shares.tolist()
    return FamilyTerms(
        family=design.family.name,
        title=design.family.title,
        principle=design.family.principle,
        kinds=tuple(kind_of(clause) for clause in design.deal.clauses),
        clauses=design.deal.clauses,
        shares=dict(zip(stage.programme.party_ids, shares, strict=False)),
        reached=design.reached,
        parties=tuple(
            _party(stage, each, design.payoffs.profit[each.party], design.off[each.party])
            for each in deviations
        ),
        tempted=sum(each.gain for each in deviations),
        joint_alone=everybody.joint,
        settled=everybody.settled,
        place=place,
    )


def _party(stage: Stage, deviation: Deviation, profit: Floats, off: float) -> PartyUnderTerms:
    party = stage.programme.parties[deviation.party]
    return PartyUnderTerms(
        party=party.id,
        name=party.name,
        profit=Interval.of(profit),
        off=float(off),
        chance_of_loss=float((profit < LOSS).mean()),
        gain=deviation.gain,
        others=deviation.others,
        most=deviation.most,
        changes=tuple(lever_changes(stage, deviation)),
    )


def lever_changes(stage: Stage, deviation: Deviation) -> Iterator[LeverChange]:
    """Yield the levers and prices that a deviation changes, those that change most first."""
    plan, there = stage.bench.plan, deviation.profile
    before, after = plan.spend.sum(axis=1), there.spend.sum(axis=1)
    for lever in np.argsort(-np.abs(after - before), kind="stable"):
        if abs(after[lever] - before[lever]) > CHANGED * max(before[lever], after[lever]):
            row, old, new = stage.scope.levers[lever], float(before[lever]), float(after[lever])
            yield LeverChange(id=row.id, title=row.title, before=old, after=new)
    for course in np.flatnonzero(plan.prices != there.prices):
        sold, old, new = stage.scope.courses[course], plan.prices[course], there.prices[course]
        yield LeverChange(id=sold.id, title=sold.title, before=float(old), after=float(new), price=True)
