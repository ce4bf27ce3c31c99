"""The same request twice is done once: a POST with an Idempotency-Key is answered again as the first time.

What is done and what was answered are kept in one transaction: whoever dies in between has done nothing. Two
at once come one after the other (the database lets one of them write the key), so the second is answered as
the first. What changed nothing is not kept: refusals, so that the key can be used again, and answers that
were there already, so that nobody is shown again what is hidden by now.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import file_digest, sha256
from typing import Any, Final

from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.api.callers import Caller
from kuajie_site.api.models import Credential, Replay
from kuajie_site.api.problems import INVALID, KEY_REUSED, UNDER_WAY, FindingOut, Problem, answer_of
from kuajie_site.words import said

HEADER: Final = "Idempotency-Key"
KEPT: Final = timedelta(hours=24)
LONGEST: Final = 255
KEPT_HEADERS: Final = ("Content-Type", "Location", "ETag")
SOUND: Final = re.compile(r"[\x21-\x7e]{1,255}")
MALFORMED: Final = Text(
    en="Use 1 to 255 printable ASCII characters without spaces, such as a UUID.",
    zh="请使用 1 至 255 个可打印的 ASCII 字符（不含空格），例如 UUID。",
)
Run = Callable[..., HttpResponseBase]


def once(check: Callable[[HttpRequest], Caller]) -> Callable[[Run], Run]:
    """Let a request with an Idempotency-Key be done once; ``check`` says each time who calls and may."""

    def decorate(run: Run) -> Run:
        @wraps(run)
        def run_once(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
            key = request.headers.get(HEADER)
            if key is None:
                return run(request, *args, **more)
            try:
                owner = check(request).credential
                return _answered(request, owner, _sound(key), lambda: run(request, *args, **more))
            except Problem as problem:
                return answer_of(problem)

        return run_once

    return decorate


def only_read(request: HttpRequest) -> None:
    """Tell that a request changed nothing: what it shows is not kept, since it may be hidden tomorrow."""
    request.kuajie_only_read = True  # type: ignore[attr-defined]


def _sound(key: str) -> str:
    if not SOUND.fullmatch(key):
        raise Problem(
            INVALID, findings=(FindingOut(message=said(MALFORMED), column=HEADER, value=key[:LONGEST]),)
        )
    return key


def _answered(
    request: HttpRequest, owner: Credential, key: str, run: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    digest, now = _digest(request), timezone.now()
    Replay.objects.filter(owner=owner, key=key, at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            place = Replay.objects.create(owner=owner, key=key, digest=digest, at=now)
            answer = run()
            nothing = answer.status_code >= HTTP_ERRORS or getattr(request, "kuajie_only_read", False)
            if nothing or not isinstance(answer, HttpResponse):
                transaction.set_rollback(True)
            else:
                _keep(place, answer)
            return answer
    except IntegrityError as error:
        return _again(owner, key, digest, error)


HTTP_ERRORS: Final = 400


def _keep(place: Replay, answer: HttpResponse) -> None:
    place.status, place.body = answer.status_code, answer.content
    place.headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
    place.save(update_fields=["status", "body", "headers"])


def _again(owner: Credential, key: str, digest: str, error: DatabaseError) -> HttpResponseBase:
    known = Replay.objects.filter(owner=owner, key=key).first()
    if known is None:  # the first one was refused a moment ago, or something else is not as it should be
        raise Problem(UNDER_WAY, headers={"Retry-After": "1"}) from error
    if known.digest != digest:
        raise Problem(KEY_REUSED)
    answer = HttpResponse(bytes(known.body), status=known.status)
    for name, value in known.headers.items():
        answer[name] = value
    answer["Idempotency-Replayed"] = "true"
    return answer


def _digest(request: HttpRequest) -> str:
    """Return the hash of what is asked; of a form its fields and files, since boundaries differ each time."""
    told = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            told.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                file.seek(0)
                told.update(repr((name, file.name, file_digest(file, "sha256").hexdigest())).encode())
                file.seek(0)
    else:
        told.update(request.body)
    return told.hexdigest()


def forget_old_answers() -> None:
    """Forget what was answered over a day ago."""
    Replay.objects.filter(at__lt=timezone.now() - KEPT).delete()
