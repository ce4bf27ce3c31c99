"""Three courses in a row: the second builds on the first, and the third on the second."""

from __future__ import annotations

from collections.abc import Sequence

from kuajie.usecases.bundles_answer import BundleReason, BundleRow, ChainRow, Reason

LEADING = frozenset(
    {
        BundleReason.REQUIRES,
        BundleReason.NEEDS_CONCEPTS,
        BundleReason.NEXT_LEVEL,
        BundleReason.TWO_STEPS,
    }
)
"""Reasons that say that one course leads to another."""


def chains(rows: Sequence[BundleRow], most: int) -> tuple[ChainRow, ...]:
    """Return courses of which each leads to the next, by the weaker of both steps, the best first.

    Left out are ways back to the start, and those on which the last course needs nothing of the second that
    the first does not have.
    """
    steps = [row for row in rows if any(reason.kind in LEADING for reason in row.reasons)]
    joined = {(row.first, row.second) for row in rows}
    found = [
        ChainRow(
            courses=(one.first, one.second, other.second),
            score=min(one.score, other.score),
            reasons=(*_leading(one), *_leading(other)),
        )
        for one in steps
        for other in steps
        if one.second == other.first
        and one.first != other.second
        and (other.second, one.first) not in joined
        and not _skips(one, other)
    ]
    return tuple(sorted(found, key=lambda chain: -chain.score)[:most])


def _skips(one: BundleRow, other: BundleRow) -> bool:
    """Say whether the second step rests on topics that the first step is about already."""
    before, after = (
        {str(name) for reason in _leading(row) for name in _names(reason.facts.get("concepts"))}
        for row in (one, other)
    )
    return bool(after) and after <= before


def _names(fact: object) -> tuple[object, ...]:
    return fact if isinstance(fact, tuple) else ()


def _leading(row: BundleRow) -> list[Reason]:
    return [reason for reason in row.reasons if reason.kind in LEADING][:1]
