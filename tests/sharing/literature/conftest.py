"""Lets the tests of this folder share the models written out in ``plain_models``."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# A numerical leader takes a while on a busy machine; that says nothing about its answer.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
