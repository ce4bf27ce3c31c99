"""Keys for everybody of the small programme."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from calling_api import Program, key_for

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.programmes.models import Programme, Seat


@pytest.fixture
def program(programme: Programme, people: Mapping[str, User]) -> Callable[..., Program]:
    """Return what makes a program that acts for somebody of ``people``, with a key of theirs."""

    def make(name: str | Role, **more: Any) -> Program:
        seat = Seat.objects.get(programme=programme, user=people[str(name)])
        return Program(key_for(seat, **more), programme)

    return make
