"""The page on which a party edits its drafts: what one wrote comes back where somebody else was quicker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kuajie.messages import BadInput, Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.plans.forms import DraftForm, TermsDraftForm
from kuajie_site.plans.models import Event, Kind, Proposal, What
from kuajie_site.plans.propose import edit_draft, text_stamp
from kuajie_site.plans.seen import proposal_of
from kuajie_site.programmes.models import Seat
from kuajie_site.words import locale_now, said

SAVED: Final = Text(en="Saved.", zh="已保存。")


@in_programme(Action.PROPOSE)
def edit(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Change a draft of one's own party: what it is called, why it is made, the text of terms."""
    found = proposal_of(seat, key)
    if found.party_id != seat.party_id:
        raise Http404
    form = _form(found, request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {"form": form, "proposal": found}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edit_draft(seat, found, **form.cleaned_data)
            except Refused as refused:
                facts |= _changed(seat, key, form)
                facts["form"].add_error(None, said(refused.text, **refused.facts))
                status = refused.status
            except BadInput as error:
                form.add_error("text", [each.say(locale_now()) for each in error.findings])
            else:
                messages.success(request, said(SAVED))
                return HttpResponseRedirect(reverse("proposal", args=[seat.programme_id, found.pk]))
    return render(request, "plans/edit.html", facts, status=status)


def _form(found: Proposal, data: Any) -> DraftForm:
    kind = TermsDraftForm if found.kind == Kind.TERMS else DraftForm
    return kind(data, initial=_saved(found))


def _saved(found: Proposal) -> dict[str, str]:
    saved = {"was": text_stamp(found), "title": found.title, "reason": found.reason}
    return saved | ({"text": found.content["text"]} if found.kind == Kind.TERMS else {})


def _changed(seat: Seat, key: UUID, form: DraftForm) -> dict[str, Any]:
    """Return the form with what was typed, to be saved over what there is now, and what that is."""
    found = proposal_of(seat, key)
    saved = _saved(found)
    typed: Mapping[str, str] = form.cleaned_data
    other = [(form.fields[name].label, saved[name]) for name in saved if name != "was"]
    differ = [name for name in saved if name != "was" and saved[name].split() != typed[name].split()]
    last: Event | None = found.events.filter(what=What.EDITED).select_related("user").last()
    return {
        "proposal": found,
        "form": _form(found, {**typed, "was": saved["was"]}),
        "last": last,
        "saved": other if differ else [],
    }
