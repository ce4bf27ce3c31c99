"""Every route as everybody: who is let in is what the view declares, and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kuajie_site.access.roles import ALLOWED, Action, Role
from kuajie_site.access.views import Access
from kuajie_site.programmes.models import Programme

SignIn = Callable[[str], Client]
OTHERS = ("allauth", "django", "oauth2_provider", "ninja")
"""Whose views bring their own checks; tests/site/people and tests/site/api look at those."""


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, path)
        elif not entry.callback.__module__.split(".")[0].startswith(OTHERS):
            yield path, entry


ROUTES = list(routes(get_resolver().url_patterns))
IN_PROGRAMME = [(path, entry) for path, entry in ROUTES if path.startswith("programmes/<uuid:programme>/")]
EXAMPLES = {
    "<uuid:": str(uuid.UUID(int=7)),
    "<int:": "987654",
    "<slug:": "check",
    "<str:": "zhihai",
    "<path:": "orders.csv",
}
"""Things that do not exist, so that a view that lets somebody in answers 404, or 405 to the wrong method."""


def address(path: str, programme: Programme) -> str:
    path = path.replace("<uuid:programme>", str(programme.pk))
    while "<" in path:
        start, end = path.index("<"), path.index(">") + 1
        kind = next(kind for kind in EXAMPLES if path[start:].startswith(kind))
        path = path[:start] + EXAMPLES[kind] + path[end:]
    return "/" + path


def access_of(entry: URLPattern) -> Access:
    return entry.callback.access


def test_every_view_of_ours_declares_whom_it_lets_in() -> None:
    assert len(ROUTES) > 5
    silent = [
        path for path, entry in ROUTES if not isinstance(getattr(entry.callback, "access", None), Access)
    ]
    assert silent == []


def test_every_route_of_a_programme_needs_a_seat() -> None:
    assert [path for path, entry in IN_PROGRAMME if access_of(entry).action is None] == []


@pytest.mark.parametrize("role", list(Role))
def test_each_role_enters_where_its_actions_allow(programme: Programme, as_: SignIn, role: Role) -> None:
    browser = as_(role)
    wrong = []
    for path, entry in IN_PROGRAMME:
        action = access_of(entry).action
        for send in (browser.get, browser.post):
            answered = send(address(path, programme)).status_code
            refused = answered == 403
            if refused == (action in ALLOWED[role]) and not own_refusal(role, send == browser.post, path):
                wrong.append((path, send.__name__, answered))
            assert answered < 500
    assert wrong == []


def own_refusal(role: Role, posted: bool, path: str) -> bool:
    """Say whether a view whose page may be seen refuses what is sent to it, which needs more."""
    return posted and path.endswith("studies/<slug:name>") and Action.ASK not in ALLOWED[role]


def test_strangers_and_the_signed_out_find_no_programme(programme: Programme, as_: SignIn) -> None:
    stranger, nobody = as_("stranger"), Client()
    for path, _ in IN_PROGRAMME:
        place = address(path, programme)
        assert stranger.get(place).status_code == 404, path
        assert stranger.post(place).status_code == 404, path
        for send in (nobody.get, nobody.post):
            answered = send(place)
            assert answered.status_code == 302, path
            assert answered.url.startswith("/accounts/login/"), path


def test_the_signed_out_are_sent_to_sign_in_from_every_other_page(db: None) -> None:
    del db
    nobody = Client()
    for path, entry in ROUTES:
        if access_of(entry).signed_in and "<uuid:programme>" not in path:
            answered = nobody.get("/" + path.replace("<uuid:", "<").replace("<", "").replace(">", ""))
            assert answered.status_code in {302, 404}, path


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_do_grows_with_trust(role: Role) -> None:
    assert Action.SEE in ALLOWED[role]
    if role is not Role.MEDIATOR:
        assert ALLOWED[role] <= ALLOWED[Role.OWNER]
    assert (Action.RULE in ALLOWED[role]) == (role is Role.MEDIATOR)
    assert (Action.SEE_OWN_DATA in ALLOWED[role]) == (role not in {Role.MEDIATOR, Role.VIEWER})
