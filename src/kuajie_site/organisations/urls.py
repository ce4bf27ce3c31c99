"""Addresses of people, invitations and organisations."""

from __future__ import annotations

from django.urls import path

from kuajie_site.accounts import views as accounts
from kuajie_site.organisations import acceptance_views, organisation_views, views

IN_PROGRAMME = [
    path("people", views.people, name="people"),
    path("people/invite", views.invite, name="invite"),
    path("people/leave", views.leave, name="leave"),
    path("people/second-factor", views.second_factor, name="second_factor"),
    path("people/<int:person>/role", views.change_role, name="seat_role"),
    path("people/<int:person>/remove", views.remove, name="seat_remove"),
    path("people/invitations/<uuid:invitation>/again", views.resend, name="invitation_resend"),
    path("people/invitations/<uuid:invitation>/withdraw", views.withdraw, name="invitation_withdraw"),
    path("people/invitations/<uuid:invitation>/agree", views.agree, name="invitation_agree"),
]
SITE = [
    path("invitations/<str:token>", acceptance_views.link, name="invitation_link"),
    path("invitation", acceptance_views.invitation, name="invitation"),
    path("organisations/<int:organisation>", organisation_views.organisation, name="organisation"),
    path(
        "organisations/<int:organisation>/people/<int:person>/owner",
        organisation_views.owner,
        name="organisation_owner",
    ),
    path(
        "organisations/<int:organisation>/people/<int:person>/dismiss",
        organisation_views.dismiss,
        name="organisation_dismiss",
    ),
    path("profile", accounts.profile, name="profile"),
    path("profile/sign-out-everywhere", accounts.sign_out_everywhere, name="sign_out_everywhere"),
    # In place of allauth's page of addresses: nobody takes up an address that no invitation proved.
    path("accounts/email/", accounts.addresses),
]
