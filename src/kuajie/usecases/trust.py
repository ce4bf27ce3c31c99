"""Which findings mean that a fit, and a plan made from it, cannot be relied on."""

from __future__ import annotations

from collections.abc import Iterable

from kuajie.messages import Finding
from kuajie.messages.notices import fitting as notices

DOUBTS = (notices.CHAINS_DISAGREE, notices.FEW_EFFECTIVE_DRAWS, notices.DIVERGENCES)
"""Notices whose presence makes a fit untrustworthy: the draws may not represent the posterior."""


def doubts_among(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that forbid relying on a fit; a plan carries its fit's among its warnings."""
    return tuple(finding for finding in findings if finding.notice in DOUBTS)
