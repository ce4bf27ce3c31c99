"""One start per data folder and port; a second one is told so in words."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from processes import python, run, started

from kuajie.messages import BadInput
from kuajie_site.serving.alone import alone_on, join_in, nobody_works_on, require_port

HOLDS = (
    "import sys, time; from pathlib import Path; from kuajie_site.serving.alone import alone_on, join_in\n"
    "kept = join_in(Path(sys.argv[1]))\n"
    "with alone_on(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"
)


def test_a_second_start_is_refused_with_who_was_first(tmp_path: Path) -> None:
    with started([*python(HOLDS), tmp_path], tmp_path.with_suffix(".log")) as program:
        program.until_said("held")
        with pytest.raises(BadInput) as refused, alone_on(tmp_path):
            pass
        assert f"(PID {program.process.pid})" in refused.value.say("en")
        assert "已在运行" in refused.value.say("zh")
        assert "--data" in refused.value.say("zh")
        assert not nobody_works_on(tmp_path, wait=0)
    with alone_on(tmp_path):  # the lock is gone with the process, which was killed
        assert nobody_works_on(tmp_path)


def test_several_may_work_on_one_folder(tmp_path: Path) -> None:
    with join_in(tmp_path), join_in(tmp_path):
        assert not nobody_works_on(tmp_path, wait=0)
    assert nobody_works_on(tmp_path)


def test_a_port_in_use_is_refused_with_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput) as refused:
            require_port("127.0.0.1", port, wait=0)
    assert f"--port {port + 1 if port < 65535 else 8000}" in refused.value.say("en")
    assert "无法监听" in refused.value.say("zh")
    require_port("127.0.0.1", port)


def test_a_name_that_is_no_address_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be listened on"):
        require_port("no-such-host.invalid", 8000, wait=0)


def test_serving_on_a_folder_in_use_says_so_before_anything_is_made(tmp_path: Path) -> None:
    from processes import KUAJIE

    with alone_on(tmp_path):
        done = run([KUAJIE, "serve", "--data", tmp_path, "--lang", "zh"])
    assert done.returncode == 2
    assert "已在运行" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["serve.lock"]
