"""Addresses of disclosure."""

from __future__ import annotations

from django.urls import path

from kuajie_site.disclosure import views

IN_PROGRAMME = [
    path("disclosure", views.disclosure, name="disclosure"),
    path("disclosure/grant", views.grant, name="disclosure_grant"),
    path("disclosure/threshold", views.threshold, name="disclosure_threshold"),
    path("disclosure/withdraw", views.withdraw, name="disclosure_withdraw"),
    path("disclosure/renew", views.renew, name="disclosure_renew"),
    path("disclosure/ask", views.ask, name="disclosure_ask"),
    path("disclosure/requests/<int:wish>/decline", views.decline, name="disclosure_decline"),
    path("disclosure/requests/<int:wish>/back", views.take_back, name="disclosure_take_back"),
]
