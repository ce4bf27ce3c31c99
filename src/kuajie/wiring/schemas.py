"""Schemas of files that people write, joined to the programme whose names they may use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def terms_schema_of(folder: Path | None = None) -> dict[str, Any]:
    """Return the JSON Schema of terms, with a folder's own names or with any.

    Raises ``BadInput`` for a folder that cannot be read.
    """
    from kuajie.exchange.programme_file.terms_schema import terms_schema

    if folder is None:
        return terms_schema()
    from kuajie.exchange.reading import read_folder

    return terms_schema(read_folder(folder).programme)


def write_schema(schema: dict[str, Any], file: Path) -> None:
    """Write a schema whole; raises ``BadInput`` where it cannot be written."""
    from kuajie.messages.notices.terms import SCHEMA_NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_whole

    require_place(file, notice=SCHEMA_NOT_WRITTEN)
    write_whole(file, json.dumps(schema, ensure_ascii=False, indent=2) + "\n", notice=SCHEMA_NOT_WRITTEN)
