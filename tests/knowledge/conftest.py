"""Lets the tests of this folder share the histories in ``told_histories``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
