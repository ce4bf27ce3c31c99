"""What forms need to know of a programme folder, without reading its records."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuajie.domain.terms import Terms
    from kuajie.exchange.outline import Outline


def outline(folder: Path) -> Outline:
    """Return who takes part in a programme, what is sold and decided; raises ``BadInput``."""
    from kuajie.exchange.outline import read_outline

    return read_outline(folder)


def terms_typed(text: str, known: Outline, *, name: str) -> Terms:
    """Return terms as somebody typed them (TOML); ``name`` is what findings call the text.

    Raises ``BadInput`` with everything that is wrong with them.
    """
    from kuajie.exchange.deal_file import read_deal_of

    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / f"{name}.toml"
        file.write_text(text, encoding="utf-8")
        return read_deal_of(file, known.names)
