"""The API keeps to its own description, whatever it is sent: schemathesis asks, the running site answers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from calling_api import Program
from fuzzing_api import EXAMPLES, fuzz

from kuajie_site.access.roles import Role

Make = Callable[..., Program]


@pytest.mark.parametrize("role", [Role.OWNER, Role.MEDIATOR])
def test_every_answer_is_as_described(
    program: Make, work: Callable[[], int], role: Role, settings: object
) -> None:
    settings.API_RATE = 1_000_000  # type: ignore[attr-defined]
    caller = program(role)
    program(Role.OWNER).post("studies/check/ask", {})
    work()
    outcome = fuzz(caller, examples=EXAMPLES)
    if told := os.environ.get("KUAJIE_FUZZ_TOLD"):
        counted = {"operations": outcome.operations, "calls": outcome.calls}
        with Path(told).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"role": role, **counted, "failures": len(outcome.failures)}) + "\n")
    assert not outcome.failures, "\n\n".join(outcome.failures)
    assert outcome.calls > 100
