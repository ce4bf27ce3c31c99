"""``kuajie plan --method``: what does not fit together is refused before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Kuajie = Callable[..., Any]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--method", "auto", "--weight-decay", "0.1"), "Weight decay belongs to first-order methods"),
        (("--method", "sgd", "--risk", "cvar"), "make the mean large"),
    ],
)
def test_methods_that_cannot_be_asked_for(kuajie: Kuajie, asked: tuple[str, ...], said: str) -> None:
    refused = kuajie("plan", "nowhere", *asked, "--lang", "en")
    assert refused.code == 2
    assert said in refused.err
