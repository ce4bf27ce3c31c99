"""Lets the tests of this folder share the strategies in ``game_strategies``."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# How long a linear programme takes on a busy machine says nothing about its answer.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
