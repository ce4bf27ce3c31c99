"""Lets the tests of this folder share ``warehouse_contract``, ``event_rows`` and ``plain_panel``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
