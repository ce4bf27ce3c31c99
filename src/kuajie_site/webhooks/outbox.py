"""The outbox: an event becomes a row for each webhook, in the transaction in which it happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from kuajie.messages import Locale, Text
from kuajie_site.activity.log import told
from kuajie_site.activity.models import Entry
from kuajie_site.jobs.models import Job, State
from kuajie_site.jobs.signals import job_ended
from kuajie_site.programmes.models import Programme
from kuajie_site.uploads.queue import NAME as UPLOAD
from kuajie_site.webhooks.models import Delivery, Webhook
from kuajie_site.webhooks.types import OF_ENTRIES, TEST

ANSWERED: Final = Text(en="“{study}” is answered.", zh="“{study}”已有结果。")
FAILED: Final = Text(en="“{study}” failed.", zh="“{study}”计算失败。")
CHECKED: Final = Text(en="The files handed in were looked at.", zh="上传的文件已核对。")
TESTED: Final = Text(en="This is a test message.", zh="这是一条测试消息。")
SAYS: Final = Text(en="{who} ({party}) {what}.", zh="{who}（{party}）{what}。")
NOBODY: Final = Text(en="mediators", zh="调解人")


def listen() -> None:
    """Listen to the activity log and to jobs."""
    post_save.connect(_entry_saved, sender=Entry, dispatch_uid="webhooks")
    job_ended.connect(_job_ended, sender=Job, dispatch_uid="webhooks")


def _entry_saved(instance: Entry, *, created: bool, **more: Any) -> None:
    del more
    kind = OF_ENTRIES.get(instance.what)
    if not created or kind is None or instance.programme is None:
        return
    for webhook in _listening(instance.programme, kind).filter(_sees(instance)):
        locale = locale_of(webhook)
        party = instance.party.name if instance.party else NOBODY.say(locale)
        text = SAYS.say(locale, who=instance.user or "—", party=party, what=told(instance, locale))
        facts = {
            name: fact[locale] if isinstance(fact, dict) else fact for name, fact in instance.facts.items()
        }
        by = instance.party.key if instance.party else None
        put(webhook, kind, text, at=instance.at, by=by, data=facts, path=_home(instance.programme))


def _listening(programme: Programme, kind: str) -> Any:
    found = Webhook.objects.filter(programme=programme, active=True).select_related("programme")
    return found.filter(pk__in=[each.pk for each in found if kind in each.types])


def _sees(entry: Entry) -> Q:
    """Return the condition that a webhook's party sees an entry, as activity.log.seen_from says."""
    if entry.shared:
        return Q()
    return Q(party=entry.party_id) | Q(party=entry.concerns_id)


def _job_ended(job: Job, state: State, **more: Any) -> None:
    from kuajie_site.studies.table import STUDIES  # noqa: PLC0415 - reads most of the library, for seconds

    del more
    if job.party_id is None:
        return
    if job.study == UPLOAD and state == State.DONE:
        kind, text, path = "upload.checked", CHECKED, ""
        data: dict[str, Any] = {"upload": job.options["upload"]}
    elif job.study in STUDIES and state in {State.DONE, State.FAILED}:
        kind, text = ("job.done", ANSWERED) if state == State.DONE else ("job.failed", FAILED)
        data = {"job": str(job.pk), "study": job.study}
        path = reverse("job", args=[job.programme_id, job.pk])
    else:
        return
    for webhook in _listening(job.programme, kind).filter(party=job.party_id):
        title = STUDIES[job.study].title if job.study in STUDIES else TESTED
        said = text.say(locale_of(webhook), study=title)
        put(webhook, kind, said, at=timezone.now(), by=webhook.party.key, data=data, path=path)


def put(
    webhook: Webhook,
    kind: str,
    text: str,
    *,
    at: datetime,
    by: str | None,
    data: Mapping[str, Any],
    path: str = "",
) -> Delivery:
    """Put an event into the outbox of a webhook."""
    delivery = Delivery(webhook=webhook, type=kind, next_at=timezone.now())
    delivery.payload = {
        "id": str(delivery.pk),
        "type": kind,
        "at": at.isoformat(),
        "programme": {"id": str(webhook.programme_id), "name": webhook.programme.name},
        "party": by,
        "text": text,
        "link": f"{settings.SITE_ADDRESS}{path}" if settings.SITE_ADDRESS and path else "",
        "data": dict(data),
    }
    delivery.save(force_insert=True)
    return delivery


def put_test(webhook: Webhook) -> Delivery:
    """Put a test message into the outbox of a webhook."""
    text = TESTED.say(locale_of(webhook))
    return put(webhook, TEST, text, at=timezone.now(), by=webhook.party.key, data={})


def locale_of(webhook: Webhook) -> Locale:
    """Return the language in which a webhook is told."""
    return "zh" if webhook.language.startswith("zh") else "en"


def _home(programme: Programme) -> str:
    return reverse("programme", args=[programme.pk])
