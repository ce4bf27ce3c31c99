"""Delivering what waits: claimed under a lease, tried again after growing pauses, given up in the end."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from typing import Final

from django.db import close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone

from kuajie_site.api.forgetting import forget_what_is_over
from kuajie_site.webhooks.kinds import message_for, was_taken
from kuajie_site.webhooks.models import Attempt, Delivery, Kind, State, Webhook
from kuajie_site.webhooks.sealing import unseal
from kuajie_site.webhooks.sending import Sent, send

log = logging.getLogger(__name__)
LEASE: Final = timedelta(minutes=2)
PAUSES: Final = tuple(
    timedelta(seconds=seconds) for seconds in (30, 120, 600, 1800, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600)
)
"""Before the second, third, … attempt; after the last of them a delivery has failed."""
MOST_FAILURES: Final = 20
"""Failed attempts one after the other, after which a webhook is switched off."""
KEPT: Final = timedelta(days=30)
PAUSE: Final = 1.0
AT_ONCE: Final = 20


def run_courier(stop: threading.Event) -> None:
    """Deliver until told to stop."""
    swept = None
    while not stop.is_set():
        close_old_connections()
        try:
            if swept is None or timezone.now() - swept > timedelta(hours=1):
                sweep()
                forget_what_is_over()
                swept = timezone.now()
            if deliver_due() == 0:
                stop.wait(PAUSE)
        except Exception:
            log.exception("delivering webhooks failed; it is tried again")
            stop.wait(PAUSE * 5)
    connection.close()


def deliver_due(now: datetime | None = None) -> int:
    """Try what is due; return how many attempts were made."""
    told = now or timezone.now()
    due = Delivery.objects.filter(state=State.WAITING, next_at__lte=told, webhook__active=True)
    tried = 0
    for delivery in due.select_related("webhook").order_by("next_at")[:AT_ONCE]:
        # Who is first to move the moment on has claimed it; should it die, the moment comes again.
        claimed = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING, next_at=delivery.next_at)
        if claimed.update(next_at=told + LEASE, attempts=F("attempts") + 1):
            _attempt(delivery, told)
            tried += 1
    return tried


def _attempt(delivery: Delivery, now: datetime) -> None:
    target = unseal(delivery.webhook.sealed)
    message = message_for(delivery, target, now)
    sent = send(message.url, message.body, message.headers)
    taken = was_taken(Kind(delivery.webhook.kind), sent)
    with transaction.atomic():
        _remember(delivery, sent, now, taken=taken)
        if taken:
            Webhook.objects.filter(pk=delivery.webhook_id).update(failures=0)
        else:
            _failed(delivery, now)


def _remember(delivery: Delivery, sent: Sent, now: datetime, *, taken: bool) -> None:
    error = sent.error or ("" if taken else "refused")
    Attempt.objects.create(
        delivery=delivery, at=now, status=sent.status, error=error, milliseconds=sent.milliseconds
    )
    if taken:
        Delivery.objects.filter(pk=delivery.pk).update(state=State.DONE, ended_at=now)


def _failed(delivery: Delivery, now: datetime) -> None:
    tried = delivery.attempts + 1
    mine = Delivery.objects.filter(pk=delivery.pk)
    if tried > len(PAUSES):
        mine.update(state=State.FAILED, ended_at=now)
    else:
        mine.update(next_at=now + PAUSES[tried - 1])
    webhooks = Webhook.objects.filter(pk=delivery.webhook_id)
    webhooks.update(failures=F("failures") + 1)
    webhooks.filter(failures__gte=MOST_FAILURES, active=True).update(active=False, disabled_at=now)


def resend(delivery: Delivery) -> None:
    """Try a delivery again now, by hand, with all its attempts before it; the id stays the same."""
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.WAITING, attempts=0, next_at=timezone.now(), ended_at=None
    )


def sweep() -> None:
    """Forget what was delivered, or given up, a month ago."""
    ended = timezone.now() - KEPT
    Delivery.objects.exclude(state=State.WAITING).filter(created_at__lt=ended).delete()
