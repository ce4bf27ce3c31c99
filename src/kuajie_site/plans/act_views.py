"""What people do with proposals that are there: put forward, approve, decline, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.plans.approve import approve, decline
from kuajie_site.plans.forms import ApproveForm, DeclineForm, WithdrawForm
from kuajie_site.plans.models import Proposal, State
from kuajie_site.plans.propose import put_forward, withdraw
from kuajie_site.plans.propose_views import PROPOSED
from kuajie_site.plans.seen import proposal_of
from kuajie_site.plans.views import proposal_page
from kuajie_site.programmes.models import Seat
from kuajie_site.words import said

APPROVED: Final = Text(en="Approved for your party.", zh="已代表你方批准。")
AGREED: Final = Text(
    en="All parties have approved: agreed, and in force.", zh="各方均已批准：达成一致，现已生效。"
)
DECLINED: Final = Text(en="Declined. Nothing of it comes into force.", zh="已谢绝，不会生效。")
WITHDRAWN: Final = Text(en="Withdrawn.", zh="已撤回。")


def _to(seat: Seat, proposal: Proposal) -> HttpResponse:
    return HttpResponseRedirect(reverse("proposal", args=[seat.programme_id, proposal.pk]))


@in_programme(Action.PROPOSE)
@require_POST
def put(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Propose a draft."""
    return _done(request, seat, key, forms.Form, lambda found, _: put_forward(seat, found), PROPOSED)


@in_programme(Action.PROPOSE)
@require_POST
def take_back(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Withdraw a proposal of one's own party."""
    return _done(
        request, seat, key, WithdrawForm, lambda found, data: withdraw(seat, found, **data), WITHDRAWN
    )


@in_programme(Action.APPROVE)
@require_POST
def approve_proposal(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Approve what was shown."""
    return _done(request, seat, key, ApproveForm, lambda found, data: approve(seat, found, **data), APPROVED)


@in_programme(Action.APPROVE)
@require_POST
def decline_proposal(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Decline a proposal of another party."""
    return _done(request, seat, key, DeclineForm, lambda found, data: decline(seat, found, **data), DECLINED)


def _done(
    request: SignedInRequest,
    seat: Seat,
    key: UUID,
    kind: type[forms.Form],
    do: Callable[[Proposal, dict[str, Any]], object],
    well: Text,
) -> HttpResponse:
    """Do what a form asks; where it is refused show the proposal as it is now, with the reason."""
    found = proposal_of(seat, key)
    form = kind(request.POST)
    if not form.is_valid():
        why = " ".join(str(message) for errors in form.errors.values() for message in errors)
        return proposal_page(request, seat, found, refused=why, status=422)
    try:
        do(found, form.cleaned_data)
    except Refused as refused:
        now = proposal_of(seat, key)
        why = said(refused.text, **refused.facts)
        return proposal_page(request, seat, now, refused=why, status=refused.status)
    found.refresh_from_db(fields=["state"])
    agreed = well is APPROVED and found.state == State.AGREED
    messages.success(request, said(AGREED if agreed else well))
    return _to(seat, found)
