"""Handing in an evidence bundle, and the verdict on it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.forms import BundleForm
from kuajie_site.settlement.models import Verification
from kuajie_site.settlement.verify import hand_in
from kuajie_site.uploads.limits import takes_files
from kuajie_site.words import locale_now

SHOWN = 20


@takes_files
@in_programme(Action.SEE_SETTLEMENT)
def verify(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Take a bundle in, and show what earlier ones came to."""
    form = BundleForm(request.POST or None, request.FILES or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        noted = told["noted"].strip().lower()
        _, job = hand_in(seat, request.user, told["file"], key=told["key"], noted=noted)
        return HttpResponseRedirect(reverse("settlement_job", args=[seat.programme_id, job.pk]))
    found = Verification.objects.filter(programme=seat.programme, party=seat.party, sound__isnull=False)
    facts = {"form": form, "earlier": found.select_related("user")[:SHOWN]}
    return render(request, "settlement/verify.html", facts, status=422 if form.errors else 200)


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def verification(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show the verdict on a bundle, to the party that handed it in."""
    found = Verification.objects.filter(programme=seat.programme, party=seat.party, pk=key).first()
    if found is None or found.sound is None:
        raise Http404
    return render(
        request, "settlement/verification.html", {"found": found, "parts": found.parts[locale_now()]}
    )
