"""JSON on standard output."""

from __future__ import annotations

import io
import json
import sys


def print_json(record: object) -> None:
    """Print one JSON document in UTF-8, whatever the terminal's encoding is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
