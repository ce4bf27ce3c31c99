"""Calling every operation of the API with what its description allows and forbids (schemathesis)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from calling_api import Program
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kuajie_site.api.models import Replay

EXAMPLES = int(os.environ.get("KUAJIE_FUZZ", "5"))
KNOWN_BY_SITE = frozenset({"hand_in", "give_grant", "ask", "propose"})
"""Operations that refuse (422) what no schema can say: files that are no tables, parties there are not,
either of two fields."""


@dataclass
class Outcome:
    """How many calls were made, and what was wrong with the answers."""

    operations: int = 0
    calls: int = 0
    failures: list[str] = field(default_factory=list)


def fuzz(caller: Program, *, examples: int) -> Outcome:
    """Call every operation ``examples`` times with what is allowed, and as often with what is not."""
    told = caller.client.get("/api/v1/openapi.json", headers={"accept-language": "en"})
    description = json.loads(told.content)
    known = str(caller.programme.pk)
    for path in description["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "programme":  # any other is refused at the door
                    parameter["schema"] = {"type": "string", "enum": [known]}
                if parameter["name"] == "name" and operation["operationId"] == "ask":
                    parameter["schema"] = {"type": "string", "enum": ["check", "plan", "split"]}
    schema = schemathesis.openapi.from_dict(description)
    schema.app = get_wsgi_application()
    schema.config.generation.allow_x00 = False  # refused wherever it stands, as api.md says
    outcome = Outcome()
    with _transaction_of_the_test():
        for result in schema.get_all_operations():
            outcome.operations += 1
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _try_one(result.ok(), mode, caller, examples, outcome)
    return outcome


@contextmanager
def _transaction_of_the_test() -> Iterator[None]:
    """Let requests end without closing the connection, whose transaction is the test's."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _try_one(operation: Any, mode: GenerationMode, caller: Program, examples: int, outcome: Outcome) -> None:
    known_by_site = operation.definition.raw["operationId"] in KNOWN_BY_SITE
    excluded = [positive_data_acceptance] if known_by_site else []
    headers = {"Authorization": f"Bearer {caller.key}", "Accept-Language": "en"}

    @seed(7)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        outcome.calls += 1
        Replay.objects.all().delete()  # a key that another example used would be refused, as it should
        try:
            case.call_and_validate(headers=headers, excluded_checks=excluded)
        except FailureGroup as found:
            outcome.failures += [f"{operation.label} ({mode.value}): {each}" for each in found.exceptions]

    try:
        call()
    except Exception as error:  # noqa: BLE001 - what cannot be generated is told as a failure too
        if type(error).__name__ != "Unsatisfiable":
            outcome.failures.append(f"{operation.label} ({mode.value}): {error!r}")
