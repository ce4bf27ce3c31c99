"""A saved fit comes back as it was, without sampling; whatever else a file holds is refused in words."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from kuajie.domain.beliefs import FitChoices, LeverBelief, Range
from kuajie.domain.experiment import Experiment
from kuajie.domain.panel import Panel
from kuajie.exchange import fit_file
from kuajie.exchange.fit_file import load_fit, save_fit
from kuajie.exchange.fit_file_members import (
    SUMS,
    _sums,
    array_bytes,
    array_of,
    read_members,
    write_members,
)
from kuajie.exchange.fit_file_values import from_plain, to_plain
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.messages import BadInput
from kuajie.usecases.addressing import key_of
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec
from kuajie.usecases.table_words import told_of_table

WEEKS = 60
MONDAYS = tuple(date(2025, 1, 6) + timedelta(weeks=place) for place in range(WEEKS))
DRAWS = "samples.0.unconstrained.npy"


def spec() -> ResponseSpec:
    return ResponseSpec(
        levers=(
            LeverSpec(
                id="video",
                title="短视频",
                typical_input=3000,
                belief=LeverBelief(return_on_spend=Range(0.5, 3.0), half_life=Range(0.5, 2.0)),
            ),
            LeverSpec(id="tutors", title="助教", training=True, carry_over="none", unit="hours"),
        ),
        courses=(CourseSpec(id="J1", title="数据分析", priced=True),),
        country="CN",
        currency="CNY",
        harmonics=1,
        choices=FitChoices(trend="linear", marketing_share=Range(0.1, 0.4)),
    )


def panel() -> Panel:
    """Return a history with a week not on sale, seats once full, and a control."""
    rng = np.random.default_rng(4)
    inputs = np.vstack([rng.gamma(4.0, 800.0, WEEKS), rng.gamma(4.0, 5.0, WEEKS)])
    enrolments = np.round(120 * (1 + 0.3 * np.tanh(inputs[:1] / 3000)) * rng.lognormal(0, 0.1, (1, WEEKS)))
    enrolments[0, 7] = np.nan
    seats = np.full((1, WEEKS), np.inf)
    seats[0, 20] = enrolments[0, 20]
    return Panel(
        weeks=MONDAYS,
        courses=("J1",),
        levers=("video", "tutors"),
        controls=("term",),
        currency="CNY",
        enrolments=enrolments,
        price=np.repeat([[299.0, 249.0, 319.0]], WEEKS // 3, axis=1),
        seats=seats,
        inputs=inputs,
        spend=inputs * [[1.0], [120.0]],
        control_values=rng.random((1, WEEKS)),
        refund_rate=np.array([0.05]),
        completion_rate=np.array([0.6]),
        realised_rate=np.array([0.93]),
    )


def experiment() -> Experiment:
    return Experiment(
        lever="tutors",
        course="J1",
        first_day=MONDAYS[30],
        last_day=MONDAYS[34] - timedelta(days=1),
        spend_change=4000.0,
        lift=0.08,
        lower=0.01,
        upper=0.15,
        level=0.9,
        unit="share",
    )


@pytest.fixture(scope="module")
def answer():
    """Return a real fit with every kind of sample: of all weeks, of fewer, without experiments."""
    question = FitQuestion(
        spec=spec(),
        panel=panel(),
        settings=SamplerSettings(chains=2, draws=60, warm_up=80, seed=3),
        holdout_weeks=6,
        origins=2,
        experiments=(experiment(),),
    )
    return fit_response(question, sampler=NutpieSampler())


@pytest.fixture(scope="module")
def saved(answer, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("fit") / "拟合.kuajie"
    save_fit(answer, file)
    return file


@pytest.fixture
def changed(saved, tmp_path):
    """Write a saved fit with members changed (``None``: left out) and its list of sums made to agree."""

    def change(**members: bytes | None) -> Path:
        given = {name.replace("__", "."): data for name, data in members.items()}
        kept = read_members(saved.read_bytes()) | given
        write_members(tmp_path / "changed", {name: data for name, data in kept.items() if data is not None})
        return tmp_path / "changed"

    return change


def record(file: Path) -> dict:
    return json.loads(read_members(file.read_bytes())["record.json"])


def encoded(plain: object) -> bytes:
    return json.dumps(plain).encode()


def refusal(file: Path) -> str:
    """Return the code with which a file is refused, said in both languages."""
    with pytest.raises(BadInput) as refused:
        load_fit(file)
    (finding,) = refused.value.findings
    assert finding.place.file == str(file)
    assert finding.say("en")
    assert finding.say("zh")
    return finding.notice.code


def assert_same(one: object, other: object, place: str = "answer") -> None:
    """Hold two values to be equal in every part and type, arrays to the last bit."""
    assert type(one) is type(other), place
    if isinstance(one, np.ndarray):
        assert one.dtype == other.dtype, place
        np.testing.assert_array_equal(one, other, err_msg=place)
    elif is_dataclass(one):
        for field in fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name), f"{place}.{field.name}")
    elif isinstance(one, list | tuple):
        assert len(one) == len(other), place
        for at, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            assert_same(mine, theirs, f"{place}[{at}]")
    elif hasattr(one, "items"):
        assert list(one) == list(other), place
        for key in one:
            assert_same(one[key], other[key], f"{place}[{key!r}]")
    else:
        assert one == other, place


def test_a_saved_fit_comes_back_whole(answer, saved):
    assert_same(answer, load_fit(saved))
    assert len(answer.source.samples) == 4
    assert answer.calibration
    assert answer.earlier_holdouts


def test_a_question_without_any_default_comes_back():
    """What the fit above leaves as usual: reach and frequency, families, pooling, a warm start."""
    frequency = np.vstack([np.linspace(1.0, 3.0, WEEKS), np.full(WEEKS, np.nan)])
    levers = tuple(replace(lever, courses=("J1",), family="f") for lever in spec().levers)
    choices = FitChoices(coupling="sum", outcome="normal", pooled=True, own_sales=True)
    question = FitQuestion(
        spec=replace(spec(), levers=levers, choices=choices, country=None),
        panel=replace(panel(), frequency=frequency),
        earlier="0" * 64,
    )
    plain, arrays = to_plain(question)
    back = from_plain(json.loads(json.dumps(plain)), FitQuestion, arrays)
    assert_same(question, back)
    assert key_of(back, data_fingerprint="") == key_of(question, data_fingerprint="")


def test_the_fit_of_a_table_still_speaks_of_a_table(answer, tmp_path):
    told = told_of_table(answer)
    save_fit(told, tmp_path / "table")
    assert_same(told, load_fit(tmp_path / "table"))


def test_equal_fits_make_equal_files(saved, tmp_path):
    save_fit(load_fit(saved), tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == saved.read_bytes()


def test_numpy_and_sha256sum_read_the_file(answer, saved):
    with np.load(saved, allow_pickle=False) as arrays:
        np.testing.assert_array_equal(
            arrays["samples.0.unconstrained"], answer.source.samples[0].unconstrained
        )
    with zipfile.ZipFile(saved) as archive:
        listed = archive.read(SUMS).decode().splitlines()
        assert {line.split("  ")[1] for line in listed} == {*archive.namelist()} - {SUMS}


def test_a_fit_of_another_version_opens(answer, saved, monkeypatch):
    """Keys contain the version; nothing in the file rests on them."""
    monkeypatch.setattr("kuajie.usecases.addressing.__version__", "99.0")
    later = load_fit(saved)
    assert later.key != answer.key
    assert_same(replace(later, key=answer.key), answer)


def test_a_later_form_is_refused_with_the_version_to_install(saved, changed):
    plain = record(saved) | {"form": 2, "written_by": "99.0", "new": 1}
    file = changed(record__json=encoded(plain))
    with pytest.raises(BadInput, match=r"99\.0") as refused:
        load_fit(file)
    assert refused.value.findings[0].notice.code == "fit_file.newer_form"


def test_draws_of_another_model_are_refused(saved, changed, monkeypatch):
    """Another prior gives the same draws, which are z-scores, another meaning."""
    assert load_fit(saved)
    plain = record(saved)
    plain["question"]["spec"]["levers"][0]["belief"]["return_on_spend"] = {"low": 0.5, "high": 3.1}
    assert refusal(changed(record__json=encoded(plain))) == "fit_file.other_model"
    monkeypatch.setattr("kuajie.usecases.build_model.SIGMA", replace(fit_sigma(), spread=0.9))
    assert refusal(saved) == "fit_file.other_model"


def fit_sigma():
    from kuajie.usecases.build_model import SIGMA

    return SIGMA


@pytest.mark.parametrize("samples", [slice(0, 3), slice(1, 4), [0, 1, 2, 3, 3]], ids=["few", "other", "many"])
def test_samples_too_many_too_few_or_of_other_weeks_are_refused(saved, changed, samples):
    plain = record(saved)
    held = plain["samples"]
    plain["samples"] = held[samples] if isinstance(samples, slice) else [held[place] for place in samples]
    assert refusal(changed(record__json=encoded(plain))) == "fit_file.other_model"


def test_draws_of_other_parameters_are_refused(saved, changed):
    plain = record(saved)
    plain["samples"][0]["names"][0] = "another"
    assert refusal(changed(record__json=encoded(plain))) == "fit_file.other_model"


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.999])
def test_a_file_cut_off_is_refused(saved, tmp_path, share):
    raw = saved.read_bytes()
    (tmp_path / "cut").write_bytes(raw[: int(share * len(raw))])
    assert refusal(tmp_path / "cut") in {"fit_file.damaged", "fit_file.not_a_fit"}


def test_no_damage_ends_in_anything_but_a_refusal(saved, tmp_path):
    """One byte changed anywhere: refused, or it said nothing (a date, a mode) and all is read."""
    raw, rng = saved.read_bytes(), np.random.default_rng(1)
    ends = [*range(60), *range(len(raw) - 300, len(raw)), *rng.integers(0, len(raw), 100)]
    whole = read_members(raw)
    refused = 0
    for place in ends:
        spoilt = bytearray(raw)
        spoilt[place] ^= int(rng.integers(1, 256))
        (tmp_path / "spoilt").write_bytes(spoilt)
        try:
            fit_file._read(tmp_path / "spoilt", fit_file.Place())
        except BadInput:
            refused += 1
        else:
            assert read_members(bytes(spoilt)) == whole
    assert refused > len(ends) / 2


def test_a_member_altered_missing_or_added_is_refused(saved, tmp_path):
    members = read_members(saved.read_bytes())
    with zipfile.ZipFile(saved) as archive:
        sums = archive.read(SUMS)
    shorter = {name: data for name, data in members.items() if name != DRAWS}
    draws = array_of(members[DRAWS])
    draws[0, 0, 0] += 1e-9
    for spoilt in (shorter, members | {DRAWS: array_bytes(draws)}, members | {"more": b""}):
        with zipfile.ZipFile(tmp_path / "spoilt", "w") as archive:
            for name, data in {SUMS: sums, **spoilt}.items():
                archive.writestr(name, data)
        assert refusal(tmp_path / "spoilt") == "fit_file.damaged"


class Trap:
    """Shows whether anybody unpickled it."""

    sprung = False

    def __reduce__(self):
        return spring, ()


def spring():
    Trap.sprung = True
    return 0.0


def test_pickles_are_never_opened(changed):
    buffer = io.BytesIO()
    np.save(buffer, np.array([[[Trap()]]], dtype=object), allow_pickle=True)
    for data in (buffer.getvalue(), pickle.dumps(Trap())):
        assert refusal(changed(samples__0__unconstrained__npy=data)) == "fit_file.damaged"
    assert not Trap.sprung
    pickle.loads(pickle.dumps(Trap()))  # noqa: S301 - our own, to see that the trap works
    assert Trap.sprung


def npy(array: np.ndarray, *, shape: str | None = None) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    data = buffer.getvalue()
    return data.replace(b"(2, 3)", shape.encode()) if shape else data


@pytest.mark.parametrize(
    "data",
    [
        npy(np.zeros((2, 3), dtype=np.float32)),
        npy(np.zeros((2, 3), dtype=">f8")),
        npy(np.asfortranarray(np.zeros((2, 3)))),
        npy(np.zeros((2, 3)), shape="(2, 9)"),
        npy(np.zeros((2, 3)))[:-8],
        b"",
        b"\x93NUMPY\x01\x00\xff\xff{",
    ],
    ids=["floats", "big-endian", "by column", "claims more", "cut off", "empty", "header cut off"],
)
def test_arrays_of_other_kinds_are_refused(changed, data):
    assert array_of(npy(np.ones((2, 3)))).tolist() == [[1.0] * 3] * 2
    with pytest.raises(ValueError, match=r"."):
        array_of(data)
    assert refusal(changed(samples__1__unconstrained__npy=data)) == "fit_file.damaged"


def test_a_header_that_claims_the_earth_is_refused_before_room_is_made():
    with pytest.raises(ValueError, match="multiple"):
        array_of(npy(np.zeros((2, 3)), shape="(9, 9**9)").replace(b"9**9", b"9999999999"))


@pytest.mark.parametrize(
    "change",
    [
        {"question": 3},
        {"samples": [{}]},
        {"surprise": 1},
        {"form": "1"},
        {"told_of_table": "no"},
        {"densities": None},
    ],
    ids=["question", "sample", "unknown name", "form", "flag", "densities"],
)
def test_a_record_that_is_none_is_refused(saved, changed, change):
    assert refusal(changed(record__json=encoded(record(saved) | change))) == "fit_file.damaged"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("settings", "draws"), 0),
        (("settings", "draws"), "60"),
        (("panel", "weeks"), ["2025-01-06"] * WEEKS),
        (("panel", "price"), {"array": "question.panel.nothing"}),
        (("panel", "price"), {"array": "question.panel.inputs"}),
        (("spec", "choices"), {"coupling": "none"}),
        (("experiments",), [{}]),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(saved, changed, path, value):
    plain = record(saved)
    inside = plain["question"]
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    assert refusal(changed(record__json=encoded(plain))) == "fit_file.damaged"


def test_what_is_no_saved_fit_is_refused(saved, tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("record.json", "{}")
    (tmp_path / "table.csv").write_text("week,sales\n2025-01-06,3\n", encoding="utf-8")
    plain = encoded(record(saved) | {"format": "another program's"})
    write_members(tmp_path / "foreign", {"record.json": plain})
    for name in ("other.zip", "table.csv", "foreign"):
        assert refusal(tmp_path / name) == "fit_file.not_a_fit"
    assert refusal(tmp_path / "nothing") == "fit_file.cannot_read"
    assert refusal(tmp_path) == "fit_file.cannot_read"


def packed(file: Path, members: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> Path:
    """Write a zip file of members with a list of sums that agrees."""
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in [(SUMS, _sums(dict(members))), *members]:
            archive.writestr(name, data)
    return file


def test_a_plain_zip_file_with_sums_is_read(tmp_path):
    assert read_members(packed(tmp_path / "plain", [("a.npy", b"1")]).read_bytes()) == {"a.npy": b"1"}


@pytest.mark.parametrize(
    "name", ["../record.json", "/etc/passwd", "a/b.npy", "..", "c:\\x", "记录", "x" * 201]
)
def test_odd_paths_are_refused(tmp_path, name):
    file = packed(tmp_path / "odd", [(name, b"1")])
    with pytest.raises(ValueError, match="plain names"):
        read_members(file.read_bytes())
    assert refusal(file) == "fit_file.damaged"


def test_the_same_name_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        file = packed(tmp_path / "twice", [("a", b"1"), ("a", b"2")])
    with pytest.raises(ValueError, match="of their own"):
        read_members(file.read_bytes())


def test_compressed_members_are_refused(tmp_path):
    bomb = packed(tmp_path / "bomb", [("big", bytes(10_000_000))], zipfile.ZIP_DEFLATED)
    assert bomb.stat().st_size < 20_000
    with pytest.raises(ValueError, match="stored"):
        read_members(bomb.read_bytes())
    assert refusal(bomb) == "fit_file.damaged"


def test_members_that_share_their_bytes_are_refused(tmp_path):
    """Fifty entries that all lead to the same bytes claim fifty times what the file holds."""
    file = packed(tmp_path / "shared", [("b00", bytes(1000))])
    raw = file.read_bytes()
    end = raw.rindex(b"PK\5\6")
    start = raw.rindex(b"PK\1\2", 0, end)
    entries = b"".join(raw[start:end].replace(b"b00", f"b{at:02}".encode()) for at in range(1, 50))
    length, count = (
        end - int.from_bytes(raw[end + 16 : end + 20], "little") + len(entries),
        (51).to_bytes(2, "little"),
    )
    tail = raw[end : end + 8] + 2 * count + length.to_bytes(4, "little") + raw[end + 16 :]
    file.write_bytes(raw[:end] + entries + tail)
    with zipfile.ZipFile(file) as archive:
        assert sum(info.file_size for info in archive.infolist()) > 50_000 > 8 * file.stat().st_size
    with pytest.raises(ValueError, match="claim more"):
        read_members(file.read_bytes())
    assert refusal(file) == "fit_file.damaged"


def test_saving_that_fails_leaves_what_was_there(answer, tmp_path, monkeypatch):
    file = tmp_path / "kept"
    file.write_text("before", encoding="utf-8")

    def full(handle: object) -> None:
        del handle
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BadInput) as refused:
        save_fit(answer, file)
    assert refused.value.findings[0].notice.code == "fit_file.cannot_save"
    assert file.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_saving_to_a_place_that_is_none_is_refused(answer, tmp_path):
    for file in (tmp_path, tmp_path / "no folder" / "fit"):
        with pytest.raises(BadInput) as refused:
            save_fit(answer, file)
        assert refused.value.findings[0].notice.code == "fit_file.cannot_save"
    assert list(tmp_path.iterdir()) == []


def test_an_answer_without_its_source_cannot_be_saved(answer, tmp_path):
    with pytest.raises(ValueError, match="no source"):
        save_fit(replace(answer, source=None), tmp_path / "fit")
