"""One's own account: name, language, and ending all sessions."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.views import SignedInRequest, signed_in
from kuajie_site.accounts.forms import ProfileForm
from kuajie_site.words import said

SAVED = Text(en="Saved.", zh="已保存。")
ENDED = Text(
    en="You are signed out of every browser, this one too.", zh="已在所有浏览器（包括当前浏览器）退出登录。"
)


@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    """Show one's own account, and take another name or language."""
    now = {"name": request.user.name, "language": request.user.language or request.LANGUAGE_CODE}
    form = ProfileForm(request.POST or None, instance=request.user, initial=now)
    if request.method == "POST" and form.is_valid():
        form.save()
        translation.activate(form.cleaned_data["language"])
        messages.success(request, said(SAVED))
        return HttpResponseRedirect(reverse("profile"))
    if form.errors:
        request.user.refresh_from_db()
    facts = {
        "form": form,
        "second_factor": is_mfa_enabled(request.user),
        "sessions": UserSession.objects.purge_and_list(request.user),
        "belongings": request.user.belongings.select_related("organisation"),
    }
    return render(request, "people/profile.html", facts, status=422 if form.errors else 200)


@signed_in
@require_POST
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """End every session of the account, this one too."""
    for session in UserSession.objects.filter(user=request.user):
        session.end()
    logout(request)
    messages.success(request, said(ENDED))
    return HttpResponseRedirect(reverse("account_login"))


@signed_in
def addresses(request: SignedInRequest) -> HttpResponse:
    """Lead to the profile: an address is who somebody is, so invitations bring it and nobody changes it."""
    del request
    return HttpResponseRedirect(reverse("profile"))
