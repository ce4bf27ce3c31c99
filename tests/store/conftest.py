"""Lets every adapter's tests inherit the contract in ``answer_store_contract``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
