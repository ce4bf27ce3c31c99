"""Comments on proposals."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.plans import comments
from kuajie_site.plans.forms import EditCommentForm
from kuajie_site.plans.models import Comment
from kuajie_site.plans.seen import may_read, proposal_of
from kuajie_site.plans.views import proposal_page, say_form
from kuajie_site.programmes.models import Seat
from kuajie_site.words import said

DELETED = Text(en="Deleted; it stays visible that there was a comment.", zh="已删除；页面上会保留删除标记。")


@in_programme(Action.COMMENT)
@require_POST
def say(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Comment on a proposal or a line of it."""
    found = proposal_of(seat, key)
    if not may_read(seat, found):
        return proposal_page(request, seat, found, status=403)
    form = say_form(seat, found, request.POST)
    if not form.is_valid():
        return proposal_page(request, seat, found, status=422, said_before=form)
    data = form.cleaned_data
    try:
        comments.say(seat, found, key=data["key"], text=data["text"], line=data["line"])
    except Refused as refused:
        form.add_error(None, said(refused.text, **refused.facts))
        return proposal_page(request, seat, found, status=refused.status, said_before=form)
    return _back(seat, found.pk)


def _back(seat: Seat, proposal: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("proposal", args=[seat.programme_id, proposal]) + "#comments")


def comment_of(seat: Seat, key: UUID) -> Comment:
    """Return one's own comment in the programme; raises ``Http404`` for any other."""
    mine = Comment.objects.filter(proposal__programme=seat.programme, user=seat.user)
    found = mine.select_related("proposal").filter(pk=key).first()
    if found is None:
        raise Http404
    proposal_of(seat, found.proposal_id)
    return found


@in_programme(Action.COMMENT)
def edit_comment(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Correct one's own comment within ten minutes."""
    found = comment_of(seat, key)
    sent = request.POST if request.method == "POST" else None
    form = EditCommentForm(sent, initial={"was": found.text, "text": found.text})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                comments.edit(seat, found, text=form.cleaned_data["text"], was=form.cleaned_data["was"])
            except Refused as refused:
                form.add_error(None, said(refused.text, **refused.facts))
                status = refused.status
            else:
                return _back(seat, found.proposal_id)
    facts = {"form": form, "comment": found, "proposal": found.proposal}
    return render(request, "plans/edit_comment.html", facts, status=status)


@in_programme(Action.COMMENT)
@require_POST
def delete_comment(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Delete one's own comment, which leaves a mark."""
    found = comment_of(seat, key)
    comments.delete(seat, found)
    messages.success(request, said(DELETED))
    return _back(seat, found.proposal_id)
