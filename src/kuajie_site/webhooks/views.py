"""The pages of webhooks: who is told of what, how that went, once more by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.programmes.models import Seat
from kuajie_site.webhooks import manage
from kuajie_site.webhooks.delivering import resend as resent
from kuajie_site.webhooks.forms import WebhookForm
from kuajie_site.webhooks.models import Delivery, Webhook
from kuajie_site.webhooks.outbox import put_test
from kuajie_site.webhooks.types import TYPES
from kuajie_site.webhooks.words import KIND_NAMES, REFUSED_NAMES, STATE_NAMES
from kuajie_site.words import said

PAGE = 25
ON = Text(en="Switched on.", zh="已启用。")
OFF = Text(en="Switched off; what happens meanwhile is not sent.", zh="已停用，期间发生的事件不会发送。")
DELETED = Text(en="Deleted.", zh="已删除。")
SOON = Text(en="On its way; the log below shows how it goes.", zh="正在发送，结果见下方记录。")


@in_programme(Action.MANAGE_KEYS)
def webhooks(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """List the webhooks of one's party."""
    return _list(request, seat, WebhookForm(initial={"language": request.LANGUAGE_CODE}))


def _list(request: SignedInRequest, seat: Seat, form: WebhookForm) -> HttpResponse:
    found = [(each, KIND_NAMES[each.kind]) for each in _mine(seat)]
    status = 422 if form.errors else 200
    return render(request, "webhooks/webhooks.html", {"form": form, "webhooks": found}, status=status)


def _mine(seat: Seat) -> QuerySet[Webhook]:
    return Webhook.objects.filter(programme=seat.programme, party=seat.party, party__isnull=False)


@never_cache
@in_programme(Action.MANAGE_KEYS)
@require_POST
def new(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Make a webhook; the secret of one for a program is on this one page."""
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _list(request, seat, form)
    made = manage.make(seat, form.cleaned_data)
    if not made.secret:
        return _to(seat, made.webhook)
    return render(request, "webhooks/made.html", {"made": made})


@in_programme(Action.MANAGE_KEYS)
def webhook(request: SignedInRequest, seat: Seat, webhook: int) -> HttpResponse:
    """Show a webhook and what was sent to it."""
    found = get_object_or_404(_mine(seat), pk=webhook)
    page = Paginator(found.deliveries.prefetch_related("tried"), PAGE).get_page(request.GET.get("page"))
    facts = {
        "webhook": found,
        "kind": KIND_NAMES[found.kind],
        "types": [TYPES[name] for name in found.types if name in TYPES],
        "page": page,
        "deliveries": [_line(each) for each in page],
    }
    return render(request, "webhooks/webhook.html", facts)


def _line(delivery: Delivery) -> dict[str, object]:
    tried = [
        {"one": each, "error": REFUSED_NAMES.get(each.error) if each.error else None}
        for each in delivery.tried.all()
    ]
    return {"delivery": delivery, "state": STATE_NAMES[delivery.state], "tried": tried}


@in_programme(Action.MANAGE_KEYS)
@require_POST
def test(request: SignedInRequest, seat: Seat, webhook: int) -> HttpResponse:
    """Send a test message."""
    found = get_object_or_404(_mine(seat), pk=webhook)
    put_test(found)
    messages.success(request, said(SOON))
    return _to(seat, found)


@in_programme(Action.MANAGE_KEYS)
@require_POST
def switch(request: SignedInRequest, seat: Seat, webhook: int) -> HttpResponse:
    """Switch a webhook on or off."""
    found = get_object_or_404(_mine(seat), pk=webhook)
    on = request.POST.get("on") == "1"
    manage.switch(seat, found, on=on)
    messages.success(request, said(ON if on else OFF))
    return _to(seat, found)


@in_programme(Action.MANAGE_KEYS)
@require_POST
def delete(request: SignedInRequest, seat: Seat, webhook: int) -> HttpResponse:
    """Delete a webhook."""
    manage.delete(seat, get_object_or_404(_mine(seat), pk=webhook))
    messages.success(request, said(DELETED))
    return HttpResponseRedirect(reverse("webhooks", args=[seat.programme_id]))


@in_programme(Action.MANAGE_KEYS)
@require_POST
def resend(request: SignedInRequest, seat: Seat, webhook: int, delivery: UUID) -> HttpResponse:
    """Send a message again."""
    found = get_object_or_404(_mine(seat), pk=webhook)
    resent(get_object_or_404(Delivery, pk=delivery, webhook=found))
    messages.success(request, said(SOON))
    return _to(seat, found)


def _to(seat: Seat, webhook: Webhook) -> HttpResponse:
    return HttpResponseRedirect(reverse("webhook", args=[seat.programme_id, webhook.pk]))
