"""A whole programme folder, handed in as a ZIP: unpacked to its own place, its programme.toml looked at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kuajie.domain.records import RECORD_FILES
from kuajie.messages import BadInput, Text
from kuajie.wiring import uploads as wiring
from kuajie_site.setup.models import SetUp
from kuajie_site.uploads.receive import require_few, save_streamed
from kuajie_site.uploads.refusals import NotTaken
from kuajie_site.uploads.unpacking import UNPACKED_TIMES, form_of, require_sound_workbook, unpack

NOT_A_ZIP = Text(en="Hand in the programme folder as one ZIP.", zh="请将项目文件夹压缩为一个 ZIP 后上传。")
NO_PROGRAMME = Text(
    en="The archive holds no programme.toml, which says who takes part. Use the steps instead, or add it.",
    zh="压缩包中没有 programme.toml（说明有哪些参与方）。请补上该文件，或改用逐步设立。",
)
SEVERAL = Text(
    en="The archive holds several programme.toml. Put one programme folder into it.",
    zh="压缩包中有多个 programme.toml。请只放入一个项目文件夹。",
)
_COMMON = ("programme.toml", "partners.toml", "truth.json", "README.txt")


def take_folder(set_up: SetUp, given: UploadedFile[Any]) -> dict[str, Any]:
    """Return what the programme.toml of an archive says, its files kept in the set-up's folder.

    Raises ``NotTaken`` or ``BadInput``; then nothing is kept.
    """
    require_few([given])
    part = set_up.folder.with_name(f".{uuid4().hex}.part")
    part.mkdir(parents=True)
    try:
        values = _unpacked(given, part)
        shutil.rmtree(set_up.folder, ignore_errors=True)
        (part / "folder").rename(set_up.folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return values


def _unpacked(given: UploadedFile[Any], part: Path) -> dict[str, Any]:
    name, archive = str(given.name), part / "archive"
    save_streamed(given, archive)
    if form_of(archive, name) != "zip":
        raise NotTaken(NOT_A_ZIP)
    limit = UNPACKED_TIMES * settings.UPLOAD_LIMIT
    files = dict(unpack(archive, name, part, limit=limit))
    root = _root(files)
    folder = part / "folder"
    for inside, path in _of_programme(files, root):
        if inside.suffix == ".xlsx":
            require_sound_workbook(path, inside.name, limit=limit)
        (folder / inside).parent.mkdir(parents=True, exist_ok=True)
        path.rename(folder / inside)
    values = wiring.programme_values(folder)
    faults = wiring.programme_faults(values)
    if faults:
        raise BadInput(faults)
    return values


def _root(files: dict[str, Path]) -> PurePosixPath:
    found = [PurePosixPath(name).parent for name in files if PurePosixPath(name).name == "programme.toml"]
    if not found:
        raise NotTaken(NO_PROGRAMME)
    if len(found) > 1:
        raise NotTaken(SEVERAL)
    return found[0]


def _of_programme(files: dict[str, Path], root: PurePosixPath) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield the files that belong to a programme folder, by their place in it; others stay behind."""
    for name, path in files.items():
        whole = PurePosixPath(name)
        if not whole.is_relative_to(root):
            continue
        inside = whole.relative_to(root)
        table = inside.suffix in {".csv", ".xlsx"} and inside.stem in {*RECORD_FILES, "graph"}
        columns = len(inside.parts) == 2 and inside.name == "columns.toml"
        if columns or str(inside) in _COMMON or (table and len(inside.parts) <= 2):
            yield inside, path
