"""The pages of webhooks."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from kuajie_site.webhooks import views

IN_PROGRAMME: Final[tuple[URLPattern, ...]] = (
    path("webhooks", views.webhooks, name="webhooks"),
    path("webhooks/new", views.new, name="webhook_new"),
    path("webhooks/<int:webhook>", views.webhook, name="webhook"),
    path("webhooks/<int:webhook>/test", views.test, name="webhook_test"),
    path("webhooks/<int:webhook>/switch", views.switch, name="webhook_switch"),
    path("webhooks/<int:webhook>/delete", views.delete, name="webhook_delete"),
    path("webhooks/<int:webhook>/deliveries/<uuid:delivery>", views.resend, name="webhook_resend"),
)
