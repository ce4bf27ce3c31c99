"""What people type on a page in place of a file: cases of game models, and budget instances."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.exchange.game_file import GameFile
    from kuajie.exchange.instance_file import Instance
    from kuajie.usecases.game_models import GamesAnswer
    from kuajie.usecases.solve_instance import SolveAnswer

_JSON: Final = re.compile(r"\s*(\{|\[\s*[\[{\]])")


def games_typed(text: str, *, name: str) -> GameFile:
    """Return the cases of game models in a text, JSON or TOML; ``name`` is what findings call the text.

    Raises ``BadInput`` with everything that is wrong with it.
    """
    from kuajie.exchange.game_file import read_games

    with _as_file(text, f"{name}.json" if _JSON.match(text) else f"{name}.toml") as file:
        return read_games(file, called=name)


def play_typed(text: str, *, name: str) -> GamesAnswer:
    """Return the models of typed cases under their structures, as ``games`` does those of a file."""
    from kuajie.usecases.game_models import play

    read = games_typed(text, name=name)
    return play(read.questions, read.warnings)


def instance_typed(text: str, *, name: str) -> Instance:
    """Return the budget instance in a text (JSON); ``name`` is what findings call the text.

    Raises ``BadInput`` with everything that is wrong with it.
    """
    from kuajie.exchange.instance_file import read_instance

    with _as_file(text, f"{name}.json") as file:
        return read_instance(file, called=name)


def solve_typed(
    text: str, *, name: str, method: str, seconds: float, progress: Progress = silent
) -> SolveAnswer:
    """Return the best plan of a typed budget instance, as ``wiring.solve`` does that of a file."""
    from kuajie.wiring.instances import solved

    return solved(instance_typed(text, name=name), method=method, seconds=seconds, progress=progress)


@contextmanager
def _as_file(text: str, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / name
        file.write_text(text, encoding="utf-8")
        yield file
