"""The page of keys: what programs act for one's party, new ones (shown once), revoking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.api.credentials import credentials_of
from kuajie_site.api.credentials import revoke as revoked
from kuajie_site.api.forms import CredentialForm
from kuajie_site.api.models import Credential, Kind
from kuajie_site.programmes.models import Seat
from kuajie_site.words import said

REVOKED = Text(en="Revoked; it opens nothing any more.", zh="已吊销，从此刻起失效。")
EXAMPLES = {
    Kind.KEY: 'curl -H "Authorization: Bearer $KEY" {address}programmes/{programme}',
    Kind.CLIENT: 'curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials {address}oauth/token',
}
GONE = Text(en="It was revoked already.", zh="该密钥此前已被吊销。")


@in_programme(Action.MANAGE_KEYS)
def keys(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """List the keys and clients of one's party."""
    return _page(request, seat, CredentialForm(seat))


def _page(request: SignedInRequest, seat: Seat, form: CredentialForm) -> HttpResponse:
    now = timezone.now()
    lines = [
        {"key": key, "expired": now >= key.expires_at, "too_much": not key.within_seat}
        for key in credentials_of(seat)
    ]
    facts = {"form": form, "lines": lines, "address": request.build_absolute_uri("/api/v1/")}
    return render(request, "api/keys.html", facts, status=422 if form.errors else 200)


@never_cache
@in_programme(Action.MANAGE_KEYS)
@require_POST
def new(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Make a key or client; its secret is on this one page, and nowhere else."""
    form = CredentialForm(seat, request.POST)
    if not form.is_valid():
        return _page(request, seat, form)
    made, address = form.make(), request.build_absolute_uri("/api/v1/")
    example = EXAMPLES[Kind(made.credential.kind)].format(address=address, programme=seat.programme_id)
    facts = {"made": made, "address": address, "example": example}
    return render(request, "api/key_made.html", facts)


@in_programme(Action.MANAGE_KEYS)
@require_POST
def revoke(request: SignedInRequest, seat: Seat, key: int) -> HttpResponse:
    """Revoke a key or client of one's party."""
    party = seat.party
    mine = Credential.objects.filter(seat__programme=seat.programme, seat__party=party)
    found = get_object_or_404(mine, pk=key)
    messages.success(request, said(REVOKED if revoked(seat, found) else GONE))
    return HttpResponseRedirect(reverse("keys", args=[seat.programme_id]))
