"""Equal surplus: what each earns alone, and the rest in equal parts (Driessen, Funaki, 1991)."""

from __future__ import annotations

from kuajie.domain.panel import Floats
from kuajie.sharing.worths import Worths


def equal_surplus(worths: Worths) -> Floats:
    """Return v({i}) + (v(N) - Σ v({j})) / n, shape ``(party, draw)``."""
    alone = worths.alone
    shares: Floats = alone + (worths.total - alone.sum(axis=0)) / len(worths.parties)
    return shares
