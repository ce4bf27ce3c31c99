"""The app ``disclosure``."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Names the app."""

    name = "kuajie_site.disclosure"
    label = "disclosure"
