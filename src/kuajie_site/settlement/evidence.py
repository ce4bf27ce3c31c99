"""Evidence files: limited in number, size and kind, and kept by their hash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Final
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.programmes.models import Programme
from kuajie_site.settlement.cases import Given

MOST_BYTES: Final = 10 * 1024**2
MOST_FILES: Final = 10
KINDS: Final = {
    ".pdf": (b"%PDF",),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".xlsx": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",),
    ".csv": (),
    ".txt": (),
    ".eml": (),
}
"""By the end of a name, how such a file begins; texts begin with anything, but hold no zeros."""
TOO_MANY = Text(en="At most {most} files at once.", zh="一次最多 {most} 个文件。")
TOO_LARGE = Text(
    en="“{name}” is larger than {most} MB. Nothing was kept.", zh="“{name}”超过 {most} MB，未保存。"
)
NOT_THAT = Text(
    en="“{name}” is not taken as evidence. Take PDF, PNG, JPG, XLSX, DOCX, CSV, TXT or EML.",
    zh="“{name}”不能作为证据文件。请使用 PDF、PNG、JPG、XLSX、DOCX、CSV、TXT 或 EML。",
)
_STRANGE = re.compile(r"[^\w.()（） -]+")


def keep_files(programme: Programme, given: Sequence[UploadedFile[Any]]) -> list[Given]:
    """Keep files by their hashes, and return what they are called; raises ``Refused``, then none is kept."""
    if len(given) > MOST_FILES:
        raise Refused(TOO_MANY, status=422, most=MOST_FILES)
    read = [(_name(one), _content(one)) for one in given]
    place = programme.place / "evidence"
    place.mkdir(parents=True, exist_ok=True)
    kept: dict[str, Given] = {}
    for name, content in read:
        code = sha256(content).hexdigest()
        if not (place / code).is_file():
            part = place / f".{uuid4().hex}.part"
            part.write_bytes(content)
            part.rename(place / code)
        free = name if name not in kept else f"{code[:6]}-{name}"
        kept[free] = Given(name=free, sha256=code, size=len(content))
    return list(kept.values())


def _name(one: UploadedFile[Any]) -> str:
    name = PurePosixPath((one.name or "").replace("\\", "/")).name
    return _STRANGE.sub("_", name).lstrip(".")[-80:] or "file"


def _content(one: UploadedFile[Any]) -> bytes:
    name, suffix = _name(one), PurePosixPath(_name(one)).suffix.casefold()
    if (one.size or 0) > MOST_BYTES:
        raise Refused(TOO_LARGE, status=413, name=name, most=MOST_BYTES // 1024**2)
    content = bytes(one.read())
    starts = KINDS.get(suffix)
    text = not starts and b"\0" not in content
    if starts is None or not content or not (text or (starts and content.startswith(starts))):
        raise Refused(NOT_THAT, status=422, name=name)
    return content
