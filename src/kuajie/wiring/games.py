"""Game files and the literature's models, joined."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuajie.usecases.game_models import GamesAnswer


def games(file: Path) -> GamesAnswer:
    """Return the models of a game file under their structures.

    Raises ``BadInput`` for a file that cannot be taken, and ``NoEquilibrium`` where no case has an answer.
    """
    from kuajie.exchange.game_file import read_games
    from kuajie.usecases.game_models import play

    read = read_games(file)
    return play(read.questions, read.warnings)
