"""The people of a programme: seats, invitations, mediators; the page of an organisation."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action, Role
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.organisations import invitations, seats
from kuajie_site.organisations.acts import done_or_refused, held_back
from kuajie_site.organisations.forms import InviteForm
from kuajie_site.organisations.mail import mail_is_set_up, send
from kuajie_site.organisations.models import Invitation, SecondFactorRule
from kuajie_site.organisations.people import people_of
from kuajie_site.programmes.models import Seat
from kuajie_site.words import said

ROLE_CHANGED = Text(en="The role was changed.", zh="角色已更改。")
REMOVED = Text(en="{name} no longer takes part.", zh="{name}已不再参与。")
LEFT = Text(en="You no longer take part in “{programme}”.", zh="你已退出“{programme}”。")
TICK = Text(en="Tick the box to confirm that you leave.", zh="请勾选确认后再退出。")
WITHDRAWN = Text(en="The invitation was withdrawn.", zh="邀请已撤回。")
AGREED = Text(en="Agreed. The link is sent when every party has.", zh="已同意。各方都同意后将发送链接。")
DECLINED = Text(en="Declined. Whoever invited is told.", zh="已谢绝，并会告知邀请方。")
ASKED = Text(
    en="Everybody of your party is asked for a second factor from now on.",
    zh="自即刻起，本方全体成员均须启用两步验证。",
)
DROPPED = Text(en="A second factor is no longer required.", zh="不再要求两步验证。")


@in_programme(Action.SEE)
def people(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show who takes part, and to owners the invitations."""
    return _page(request, seat)


def _page(request: SignedInRequest, seat: Seat, form: InviteForm | None = None) -> HttpResponse:
    owner = seat.may(Action.INVITE)
    if owner and form is None:
        form = InviteForm(seat)
    facts = {
        "people": people_of(seat),
        "form": form,
        "owner": owner,
        "roles": invitations.OWN_ROLES,
        "required": SecondFactorRule.objects.filter(party=seat.party).exists() if seat.party else False,
        "has_second_factor": is_mfa_enabled(request.user),
    }
    return render(request, "people/people.html", facts, status=422 if form and form.errors else 200)


@in_programme(Action.INVITE)
@require_POST
def invite(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Invite somebody; the answer shows the link, this once."""
    form = InviteForm(seat, request.POST)
    if not form.is_valid():
        return _page(request, seat, form)
    if held := held_back(request, "invite"):
        return held
    role, party = form.role_and_party()
    try:
        sent = invitations.invite(seat, form.cleaned_data["email"], role, party)
    except Refused as error:
        form.add_error("email", said(error.text, **error.facts))
        return _page(request, seat, form)
    return _sent(request, seat, sent)


@in_programme(Action.INVITE)
@require_POST
def resend(request: SignedInRequest, seat: Seat, invitation: UUID) -> HttpResponse:
    """Send an invitation again, with a new link."""
    found = _invitation(seat, invitation)
    if held := held_back(request, "invite"):
        return held
    try:
        sent = invitations.resend(seat, found)
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
        return _back(seat)
    return _sent(request, seat, sent)


def _sent(request: SignedInRequest, seat: Seat, sent: invitations.Sent) -> HttpResponse:
    """Mail the link and show it: in answer to the form itself, because it is kept nowhere.

    The link for another party's first owner, or for a mediator, is mailed only, so that nobody takes a seat
    across the table; where no mail is set up there is no other way than to hand it on.
    """
    invitation = sent.invitation
    mailed, link = False, ""
    if sent.token is not None:
        link = request.build_absolute_uri(reverse("invitation_link", args=[sent.token]))
        mailed = mail_is_set_up() and send(invitation, link)
    beyond = invitation.party_id != seat.party_id
    facts = {
        "invitation": invitation,
        "mailed": mailed,
        "link": "" if beyond and mail_is_set_up() else link,
        "beyond": beyond,
        "waits_for": invitations.parties_to_agree(invitation),
    }
    return render(request, "people/invited.html", facts)


@in_programme(Action.INVITE)
@require_POST
def withdraw(request: SignedInRequest, seat: Seat, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation of one's own party, or decline a mediator."""
    found = _invitation(seat, invitation, others=True)
    done = WITHDRAWN if found.by_party_id == seat.party_id else DECLINED
    return done_or_refused(request, lambda: invitations.withdraw(seat, found), done, _place(seat))


@in_programme(Action.INVITE)
@require_POST
def agree(request: SignedInRequest, seat: Seat, invitation: UUID) -> HttpResponse:
    """Agree to a mediator whom another party invites; the last one to agree has the link sent."""
    found = _invitation(seat, invitation, others=True)
    if found.role != Role.MEDIATOR:
        raise Http404
    try:
        sent = invitations.agree(seat, found)
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
        return _back(seat)
    if sent.token is not None:
        return _sent(request, seat, sent)
    messages.success(request, said(AGREED))
    return _back(seat)


@in_programme(Action.INVITE)
@require_POST
def change_role(request: SignedInRequest, seat: Seat, person: int) -> HttpResponse:
    """Give somebody of one's own party another role."""
    other = _seat(seat, person)
    asked = request.POST.get("role", "")
    if asked not in invitations.OWN_ROLES:
        raise Http404
    was = request.POST.get("was", "")
    return done_or_refused(
        request,
        lambda: seats.change_role(seat, other, Role(asked), was=was),
        ROLE_CHANGED,
        _place(seat) if other != seat else reverse("programme", args=[seat.programme_id]),
    )


@in_programme(Action.INVITE)
@require_POST
def remove(request: SignedInRequest, seat: Seat, person: int) -> HttpResponse:
    """End the seat of somebody of one's own party."""
    other = _seat(seat, person)
    if other == seat:
        raise Http404
    return done_or_refused(
        request, lambda: seats.remove(seat, other), REMOVED, _place(seat), name=other.user.name
    )


@in_programme(Action.SEE)
@require_POST
def leave(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """End one's own seat, where the form says that it is meant."""
    if request.POST.get("sure") != "1":
        messages.error(request, said(TICK))
        return _back(seat)
    try:
        seats.leave(seat)
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
        return _back(seat)
    messages.success(request, said(LEFT, programme=seat.programme.name))
    return HttpResponseRedirect(reverse("home"))


@in_programme(Action.INVITE)
@require_POST
def second_factor(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Require a second factor of everybody of one's party, or no longer."""
    required = request.POST.get("required") == "1"
    own = is_mfa_enabled(request.user)
    return done_or_refused(
        request,
        lambda: seats.ask_second_factor(seat, required=required, own=own),
        ASKED if required else DROPPED,
        _place(seat),
    )


def _invitation(seat: Seat, pk: UUID, *, others: bool = False) -> Invitation:
    """Return an invitation of the seat's party; with ``others`` a mediator's too, which concern all."""
    found = get_object_or_404(
        Invitation.objects.select_related("party", "by_party", "programme"),
        pk=pk,
        programme=seat.programme,
    )
    if found.by_party_id == seat.party_id or (others and found.role == Role.MEDIATOR):
        return found
    raise Http404


def _seat(seat: Seat, pk: int) -> Seat:
    """Return a seat of the same party, and no other."""
    if seat.party_id is None:
        raise Http404
    mine = Seat.objects.select_related("user").filter(programme=seat.programme, party=seat.party)
    return get_object_or_404(mine, pk=pk)


def _place(seat: Seat) -> str:
    return reverse("people", args=[seat.programme_id])


def _back(seat: Seat) -> HttpResponse:
    return HttpResponseRedirect(_place(seat))
