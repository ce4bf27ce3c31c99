"""The page of an organisation, for those who belong to it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.views import SignedInRequest, signed_in
from kuajie_site.organisations import membership
from kuajie_site.organisations.acts import done_or_refused
from kuajie_site.organisations.forms import OrganisationForm
from kuajie_site.organisations.models import Belonging
from kuajie_site.programmes.models import Seat

SAVED = Text(en="Saved.", zh="已保存。")
REMOVED = Text(en="{name} no longer belongs to it.", zh="{name}已不属于本机构。")


@signed_in
def organisation(request: SignedInRequest, organisation: int) -> HttpResponse:
    """Show an organisation to its people; its owners may change what it is called."""
    own = _belonging(request, organisation)
    form = OrganisationForm(request.POST if request.method == "POST" else None, instance=own.organisation)
    if request.method == "POST":
        if not own.owner:
            raise Http404
        if form.is_valid():
            form.save()
            return HttpResponseRedirect(reverse("organisation", args=[organisation]))
        own.organisation.refresh_from_db()
    facts = {
        "own": own,
        "form": form,
        "people": own.organisation.belongings.select_related("user").order_by("user__name"),
        "programmes": Seat.objects.filter(user=request.user, party__organisation=own.organisation)
        .select_related("programme", "party")
        .order_by("programme__name"),
    }
    return render(request, "people/organisation.html", facts, status=422 if form.errors else 200)


@signed_in
@require_POST
def owner(request: SignedInRequest, organisation: int, person: int) -> HttpResponse:
    """Make somebody an owner of the organisation, or no longer."""
    own, other = _two(request, organisation, person)
    wanted = request.POST.get("owner") == "1"
    return done_or_refused(
        request,
        lambda: membership.make_owner(other, owner=wanted),
        SAVED,
        reverse("organisation", args=[own.organisation_id]),
    )


@signed_in
@require_POST
def dismiss(request: SignedInRequest, organisation: int, person: int) -> HttpResponse:
    """End somebody's belonging to the organisation, and with it the seats held for it."""
    own, other = _two(request, organisation, person)
    return done_or_refused(
        request,
        lambda: membership.dismiss(own, other),
        REMOVED,
        reverse("organisation", args=[own.organisation_id]) if other != own else reverse("home"),
        name=other.user.name,
    )


def _belonging(request: SignedInRequest, organisation: int) -> Belonging:
    return get_object_or_404(
        Belonging.objects.select_related("organisation"), organisation=organisation, user=request.user
    )


def _two(request: SignedInRequest, organisation: int, person: int) -> tuple[Belonging, Belonging]:
    """Return an owner's own belonging and another of the same organisation."""
    own = _belonging(request, organisation)
    if not own.owner:
        raise Http404
    others = Belonging.objects.select_related("user", "organisation")
    return own, get_object_or_404(others, pk=person, organisation=own.organisation)
