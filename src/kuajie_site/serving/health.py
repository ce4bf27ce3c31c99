"""``/health``: whether the database answers and a worker lives, for whoever watches the site."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kuajie_site.access.views import open_to_all
from kuajie_site.jobs.claims import lease
from kuajie_site.jobs.models import Job, State, Worker

OK, AWAY, NONE = "ok", "away", "none"
SILENT_FOR: Final = timedelta(seconds=60)


@open_to_all
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Tell whether the site can do its work: 200 if so, 503 if not. Says nothing about anybody."""
    del request
    try:
        worker = OK if worker_lives() else NONE
        waiting = Job.objects.filter(state=State.WAITING).count()
    except Error:
        return JsonResponse({"database": AWAY, "worker": "unknown"}, status=503)
    told = {"database": OK, "worker": worker, "jobs_waiting": waiting}
    return JsonResponse(told, status=200 if worker == OK else 503)


def worker_lives() -> bool:
    """Say whether a worker has shown of late that it lives."""
    silent = max(SILENT_FOR, 2 * lease())
    return Worker.objects.filter(seen_at__gt=timezone.now() - silent).exists()
