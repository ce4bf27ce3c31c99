"""Processes that are kept running: ended together, started again, given up, never left behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from processes import Program, descendants, lives, python, started, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
KEEP = """
import sys
from kuajie.messages import Text
from kuajie_site.serving.supervise import Kept, Supervisor
lines = [[sys.executable, "-c", code] for code in sys.argv[1:]]
kept = [Kept(name=Text(en=f"part {n}", zh=f"部分 {n}"), line=line) for n, line in enumerate(lines)]
sys.exit(Supervisor(kept, {}, "en").run())
"""
SLEEPS = "print('sleeping', flush=True); import time; time.sleep(600)"
SLEEPS_SOUNDLY = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('sleeping', flush=True); time.sleep(600)"
)
ENDS_WITH_INPUT = (
    "import time; from kuajie_site.serving.parent import end_with_input; "
    "end_with_input(); print('sleeping', flush=True); time.sleep(600)"
)
BREAKS = "raise SystemExit(7)"
Keep = Callable[..., AbstractContextManager[Program]]


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Return what keeps programs running until the end of a with-block."""

    @contextmanager
    def run(*codes: str) -> Iterator[Program]:
        with started([*python(KEEP), *codes], tmp_path / "log") as program:
            yield program

    return run


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_asks_it_to_end_ends_all(keep: Keep, number: signal.Signals) -> None:
    with keep(SLEEPS, SLEEPS) as program:
        program.until_said("sleeping", 2)
        family = descendants(program.process.pid)
        assert len(family) == 2
        program.send(number)
        assert program.ends() == 0
        assert not any(lives(pid) for pid in family)
        assert "Ctrl-C again ends it at once" in program.said


def test_one_that_does_not_end_is_killed_at_the_second_time(keep: Keep) -> None:
    with keep(SLEEPS_SOUNDLY) as program:
        program.until_said("sleeping")
        family = descendants(program.process.pid)
        program.send(signal.SIGINT)
        program.until_said("Ending")
        assert lives(family[0])
        program.send(signal.SIGINT)
        assert program.ends() == 0
        assert not lives(family[0])


def test_one_that_is_killed_starts_again_and_the_others_go_on(keep: Keep) -> None:
    with keep(SLEEPS, SLEEPS) as program:
        program.until_said("sleeping", 2)
        first, second = descendants(program.process.pid)
        os.kill(first, signal.SIGKILL)
        program.until_said("sleeping", 3)
        assert "The part 0 broke off (code -9); starting it again in 1 s." in program.said
        assert lives(second)
        assert len(descendants(program.process.pid)) == 2


def test_what_breaks_off_again_and_again_ends_the_site(
    tmp_path: Path,
) -> None:
    quick = KEEP.replace(
        "lines =", "import kuajie_site.serving.supervise as s; s.LONGEST_PAUSE = 0.01\nlines ="
    )
    with started([*python(quick), BREAKS, SLEEPS], tmp_path / "log") as program:
        assert program.ends() == 1
        assert "The part 0 broke off 5 times within a minute; the site is ended." in program.said
        assert descendants(program.process.pid) == []


def test_nothing_is_left_of_a_start_that_is_killed(keep: Keep) -> None:
    with keep(ENDS_WITH_INPUT, ENDS_WITH_INPUT) as program:
        program.until_said("sleeping", 2)
        family = descendants(program.process.pid)
        program.send(signal.SIGKILL)
        program.ends()
        assert until(lambda: not any(lives(pid) for pid in family))
