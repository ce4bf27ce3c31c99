"""Pages of a programme that has no version of its files: what is not there is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.pages.templatetags.words import day, moment
from kuajie_site.programmes.creation import give_seat
from kuajie_site.programmes.models import Party, Programme


@pytest.mark.parametrize("page", ["", "activity"])
def test_a_programme_without_files_has_its_pages(
    people: Mapping[str, User], as_: Callable[[str], Client], page: str
) -> None:
    made = Programme.objects.create(name="bare", created_by=people["owner"])
    give_seat(made, people["owner"], Role.OWNER, Party.objects.create(programme=made, key="p", name="P"))
    answer = as_("owner").get(f"/programmes/{made.pk}/{page}")
    assert answer.status_code == 200
    assert "None" not in answer.content.decode()


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_moment_is_no_text(nothing: str | None) -> None:
    assert moment(nothing) == day(nothing) == ""
