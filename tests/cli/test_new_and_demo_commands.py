"""Simulated folders from the command line: written once, used again, never over anything else."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuajie.simulation import TEMPLATES

Kuajie = Callable[..., Any]
SHORT = ("--draws", "100", "--warm-up", "150", "--plan-draws", "10")


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".kuajie" not in path.parts
    }


def test_new_writes_what_it_says(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = tmp_path / "my programme"
    written = kuajie(
        "new", str(folder), "--template", "online-course", "--weeks", "30", "--scale", "0.2", "--json"
    )
    assert written.code == 0
    assert set(written.record["files"]) == set(contents_of(folder))
    orders = (folder / "xinghe/orders.csv").read_text(encoding="utf-8").count("\n") - 1
    assert written.record["files"]["xinghe/orders.csv"] == orders
    assert kuajie("check", str(folder), "--json").record["weeks"] == 30


def test_new_names_the_next_command_and_quotes_the_folder(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = tmp_path / "my programme"
    short = ("--template", "online-course", "--weeks", "26", "--scale", "0.1")
    english = kuajie("new", str(folder), *short)
    assert f'kuajie run "{folder}"' in english.out
    chinese = kuajie("new", str(tmp_path / "zh"), *short, "--lang", "zh")
    assert "下一步" in chinese.out
    assert "星河课堂" in (tmp_path / "zh" / "programme.toml").read_text(encoding="utf-8") + chinese.out


def test_the_same_seed_gives_the_same_folder(kuajie: Kuajie, tmp_path: Path) -> None:
    short = ("--template", "online-course", "--weeks", "26", "--scale", "0.1", "--seed", "7", "--json")
    for name in ("first", "second"):
        assert kuajie("new", str(tmp_path / name), *short).code == 0
    assert contents_of(tmp_path / "first") == contents_of(tmp_path / "second")


def test_new_refuses_a_folder_that_holds_something(kuajie: Kuajie, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    refused = kuajie("new", str(tmp_path), "--template", "online-course", "--weeks", "26", "--json")
    assert refused.code == 2
    assert refused.record["errors"][0]["code"] == "files.folder_not_empty"
    assert contents_of(tmp_path) == {"note.txt": b"mine"}


def test_new_lists_the_templates(kuajie: Kuajie) -> None:
    listed = kuajie("new", "--list", "--json", "--lang", "zh")
    assert [row["name"] for row in listed.record] == list(TEMPLATES)
    assert listed.record[0]["title"] == TEMPLATES["demo"].title.zh


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--template", "opera"), "surfaces.unknown_template"),
        (("--weeks", "3"), "cli.bad_value"),
        (("--scale", "0"), "cli.bad_value"),
        (("--seed", "-1"), "cli.bad_value"),
    ],
)
def test_new_refuses_what_it_cannot_simulate(
    kuajie: Kuajie, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    refused = kuajie("new", str(tmp_path / "folder"), *arguments, "--json")
    assert refused.code == 2
    assert refused.record["errors"][0]["code"] == code
    assert list(tmp_path.iterdir()) == []


def test_new_needs_a_folder(kuajie: Kuajie) -> None:
    assert kuajie("new", "--json").record["errors"][0]["code"] == "cli.missing_value"


def test_a_demo_that_is_there_is_used_again(kuajie: Kuajie, small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(small_folder, folder)
    before = contents_of(folder)
    for _ in range(2):
        shown = kuajie("demo", str(folder), "--template", "online-course", *SHORT, "--json")
        assert shown.code == 0, shown.out
        after = contents_of(folder)
        assert after.pop("report.html")
        assert after == before
    assert shown.record["report"] == str(folder / "report.html")
    assert shown.record["fit"]["holdout"]["weeks"] == 13


def test_a_demo_refuses_another_template_and_other_folders(
    kuajie: Kuajie, small_folder: Path, tmp_path: Path
) -> None:
    other = kuajie("demo", str(small_folder), "--template", "academic", "--json")
    assert (other.code, other.record["errors"][0]["code"]) == (2, "surfaces.other_demo")
    (tmp_path / "programme.toml").write_text("# mine", encoding="utf-8")
    mine = kuajie("demo", str(tmp_path), "--json")
    assert (mine.code, mine.record["errors"][0]["code"]) == (2, "surfaces.other_demo")
    assert contents_of(tmp_path) == {"programme.toml": b"# mine"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no interrupt signal for one process")
def test_ctrl_c_ends_with_130_and_leaves_nothing_half_written(small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(small_folder, folder)
    command = [sys.executable, "-c", "from kuajie.cli.main import main; main()", "run", str(folder)]
    with subprocess.Popen(
        [*command, "--draws", "50000", "--lang", "en"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # A shell that runs tests in the background has them ignore the signal, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 no threads here
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:  # told line by line where there is no terminal
            if line.startswith("Sampling"):
                break
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=240)
    assert running.returncode == 130
    assert "Stopped as you asked." in said
    assert "Traceback" not in said
    assert not (folder / "report.html").exists()
    assert not (folder / ".kuajie").exists()
