"""How few learners are too few to be told of: counts below this could point to single people."""

from __future__ import annotations

from typing import Final

FEWEST: Final = 10
