"""Pages as they are answered: no Chinese on the English ones, no English sentence on the Chinese ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from site_addresses import PROGRAMME, addresses

from kuajie import wiring
from kuajie.messages import Locale
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.demo import show_everything
from kuajie_site.programmes.models import Programme

CHINESE = re.compile(r"[\u3400-\u9fff]")
# Several words in a row that are no name, address or form of a file.
SENTENCE = re.compile(r"(?:\b[A-Za-z][a-z]+\b[ ,]+){3,}")
LANGUAGE: dict[Locale, str] = {"en": "en", "zh": "zh-hans"}
SILENT = ("script", "style", "code", "pre")


class Read(HTMLParser):
    """The texts of a page, but for those in an element with its own language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in SILENT or (tag != "html" and "lang" in given) or tag in self._silent:
            self._silent.append(tag)
        self.texts += [given[name] or "" for name in ("title", "alt", "aria-label") if name in given]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            self._silent.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(" ".join(data.split()))


@pytest.fixture(scope="session")
def english_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small simulated programme whose names are English."""
    folder = tmp_path_factory.mktemp("english") / "demo"
    wiring.new(folder, weeks=40, scale=0.2, locale="en")
    return folder


@pytest.fixture
def in_language(
    people: Mapping[str, User], small_folder: Path, english_folder: Path
) -> Callable[[Locale], Programme]:
    """Return what makes a programme whose names are in a language, with one seat at every party."""

    def make(locale: Locale) -> Programme:
        made = create_programme(
            english_folder if locale == "en" else small_folder, user=people["owner"], note="1"
        )
        for party, name in zip(made.parties.all(), ("owner", "mingde", "yuanhang"), strict=True):
            give_seat(made, people[name], Role.OWNER, party)
        show_everything(made, people["owner"], locale)
        User.objects.update(language="en" if locale == "en" else "zh-hans")
        return made

    return make


def pages(client: Client, programme: Programme, locale: Locale) -> Iterator[tuple[str, list[str]]]:
    for address in addresses():
        place = address.replace(PROGRAMME, str(programme.pk))
        answer = client.get(place, headers={"accept-language": LANGUAGE[locale]})
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield address, Read(answer.content.decode()).texts


def strange(text: str, locale: Locale) -> bool:
    """Say whether a text is in the other language; languages are called by their own names."""
    own_names = {name for _, name in settings.LANGUAGES}
    return text not in own_names and bool((CHINESE if locale == "en" else SENTENCE).search(text))


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_pages_speak_one_language(
    locale: Locale,
    in_language: Callable[[Locale], Programme],
    as_: Callable[[str], Client],
    work: Callable[[], int],
) -> None:
    programme = in_language(locale)
    owner = as_("owner")
    owner.post(f"/programmes/{programme.pk}/studies/check", {})
    work()
    read = dict(pages(owner, programme, locale))
    assert len(read) > 20
    assert [(at, text) for at, texts in read.items() for text in texts if strange(text, locale)] == []


def test_a_page_in_the_other_language_would_be_found() -> None:
    assert strange("The 方案 of March", "en")
    assert strange("方案：Nothing was kept of it.", "zh")
    assert not strange("CSV, XLSX · Python 数据分析", "zh")
    assert Read('<p title="a">b</p><b lang="en">c</b><script>d</script>').texts == ["a", "b"]
