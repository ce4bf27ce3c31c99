"""Machine code is kept by what it was compiled from, so that an update never runs old code."""

from __future__ import annotations

from pathlib import Path

from kuajie.response.kernels.cache_folder import KEPT, cache_folder, kernel_digest


def test_digest_follows_kernels_and_constants_only(tmp_path: Path) -> None:
    (tmp_path / "planning").mkdir()
    (tmp_path / "domain").mkdir()
    kernel, plain = tmp_path / "planning" / "kernel.py", tmp_path / "planning" / "plain.py"
    kernel.write_text("@compiled\ndef f(): return 1\n")
    plain.write_text("x = 1\n")
    first = kernel_digest(tmp_path)
    plain.write_text("x = 2\n")
    assert kernel_digest(tmp_path) == first
    kernel.write_text("@compiled\ndef f(): return 2\n")
    second = kernel_digest(tmp_path)
    assert second != first
    (tmp_path / "domain" / "names.py").write_text("NONE: Final = 0\n")
    assert kernel_digest(tmp_path) == second
    (tmp_path / "planning" / "codes.py").write_text("NONE: Final = 0\n")
    assert kernel_digest(tmp_path) != second


def test_folder_lies_where_asked_and_old_ones_go(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    for age in range(KEPT + 3):
        (tmp_path / f"kuajie-old{age}").mkdir()
    folder = cache_folder()
    assert folder.parent == tmp_path
    assert folder.is_dir()
    assert len(list(tmp_path.iterdir())) == KEPT + 1


def test_without_a_writable_place_a_temporary_folder_serves(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "home"))
    folder = cache_folder()
    assert folder.is_dir()
    assert "file" not in folder.parts
    folder.rmdir()
