"""What docs/api.md says about signatures holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from listening import Heard

from kuajie_site.webhooks.delivering import PAUSES, deliver_due
from kuajie_site.webhooks.manage import Made
from kuajie_site.webhooks.outbox import put_test

PAGE = Path(__file__).parents[3] / "docs" / "api.md"


def test_the_example_accepts_what_the_site_sends_and_nothing_else(
    webhook: Callable[..., Made], heard: Heard
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    told: dict[str, Any] = {}
    exec(code, told)  # noqa: S102 - our own page
    genuine = told["genuine"]
    made = webhook()
    put_test(made.webhook)
    deliver_due()
    (request,) = heard.requests
    assert genuine(made.secret, request.headers, request.body)
    assert not genuine(made.secret, request.headers, request.body + b" ")
    old = request.headers | {"webhook-timestamp": "1700000000"}
    assert not genuine(made.secret, old, request.body)
    assert not genuine(webhook().secret, request.headers, request.body)


def test_the_pauses_are_those_of_the_page() -> None:
    said = "30 seconds, 2, 10 and 30 minutes, 2, 6, 12 and 24 hours"
    assert said in " ".join(PAGE.read_text("utf-8").split())
    assert [pause.total_seconds() for pause in PAUSES] == [
        30, 120, 600, 1800, 7200, 21600, 43200, 86400,
    ]  # fmt: skip
