"""Keeping processes running: started again with a pause when one breaks off, ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

import typer

from kuajie.messages import Locale, Text
from kuajie_site.serving.parent import WATCHED

ENDING: Final = Text(
    en="Ending; what is under way is finished first. Ctrl-C again ends it at once.",
    zh="正在结束：先完成进行中的请求。再按一次 Ctrl-C 立即结束。",
)
BROKE_OFF: Final = Text(
    en="The {name} broke off (code {code}); starting it again in {pause:.0f} s.",
    zh="{name}意外中止（代码 {code}），{pause:.0f} 秒后重新启动。",
)
GIVEN_UP: Final = Text(
    en="The {name} broke off {times} times within a minute; the site is ended. The lines above say why.",
    zh="{name}一分钟内中止 {times} 次，站点已结束。原因见上方日志。",
)
MOST_TIMES, WITHIN_SECONDS, LONGEST_PAUSE, END_SECONDS = 5, 60.0, 10.0, 25.0


@dataclass(slots=True, kw_only=True)
class Kept:
    """A process to keep running: what it is called, its command, and when it broke off."""

    name: Text
    line: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    broke_off: list[float] = field(default_factory=list)
    again_at: float = 0.0


class Supervisor:
    """Runs processes until Ctrl-C, SIGTERM or the end of the terminal; one that breaks off starts again."""

    def __init__(self, kept: Sequence[Kept], environment: Mapping[str, str], locale: Locale) -> None:
        self._kept, self._locale = kept, locale
        self._environment = {**environment, WATCHED: "1"}
        self._asked = 0

    def run(self) -> int:
        """Run until asked to end; return the exit code."""
        names = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
        for number in (getattr(signal, name) for name in names if hasattr(signal, name)):
            signal.signal(number, self._ask)
        try:
            while not self._asked:
                if any(self._gone(each) for each in self._kept):
                    return 1
                time.sleep(0.1)
            typer.echo(ENDING.say(self._locale))
            return 0
        finally:
            self._end()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._asked += 1

    def _gone(self, kept: Kept) -> bool:
        """Start what is not running; say whether it breaks off too often to go on."""
        now = time.monotonic()
        if kept.process is not None and (code := kept.process.poll()) is not None:
            kept.process = None
            kept.broke_off = [*(at for at in kept.broke_off if now - at < WITHIN_SECONDS), now]
            if len(kept.broke_off) >= MOST_TIMES:
                facts = {"name": kept.name, "times": len(kept.broke_off)}
                typer.echo(GIVEN_UP.say(self._locale, **facts), err=True)
                return True
            pause = min(2.0 ** (len(kept.broke_off) - 1), LONGEST_PAUSE)
            kept.again_at = now + pause
            typer.echo(BROKE_OFF.say(self._locale, name=kept.name, code=code, pause=pause), err=True)
        if kept.process is None and now >= kept.again_at:
            kept.process = self._started(kept.line)
        return False

    def _started(self, line: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a process in a group of its own, so that Ctrl-C reaches only this one, which ends all."""
        return subprocess.Popen(  # noqa: S603 -- our own commands
            line,
            stdin=subprocess.PIPE,
            env=self._environment,
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def _end(self) -> None:
        running = [each.process for each in self._kept if each.process is not None]
        asked, deadline = self._asked, time.monotonic() + END_SECONDS
        for process in running:
            process.terminate()
        while any(process.poll() is None for process in running):
            if self._asked > asked or time.monotonic() > deadline:
                for process in running:
                    _kill(process)
                return
            time.sleep(0.05)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it started."""
    if sys.platform == "win32":
        process.kill()
    elif process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
