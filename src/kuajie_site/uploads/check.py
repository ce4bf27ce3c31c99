"""Looking at an upload as part of the whole folder: unknown headers, problems, what would change."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from kuajie.domain.records import RECORD_FILES
from kuajie.exchange.uploads.given_table import GivenTable
from kuajie.messages import BadInput, Finding, Locale, Text
from kuajie.usecases.progress import Progress, part_of
from kuajie.wiring import new
from kuajie.wiring import uploads as wiring
from kuajie_site.programmes.folders import copy_linked, files_of, replace_file
from kuajie_site.programmes.models import Version
from kuajie_site.uploads import refusals
from kuajie_site.uploads.models import Stage, Upload
from kuajie_site.uploads.problems import Problem, problem, problems_of
from kuajie_site.uploads.receive import COLUMN_MAP, GRAPH, MOST_COLUMNS

FORMS: Final = (".csv", ".xlsx")
WHOLE: Final = "whole"
LOOKING = Text(en="Looking at the files", zh="正在查看文件")
COMPARING = Text(en="Comparing with the files in force", zh="正在与现有文件比较")
TWICE = Text(en="Two of the files are both {record}: {files}.", zh="有两个文件都是 {record}：{files}。")
ONE_OF_THEM = Text(en="Keep one of them.", zh="请只保留一个。")
LOST = Text(
    en="Without {file} the programme can no longer be read; it was there before.",
    zh="缺少 {file} 将无法读取本项目，而该文件原已存在。",
)
KEEP_IT = Text(en="Hand it in as well.", zh="请一并上传该文件。")
FOREIGN = Text(
    en="The file changes consents about other parties' data.", zh="该文件改动了关于其他合作方数据的授权记录。"
)
OWN_ONLY = Text(en="Change only rows whose party is your own.", zh="请只改动 party 为本方的行。")
NO_TABLE_IN_IT = Text(en="The file holds no table.", zh="文件中没有表格。")
SAVE_AGAIN = Text(en="Save it again, with its header line.", zh="请连同表头重新保存。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found: the stage the upload comes to, and what its page then shows."""

    stage: Stage
    base: Version
    tables: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)


def look_at_upload(upload: Upload, progress: Progress) -> Seen:
    """Return how an upload stands against the programme's latest version."""
    base = upload.programme.latest
    if base is None:
        raise ValueError(f"programme {upload.programme_id} has no files")
    if upload.whole:
        return look_at_whole(upload, base, progress)
    seen = _files_seen(upload, base, part_of(progress, start=0.0, end=0.3))
    return seen if isinstance(seen, Seen) else _whole(upload, base, seen, progress)


def _whole(upload: Upload, base: Version, files: list[dict[str, Any]], progress: Progress) -> Seen:
    draft = upload.folder / "draft"
    try:
        make_draft(upload, base, files, draft)
        problems = _problems(upload, base, draft, part_of(progress, start=0.3, end=0.8))
        if problems:
            return Seen(stage=Stage.REFUSED, base=base, files=files, problems=problems)
        progress(COMPARING, 0.85)
        changes = _changes(upload, base, draft)
    except BadInput as refused:
        found = problems_of(refused.findings, upload.party, _parties(upload))
        return Seen(stage=Stage.REFUSED, base=base, files=files, problems=found)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    stage = Stage.READY if changes else Stage.SAME
    return Seen(stage=stage, base=base, files=files, changes=changes)


def look_at_whole(upload: Upload, base: Version, progress: Progress) -> Seen:
    """Return how a whole programme folder stands; whoever handed it in had every file of it in hand."""
    folder = upload.folder / WHOLE
    if upload.template:
        shutil.rmtree(folder, ignore_errors=True)
        locale: Locale = "zh" if upload.user.language.startswith("zh") else "en"
        new(folder, template=upload.template, locale=locale, progress=part_of(progress, start=0.0, end=0.5))
    state = wiring.folder_state(folder, progress=part_of(progress, start=0.5, end=1.0))
    problems = problems_of(state.errors, upload.party, ())
    if problems:
        return Seen(stage=Stage.REFUSED, base=base, problems=problems)
    names = changed_names(base.folder, folder)
    changes = [{"record": Path(name).name, "whole": True} for name in names]
    return Seen(stage=Stage.READY, base=base, changes=changes)


def _files_seen(upload: Upload, base: Version, progress: Progress) -> Seen | list[dict[str, Any]]:
    """Return the files with the record each is, or how the upload stands because of them."""
    problems: list[Problem] = []
    tables, files = [], []
    maps = _column_map(upload, base)
    for place, file in enumerate(upload.files):
        progress(LOOKING, place / len(upload.files))
        if file["record"] in {COLUMN_MAP, GRAPH}:
            files.append(file)
            continue
        given = _look(upload, file, maps)
        if isinstance(given, GivenTable) and len(given.columns) > MOST_COLUMNS:
            problems.append(problem(refusals.TOO_WIDE, SAVE_AGAIN, file=file["given"], limit=MOST_COLUMNS))
        elif isinstance(given, GivenTable):
            files.append({**file, "record": given.record})
            tables.append({"place": file["place"], "given": file["given"], **_plain(given)})
        else:
            problems += problems_of(given, upload.party, ()) or [
                problem(NO_TABLE_IN_IT, SAVE_AGAIN, file=file["given"])
            ]
    problems += _twice(files)
    if problems:
        return Seen(stage=Stage.REFUSED, base=base, problems=problems, files=upload.files)
    if any(not table["mapped"] for table in tables):
        return Seen(stage=Stage.COLUMNS, base=base, tables=tables, files=files)
    return files


def _look(upload: Upload, file: Mapping[str, Any], maps: Path) -> GivenTable | Sequence[Finding]:
    path = upload.folder / file["place"]
    return wiring.look_at(path, file=file["given"], record=file["record"], column_map=maps)


def _plain(given: GivenTable) -> dict[str, Any]:
    return {**asdict(given), "mapped": given.mapped}


def _twice(files: Iterable[Mapping[str, Any]]) -> list[Problem]:
    named: dict[str, list[str]] = {}
    for file in files:
        named.setdefault(file["record"], []).append(file["given"])
    return [
        problem(TWICE, ONE_OF_THEM, record=record, files=", ".join(given))
        for record, given in named.items()
        if len(given) > 1
    ]


def _column_map(upload: Upload, base: Version, records: Collection[str] | None = None) -> Path:
    """Return the columns.toml that holds for an upload: its own, else the party's, with what was chosen.

    Of what was chosen, only what is about ``records`` (where given): the rest was for another upload.
    """
    own = next((file for file in upload.files if file["record"] == COLUMN_MAP), None)
    there = upload.folder / own["place"] if own else base.folder / upload.party.key / f"{COLUMN_MAP}.toml"
    sections = {
        name: section for name, section in upload.columns.items() if records is None or name in records
    }
    if not sections:
        return there
    chosen = upload.folder / "chosen.toml"
    chosen.write_text(wiring.columns_text(there, sections), encoding="utf-8")
    return chosen


def make_draft(upload: Upload, base: Version, files: Sequence[Mapping[str, Any]], draft: Path) -> None:
    """Make the folder that accepting the upload would give, from a version and files that were seen."""
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    copy_linked(base.folder, draft)
    change_folder(upload, files, draft, base)


def change_folder(upload: Upload, files: Sequence[Mapping[str, Any]], folder: Path, base: Version) -> None:
    """Put an upload's files into a folder that no version uses yet."""
    if upload.whole:
        for path in files_of(upload.folder / WHOLE):
            replace_file(folder, path.relative_to(upload.folder / WHOLE).as_posix(), path)
        return
    if upload.restores is not None:
        _put_back(upload, upload.restores, folder)
        return
    for file in files:
        if file["record"] != COLUMN_MAP:
            _put(upload.folder / file["place"], folder, name_in(upload, file))
    maps = _column_map(upload, base, {file["record"] for file in files})
    if maps.is_relative_to(upload.folder):
        replace_file(folder, f"{upload.party.key}/{COLUMN_MAP}.toml", maps)


def name_in(upload: Upload, file: Mapping[str, Any]) -> str:
    """Return where a file belongs in the programme folder."""
    record = RECORD_FILES.get(file["record"])
    name = f"{file['record']}.{file['form']}"
    return name if record is not None and not record.of_party else f"{upload.party.key}/{name}"


def _put(content: Path, folder: Path, name: str) -> None:
    for form in FORMS:  # a table is there as CSV or as XLSX, never as both
        (folder / name).with_suffix(form).unlink(missing_ok=True)
    replace_file(folder, name, content)


def _put_back(upload: Upload, version: Version, folder: Path) -> None:
    shutil.rmtree(folder / upload.party.key, ignore_errors=True)
    for file in own_files(version, upload.party.key):
        replace_file(folder, file.relative_to(version.folder).as_posix(), file)


def own_files(version: Version, key: str) -> list[Path]:
    """Return a party's files in a version."""
    return [file for file in files_of(version.folder) if file.relative_to(version.folder).parts[0] == key]


def _parties(upload: Upload) -> list[Any]:
    return list(upload.programme.parties.all())


def _problems(upload: Upload, base: Version, draft: Path, progress: Progress) -> list[Problem]:
    state = wiring.folder_state(draft, progress=progress)
    own = f"{upload.party.key}/"
    errors = [*state.errors, *(wiring.graph_faults(draft) if _has_graph(draft, own) else ())]
    foreign = [each for each in errors if not (each.place.file or "").startswith(own)]
    if foreign:
        before = {each.say("en") for each in wiring.folder_state(base.folder).errors}
        errors = [each for each in errors if each not in foreign or each.say("en") not in before]
    lost = [
        problem(LOST, KEEP_IT, file=each.place.file or "")
        for each in state.missing
        if any((base.folder / (each.place.file or "")).with_suffix(form).exists() for form in FORMS)
    ]
    return [*problems_of(errors, upload.party, _parties(upload)), *lost, *_consents(upload, base, draft)]


def _has_graph(draft: Path, own: str) -> bool:
    return any((draft / own / GRAPH).with_suffix(form).exists() for form in FORMS)


def _consents(upload: Upload, base: Version, draft: Path) -> list[Problem]:
    given = any(file["record"] == "consents" for file in upload.files)
    if given and wiring.others_consents_changed(base.folder, draft, upload.party.key):
        return [problem(FOREIGN, OWN_ONLY, file="consents")]
    return []


def _changes(upload: Upload, base: Version, draft: Path) -> list[dict[str, Any]]:
    """Return what changes: rows of tables by key, other files as a whole; nothing where all is as it was."""
    tables: list[str] = []
    others: list[str] = []
    for name in changed_names(base.folder, draft):
        record = Path(name).stem
        (tables if record in RECORD_FILES else others).append(name)
    changes = []
    for key in ("", upload.party.key):
        records = sorted({Path(name).stem for name in tables if _owner(name) == key})
        changes += [
            asdict(rows) for rows in wiring.changed_rows(base.folder, draft, key, records) if not rows.none
        ]
    return changes + [{"record": Path(name).name, "whole": True} for name in others]


def _owner(name: str) -> str:
    return name.split("/", maxsplit=1)[0] if "/" in name else ""


def changed_names(before: Path, after: Path) -> list[str]:
    """Return the files that differ between two folders, those that only one has included."""
    old, new = (
        {file.relative_to(folder).as_posix(): file for file in files_of(folder)} for folder in (before, after)
    )
    return sorted(name for name in old.keys() | new.keys() if differ(old.get(name), new.get(name)))


def differ(old: Path | None, new: Path | None) -> bool:
    """Say whether two files differ; hard links to one content do not."""
    if old is None or new is None:
        return True
    if old.samefile(new):
        return False
    return old.stat().st_size != new.stat().st_size or _content(old) != _content(new)


def _content(file: Path) -> bytes:
    with file.open("rb") as content:
        return file_digest(content, "sha256").digest()
