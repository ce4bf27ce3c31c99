"""A party hands files in: looked at, previewed, accepted as a whole; nobody else sees anything of them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kuajie_site.programmes.models import Programme
from kuajie_site.uploads.models import Stage, Upload

SignIn = Callable[[str], Client]
Work = Callable[[], int]


def content_of(programme: Programme, name: str) -> bytes:
    version = programme.latest
    assert version is not None
    return (version.folder / name).read_bytes()


def hand_in(browser: Client, programme: Programme, *files: tuple[str, bytes], key: str = "") -> HttpResponse:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(reverse("data", args=[programme.pk]), {"files": given, "key": key or str(uuid4())})


def upload_at(answer: HttpResponse) -> Upload:
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.get(pk=answer.url.rsplit("/", 1)[-1])


def changed_orders(programme: Programme) -> bytes:
    lines = content_of(programme, "zhihai/orders.csv").decode().splitlines()
    lines[1] = lines[1].replace(",1,", ",2,", 1).replace('"ZHI0000001",2', '"ZHI0000001",1')
    extra = lines[-1].replace("ZHI", "NEW")
    return "\n".join([lines[0], lines[1].replace("search_ads", "changed"), *lines[4:], extra]).encode()


def test_files_are_looked_at_previewed_and_accepted_as_a_whole(
    programme: Programme, as_: SignIn, work: Work
) -> None:
    browser = as_("manager")
    new = changed_orders(programme)
    upload = upload_at(hand_in(browser, programme, ("orders.csv", new)))
    work()
    upload.refresh_from_db()
    assert upload.stage == Stage.READY, upload.problems
    (change,) = upload.changes
    assert (change["added"], change["changed"], change["gone"]) == (1, 1, 2)
    page = reverse("upload", args=[programme.pk, upload.pk])
    for language, word in (("zh-hans", "确认采用"), ("en", "Accept")):
        assert word in browser.get(page, headers={"accept-language": language}).content.decode()
    assert programme.latest.number == 1
    accepted = browser.post(reverse("accept_upload", args=[programme.pk, upload.pk]), {"note": "十一月"})
    assert accepted.status_code == 302
    assert programme.latest.number == 2
    assert content_of(programme, "zhihai/orders.csv") == new
    assert not upload.folder.exists()
