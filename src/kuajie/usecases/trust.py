"""Which findings mean that a fit, and a plan made from it, cannot be relied on."""

from __future__ import annotations

from collections.abc import Iterable

from kuajie.messages import Finding, Notice
from kuajie.messages.notices import fit_checks as unmet
from kuajie.messages.notices import fitting as notices

DOUBTS = (
    notices.CHAINS_DISAGREE,
    notices.FEW_EFFECTIVE_DRAWS,
    notices.DIVERGENCES,
    unmet.UNEXPLAINED_PERSISTS,
    unmet.LAST_LEVEL_DIFFERS,
)
"""Notices whose presence makes a fit untrustworthy.

Either the draws may not represent the posterior, or the model misses something that lasts for weeks: then
returns come out too sure, and plans start from the wrong level. What else the weeks seen have and the model
lacks is a warning: it widens intervals or concerns single weeks.
"""

RESERVATIONS = (notices.POOR_FORECAST, unmet.WORSE_THAN_NAIVE)
"""Notices that leave a fit trustworthy for its direction only: it forecast weeks it had not seen badly."""


def doubts_among(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that forbid relying on a fit; a plan carries its fit's among its warnings."""
    return _among(findings, DOUBTS)


def reservations_among(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that say how forecasts of hidden weeks went badly."""
    return _among(findings, RESERVATIONS)


def _among(findings: Iterable[Finding], kinds: Iterable[Notice]) -> tuple[Finding, ...]:
    codes = {notice.code for notice in kinds}  # of tables, the same findings are said in other words
    return tuple(finding for finding in findings if finding.notice.code in codes)
