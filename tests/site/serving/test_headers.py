"""What every page says to the browser, whoever asks and whatever is answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from site_addresses import PROGRAMME, addresses

from kuajie_site.programmes.models import Programme


@pytest.mark.parametrize("name", ["owner", ""])
def test_every_answer_forbids_what_is_inline_or_from_elsewhere(
    as_: Callable[[str], Client], programme: Programme, name: str
) -> None:
    client = as_(name) if name else Client()
    wrong = []
    for path in addresses():
        place = path.replace(PROGRAMME, str(programme.pk))
        answer = client.get(place)
        policy = answer.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy or "frame-ancestors 'none'" not in policy:
            wrong.append((place, answer.status_code, policy))
        if answer["X-Content-Type-Options"] != "nosniff" or answer["X-Frame-Options"] != "DENY":
            wrong.append((place, answer.status_code, "other headers"))
    assert wrong == []
