"""Writing a programme folder: wholly, into a new place, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.csv as arrow_csv

from kuajie.messages import BadInput, Place
from kuajie.messages.notices.files import FOLDER_NOT_EMPTY


def write_folder(folder: Path, contents: Mapping[str, str | pa.Table]) -> None:
    """Write texts and tables under their relative paths into a new folder.

    Tables are written as UTF-8 CSV with the columns they have, which should be those of ``RECORD_FILES``
    with money in major units (texts or decimals) and its currency beside it. Everything is written next to
    the folder first and then moved, so nobody sees half of it.

    Raises ``BadInput`` when the folder exists and is not empty.
    """
    for path in contents:
        _require_inside(path)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise BadInput.of(FOLDER_NOT_EMPTY, place=Place(file=str(folder)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        whole = Path(beside) / folder.name
        for path, content in contents.items():
            _write(whole / path, content)
        whole.mkdir(exist_ok=True)
        if folder.is_dir():
            folder.rmdir()
        whole.rename(folder)


def _require_inside(path: str) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path:
        raise ValueError(f"a path must lie inside the folder, but got {path!r}")


def _write(path: Path, content: str | pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    else:
        arrow_csv.write_csv(_as_text(content), path)


def _as_text(table: pa.Table) -> pa.Table:
    """Return the table with decimals as text, which Arrow does not write itself."""
    columns = [
        column.cast(pa.string()) if pa.types.is_decimal(column.type) else column for column in table.columns
    ]
    return pa.Table.from_arrays(columns, names=table.column_names)
