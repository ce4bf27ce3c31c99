"""What all tests share: the parts of the system a test may need, and surroundings that are always the same.

A test says what it needs beyond Python and the locked packages: ``@pytest.mark.needs("chromium")``. Where it
is missing, the test skips, with its reason and the line that installs it. ``KUAJIE_REQUIRE`` names parts
whose absence is a failure instead (``KUAJIE_REQUIRE=chromium,java``); ``all`` names every part but the shared
data, which is not part of the project.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
# Before anything imports numba: compiled kernels are kept in the checkout, so no home directory is needed.
os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / ".cache" / "numba"))
for variable in ("KUAJIE_LANG", "KUAJIE_DEBUG"):
    os.environ.pop(variable, None)

# A change is not refused by luck: by default each test draws the same examples until its text changes.
# ``make search`` draws anew and keeps what it finds in ``.hypothesis``. Neither is timed: how long an example
# takes on a busy machine says nothing about its answer.
untimed = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", untimed, derandomize=True)
settings.register_profile("searching", untimed, derandomize=False)
settings.load_profile("steady")

SHARED_DATA = ROOT.parent / "shared" / "data"
SYSTEM_PARTS = frozenset({"chromium", "postgresql", "java", "cjk-fonts", "torch", "transformers", "psi"})
PARTS = SYSTEM_PARTS | {"shared-data"}


def required_parts(asked: str) -> frozenset[str]:
    """Return the parts whose absence is a failure, from the value of KUAJIE_REQUIRE."""
    names = frozenset(name for name in asked.replace(",", " ").split() if name)
    parts = (names - {"all"}) | (SYSTEM_PARTS if "all" in names else frozenset())
    if parts - PARTS:
        raise pytest.UsageError(f"KUAJIE_REQUIRE names unknown parts {sorted(parts - PARTS)}")
    return parts


@cache
def why_missing(part: str) -> str | None:
    """Return why a part is not to be had and what installs it, or ``None`` when it is there."""
    if part == "shared-data":
        return None if SHARED_DATA.is_dir() else f"the public data sets are not in {SHARED_DATA}"
    from kuajie.inspection.machine import ThisMachine
    from kuajie.usecases.doctor import PARTS as KNOWN

    machine = ThisMachine()
    if machine.probe(part).found:
        return None
    known = next(known for known in KNOWN if known.code == part)
    return f"{known.name.en} is missing: {known.install_line(machine.system(), python=machine.python()).en}"


def needed_parts(item: pytest.Item) -> list[str]:
    """Return the parts a test says it needs."""
    parts = [part for mark in item.iter_markers("needs") for part in mark.args]
    if set(parts) - PARTS:
        raise pytest.UsageError(f"{item.nodeid} needs unknown parts {sorted(set(parts) - PARTS)}")
    return parts


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--needing", metavar="PART", help="run only the tests that need this part")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"needs(*parts): needs parts of the system: {', '.join(sorted(PARTS))}"
    )
    required_parts(os.environ.get("KUAJIE_REQUIRE", ""))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    part = config.getoption("--needing")
    kept = [item for item in items if part is None or part in needed_parts(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_runtest_setup(item: pytest.Item) -> None:
    required = required_parts(os.environ.get("KUAJIE_REQUIRE", ""))
    for part in needed_parts(item):
        why = why_missing(part)
        if why is None:
            continue
        if part in required:
            pytest.fail(f"{why} (required by KUAJIE_REQUIRE)", pytrace=False)
        pytest.skip(why)
