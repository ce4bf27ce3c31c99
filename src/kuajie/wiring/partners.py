"""Scoring candidate partners: from a file or a folder to its answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuajie.usecases.partners_answer import PartnersAnswer


def partners(file: Path) -> PartnersAnswer:
    """Return the ranking that a partners file asks for; raises ``BadInput`` with every finding."""
    from kuajie.exchange.partners_file import read_partners
    from kuajie.usecases.score_partners import score_partners

    return score_partners(read_partners(file))
