"""One start per data folder and port, a second one is told so in words; who else works on the data."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from kuajie.messages import BadInput, Notice, Text

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT_SECONDS: Final = 6.0
"""How long processes of a start that was killed may take to end before a new one gives up."""
SERVES: Final = "serve.lock"
SAME_DATA: Final = Notice(
    "site.data_in_use",
    Text(en="The site in {data} is already running ({who}).", zh="站点 {data} 已在运行（{who}）。"),
    Text(
        en="Use the one that runs, end it first, or give another folder by --data.",
        zh="请使用正在运行的站点，或先将其结束，或用 --data 指定其他文件夹。",
    ),
)
PORT_TAKEN: Final = Notice(
    "site.port_in_use",
    Text(
        en="Port {port} on {host} cannot be listened on: {reason}.",
        zh="无法监听 {host} 的端口 {port}：{reason}。",
    ),
    Text(
        en="End what uses it, or give another port: --port {other}.",
        zh="请结束占用该端口的程序，或换一个端口：--port {other}。",
    ),
)


@contextmanager
def alone_on(data: Path, lock: str = SERVES, notice: Notice = SAME_DATA) -> Iterator[None]:
    """Hold a data folder for one start; raises ``BadInput`` where another process holds it.

    The system lets go of the lock with the process, however that ends.
    """
    data.mkdir(parents=True, exist_ok=True)
    place = data / lock
    with place.open("a+", encoding="ascii") as file:
        if not _locked(file):
            file.seek(0)
            raise BadInput.of(notice, data=data, who=f"PID {file.read().strip() or '?'}")
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def join_in(data: Path) -> IO[str]:
    """Say, as long as this process lives and keeps what is returned, that it works on a data folder."""
    file = _in_use(data).open("a", encoding="ascii")
    _locked(file, shared=True)
    return file


def nobody_works_on(data: Path, *, wait: float = 2.0) -> bool:
    """Say whether no process works on a data folder, such as one whose ``kuajie serve`` was just killed."""
    deadline = time.monotonic() + wait
    with _in_use(data).open("a", encoding="ascii") as file:
        while not _locked(file):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
    return True


def _in_use(data: Path) -> Path:
    return data / "in-use.lock"


def _locked(file: IO[str], *, shared: bool = False) -> bool:
    try:
        if sys.platform == "win32":
            if not shared:  # Windows has no shared ones; it refuses to remove files in use by itself
                file.seek(1000)  # a locked range cannot be read; the number of the process can
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def require_port(host: str, port: int, *, wait: float = WAIT_SECONDS) -> None:
    """Raise ``BadInput`` unless an address can be listened on, now or in a moment."""
    deadline = time.monotonic() + wait
    while (problem := _problem(host, port)) is not None:
        if time.monotonic() > deadline:
            other = port + 1 if port < 65535 else 8000
            raise BadInput.of(
                PORT_TAKEN, host=host, port=port, reason=problem.strerror or str(problem), other=other
            )
        time.sleep(0.2)


def _problem(host: str, port: int) -> OSError | None:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as asked:
            if sys.platform != "win32":
                asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind(address)
    except OSError as error:
        return error
    return None
