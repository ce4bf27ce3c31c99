"""The Embedder port joined to models of local directories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuajie.usecases.ports import Embedder


def embedder_of(folder: Path | None) -> Embedder | None:
    """Return the embedder of a model's directory, ``None`` without one.

    Raises ``BadInput`` for what is no model and ``MissingTool`` without the extra ``text``.
    """
    from kuajie.embedding.local_model import open_model

    return None if folder is None else open_model(folder)
