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

    Ends of one course or of a pair that is itself a bundle the other way round are left out.
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
        if one.second == other.first and one.first != other.second and (other.second, one.first) not in joined
    ]
    return tuple(sorted(found, key=lambda chain: -chain.score)[:most])


def _leading(row: BundleRow) -> list[Reason]:
    return [reason for reason in row.reasons if reason.kind in LEADING][:1]
