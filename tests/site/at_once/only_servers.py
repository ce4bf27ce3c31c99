"""What only a database of its own process can do; ``test_on_postgresql.py`` runs it there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from django.db import close_old_connections, connection
from django.test import Client
from tests.site.at_once.conftest import AtOnce
from tests.site.at_once.test_two_at_once import posting

from kuajie_site.accounts.models import User
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Programme

SignIn = Callable[[str], Client]


def test_it_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_who_comes_after_the_server_was_started_again_sees_a_page(as_: SignIn, at_once: AtOnce) -> None:
    browser = as_("owner")

    def after_a_restart() -> int:
        assert User.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (own,) = cursor.fetchone()
        at_once.look(lambda: cut_off(own))
        close_old_connections()  # as every request begins, and every turn of the worker
        return browser.get("/").status_code

    assert at_once.look(after_a_restart) == 200


def cut_off(pid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])


def test_who_only_asks_does_not_wait_for_whoever_changes_files(
    programme: Programme, as_: SignIn, at_once: AtOnce
) -> None:
    changing, asked = threading.Event(), threading.Event()
    send, user = posting(as_("analyst"), programme, "study", "check"), User.objects.get(name="owner")

    def change() -> bool:
        def hold(folder: Path) -> None:
            (folder / "a.note").write_text("a", encoding="utf-8")
            changing.set()
            assert asked.wait(60), "the question waited for the change"

        return new_version(programme, hold, note="slow", user=user).number == 2

    def ask() -> bool:
        assert changing.wait(60)
        answered = send().status_code == 302
        asked.set()
        return answered

    assert at_once(change, ask) == [True, True]
