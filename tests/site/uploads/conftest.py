"""A party's desk: what somebody does on the data pages, in one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kuajie_site.programmes.models import Programme
from kuajie_site.uploads.models import Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Somebody's browser on the data pages of one programme."""

    browser: Client
    programme: Programme
    work: Callable[[], int]

    def page(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.programme.pk, *args])

    def send(self, *files: tuple[str, bytes], key: str = "") -> HttpResponse:
        given = [SimpleUploadedFile(name, content) for name, content in files]
        return self.browser.post(self.page("data"), {"files": given, "key": key or str(uuid4())})

    def hand_in(self, *files: tuple[str, bytes], key: str = "") -> Upload:
        """Hand files in and have them looked at."""
        answer = self.send(*files, key=key)
        assert answer.status_code == 302, answer.content.decode()
        self.work()
        return Upload.objects.get(pk=answer.url.rsplit("/", 1)[-1])

    def accept(self, upload: Upload, note: str = "") -> HttpResponse:
        return self.browser.post(self.page("accept_upload", upload.pk), {"note": note})

    def see(self, upload: Upload, language: str = "en") -> str:
        answer = self.browser.get(self.page("upload", upload.pk), headers={"accept-language": language})
        assert answer.status_code == 200
        return answer.content.decode()

    def content(self, name: str) -> bytes:
        version = self.programme.latest
        assert version is not None
        return (version.folder / name).read_bytes()

    def lines(self, name: str) -> list[str]:
        return self.content(name).decode().splitlines()


@pytest.fixture
def desk(
    programme: Programme, as_: Callable[[str], Client], work: Callable[[], int]
) -> Callable[[str], Desk]:
    """Return the desk of somebody of ``people``."""
    return lambda name: Desk(browser=as_(name), programme=programme, work=work)


@pytest.fixture
def small_limit(settings: pytest.MonkeyPatch) -> None:
    """Let uploads be one MB at most."""
    settings.UPLOAD_LIMIT = 1024**2
