"""The first person of a site: made at its machine, by somebody who is asked for a password twice."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from processes import KUAJIE, PATIENCE, python, run

from kuajie.messages import BadInput
from kuajie_site.accounts.models import User
from kuajie_site.organisations.first_owner import FirstOwner, bring_owner
from kuajie_site.organisations.models import Belonging, Organisation

PHRASE = "quite a long phrase"
ASKS = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "kuajie_site.settings"
import pytest, django  # settings under tests keep nothing
django.setup()
from kuajie_site.commands.site_owner import password_from
assert password_from("ada@example.org", "Ada", "en") == {PHRASE!r}
"""
Given = dict[str, str]
ADA: Given = {"email": "Ada@Example.org", "name": "Ada", "organisation": "Ada & Co", "password": PHRASE}


def bring(locale: str = "en", **changed: str) -> Belonging:
    return bring_owner(FirstOwner(**{**ADA, **changed}), locale)


@pytest.mark.django_db
def test_whoever_is_made_signs_in_and_may_set_up_a_programme() -> None:
    made = bring("zh")
    assert (made.owner, made.user.email, made.user.language) == (True, "ada@example.org", "zh-hans")
    client = Client()
    answer = client.post("/accounts/login/", {"login": "ada@example.org", "password": PHRASE})
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/programmes/new").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "english", "chinese"),
    [
        ({"email": "ada"}, "is not an e-mail address", "不是有效的邮箱"),
        ({"name": " "}, "A name is missing", "名称为空"),
        ({"organisation": "x" * 201}, "longer than 200", "超过 200"),
        ({"password": "abc"}, "too short: use at least 10", "密码太短，至少需要 10 个字符"),
        ({"password": "password1234"}, "too common", "太常见"),
        ({"password": "ada@example.org"}, "must not resemble", "相近"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(changed: Given, english: str, chinese: str) -> None:
    for locale, words in (("en", english), ("zh", chinese)):
        with pytest.raises(BadInput) as refused:
            bring(locale, **changed)
        assert words in refused.value.say(locale)
        if "password" in changed:
            assert changed["password"] not in refused.value.say(locale)
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_a_second_time_changes_nothing() -> None:
    bring()
    before = list(User.objects.values_list())
    for changed in (
        {},
        {"email": "ada@example.org", "password": "another long phrase"},
        {"email": "b@example.org"},
    ):
        with pytest.raises(BadInput, match="Nothing was changed"):
            bring(**changed)
    assert list(User.objects.values_list()) == before
    assert Belonging.objects.count() == 1


def test_the_password_is_shown_nowhere() -> None:
    assert PHRASE not in repr(FirstOwner(**ADA))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_wrong_with_a_password_is_said_in_one_language(language: str) -> None:
    person = User(email="chen.jing@example.org", name="chenjing99")
    with translation.override(language):
        for password in ("abc", "chenjing99", "password1234"):
            with pytest.raises(ValidationError) as refused:
                validate_password(password, person)
            for words in refused.value.messages:
                assert words.isascii() == (language == "en"), words


def test_without_a_terminal_what_is_missing_is_named(tmp_path: Path) -> None:
    done = run(
        [KUAJIE, "site-owner", "--data", tmp_path / "data", "--email", "a@example.org", "--lang", "en"]
    )
    assert done.returncode == 2
    assert "--name --organisation is missing" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are others there")
def test_at_a_terminal_the_password_is_asked_for_until_it_is_good_and_not_echoed() -> None:
    ours, theirs = pty.openpty()
    line = python(ASKS)
    with subprocess.Popen(
        line, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        told = ""
        for words, typed in (
            ("Password (not shown): ", "abc"),
            ("Password (not shown): ", PHRASE),
            ("The same again: ", "something else"),
            ("Password (not shown): ", PHRASE),
            ("The same again: ", PHRASE),
        ):
            heard = ""
            while not heard.endswith(words):
                assert select.select([ours], [], [], PATIENCE)[0], told + heard
                heard += os.read(ours, 1000).decode()
            told += heard
            os.write(ours, f"{typed}\n".encode())
        assert process.wait(PATIENCE) == 0
    os.close(ours)
    assert "too short" in told
    assert "These two are not the same" in told
    assert PHRASE not in told
    assert "abc" not in told
