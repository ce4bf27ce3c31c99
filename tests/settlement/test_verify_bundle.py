"""Evidence: a true bundle verifies, and whatever is altered in one is found and named."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.settlement.books_folder import ORDERS, REFUNDS, TIERS, BooksFolder

from kuajie.messages import BadInput
from kuajie.settlement.chain import entry_of, sha256
from kuajie.wiring.settlement import verify_file

LATE = ("A9", "J1", "2026-09-15T10:00:00+08:00", "3.00")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bundle of two months, with late orders, refunds, payments, corrections and signatures."""
    place = tmp_path_factory.mktemp("evidence")
    small = BooksFolder(place / "small", terms=TIERS).write()
    small.close("2026-10")
    payments = [("2026-10", "P", "E", "9.40", "2026-11-05T10:00:00+08:00")]
    later = replace(
        small,
        orders=[*ORDERS, LATE],
        refunds=[*REFUNDS, ("A4", "2026-11-02T10:00:00+08:00", "1.00")],
        payments=payments,
    ).write()
    later.settle("2026-11", statements=place / "statements")
    later.settle("2026-11", sign="E", by="王", evidence=place / "evidence.zip")
    return place / "evidence.zip"


def members(bundle: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(place: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return place


def with_true_hashes(files: dict[str, bytes], *, relink: bool) -> dict[str, bytes]:
    """Return members with a manifest that knows them; ``relink``: with the whole chain made anew."""
    files = dict(files)
    if relink:
        previous = "0" * 64
        for name in sorted(name for name in files if name.endswith("entry.json")):
            entry = entry_of(files[name].decode())
            folder = name.removesuffix("entry.json")
            hashes = {each: sha256(files[folder + each]) for each in entry.files}
            entry = replace(entry, previous=previous, files=hashes)
            files[name] = entry.text().encode()
            previous = entry.hash
    manifest = json.loads(files["manifest.json"])
    manifest["members"] = {name: sha256(data) for name, data in files.items() if name != "manifest.json"}
    if relink:
        manifest["head"] = previous
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def test_a_bundle_as_written_is_true_and_always_the_same(bundle: Path, tmp_path: Path) -> None:
    answer = verify_file(bundle)
    assert answer.true, answer.differences
    assert answer.locked == ["2026-10"]
    assert [(each.period, each.party, each.by) for each in answer.signed][-1] == ("2026-11", "E", "王")
    assert answer.lines > 20
    assert verify_file(packed(tmp_path / "again.zip", members(bundle))).true


def test_a_cent_in_a_posting_is_found_and_named(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    name = "books/000002/postings.csv"
    rows = files[name].decode().splitlines()
    cells = rows[2].split(",")
    place = rows[0].replace('"', "").split(",").index("amount")
    cells[place] = str(int(cells[place]) + 1)
    files[name] = "\n".join([*rows[:2], ",".join(cells), *rows[3:], ""]).encode()
    first = verify_file(packed(tmp_path / "a.zip", files)).differences[0]
    assert (first.kind, first.file, first.row, first.column) == ("line", name, 3, "amount")
    assert int(first.found) - int(first.expected) == 1


@pytest.mark.parametrize("relink", [False, True])
def test_a_cent_in_an_order_after_signing_is_found_with_the_row_it_comes_from(
    bundle: Path, tmp_path: Path, relink: bool
) -> None:
    files = members(bundle)
    name = "books/000002/sales.csv"
    files[name] = files[name].replace(b",2001,", b",2002,")
    assert files[name] != members(bundle)[name]
    if relink:
        files = with_true_hashes(files, relink=True)
    answer = verify_file(packed(tmp_path / "a.zip", files))
    first = answer.differences[0]
    assert (first.kind, first.file, first.about) == ("line", "books/000002/postings.csv", "P/A4/1")
    if not relink:
        row = [line.split(b",")[1] for line in files[name].splitlines()].index(b'"P/A4/1"') + 1
        assert first.source == f"{name}:{row}"
        assert {each.file for each in answer.differences} >= {name}


def test_a_bundle_altered_as_a_whole_ends_otherwise_than_noted(bundle: Path, tmp_path: Path) -> None:
    head = verify_file(bundle).head
    assert verify_file(bundle, head=head[:12]).true
    small = BooksFolder(tmp_path / "small", orders=[*ORDERS[:-1], ("A6", *ORDERS[-1][1:3], "7.01")]).write()
    small.settle("2026-11", statements=tmp_path / "out", evidence=tmp_path / "other.zip")
    assert verify_file(tmp_path / "other.zip").true, "by itself another truth is a truth"
    found = verify_file(tmp_path / "other.zip", head=head[:12])
    assert [each.kind for each in found.differences] == ["head"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_altered_anywhere_is_found(bundle: Path, tmp_path: Path, data: st.DataObject) -> None:
    files = members(bundle)
    name = data.draw(st.sampled_from(sorted(name for name in files if name.startswith("books/"))))
    place = data.draw(st.integers(0, len(files[name]) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != files[name][place]))
    altered = bytes([*files[name][:place], byte, *files[name][place + 1 :]])
    try:
        answer = verify_file(packed(tmp_path / "a.zip", {**files, name: altered}))
    except BadInput as error:
        assert "newer" in str(error)  # noqa: PT017 - only the digit of the form may say so
        return
    assert not answer.true
    assert name in {each.file for each in answer.differences}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_number_altered_with_all_hashes_made_anew_is_found_by_recomputing(
    bundle: Path, tmp_path: Path, data: st.DataObject
) -> None:
    files = members(bundle)
    names = sorted(name for name in files if name.endswith("postings.csv"))
    name = data.draw(st.sampled_from(names))
    rows = list(csv.reader(io.StringIO(files[name].decode())))
    row = data.draw(st.integers(1, len(rows) - 1))
    column = rows[0].index("amount")
    rows[row][column] = str(int(rows[row][column]) + data.draw(st.sampled_from([-100, -1, 1, 7])))
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    altered = with_true_hashes({**files, name: written.getvalue().encode()}, relink=True)
    first = verify_file(packed(tmp_path / "a.zip", altered)).differences[0]
    assert (first.kind, first.file, first.row, first.column) == ("line", name, row + 1, "amount")
    assert first.found == rows[row][column]


def test_a_row_taken_out_of_postings_is_named(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    name = "books/000002/postings.csv"
    rows = files[name].decode().splitlines()
    files[name] = "\n".join([*rows[:-1], ""]).encode()
    first = verify_file(packed(tmp_path / "a.zip", files)).differences[0]
    assert (first.kind, first.file, first.row) == ("row", name, len(rows))
    assert first.expected


def test_altered_terms_are_found(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    name = "books/000001/terms.json"
    files[name] = files[name].replace(b"12.00 CNY", b"11.99 CNY")
    altered = with_true_hashes(files, relink=True)
    assert verify_file(packed(tmp_path / "a.zip", altered)).differences[0].kind in {"line", "row"}


def test_a_statement_nobody_could_have_been_shown_is_found(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    issues = [
        name
        for name in files
        if name.endswith("entry.json") and entry_of(files[name].decode()).kind.value == "issue"
    ]
    entry = entry_of(files[issues[-1]].decode())
    hashes = {**entry.body["hashes"], "C": "0" * 64}
    files[issues[-1]] = replace(entry, body={**entry.body, "hashes": hashes}).text().encode()
    altered = with_true_hashes(files, relink=True)
    first = verify_file(packed(tmp_path / "a.zip", altered)).differences[0]
    assert (first.kind, first.column, first.found) == ("statement", "C", "0" * 64)


def test_a_later_form_is_said_plainly(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    manifest = {**json.loads(files["manifest.json"]), "form": 9, "kuajie": "7.5"}
    files["manifest.json"] = json.dumps(manifest).encode()
    with pytest.raises(BadInput, match=r"of a newer Kuajie \(7.5, form 9; this one knows form 1\)"):
        verify_file(packed(tmp_path / "a.zip", files))


@pytest.mark.parametrize(
    "name",
    ["../evil.csv", "/etc/passwd", "books/000001/../../x.csv", "statements/a\\..\\b", "C:x", "books/x.exe"],
)
def test_members_outside_their_places_are_refused(bundle: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="which no bundle holds"):
        verify_file(packed(tmp_path / "a.zip", {**members(bundle), name: b"x"}))


def test_what_would_unpack_to_something_huge_is_refused(bundle: Path, tmp_path: Path) -> None:
    huge = {**members(bundle), "statements/big.csv": bytes(80 << 20)}
    with pytest.raises(BadInput, match="implausible size"):
        verify_file(packed(tmp_path / "a.zip", huge))


def test_missing_members_and_no_bundles_are_refused_or_named(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    without = {name: data for name, data in files.items() if name != "manifest.json"}
    with pytest.raises(BadInput, match=r"It lacks manifest.json"):
        verify_file(packed(tmp_path / "a.zip", without))
    without = {name: data for name, data in files.items() if name != "books/000002/sales.csv"}
    answer = verify_file(packed(tmp_path / "b.zip", without))
    assert ("missing", "books/000002/sales.csv") in [(each.kind, each.file) for each in answer.differences]
    without = {name: data for name, data in files.items() if not name.startswith("books/000003/")}
    assert not verify_file(packed(tmp_path / "c.zip", without)).true
    (tmp_path / "d.zip").write_bytes(b"hello")
    for name in ("d.zip", "nowhere.zip"):
        with pytest.raises(BadInput, match=r"no evidence bundle|cannot be read"):
            verify_file(tmp_path / name)
    (tmp_path / "cut.zip").write_bytes(bundle.read_bytes()[:-100])
    with pytest.raises(BadInput, match="no evidence bundle"):
        verify_file(tmp_path / "cut.zip")
