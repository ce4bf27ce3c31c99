"""Evidence bundles: the books, the statements and a manifest in one ZIP file, written and read with care."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kuajie.messages import BadInput, Notice, Place, Text
from kuajie.messages.notices import evidence as notices
from kuajie.settlement.chain import FORMAT, sha256
from kuajie.settlement.terms_form import canonical_json
from kuajie.usecases.book_shelf import BookShelf

MANIFEST = "manifest.json"
README = "README.txt"
_ENTRY = "books/{number:06d}/{name}"
_ALLOWED = re.compile(
    r"manifest\.json|README\.txt|books/\d{6}/[a-z]+\.(csv|json)|statements/[^/\\:\x00-\x1f]+"
)
_MOST_MEMBERS = 20_000
_LARGEST = 16 << 30
"""Bytes of all members together."""
_SMALL = 64 << 20
_MOST_PACKED = 500
"""How many times its packed size a large member may have; text of this kind packs about 15 times."""
_WHEN = (1980, 1, 1, 0, 0, 0)

READ_ME = Text(
    en="Evidence of a settlement by Kuajie. To recompute every line offline: kuajie verify THIS_FILE.zip\n"
    "books/: entries of the books in order; each entry.json holds the hashes of its files and of the entry "
    "before it. Inputs (sales, refunds, costs, payments), terms and postings are amounts in minor units.\n"
    "statements/: what the parties were shown.\n",
    zh="跨界结算证据包。离线重新计算每条分录：kuajie verify 本文件.zip\n"
    "books/：按顺序排列的账簿记录；每条 entry.json 含其文件与前一条记录的散列值。"
    "输入（销售、退款、投入、付款）、条款与分录的金额均为最小货币单位。\n"
    "statements/：各方所见的对账单。\n",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bundle:
    """The members of an evidence bundle and its manifest.

    ``altered`` names members that are not as the manifest says, and those that it names but are missing.
    """

    members: Mapping[str, bytes]
    manifest: Mapping[str, object]
    altered: Mapping[str, str] = field(default_factory=dict)


def evidence_bytes(
    shelf: BookShelf, statements: Mapping[str, str | bytes], about: Mapping[str, object]
) -> bytes:
    """Return a bundle of all entries of the books and of statements; the same ones give the same bytes."""
    members: dict[str, bytes] = {README: f"{READ_ME.zh}\n{READ_ME.en}".encode()}
    for entry in shelf.entries():
        members[_ENTRY.format(number=entry.number, name="entry.json")] = entry.text().encode()
        for name in entry.files:
            members[_ENTRY.format(number=entry.number, name=name)] = shelf.read(entry, name)
    for name, held in statements.items():
        members[f"statements/{name}"] = held.encode() if isinstance(held, str) else held
    hashes = {name: sha256(data) for name, data in members.items()}
    manifest = canonical_json({**about, "form": FORMAT, "members": hashes})
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
        for name, data in {MANIFEST: manifest.encode(), **members}.items():
            bundle.writestr(zipfile.ZipInfo(name, _WHEN), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def read_evidence(path: Path) -> Bundle:
    """Return the members of a bundle.

    Raises ``BadInput`` for what is no bundle, is in a later form, or is made to do harm: members outside
    their places, twice, encrypted, or far larger than they are packed.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            infos = bundle.infolist()
            _require_harmless(infos, path)
            members = {info.filename: _member(bundle, info, path) for info in infos}
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.of(notices.UNREADABLE, place=Place(file=path.name), reason=reason) from error
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise BadInput.of(notices.NO_BUNDLE, place=Place(file=path.name), reason=str(error)) from error
    manifest = _manifest(members, path)
    return Bundle(members=members, manifest=manifest, altered=_altered(members, manifest))


def _require_harmless(infos: Sequence[zipfile.ZipInfo], path: Path) -> None:
    names = [info.filename for info in infos]
    for refused, notice, value in _harms(infos, names):
        if refused:
            raise BadInput.of(notice, place=Place(file=path.name), value=value)


def _harms(infos: Sequence[zipfile.ZipInfo], names: Sequence[str]) -> list[tuple[bool, Notice, str]]:
    total = sum(info.file_size for info in infos)
    harms = [
        (len(names) > _MOST_MEMBERS, notices.TOO_MANY, str(len(names))),
        (total > _LARGEST, notices.TOO_LARGE, str(total)),
        (MANIFEST not in names, notices.MEMBER_MISSING, MANIFEST),
    ]
    for info in infos:
        packed = max(1, info.compress_size)
        harms += [
            (not _ALLOWED.fullmatch(info.filename), notices.STRANGE_MEMBER, info.filename[:200]),
            (names.count(info.filename) > 1 if len(names) < 1000 else False, notices.TWICE, info.filename),
            (bool(info.flag_bits & 0x1), notices.STRANGE_MEMBER, info.filename),
            (
                info.file_size > _SMALL and info.file_size > _MOST_PACKED * packed,
                notices.TOO_LARGE,
                info.filename,
            ),
        ]
    harms.append((len(set(names)) < len(names), notices.TWICE, ""))
    return harms


def _member(bundle: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> bytes:
    try:
        with bundle.open(info) as file:
            return file.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        place = Place(file=f"{path.name}/{info.filename}")
        raise BadInput.of(notices.DAMAGED_MEMBER, place=place, reason=str(error)) from error


def _manifest(members: Mapping[str, bytes], path: Path) -> Mapping[str, object]:
    place = Place(file=f"{path.name}/{MANIFEST}")
    try:
        manifest = json.loads(members[MANIFEST])
        form, hashes = manifest["form"], manifest["members"]
        sound = isinstance(form, int) and isinstance(hashes, dict)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadInput.of(notices.NO_BUNDLE, place=place, reason=str(error)) from error
    if not sound:
        raise BadInput.of(notices.NO_BUNDLE, place=place, reason="form, members")
    if form > FORMAT:
        facts = {"version": manifest.get("kuajie", "?"), "found": form, "known": FORMAT}
        raise BadInput.of(notices.NEWER_BUNDLE, place=place, **facts)
    return dict(manifest)


def _altered(members: Mapping[str, bytes], manifest: Mapping[str, object]) -> dict[str, str]:
    """Return members that are not as the manifest says, each with the hash it should have."""
    hashes = manifest["members"]
    assert isinstance(hashes, dict)  # noqa: S101 - told to the type checker
    altered = {name: str(known) for name, known in hashes.items() if sha256(members.get(name, b"")) != known}
    extra = {name: "" for name in members if name not in hashes and name != MANIFEST}
    return {**altered, **extra}
