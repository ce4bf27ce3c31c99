"""Where the finders of untranslated words lie, beside their tests."""

from __future__ import annotations

import sys
from pathlib import Path

for beside in (Path(__file__).parent, Path(__file__).parent.parent):
    sys.path.insert(0, str(beside))
